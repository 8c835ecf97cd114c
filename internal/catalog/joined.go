package catalog

import "unicode"

// Words run together ("quanlyvanban", "QuanLyVanBan") are taken apart when
// capitals show where, or when phrases of the lexicon come out.
const (
	shortestJoined = 7   // bytes
	longestJoined  = 60  // bytes
	joinedTries    = 400 // ways of cutting that are tried
)

// unjoin gives the syllables of a word run together, nil when it is not one.
func (l *Lexicon) unjoin(text string, t token) []token {
	word := text[t.start:t.end]
	if len(word) < shortestJoined || len(word) > longestJoined || isSyllable(t.bare) || t.foreign || l.knows(t) {
		return nil
	}
	if out := splitAtCapitals(word); out != nil {
		return out
	}
	tries := joinedTries
	return l.cut(word, nil, &tries)
}

func splitAtCapitals(word string) []token {
	var out []token
	start := 0
	take := func(end int) bool {
		t := spell(word[start:end])
		start = end
		out = append(out, t)
		return isSyllable(t.bare)
	}
	previousLower := false
	for i, c := range word {
		if unicode.IsUpper(c) && previousLower && !take(i) {
			return nil
		}
		previousLower = unicode.IsLower(c)
	}
	if len(out) == 0 || !take(len(word)) {
		return nil
	}
	return out
}

// cut tries the longest syllable first and goes back when the rest does not
// come out.
func (l *Lexicon) cut(rest string, done []token, tries *int) []token {
	if rest == "" {
		if l.covers(done) {
			return done
		}
		return nil
	}
	for end := min(len(rest), 12); end > 0 && *tries > 0; end-- {
		if end < len(rest) && rest[end]&0xc0 == 0x80 {
			continue // inside a character
		}
		*tries--
		t := spell(rest[:end])
		if !isSyllable(t.bare) {
			continue
		}
		if out := l.cut(rest[end:], append(done[:len(done):len(done)], t), tries); out != nil {
			return out
		}
	}
	return nil
}

// covers tells whether at least half of the syllables stand in phrases of two
// or more.
func (l *Lexicon) covers(tokens []token) bool {
	covered := 0
	for i := 0; i < len(tokens); {
		longest := 0
		l.phrases.each(tokens, i, func(n int, _ *meaning) { longest = max(longest, n) })
		if longest >= 2 {
			covered += longest
		}
		i += max(longest, 1)
	}
	return len(tokens) > 1 && covered*2 >= len(tokens)
}
