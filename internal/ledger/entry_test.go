package ledger

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

const proposalID = "01912f6e-3c1a-7b2d-8e4f-5a6b7c8d9e0f"

// decision is an entry with every field filled.
func decision() Entry {
	return Entry{
		Proposal: proposalID,
		At:       time.Date(2026, 11, 21, 1, 30, 0, 123_456_789, time.UTC),
		Actor:    Actor{Account: "a1", Name: "Nguyễn Văn \"A\"", Agency: "so-khcn", Capacity: "KT.", ActingFor: "head-so-khcn"},
		Action:   "decided", Gate: "technology_review", Outcome: "approve",
		Rule: Rule{Pack: "p1", Version: "2026-01-01", Hash: strings.Repeat("ab", 32),
			Citations: []Citation{{"QĐ 1527/QĐ-BKHCN", "Điều 3"}, {"KH 651/KH-UBND", "mục II"}}},
		Documents: []Document{{"12/TB-SKHCN", "2026-11-20", strings.Repeat("0f", 32)}},
		Payload:   json.RawMessage(`{ "score": 0.870, "amount_vnd": 1000000000000000, "note": "đồng ý" }`),
	}
}

// chain makes n entries about one proposal.
func chain(t testing.TB, n int) (entries []Entry, stored [][]byte) {
	t.Helper()
	var head Head
	for range n {
		e, raw, err := New(head, decision())
		if err != nil {
			t.Fatal(err)
		}
		entries, stored, head = append(entries, e), append(stored, raw), e.Head()
	}
	return entries, stored
}

// The bytes and the hash are final: a change here breaks every ledger in use.
func TestNewBytesAreFinal(t *testing.T) {
	e, raw, err := New(Head{}, decision())
	if err != nil {
		t.Fatal(err)
	}
	want := `{"action":"decided","actor":{"account":"a1","acting_for":"head-so-khcn","agency":"so-khcn","capacity":"KT.","name":"Nguyễn Văn \"A\""},` +
		`"at":"2026-11-21T08:30:00.123+07:00","documents":[{"date":"2026-11-20","number":"12/TB-SKHCN","sha256":"` + strings.Repeat("0f", 32) + `"}],` +
		`"gate":"technology_review","outcome":"approve","payload":{"amount_vnd":1000000000000000,"note":"đồng ý","score":0.87},` +
		`"prev":"` + strings.Repeat("0", 64) + `","proposal":"` + proposalID + `",` +
		`"rule":{"citations":[{"article":"Điều 3","document":"QĐ 1527/QĐ-BKHCN"},{"article":"mục II","document":"KH 651/KH-UBND"}],` +
		`"hash":"` + strings.Repeat("ab", 32) + `","pack":"p1","version":"2026-01-01"},"seq":1,"stream":"","v":1}`
	if diff := cmp.Diff(want, string(raw)); diff != "" {
		t.Fatal(diff)
	}
	if got, want := e.Hash, HashBytes([]byte("pheduyet ledger entry v1\x00"+want)); got != want {
		t.Fatalf("hash %s, want %s", got, want)
	}
	if err := requireCanonical(raw); err != nil {
		t.Fatal(err)
	}
}

func TestNewContinuesTheChain(t *testing.T) {
	entries, stored := chain(t, 3)
	if entries[0].Prev != (Hash{}) || entries[2].Prev != entries[1].Hash || entries[2].Seq != 3 {
		t.Fatalf("wrong links: %+v", entries)
	}
	for i, raw := range stored {
		got, err := Parse(raw)
		if diff := cmp.Diff(entries[i], got); diff != "" || err != nil {
			t.Fatal(err, diff)
		}
	}
}

func TestNewFillsWhatIsEmpty(t *testing.T) {
	_, raw, err := New(Head{}, Entry{Stream: "admin", Action: "signed_in", At: time.Unix(0, 0)})
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{`"documents":[]`, `"citations":[]`, `"payload":{}`, `"proposal":""`, `"gate":""`} {
		if !bytes.Contains(raw, []byte(part)) {
			t.Errorf("%s is missing in %s", part, raw)
		}
	}
}

func TestNewRefuses(t *testing.T) {
	for name, change := range map[string]func(*Entry){
		"no subject":           func(e *Entry) { e.Proposal = "" },
		"two subjects":         func(e *Entry) { e.Stream = "admin" },
		"proposal not a uuid":  func(e *Entry) { e.Proposal = strings.ToUpper(proposalID) },
		"stream name":          func(e *Entry) { e.Proposal, e.Stream = "", "Admin" },
		"no action":            func(e *Entry) { e.Action = "" },
		"rule hash":            func(e *Entry) { e.Rule.Hash = strings.Repeat("AB", 32) },
		"document hash":        func(e *Entry) { e.Documents[0].SHA256 = "ab" },
		"document date":        func(e *Entry) { e.Documents[0].Date = "2026-02-31" },
		"payload not object":   func(e *Entry) { e.Payload = json.RawMessage(`[]`) },
		"payload repeats key":  func(e *Entry) { e.Payload = json.RawMessage(`{"a":1,"a":2}`) },
		"payload not JSON":     func(e *Entry) { e.Payload = json.RawMessage(`{"a":NaN}`) },
		"too long":             func(e *Entry) { e.Payload = json.RawMessage(`{"a":"` + strings.Repeat("x", MaxEntryBytes) + `"}`) },
		"year of five digits":  func(e *Entry) { e.At = time.Date(12026, 1, 1, 0, 0, 0, 0, time.UTC) },
		"name not UTF-8":       func(e *Entry) { e.Actor.Name = "\xff" },
		"payload not UTF-8":    func(e *Entry) { e.Payload = json.RawMessage("{\"a\":\"\xff\"}") },
		"document date format": func(e *Entry) { e.Documents[0].Date = "21/11/2026" },
	} {
		e := decision()
		change(&e)
		if _, raw, err := New(Head{}, e); err == nil {
			t.Errorf("%s: accepted as %s", name, raw)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	_, stored := chain(t, 2)
	good := string(stored[1])
	for name, change := range map[string][2]string{
		"space":               {`"seq":2`, `"seq": 2`},
		"unknown version":     {`"v":1`, `"v":2`},
		"unknown field":       {`"v":1`, `"v":1,"w":1`},
		"unknown field first": {`{"action"`, `{"aa":1,"action"`},
		"missing field":       {`"gate":"technology_review",`, ``},
		"duplicate field":     {`"gate":`, `"gate":"x","gate":`},
		"swapped fields":      {`"gate":"technology_review","outcome":"approve"`, `"outcome":"approve","gate":"technology_review"`},
		"needless escape":     {`"decided"`, `"\u0064ecided"`},
		"escaped slash":       {`12/TB`, `12\/TB`},
		"hex in capitals":     {`"prev":"` + good[strings.Index(good, `"prev":"`)+8:][:64], `"prev":"` + strings.ToUpper(good[strings.Index(good, `"prev":"`)+8:][:64])},
		"number form":         {`0.87`, `0.870`},
		"exponent":            {`1000000000000000`, `1e15`},
		"NaN":                 {`0.87`, `NaN`},
		"seq as string":       {`"seq":2`, `"seq":"2"`},
		"seq fraction":        {`"seq":2`, `"seq":2.5`},
		"seq zero":            {`"seq":2`, `"seq":0`},
		"prev without seq":    {`"seq":2`, `"seq":1`},
		"payload order":       {`"amount_vnd":1000000000000000,"note":"đồng ý"`, `"note":"đồng ý","amount_vnd":1000000000000000`},
		"payload array":       {`{"amount_vnd":1000000000000000,"note":"đồng ý","score":0.87}`, `[]`},
		"other zone":          {`08:30:00.123+07:00`, `01:30:00.123+00:00`},
		"no milliseconds":     {`08:30:00.123`, `08:30:00`},
		"comma milliseconds":  {`08:30:00.123`, `08:30:00,123`},
		"impossible day":      {`2026-11-21T`, `2026-11-31T`},
		"null list":           {`"documents":[`, `"documents":null,"x":[`},
		"broken list":         {`0f"}]`, `0f"},]`},
		"trailing data":       {`"v":1}`, `"v":1}{}`},
		"trailing newline":    {`"v":1}`, "\"v\":1}\n"},
		"cut off":             {`"v":1}`, `"v":1`},
		"not UTF-8":           {`KT.`, "\xc0"},
	} {
		bad := strings.Replace(good, change[0], change[1], 1)
		if bad == good {
			t.Errorf("%s: changes nothing", name)
		}
		if e, err := Parse([]byte(bad)); err == nil {
			t.Errorf("%s: accepted as %+v", name, e)
		}
	}
}

func TestVerifyChain(t *testing.T) {
	_, good := chain(t, 5)
	_, other := chain(t, 1)
	stranger, foreign, err := New(Head{}, Entry{Stream: "admin", Action: "x", At: time.Unix(1, 0)})
	if err != nil {
		t.Fatal(err)
	}
	_, stray, err := New(Head{Seq: 1, Hash: HashEntry(good[0])}, stranger)
	if err != nil {
		t.Fatal(err)
	}
	edited := bytes.Replace(good[2], []byte("approve"), []byte("reject"), 1)
	for _, tt := range []struct {
		name  string
		chain [][]byte
		wrong int // -1: none
	}{
		{"whole", good, -1},
		{"empty", nil, -1},
		{"prefix cannot be told", good[:3], -1},
		{"edited shows at its successor", [][]byte{good[0], good[1], edited, good[3], good[4]}, 3},
		{"deleted", [][]byte{good[0], good[2], good[3]}, 1},
		{"first deleted", good[1:], 0},
		{"swapped", [][]byte{good[0], good[2], good[1]}, 1},
		{"doubled", [][]byte{good[0], good[0]}, 1},
		{"inserted", [][]byte{good[0], other[0], good[1]}, 1},
		{"another stream", [][]byte{good[0], stray}, 1},
		{"begins elsewhere", [][]byte{foreign, good[1]}, 1},
		{"unreadable", [][]byte{good[0], []byte("{}")}, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			entries, err := VerifyChain(tt.chain)
			var wrong *ChainError
			if errors.As(err, &wrong) != (tt.wrong >= 0) {
				t.Fatalf("got %v", err)
			}
			if wrong != nil && (wrong.Index != tt.wrong || len(entries) != tt.wrong) {
				t.Fatalf("got %v after %d entries", wrong, len(entries))
			}
		})
	}
}

func TestEntryRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := decision()
		e.Actor.Name = rapid.String().Draw(t, "name")
		e.Gate = rapid.String().Draw(t, "gate")
		e.At = time.UnixMilli(rapid.Int64Range(0, 253402275599000).Draw(t, "at"))
		e.Documents = nil
		for range rapid.IntRange(0, 3).Draw(t, "documents") {
			e.Documents = append(e.Documents, Document{Number: rapid.String().Draw(t, "number")})
		}
		head := Head{Seq: rapid.Int64Range(1, maxSeq-1).Draw(t, "seq"), Hash: Hash{1}}
		made, raw, err := New(head, e)
		if err != nil {
			t.Fatal(err)
		}
		if err := requireCanonical(raw); err != nil {
			t.Fatal(err)
		}
		next, err := head.Follow(raw)
		if diff := cmp.Diff(made, next); err != nil || diff != "" || !made.At.Equal(e.At) || made.Actor != e.Actor {
			t.Fatal(err, diff)
		}
	})
}

// Any single changed byte changes the hash or makes the bytes unreadable.
func TestMutatedByteIsNoticed(t *testing.T) {
	entries, stored := chain(t, 1)
	rapid.Check(t, func(t *rapid.T) {
		raw := bytes.Clone(stored[0])
		raw[rapid.IntRange(0, len(raw)-1).Draw(t, "at")] ^= rapid.ByteRange(1, 255).Draw(t, "bits")
		if e, err := Parse(raw); err == nil && e.Hash == entries[0].Hash {
			t.Fatalf("unnoticed: %s", raw)
		}
	})
}

func FuzzParse(f *testing.F) {
	_, stored := chain(f, 2)
	f.Add(stored[0])
	f.Add(stored[1])
	f.Fuzz(func(t *testing.T, raw []byte) {
		e, err := Parse(raw)
		if err != nil {
			return
		}
		if again := e.append(nil); !bytes.Equal(again, raw) {
			t.Fatalf("read %s, writes %s", raw, again)
		}
		if err := requireCanonical(raw); err != nil {
			t.Fatal(err)
		}
	})
}

func TestParseHash(t *testing.T) {
	h := HashBytes([]byte("x"))
	if got, err := ParseHash(h.String()); err != nil || got != h {
		t.Fatal(got, err)
	}
	for _, bad := range []string{"", "ab", strings.ToUpper(h.String()), h.String() + "0", h.String()[1:] + "g"} {
		if _, err := ParseHash(bad); err == nil {
			t.Errorf("%q accepted", bad)
		}
	}
}
