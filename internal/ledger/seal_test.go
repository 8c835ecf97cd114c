package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// countingSalt gives salts 1, 2, 3…
func countingSalt() func() [16]byte {
	var salt [16]byte
	return func() [16]byte { salt[15]++; return salt }
}

func isNote(_, key string) bool { return key == "note" || key == "functions" }

func TestSealText(t *testing.T) {
	salt := [16]byte{1, 2, 3}
	sum := sha256.Sum256(append(salt[:], "điều kiện"...))
	if got := SealText("điều kiện", salt).SHA256; got != hex.EncodeToString(sum[:]) {
		t.Fatal(got)
	}
	if SealText("x", salt) == SealText("x", [16]byte{}) {
		t.Fatal("the salt does not matter")
	}
}

func TestRedact(t *testing.T) {
	in := `{"z":{"note":"hai"},"note":"một","amount":5,"functions":["ba",""],"a/b":[{"note":"bốn"}]}`
	out, kept, err := Redact([]byte(in), isNote, countingSalt())
	if err != nil {
		t.Fatal(err)
	}
	paths := []string{}
	for _, k := range kept {
		paths = append(paths, k.Path+"="+k.Text)
		if strings.Contains(string(out), k.Text) || !strings.Contains(string(out), k.SHA256) {
			t.Errorf("%s is not sealed in %s", k.Text, out)
		}
	}
	want := []string{"/a~1b/0/note=bốn", "/functions/0=ba", "/note=một", "/z/note=hai"}
	if diff := cmp.Diff(want, paths); diff != "" {
		t.Fatal(diff)
	}
	again, keptAgain, _ := Redact([]byte(in), isNote, countingSalt())
	if diff := cmp.Diff(kept, keptAgain); diff != "" || string(again) != string(out) {
		t.Fatal("not stable", diff)
	}
	back, err := Restore(out, kept)
	if want, _ := Canonicalize([]byte(in)); err != nil || string(back) != string(want) {
		t.Fatalf("restored %s, %v", back, err)
	}
}

func TestRestoreOfSealedAwayText(t *testing.T) {
	out, kept, err := Redact([]byte(`{"a":{"note":"nhầm"},"note":"đúng"}`), isNote, countingSalt())
	if err != nil {
		t.Fatal(err)
	}
	gone := slices.Clone(kept)
	gone[0] = KeptText{Path: gone[0].Path, SHA256: gone[0].SHA256, Gone: true}
	for name, texts := range map[string][]KeptText{"gone": gone, "absent": kept[1:]} {
		back, err := Restore(out, texts)
		if want := `{"a":{"note":"nội dung đã gỡ"},"note":"đúng"}`; err != nil || string(back) != want {
			t.Errorf("%s: %s, %v", name, back, err)
		}
	}
}

func TestRestoreRefuses(t *testing.T) {
	out, kept, err := Redact([]byte(`{"note":"một","functions":["hai"]}`), isNote, countingSalt())
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func([]KeptText) []KeptText{
		"edited text": func(k []KeptText) []KeptText { k[0].Text += "."; return k },
		"edited salt": func(k []KeptText) []KeptText { k[0].Salt[0] ^= 1; return k },
		"edited hash": func(k []KeptText) []KeptText { k[0].SHA256 = strings.Repeat("0", 64); return k },
		"other hash, gone": func(k []KeptText) []KeptText {
			k[0].SHA256, k[0].Gone = strings.Repeat("0", 64), true
			return k
		},
		"swapped paths": func(k []KeptText) []KeptText { k[0].Path, k[1].Path = k[1].Path, k[0].Path; return k },
		"stray text":    func(k []KeptText) []KeptText { return append(k, KeptText{Path: "/x"}) },
		"doubled":       func(k []KeptText) []KeptText { return append(k, k[0]) },
	} {
		if got, err := Restore(out, change(slices.Clone(kept))); err == nil {
			t.Errorf("%s: accepted as %s", name, got)
		}
	}
}

func TestRedactRefuses(t *testing.T) {
	for name, in := range map[string]string{
		"array": `[]`, "null": `null`, "text": `"x"`, "repeated key": `{"a":1,"a":1}`,
		"looks sealed": `{"a":{"salted_sha256":"` + strings.Repeat("0", 64) + `"}}`,
	} {
		if got, _, err := Redact([]byte(in), isNote, countingSalt()); err == nil {
			t.Errorf("%s: accepted as %s", name, got)
		}
	}
}

func TestRedactRestoreRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		doc := rapid.MapOfN(rapid.StringN(1, 4, -1), genJSON(3), 0, 6).Draw(t, "document")
		in, err := json.Marshal(doc)
		if err != nil {
			t.Fatal(err)
		}
		out, kept, err := Redact(in, func(path, _ string) bool { return len(path)%2 == 0 }, countingSalt())
		if err != nil {
			t.Fatal(err)
		}
		back, err := Restore(out, kept)
		var got map[string]any
		if err != nil || json.Unmarshal(back, &got) != nil || !reflect.DeepEqual(got, doc) {
			t.Fatalf("%s became %s: %v", in, back, err)
		}
	})
}
