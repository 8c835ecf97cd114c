package catalog

import "strings"

// Typed with the input method off, "quản lý" comes out as "quanr lys". A text
// is undone only when several of its words read so and one of them is sure
// (a doubled letter or a w), because English words may look alike.
const (
	fewestTelex   = 2
	telexShareInv = 4 // at least one token in four
)

// untelex replaces Telex left-overs among the tokens of a text.
func (l *Lexicon) untelex(text string, tokens []token) {
	type slip struct {
		at   int
		with token
	}
	var slips []slip
	sure := false
	for i, t := range tokens {
		if t.accented || t.upper || isSyllable(t.bare) || l.knows(t) {
			continue
		}
		if word, strong := decodeTelex(strings.ToLower(text[t.start:t.end])); word != "" {
			with := spell(word)
			with.start, with.end, with.breaks, with.ends = t.start, t.end, t.breaks, t.ends
			slips = append(slips, slip{i, with})
			sure = sure || strong
		}
	}
	if !sure || len(slips) < fewestTelex || len(slips)*telexShareInv < len(tokens) {
		return
	}
	for _, s := range slips {
		tokens[s.at] = s.with
	}
}

// knows tells whether a word starts or is a phrase of the lexicon.
func (l *Lexicon) knows(t token) bool {
	key := mix(0, t.bare)
	return l.phrases.get(key) != nil || l.abbrs.get(key) != nil
}

var telexMarks = []struct{ typed, meant string }{
	{"uow", "ươ"}, {"uwow", "ươ"}, {"aa", "â"}, {"ee", "ê"}, {"oo", "ô"}, {"dd", "đ"}, {"aw", "ă"}, {"ow", "ơ"}, {"uw", "ư"},
}

// telexTones are the combining marks of the tone keys.
var telexTones = map[byte]string{'f': "\u0300", 's': "\u0301", 'r': "\u0309", 'x': "\u0303", 'j': "\u0323"}

// decodeTelex reads one lower-case word as typed keys; "" when that gives no
// accented syllable. Strong: it had a mark, not just a tone.
func decodeTelex(word string) (decoded string, strong bool) {
	shaped := strings.Replace(word, "uwow", "ươ", 1)
	for _, m := range telexMarks {
		shaped = strings.Replace(shaped, m.typed, m.meant, 1)
	}
	strong = shaped != word
	vowel := strings.IndexFunc(shaped, isVowel)
	if vowel < 0 {
		return "", false
	}
	for i := len(shaped) - 1; i > vowel; i-- {
		if mark, ok := telexTones[shaped[i]]; ok {
			bare := shaped[:i] + shaped[i+1:]
			if toned := addTone(bare, mark); isSyllable(spell(toned).bare) {
				return toned, strong
			}
		}
	}
	if strong && isSyllable(spell(shaped).bare) {
		return shaped, true
	}
	return "", false
}

// addTone puts a tone on the word; where it stands does not matter to spell.
func addTone(word, mark string) string {
	for i, c := range word {
		if isVowel(c) {
			end := i + len(string(c))
			return compose(word[:end] + mark + word[end:])
		}
	}
	return word
}

func isVowel(c rune) bool {
	switch letterOf(c).bare {
	case 'a', 'e', 'i', 'o', 'u', 'y':
		return true
	}
	return false
}
