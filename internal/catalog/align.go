package catalog

import (
	"cmp"
	"slices"
	"strings"
)

// span is a run of tokens of one text.
type span struct{ start, n int }

// link is what one phrase of an entry shares with one text of the query.
type link struct {
	mine, theirs span
	level        float32
	mass         float32 // of mine, times level
	same         bool    // the very words, accents aside
}

// alignment pairs a text of the query with the phrase of the entry that says
// most of it.
type alignment struct {
	text   *queryText
	field  field
	phrase string
	share  float32 // of the text's mass
	links  []link
	read   *reading
}

// phraseShare is a phrase of an entry with the share that the query says.
type phraseShare struct {
	field field
	text  string
	share float32
}

// aligner holds what one alignment uses again and again.
type aligner struct {
	ix    *Index
	c     *compiled
	r     reading
	links []link
}

func (ix *Index) newAligner(c *compiled) *aligner { return &aligner{ix: ix, c: c} }

// align finds for every text of the query its best phrase in the entry, and for
// each phrase of the entry how much of it the query says.
func (a *aligner) align(c candidate) (best []alignment, phrases []phraseShare) {
	best = make([]alignment, len(a.c.texts))
	for i := range best {
		best[i].text = &a.c.texts[i]
	}
	s, at := c.reader.s, c.reader.s.docs[c.doc]
	c.entry.eachText(func(f field, phrase string) {
		from, to := s.phrases[at], s.phrases[at+1]
		at++
		clear(c.reader.query)
		said := c.reader.readPhrase(f, s.tokens[from.firstToken:to.firstToken], s.terms[from.firstTerm:to.firstTerm])
		phrases = append(phrases, phraseShare{f, phrase, said.coverage})
		for i := range best {
			if share := best[i].text.explained(c.reader.query); share > best[i].share {
				best[i].field, best[i].phrase, best[i].share = f, phrase, share
			}
		}
	})
	return best, phrases
}

// explained is the share of the text's mass that the levels explain.
func (t *queryText) explained(levels []float32) float32 {
	if t.total == 0 {
		return 0
	}
	var sum float32
	for j, m := range t.mass {
		sum += m * levels[t.first+j]
	}
	return sum / t.total
}

// complete reads the best phrase again, to tell which words it shares with the
// text.
func (a *aligner) complete(e *Entry, best *alignment, text int) {
	if e.catalogued() {
		a.ix.lex.readEntry(&a.r, best.phrase, a.ix.base.accents)
	} else {
		a.ix.lex.read(&a.r, best.phrase, a.ix.base.accents)
	}
	a.links = a.links[:0]
	for _, t := range a.r.terms {
		for _, h := range a.c.hits[t.key] {
			if int(h.text) == text {
				a.links = append(a.links, a.link(best.text, t, h))
			}
		}
	}
	best.links, best.read = a.links, &a.r
}

func (a *aligner) link(text *queryText, t term, h hit) link {
	l := link{
		mine: span{int(h.start), int(h.n)}, theirs: span{int(t.start), int(t.n)},
		level: h.level,
	}
	l.same = sameWords(text.tokens[l.mine.start:][:l.mine.n], a.r.tokens[l.theirs.start:][:l.theirs.n])
	for j := l.mine.start; j < l.mine.start+l.mine.n; j++ {
		l.mass += text.mass[j] * h.level
	}
	return l
}

func sameWords(a, b []token) bool {
	return slices.EqualFunc(a, b, func(x, y token) bool { return x.bare == y.bare })
}

// strongest picks the links to show: most telling first, none over another.
func (a *alignment) strongest(n int) []link {
	links := slices.Clone(a.links)
	for i := range links {
		if links[i].same {
			links[i] = a.stretch(links[i])
		}
	}
	slices.SortFunc(links, func(x, y link) int {
		return cmp.Or(cmp.Compare(y.mass, x.mass), cmp.Compare(x.mine.start, y.mine.start),
			cmp.Compare(y.mine.n, x.mine.n), cmp.Compare(x.theirs.start, y.theirs.start))
	})
	var out []link
	for _, l := range links {
		overlaps := func(o link) bool {
			return l.mine.start < o.mine.start+o.mine.n && o.mine.start < l.mine.start+l.mine.n
		}
		if len(out) == n || l.mass < leastLink || slices.ContainsFunc(out, overlaps) {
			continue
		}
		out = append(out, l)
	}
	return out
}

// leastLink is the mass under which a shared word is not worth showing.
const leastLink = 0.3

// stretch makes a run of the same words as long as it goes.
func (a *alignment) stretch(l link) link {
	mine, theirs := a.text.tokens, a.read.tokens
	grow := func(i, j int) bool {
		return i >= 0 && j >= 0 && i < len(mine) && j < len(theirs) && mine[i].bare == theirs[j].bare && !a.text.mute[i]
	}
	for grow(l.mine.start-1, l.theirs.start-1) {
		l.mine.start, l.mine.n = l.mine.start-1, l.mine.n+1
		l.theirs.start, l.theirs.n = l.theirs.start-1, l.theirs.n+1
	}
	for grow(l.mine.start+l.mine.n, l.theirs.start+l.theirs.n) {
		l.mine.n, l.theirs.n = l.mine.n+1, l.theirs.n+1
	}
	l.mass = 0
	for j := l.mine.start; j < l.mine.start+l.mine.n; j++ {
		l.mass += a.text.mass[j] * l.level
	}
	return l
}

// quote is the text under a run of tokens, as written.
func (r *reading) quote(s span) string {
	if s.n == 0 {
		return ""
	}
	return strings.TrimSpace(r.text[r.tokens[s.start].start:r.tokens[s.start+s.n-1].end])
}
