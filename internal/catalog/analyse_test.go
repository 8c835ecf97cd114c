package catalog

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func smallLexicon(t *testing.T) *Lexicon {
	t.Helper()
	lex, err := NewLexicon(LexiconFiles{
		Synonyms:    []byte(`[{"group": ["cán bộ công chức viên chức", "nhân sự"]}, {"group": ["từ điển", "bảng thuật ngữ"]}, {"group": ["việc làm", "công ăn việc làm"]}]`),
		Actions:     []byte(`[{"action": "theo dõi", "words": ["giám sát"]}]`),
		Stopphrases: []byte(`{"phrases": ["góp phần chuyển đổi số"], "words": ["phần mềm", "xã"], "weak": ["dữ liệu"]}`),
	})
	if err != nil {
		t.Fatal(err)
	}
	return lex
}

func TestClasses(t *testing.T) {
	lex := smallLexicon(t)
	for text, want := range map[string]string{
		"phần mềm theo dõi dữ liệu rừng":     "eeaawwf",
		"giám sát nhân sự xã":                "aaffe",
		"rừng, góp phần chuyển đổi số, biển": "f.....f",
		"của rừng và biển":                   ".f.f",
		"từ điển của rừng":                   "ff.f", // từ is content here
		"từ rừng":                            ".f",
		"tìm việc làm":                       "fff",
	} {
		var r reading
		lex.read(&r, text, newAccents())
		var got strings.Builder
		for i := range r.tokens {
			if r.mute[i] {
				got.WriteByte('.')
			} else {
				got.WriteByte("fwae"[r.class[i]])
			}
		}
		if diff := cmp.Diff(want, got.String()); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

// An entry may be nothing but what sounds like boilerplate elsewhere.
func TestEntriesKeepTheirBoilerplate(t *testing.T) {
	lex := smallLexicon(t)
	var filed, entry reading
	lex.read(&filed, "góp phần chuyển đổi số", newAccents())
	lex.readEntry(&entry, "góp phần chuyển đổi số", newAccents())
	if len(filed.terms) != 0 || len(entry.terms) == 0 {
		t.Errorf("%d terms of the proposal, %d of the entry", len(filed.terms), len(entry.terms))
	}
}

func (r *reading) pairs() []string {
	var out []string
	for _, t := range r.terms {
		if t.kind == termPair {
			out = append(out, r.quote(span{int(t.start), 2}))
		}
	}
	return out
}

func TestPairs(t *testing.T) {
	lex := smallLexicon(t)
	for text, want := range map[string][]string{
		"triển khai phần mềm":     {"triển khai", "phần mềm"}, // not khai phần
		"bản đồ rừng, biển":       {"bản đồ", "đồ rừng"},      // not over the comma
		"bản đồ của rừng":         {"bản đồ"},                 // not over a function word
		"theo dõi góp phần":       {"theo dõi", "góp phần"},
		"góp phần chuyển đổi số.": nil,
	} {
		var r reading
		lex.read(&r, text, newAccents())
		if diff := cmp.Diff(want, r.pairs()); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

// Long phrases are often written with commas between their words; short ones
// are not.
func TestPhrasesOverCommas(t *testing.T) {
	lex := smallLexicon(t)
	for text, want := range map[string]int{
		"cán bộ, công chức, viên chức": 1, "cán bộ công chức viên chức": 1, "nhân, sự": 0, "cán bộ. công chức, viên chức": 0,
	} {
		var r reading
		lex.read(&r, text, newAccents())
		n := 0
		for _, term := range r.terms {
			if term.kind == termConcept {
				n++
			}
		}
		if n != want {
			t.Errorf("%q: %d meanings, want %d", text, n, want)
		}
	}
}

func TestVeryLongTextIsCutAndSaysSo(t *testing.T) {
	ix := fewIndex(t)
	q := pigs()
	q.Summary = strings.Repeat("đàn heo ", maxTokens)
	r := ix.Check(q)
	if !cmp.Equal(r.NotCompared, []string{"4000 từ cuối của tóm tắt"}) || r.Matches[0].ID != "C1" {
		t.Errorf("%v, first %s", r.NotCompared, r.Matches[0].ID)
	}
}

func TestPhraseTable(t *testing.T) {
	table := newPhraseTable()
	add := func(phrase string, c concept) { table.add(phraseTokens(phrase), meaning{concept: c}) }
	add("bản đồ", 1)
	add("bản đồ số", 2)
	add("bản đồ số", 2) // once is enough
	add("bản đồ số hóa rừng", 3)
	found := map[int][]concept{}
	tokens := tokenise("bản đồ số quốc gia", nil)
	table.each(tokens, 0, func(n int, m *meaning) { found[n] = append(found[n], m.concept) })
	if diff := cmp.Diff(map[int][]concept{2: {1}, 3: {2}}, found); diff != "" {
		t.Error(diff)
	}
	table.each(tokens, 1, func(n int, m *meaning) { t.Errorf("found %d from the middle", m.concept) })
}
