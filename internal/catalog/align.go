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

// fieldText is one phrase of an entry as written.
type fieldText struct {
	field field
	text  string
}

func (e *Entry) texts() []fieldText {
	out := []fieldText{{fieldName, e.Name}}
	add := func(f field, texts ...string) {
		for _, t := range texts {
			if t != "" {
				out = append(out, fieldText{f, t})
			}
		}
	}
	add(fieldAlso, e.Profile.Also...)
	add(fieldDoes, e.Profile.Does...)
	add(fieldObject, e.Profile.Objects...)
	add(fieldDescription, e.Description)
	return out
}

// aligner holds what one alignment uses again and again.
type aligner struct {
	ix     *Index
	c      *compiled
	r      reading
	links  [][]link // by text of the query
	levels []float32
}

func (ix *Index) newAligner(c *compiled) *aligner {
	return &aligner{ix: ix, c: c, links: make([][]link, len(c.texts))}
}

// align finds for every text of the query its best phrase in the entry, and for
// each phrase of what the entry does how much of it the query says.
func (a *aligner) align(e *Entry) (best []alignment, phrases []phraseShare) {
	best = make([]alignment, len(a.c.texts))
	for i := range best {
		best[i].text = &a.c.texts[i]
	}
	for _, ft := range e.texts() {
		a.read(e, ft.text)
		phrases = append(phrases, phraseShare{ft, a.coverage()})
		for i := range a.c.texts {
			if share := a.explained(&a.c.texts[i], a.links[i]); share > best[i].share {
				best[i] = alignment{text: &a.c.texts[i], field: ft.field, phrase: ft.text, share: share}
			}
		}
	}
	return best, phrases
}

// complete reads the best phrase again, to show its words.
func (a *aligner) complete(e *Entry, best *alignment, text int) {
	a.read(e, best.phrase)
	best.links = a.links[text]
	best.read = &a.r
}

// read takes a phrase of the entry apart and lists, by text of the query, what
// they share.
func (a *aligner) read(e *Entry, phrase string) {
	if e.catalogued() {
		a.ix.lex.readEntry(&a.r, phrase, a.ix.base.accents)
	} else {
		a.ix.lex.read(&a.r, phrase, a.ix.base.accents)
	}
	for i := range a.links {
		a.links[i] = a.links[i][:0]
	}
	for _, t := range a.r.terms {
		for _, h := range a.c.hits[t.key] {
			text := &a.c.texts[h.text]
			l := link{
				mine: span{int(h.start), int(h.n)}, theirs: span{int(t.start), int(t.n)},
				level: h.level,
			}
			l.same = sameWords(text.tokens[l.mine.start:][:l.mine.n], a.r.tokens[l.theirs.start:][:l.theirs.n])
			for j := l.mine.start; j < l.mine.start+l.mine.n; j++ {
				l.mass += text.mass[j] * h.level
			}
			a.links[h.text] = append(a.links[h.text], l)
		}
	}
}

func sameWords(a, b []token) bool {
	return slices.EqualFunc(a, b, func(x, y token) bool { return x.bare == y.bare })
}

// explained is the share of the text's mass that the links explain.
func (a *aligner) explained(t *queryText, links []link) float32 {
	if t.total == 0 || len(links) == 0 {
		return 0
	}
	a.levels = cleared(a.levels, len(t.mass))
	levels := a.levels
	var sum float32
	for _, l := range links {
		for j := l.mine.start; j < l.mine.start+l.mine.n; j++ {
			levels[j] = max(levels[j], l.level)
		}
	}
	for j, m := range t.mass {
		sum += m * levels[j]
	}
	return sum / t.total
}

// phraseShare is a phrase of an entry with the share that the query says.
type phraseShare struct {
	fieldText
	share float32
}

// coverage is the share of the read phrase's mass that any link covers.
func (a *aligner) coverage() float32 {
	a.levels = cleared(a.levels, len(a.r.tokens))
	levels := a.levels
	for _, list := range a.links {
		for _, l := range list {
			for j := l.theirs.start; j < l.theirs.start+l.theirs.n; j++ {
				levels[j] = max(levels[j], l.level)
			}
		}
	}
	var sum, total float32
	for _, t := range a.r.terms {
		if t.kind == termSyllable {
			m := a.ix.base.idfOfKey(t.key) * classMass[a.r.class[t.start]]
			total += m
			sum += m * levels[t.start]
		}
	}
	if total == 0 {
		return 0
	}
	return sum / total
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
