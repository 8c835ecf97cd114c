package catalog

import "slices"

// rewrite undoes what hides words: abbreviations are replaced by what they
// stand for here, words run together are taken apart. The replacing tokens keep the place of the original, so that
// evidence quotes what was written.
func (l *Lexicon) rewrite(text string, tokens []token) []token {
	var out []token // nil until something is replaced
	for i := 0; i < len(tokens); {
		n, with := l.abbreviated(tokens, i)
		if n == 0 {
			if with = l.unjoin(text, tokens[i]); with != nil {
				n = 1
			}
		}
		if n == 0 {
			if out != nil {
				out = append(out, tokens[i])
			}
			i++
			continue
		}
		if out == nil {
			out = append(make([]token, 0, len(tokens)+16), tokens[:i]...)
		}
		for j, t := range with {
			t.start, t.end = tokens[i].start, tokens[i+n-1].end
			if j == 0 {
				t.breaks, t.ends = tokens[i].breaks, tokens[i].ends
			}
			out = append(out, t)
		}
		i += n
	}
	if out == nil {
		return tokens
	}
	return out
}

// abbreviated finds the longest abbreviation at i and its expansion here: of
// several readings the one that the text around supports most.
func (l *Lexicon) abbreviated(tokens []token, i int) (n int, with []token) {
	most := -1
	l.abbrs.each(tokens, i, func(length int, m *meaning) {
		if length < n || m.abbr.short && !allUpper(tokens[i:i+length]) {
			return
		}
		e, support := m.abbr.choose(tokens, i, i+length)
		if e != nil && (length > n || support > most) {
			n, with, most = length, e.tokens, support
		}
	})
	return n, with
}

func allUpper(tokens []token) bool {
	for _, t := range tokens {
		if !t.upper {
			return false
		}
	}
	return true
}

// choose picks the expansion that shares most words with the text around, and
// counts those and the words of the context. An abbreviation with a context is
// only read where the text has some of it.
func (a *abbreviation) choose(tokens []token, from, to int) (best *expansion, support int) {
	near := func(words []uint64) (n int) {
		for i, t := range tokens {
			if (i < from || i >= to) && slices.Contains(words, t.bare) {
				n++
			}
		}
		return n
	}
	context := near(a.context)
	if len(a.context) > 0 && context == 0 {
		return nil, 0
	}
	for i := range a.expansions {
		if n := near(a.expansions[i].words); best == nil || n > support {
			best, support = &a.expansions[i], n
		}
	}
	return best, support + context
}
