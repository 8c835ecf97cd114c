package catalog

import (
	"strings"
	"testing"
)

func TestLexiconNamesEveryFault(t *testing.T) {
	_, err := NewLexicon(LexiconFiles{
		Synonyms:      []byte(`[{"group": ["một mình"]}, {"group": ["a", " "]}]`),
		Hyponyms:      []byte(`{"broad": "x"}`),
		Abbreviations: []byte(`[{"abbr": "", "expansions": ["cơ sở"]}]`),
		Stopphrases:   []byte(`["chuỗi"]`),
		Integrations:  []byte(`[{"cue": "…"}]`),
		Sectors:       []byte(`[{"sector": " "}]`),
	})
	if err == nil {
		t.Fatal("accepted")
	}
	for _, part := range []string{
		"synonyms, row 1", "synonyms, row 2: an empty phrase", "lexicon hyponyms", "abbreviations, row 1",
		"lexicon stopphrases", "integrations, row 1", "sectors, row 1",
	} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("no word of %q in:\n%v", part, err)
		}
	}
}

func TestTooManySectors(t *testing.T) {
	row := `{"sector": "y tế", "ministry": "bo-y-te", "agency": "so-y-te", "words": []}`
	data := "[" + strings.Repeat(row+",", maxSectors) + row + "]"
	if _, err := NewLexicon(LexiconFiles{Sectors: []byte(data)}); err == nil {
		t.Error("accepted")
	}
}

func conceptsOf(lex *Lexicon, text string) map[concept]bool {
	var r reading
	lex.read(&r, text, newAccents())
	out := map[concept]bool{}
	for _, t := range r.terms {
		if t.kind == termConcept && int(t.n) == len(r.tokens) {
			out[t.concept] = true
		}
	}
	return out
}

func share(a, b map[concept]bool) bool {
	for c := range a {
		if b[c] {
			return true
		}
	}
	return false
}

// The pairs that any lexicon of the administration must have, in any spelling.
func TestShippedLexiconKnows(t *testing.T) {
	lex := shippedLexicon(t)
	for _, pair := range [][2]string{
		{"nhân sự", "cán bộ"}, {"blockchain", "chuỗi khối"}, {"sổ cái phân tán", "blockchain"}, {"nhan su", "can bo"},
	} {
		if !share(conceptsOf(lex, pair[0]), conceptsOf(lex, pair[1])) {
			t.Errorf("%q and %q share no meaning", pair[0], pair[1])
		}
	}
	narrower := false
	for broad := range conceptsOf(lex, "thiên tai") {
		for _, n := range lex.narrower[broad] {
			narrower = narrower || conceptsOf(lex, "lũ quét")[n]
		}
	}
	if !narrower {
		t.Error("lũ quét is no thiên tai")
	}
	if share(conceptsOf(lex, "nhân sự"), conceptsOf(lex, "đất đai")) {
		t.Error("nhân sự and đất đai share a meaning")
	}
}

// An accented phrase is not taken for another that only looks alike when folded.
func TestAccentsDecideWhenWritten(t *testing.T) {
	lex, err := NewLexicon(LexiconFiles{Synonyms: []byte(`[{"group": ["bảo cáo", "tố giác"]}]`)})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]bool{"bảo cáo": true, "bao cao": true, "báo cáo": false} {
		if got := len(conceptsOf(lex, text)) > 0; got != want {
			t.Errorf("%q: found %v, want %v", text, got, want)
		}
	}
}

func TestAbbreviationsInContext(t *testing.T) {
	lex, err := NewLexicon(LexiconFiles{Abbreviations: []byte(`[
		{"abbr": "QH", "expansions": ["quy hoạch"], "context": ["đô thị"]},
		{"abbr": "QH", "expansions": ["quốc hội"], "context": ["đại biểu"]},
		{"abbr": "IOC", "expansions": ["trung tâm điều hành thông minh", "ủy ban thế vận hội"]}]`)})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"QH đô thị":             "quy hoạch đô thị",
		"đại biểu QH":           "đại biểu quốc hội",
		"QH":                    "QH",
		"qh đô thị":             "qh đô thị", // an ordinary word in small letters
		"thế vận hội và IOC":    "thế vận hội và ủy ban thế vận hội",
		"IOC điều hành tỉnh":    "trung tâm điều hành thông minh điều hành tỉnh",
		"ioc thông minh, IOC 2": "trung tâm điều hành thông minh thông minh trung tâm điều hành thông minh 2",
	} {
		var got reading
		lex.prepare(&got, text, newAccents())
		want := tokenise(compose(want), nil)
		if fullHash(got.tokens) != fullHash(want) {
			t.Errorf("%q: %d tokens, want %d", text, len(got.tokens), len(want))
		}
	}
}

func TestEnclosedIntegration(t *testing.T) {
	lex, err := NewLexicon(LexiconFiles{Integrations: []byte(`[{"cue": "dùng", "until": "để đăng nhập"}]`)})
	if err != nil {
		t.Fatal(err)
	}
	for text, muted := range map[string]int{
		"dùng VNeID để đăng nhập rồi khai báo": 5,
		"dùng nước sạch. Xin để đăng nhập":     0,
	} {
		var r reading
		lex.read(&r, text, newAccents())
		n := 0
		for _, s := range r.integrations {
			n += s.n
		}
		if n != muted {
			t.Errorf("%q: %d words of integrations, want %d", text, n, muted)
		}
	}
}

func TestProfilesAreChecked(t *testing.T) {
	for _, data := range []string{`{}`, `[{"does": ["x"]}]`, `[{"id": "A"}]`, `[{"id": "A", "does": ["x"]}, {"id": "A", "does": ["y"]}]`} {
		if _, err := ParseProfiles([]byte(data)); err == nil {
			t.Errorf("%s is accepted", data)
		}
	}
}

func TestShippedAbbreviations(t *testing.T) {
	lex := shippedLexicon(t)
	for written, meant := range map[string]string{
		"CSDL": "cơ sở dữ liệu", "HTTT": "hệ thống thông tin", "TTHC": "thủ tục hành chính", "DVC": "dịch vụ công",
		"QLVB": "quản lý văn bản", "CBCCVC": "cán bộ công chức viên chức", "KCB": "khám chữa bệnh",
		"ATTT": "an toàn thông tin", "ANTT": "an ninh trật tự", "GD&ĐT": "giáo dục và đào tạo",
		"NN&MT": "nông nghiệp và môi trường", "VHTTDL": "văn hóa thể thao và du lịch",
	} {
		var r reading
		lex.prepare(&r, written, newAccents())
		if fullHash(r.tokens) != fullHash(phraseTokens(meant)) {
			t.Errorf("%s does not stand for %q", written, meant)
		}
	}
	for _, written := range []string{"LGSP", "IOC", "SOC"} {
		var r reading
		lex.prepare(&r, written, newAccents())
		if len(r.tokens) < 3 {
			t.Errorf("%s stands for nothing", written)
		}
	}
}

// Ordinary words in small letters are no abbreviations.
func TestSmallWordsStay(t *testing.T) {
	lex := shippedLexicon(t)
	for _, text := range []string{"hồ sơ đất đai", "kinh tế hộ", "báo cáo tháng này", "thu tiền điện", "an toàn cho trẻ em", "cung cấp nước sạch", "học sinh lớp một"} {
		var r reading
		lex.prepare(&r, text, newAccents())
		if want := phraseTokens(text); fullHash(r.tokens) != fullHash(want) {
			t.Errorf("%q is read as %d words", text, len(r.tokens))
		}
	}
}
