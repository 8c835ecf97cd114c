package postgres

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"pheduyet/internal/ledger"
	"pheduyet/internal/proposal"
)

// streamOf verifies a stream's chain and gives its entries.
func (w *world) streamOf(stream string) []ledger.Entry {
	w.t.Helper()
	rows, _ := w.owner.Query(w.t.Context(), "SELECT bytes FROM ledger_entries WHERE proposal IS NULL AND stream = $1 ORDER BY seq", stream)
	stored, err := pgx.CollectRows(rows, pgx.RowTo[[]byte])
	if err != nil {
		w.t.Fatal(err)
	}
	entries, err := ledger.VerifyChain(stored)
	if err != nil {
		w.t.Fatal(err)
	}
	return entries
}

// note appends in a transaction of its own.
func (w *world) note(stream, key string, events ...proposal.Event) error {
	return w.inTx(w.t.Context(), func(t tx) error {
		actor := proposal.Actor{Account: w.people["khcn"], Name: "Ông khcn", Agency: "so-khcn"}
		return w.appendStream(w.t.Context(), t, stream, actor, key, events...)
	})
}

func TestAStreamTellsWhoDidWhatOnWhichDocument(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	scan := strings.Repeat("a", 64)
	err := w.note(streamSystems, "k", proposal.Event{
		Action: "accepted", Citations: []proposal.Citation{{Document: "NĐ 45/2026", Article: "Đ3"}},
		Documents: []proposal.Document{{Number: "12/BB", Date: "2026-09-11", SHA256: scan}},
		Data:      map[string]any{"system": "DX-1", "note": "đã nghiệm thu"},
	}, proposal.Event{Action: "in_use"})
	if err != nil {
		t.Fatal(err)
	}
	entries := w.streamOf(streamSystems)
	if len(entries) != 2 {
		t.Fatalf("%d entries, want 2", len(entries))
	}
	got := entries[0]
	want := ledger.Entry{
		V: ledger.Version, Stream: streamSystems, Seq: 1, At: monday, Action: "accepted",
		Actor:     ledger.Actor{Account: w.people["khcn"], Name: "Ông khcn", Agency: "so-khcn"},
		Rule:      ledger.Rule{Citations: []ledger.Citation{{Document: "NĐ 45/2026", Article: "Đ3"}}},
		Documents: []ledger.Document{{Number: "12/BB", Date: "2026-09-11", SHA256: scan}},
		Payload:   got.Payload, Hash: got.Hash,
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if strings.Contains(string(got.Payload), "nghiệm thu") || !strings.Contains(string(got.Payload), `"system":"DX-1"`) {
		t.Errorf("payload %s", got.Payload)
	}
	if n := w.count("SELECT count(*) FROM ledger_texts WHERE path = '/data/note' AND text = 'đã nghiệm thu'"); n != 1 {
		t.Errorf("%d kept texts, want 1", n)
	}
}

func TestAnActOnAStreamIsWrittenOnceOrNotAtAll(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	before := len(w.streamOf(streamMoney))
	if err := w.note(streamMoney, "once", proposal.Event{Action: "a"}); err != nil {
		t.Fatal(err)
	}
	if err := w.note(streamMoney, "once", proposal.Event{Action: "b"}); proposal.CodeOf(err) != proposal.CodeConflict {
		t.Errorf("the same key again: %v", err)
	}
	if err := w.note("No Stream", "other", proposal.Event{Action: "a"}); err == nil {
		t.Error("a name that is none was taken")
	}
	failed := errors.New("later failure")
	err := w.inTx(t.Context(), func(t tx) error {
		if err := w.appendStream(w.t.Context(), t, streamMoney, proposal.System, "undone", proposal.Event{Action: "c"}); err != nil {
			return err
		}
		return failed
	})
	if !errors.Is(err, failed) {
		t.Error(err)
	}
	if after := w.streamOf(streamMoney); len(after) != before+1 || after[before].Action != "a" {
		t.Errorf("%d entries after %d", len(after), before)
	}
}

// However many append at once, each stream is one chain without gaps.
func TestStreamsAreChainsUnderConcurrency(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	before := map[string]int{streamPeople: len(w.streamOf(streamPeople)), streamReads: 0}
	const writers, each = 8, 6
	var group sync.WaitGroup
	for i := range writers {
		group.Go(func() {
			for j := range each {
				stream := []string{streamPeople, streamReads}[(i+j)%2]
				if err := w.note(stream, fmt.Sprint(i, "/", j), proposal.Event{Action: "a"}, proposal.Event{Action: "b"}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	for stream, n := range before {
		if got := len(w.streamOf(stream)) - n; got != writers*each {
			t.Errorf("%s grew by %d entries, want %d", stream, got, writers*each)
		}
	}
}

// Each load of seeds is told with the sha256 of what was loaded, kept beside.
func TestLoadsOfSeedsAreInTheLedger(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	told := func(stream string) (registers []string) {
		for _, e := range w.streamOf(stream) {
			var p struct{ Data registerLoaded }
			if err := json.Unmarshal(e.Payload, &p); err != nil {
				t.Fatal(err)
			}
			var body []byte
			if err := w.owner.QueryRow(t.Context(), "SELECT body FROM ledger_documents WHERE sha256 = $1", p.Data.SHA256).Scan(&body); err != nil {
				t.Fatalf("%s: %v", p.Data.Register, err)
			}
			if ledger.HashBytes(body).String() != p.Data.SHA256 || strings.Contains(string(body), "mật khẩu") {
				t.Errorf("%s: the kept document is not what was named, or holds a password", p.Data.Register)
			}
			if e.Action != "register_loaded" || e.Actor != (ledger.Actor{Name: proposal.System.Name}) {
				t.Errorf("entry %+v", e)
			}
			registers = append(registers, p.Data.Register)
		}
		return registers
	}
	all := []string{"agencies", "responsibilities", "legal_documents", "packs", "calendar", "catalog"}
	for stream, want := range map[string][]string{streamRegisters: all, streamPeople: {"accounts"}, streamMoney: {"envelopes"}} {
		if d := cmp.Diff(want, told(stream)); d != "" {
			t.Errorf("%s: %s", stream, d)
		}
	}
	newer := worldSeeds(t)
	newer.Agencies[1].Name = "Bộ Y tế"
	for range 2 {
		if err := LoadSeeds(t.Context(), w.ownerURL, newer, true); err != nil {
			t.Fatal(err)
		}
	}
	if d := cmp.Diff(append(all, "agencies"), told(streamRegisters)); d != "" {
		t.Errorf("after newer agencies, loaded twice: %s", d)
	}
}

func TestAnAdminsSignInIsInTheLedger(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	before := len(w.streamOf(streamPeople))
	w.sql("INSERT INTO account_roles (account, role, valid_from) SELECT id, 'admin', '2026-01-01' FROM accounts WHERE username = 'khcn'")
	for _, who := range []string{"khcn", "filer"} {
		if err := w.SaveToken(t.Context(), []byte(who), w.people[who], monday.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	entries := w.streamOf(streamPeople)[before:]
	if len(entries) != 1 || entries[0].Action != "admin_signed_in" || entries[0].Actor.Account != w.people["khcn"] {
		t.Errorf("entries %+v, want the admin's alone", entries)
	}
}
