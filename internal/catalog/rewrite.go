package catalog

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

// abbreviated finds the longest abbreviation at i and its expansion here.
func (l *Lexicon) abbreviated(tokens []token, i int) (n int, with []token) {
	l.abbrs.each(tokens, i, func(length int, m *meaning) {
		if length < n {
			return
		}
		if m.abbr.short {
			for _, t := range tokens[i : i+length] {
				if !t.upper {
					return
				}
			}
		}
		if e := m.abbr.choose(tokens, i, i+length); e != nil {
			n, with = length, e.tokens
		}
	})
	return n, with
}

// choose picks the expansion whose words, or whose context, the text has. With
// one expansion and no context there is nothing to choose.
func (a *abbreviation) choose(tokens []token, from, to int) *expansion {
	near := func(words []uint64) (n int) {
		for i, t := range tokens {
			if i >= from && i < to {
				continue
			}
			for _, w := range words {
				if t.bare == w {
					n++
				}
			}
		}
		return n
	}
	if len(a.expansions) == 1 {
		if len(a.context) == 0 || near(a.context) > 0 {
			return &a.expansions[0]
		}
		return nil
	}
	if len(a.context) > 0 && near(a.context) == 0 {
		return nil
	}
	best, most := 0, -1
	for i, e := range a.expansions {
		if n := near(e.words); n > most {
			best, most = i, n
		}
	}
	return &a.expansions[best]
}
