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
	read   reading
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

// align finds for every text of the query its best phrase in the entry, and for
// each phrase of what the entry does how much of it the query says.
func (ix *Index) align(c *compiled, e *Entry) (best []alignment, phrases []phraseShare) {
	best = make([]alignment, len(c.texts))
	for _, ft := range e.texts() {
		var r reading
		ix.readAs(e, &r, ft.text)
		links := c.links(&r)
		phrases = append(phrases, phraseShare{ft, ix.coverage(&r, links)})
		for i := range c.texts {
			share := c.texts[i].explained(links[i])
			if share > best[i].share {
				best[i] = alignment{&c.texts[i], ft.field, ft.text, share, links[i], r}
			}
		}
	}
	return best, phrases
}

func (ix *Index) readAs(e *Entry, r *reading, text string) {
	if e.catalogued() {
		ix.lex.readEntry(r, text)
	} else {
		ix.lex.read(r, text)
	}
}

// links lists, by text of the query, what the phrase just read shares with it.
func (c *compiled) links(r *reading) [][]link {
	out := make([][]link, len(c.texts))
	for _, t := range r.terms {
		for _, h := range c.hits[t.key] {
			text := &c.texts[h.text]
			l := link{
				mine: span{int(h.start), int(h.n)}, theirs: span{int(t.start), int(t.n)},
				level: h.level,
			}
			l.same = sameWords(text.tokens[l.mine.start:][:l.mine.n], r.tokens[l.theirs.start:][:l.theirs.n])
			for j := l.mine.start; j < l.mine.start+l.mine.n; j++ {
				l.mass += text.mass[j] * h.level
			}
			out[h.text] = append(out[h.text], l)
		}
	}
	return out
}

func sameWords(a, b []token) bool {
	return slices.EqualFunc(a, b, func(x, y token) bool { return x.bare == y.bare })
}

// explained is the share of the text's mass that the links explain.
func (t *queryText) explained(links []link) float32 {
	if t.total == 0 {
		return 0
	}
	levels := make([]float32, len(t.mass))
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

// coverage is the share of the phrase's mass that any link covers.
func (ix *Index) coverage(r *reading, links [][]link) float32 {
	levels := make([]float32, len(r.tokens))
	for _, list := range links {
		for _, l := range list {
			for j := l.theirs.start; j < l.theirs.start+l.theirs.n; j++ {
				levels[j] = max(levels[j], l.level)
			}
		}
	}
	var sum, total float32
	for _, t := range r.terms {
		if t.kind == termSyllable {
			m := ix.base.idfOfKey(t.key) * classMass[r.class[t.start]]
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
