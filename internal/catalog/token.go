package catalog

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// token is one syllable or one run of letters and digits of a text.
type token struct {
	full, bare uint64 // hashes of the accented and the folded form
	start, end int32  // byte offsets in the composed text
	accented   bool   // it carries a tone or a Vietnamese letter
	upper      bool   // every letter is a capital
	breaks     bool   // a clause ends before it
	ends       bool   // a sentence ends before it
	foreign    bool   // it has letters of another script
}

// compose brings text to NFC, so that one character has one form.
func compose(text string) string {
	if isPlainlyComposed(text) || norm.NFC.IsNormalString(text) {
		return text
	}
	return norm.NFC.String(text)
}

// isPlainlyComposed tells quickly, for most Vietnamese text, that it is in NFC:
// only ASCII, Latin letters of the composed blocks and common punctuation.
func isPlainlyComposed(text string) bool {
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c < 0x80:
		case c >= 0xc2 && c <= 0xc6:
			i++
		case c == 0xe1 && i+2 < len(text) && (text[i+1] == 0xba || text[i+1] == 0xbb):
			i += 2
		case c == 0xe2 && i+2 < len(text) && text[i+1] == 0x80 && text[i+2] >= 0x90:
			i += 2
		default:
			return false
		}
	}
	return true
}

// tokenise cuts a composed text into tokens. Letters of other scripts make
// tokens that match nothing in Vietnamese.
func tokenise(text string, out []token) []token {
	var breaks, ends bool
	for i := 0; i < len(text); {
		c, size := utf8.DecodeRuneInString(text[i:])
		if !inWord(c) {
			breaks = breaks || isClauseBreak(c)
			ends = ends || isSentenceEnd(c)
			i += size
			continue
		}
		end := wordEnd(text, i)
		t := spell(text[i:end])
		t.start, t.end, t.breaks, t.ends = int32(i), int32(end), breaks, ends
		out = append(out, t)
		breaks, ends = false, false
		i = end
	}
	return out
}

func wordEnd(text string, i int) int {
	for i < len(text) {
		c, size := utf8.DecodeRuneInString(text[i:])
		if !inWord(c) {
			break
		}
		i += size
	}
	return i
}

func inWord(c rune) bool {
	if l := letterOf(c); l.shape != 0 {
		return true
	}
	return c >= 0x80 && (unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c))
}

func isClauseBreak(c rune) bool {
	return c != ' ' && c != '-' && c != '/' && c != '&' && c != '\t' && c != '\u00a0'
}

func isSentenceEnd(c rune) bool {
	return c == '.' || c == ';' || c == '\n' || c == '!' || c == '?' || c == '\r'
}

// spell hashes one word in its two forms. The tone is taken out of its place
// and put last, so hòa and hoà are one; a final lone y is i, so ký and kí are.
func spell(word string) token {
	var shapes [24]rune
	var bares [24]byte
	n, tone := 0, byte(0)
	t := token{upper: true}
	for _, c := range word {
		l := letterOf(c)
		if l.shape == 0 {
			l.shape, l.bare, t.accented = unicode.ToLower(c), '?', true
			t.foreign = true
			t.full = mix(t.full, uint64(l.shape))
		}
		if l.tone != 0 {
			tone = l.tone
		}
		t.upper = t.upper && (l.upper || l.shape <= '9')
		if n < len(shapes) {
			shapes[n], bares[n] = l.shape, l.bare
			n++
		} else {
			t.full = mix(t.full, uint64(l.shape))
		}
	}
	if lonelyY(bares[:n]) {
		shapes[n-1], bares[n-1] = 'i', 'i'
	}
	overflow := t.full
	for i := range n {
		t.full = mix(t.full, uint64(shapes[i]))
		t.bare = mix(t.bare, uint64(bares[i]))
		t.accented = t.accented || shapes[i] != rune(bares[i])
	}
	t.bare = mix(t.bare, overflow)
	t.full = mix(t.full, uint64(tone))
	t.accented = t.accented || tone != 0
	return t
}

// lonelyY tells whether the word is consonants and a final y, as in ký, mỹ, quý.
func lonelyY(bare []byte) bool {
	n := len(bare)
	if n < 2 || bare[n-1] != 'y' {
		return false
	}
	if n == 3 && bare[0] == 'q' && bare[1] == 'u' {
		return true
	}
	for _, c := range bare[:n-1] {
		switch c {
		case 'a', 'e', 'i', 'o', 'u', 'y':
			return false
		}
	}
	return true
}

// mix folds one more value into a hash (splitmix64's finaliser).
func mix(h, v uint64) uint64 {
	h ^= v + 0x9e3779b97f4a7c15 + h<<6 + h>>2
	h ^= h >> 30
	h *= 0xbf58476d1ce4e5b9
	h ^= h >> 27
	h *= 0x94d049bb133111eb
	return h ^ h>>31
}
