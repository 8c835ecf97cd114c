package catalog

import (
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestTokenBorders(t *testing.T) {
	type shape struct {
		Word         string
		Breaks, Ends bool
		Upper        bool
	}
	for text, want := range map[string][]shape{
		"Quản lý, xử lý. HỒ SƠ": {
			{"Quản", false, false, false}, {"lý", false, false, false}, {"xử", true, false, false}, {"lý", false, false, false},
			{"HỒ", true, true, true}, {"SƠ", false, false, true},
		},
		"A1-A6 24/7":   {{"A1", false, false, true}, {"A6", false, false, true}, {"24", false, false, true}, {"7", false, false, true}},
		"một\nhai":     {{"một", false, false, false}, {"hai", true, true, false}},
		"(LGSP)":       {{"LGSP", true, false, true}},
		"電子 ok":        {{"電子", false, false, false}, {"ok", false, false, false}},
		" \t , . – ? ": nil,
	} {
		composed := compose(text)
		var got []shape
		for _, tok := range tokenise(composed, nil) {
			got = append(got, shape{composed[tok.start:tok.end], tok.breaks, tok.ends, tok.upper})
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

func TestForeignLettersAreMarked(t *testing.T) {
	for word, want := range map[string]bool{"quản": false, "IoT": false, "2026": false, "система": true, "電子": true, "naïve": true} {
		if got := spell(word).foreign; got != want {
			t.Errorf("%q: foreign is %v", word, got)
		}
	}
}

func TestLongWordsDiffer(t *testing.T) {
	a, b := "aaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaac"
	if spell(a).full == spell(b).full || spell(a).bare == spell(b).bare {
		t.Error("words that differ after their 24th letter are taken for one")
	}
}

func TestSyllables(t *testing.T) {
	for word, want := range map[string]bool{
		"nghiệp": true, "quản": true, "giếng": true, "gì": true, "khuyến": true, "thuở": true, "y": true, "quyền": true,
		"backup": false, "blockchain": false, "str": false, "lgsp": false, "hello": false,
	} {
		if got := isSyllable(spell(word).bare); got != want {
			t.Errorf("%q: a syllable is %v", word, got)
		}
	}
}

// Whatever the text, tokens lie inside it, in order, on whole characters; and
// decomposing it first changes nothing.
func TestTokensOfAnyText(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := compose(rapid.OneOf(rapid.String(), rapid.StringMatching(`[a-zđàáảãạâêôơưăớộếữ ,.;A-ZĐ&/0-9-]*`)).Draw(rt, "text"))
		last := int32(0)
		tokens := tokenise(text, nil)
		for _, tok := range tokens {
			if tok.start < last || tok.end <= tok.start || int(tok.end) > len(text) {
				rt.Fatalf("token %d–%d after %d", tok.start, tok.end, last)
			}
			if r, _ := utf8.DecodeRuneInString(text[tok.start:]); r == utf8.RuneError && utf8.ValidString(text) {
				rt.Fatalf("token starts inside a character at %d", tok.start)
			}
			last = tok.end
		}
		again := tokenise(compose(norm.NFD.String(text)), nil)
		if utf8.ValidString(text) && fullHash(tokens) != fullHash(again) {
			rt.Fatalf("%q reads otherwise when decomposed", text)
		}
	})
}

// The quick look at the bytes never calls a text composed that is not.
func TestPlainlyComposedIsComposed(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.String().Draw(rt, "text")
		if isPlainlyComposed(text) && norm.NFC.String(text) != text {
			rt.Fatalf("%q is not in NFC", text)
		}
	})
	if !isPlainlyComposed("Đề án quản lý – «khám chữa bệnh» …") {
		t.Error("plain Vietnamese takes the slow way")
	}
}

func TestDecodeTelex(t *testing.T) {
	for typed, want := range map[string]string{
		"quanr": "quản", "lys": "lý", "heej": "hệ", "thoongs": "thống", "dduwowngf": "đường", "ddaats": "đất",
		"nguwowif": "người", "cuwus": "cứu", "xaax": "xẫ", "vawn": "văn", "tieengs": "tiếng", "nghieepj": "nghiệp",
		"hello": "", "str": "", "xyz": "", "": "",
	} {
		got, _ := decodeTelex(typed)
		if want == "" && got != "" || want != "" && spell(got).full != spell(want).full {
			t.Errorf("%q gives %q, want %q", typed, got, want)
		}
	}
}

func TestSplitAtCapitals(t *testing.T) {
	for word, want := range map[string]int{
		"QuanLyVanBan": 4, "QuảnLý": 2, "VNeID": 0, "GitHub": 0, "quanly": 0, "Quan": 0, "LGSP": 0,
	} {
		if got := len(splitAtCapitals(word)); got != want {
			t.Errorf("%q gives %d parts, want %d", word, got, want)
		}
	}
}
