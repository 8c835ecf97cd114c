package ledger

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// anyPayload is an object of whatever may stand in one.
func anyPayload(t *rapid.T) []byte {
	var value func(depth int) any
	value = func(depth int) any {
		kinds := 5
		if depth > 3 {
			kinds = 3
		}
		switch rapid.IntRange(0, kinds).Draw(t, "kind") {
		case 0:
			return rapid.Float64Range(-1e6, 1e6).Draw(t, "number")
		case 1:
			return rapid.SampledFrom([]any{nil, true, false}).Draw(t, "word")
		case 2, 3:
			return rapid.SampledFrom([]string{"", "a", `"`, `{"salted_sha256":"`, "tệp ~1/2", `\`, "]}", "\n"}).Draw(t, "text")
		case 4:
			list := []any{}
			for range rapid.IntRange(0, 3).Draw(t, "length") {
				list = append(list, value(depth+1))
			}
			return list
		}
		object := map[string]any{}
		for range rapid.IntRange(0, 3).Draw(t, "members") {
			object[rapid.SampledFrom([]string{"a", "b", "a/b", "~", `"`, "é"}).Draw(t, "key")] = value(depth + 1)
		}
		return object
	}
	raw, err := json.Marshal(map[string]any{"data": value(0), "event": value(0), "x": value(0)})
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// What scanning finds in canonical bytes is what decoding finds.
func TestScanningAgreesWithDecoding(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sealed, texts, err := Redact(anyPayload(t), func(string, string) bool { return rapid.Bool().Draw(t, "free") }, func() (s [16]byte) { return s })
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]string{}
		for _, k := range texts {
			want[k.Path] = k.SHA256
		}
		got := map[string]string{}
		last := ""
		for i, p := range SealedPlaces(sealed) {
			if i > 0 && p.Path <= last {
				t.Fatalf("%q after %q", p.Path, last)
			}
			last, got[p.Path] = p.Path, p.SHA256
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("%s\n%s", sealed, d)
		}
		var doc map[string]json.RawMessage
		if err := json.Unmarshal(sealed, &doc); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"data", "event", "x", "none"} {
			if d := cmp.Diff(string(doc[name]), string(Member(sealed, name))); d != "" {
				t.Fatalf("%s of %s:\n%s", name, sealed, d)
			}
		}
	})
}

func FuzzScan(f *testing.F) {
	f.Add([]byte(`{"a":[{"salted_sha256":"`))
	f.Add([]byte(`["\`))
	f.Add([]byte(`{"a":]}`))
	f.Fuzz(func(t *testing.T, in []byte) {
		if _, err := Canonicalize(in); err != nil {
			return // only what was parsed is scanned; but see the corpus above
		}
		SealedPlaces(in)
		Text(Member(in, "a"))
	})
}
