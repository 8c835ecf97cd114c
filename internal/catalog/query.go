package catalog

// part says which part of a query a text comes from.
type part uint8

const (
	partName part = iota
	partFunction
	partSummary
	partCount
)

// maxFunctions is how many functions of a query are read; the rest is named in
// Result.NotCompared.
const maxFunctions = 200

// queryText is one text of a query taken apart, with the room that its tokens
// take in the coverage arrays.
type queryText struct {
	part  part
	index int // which function
	reading
	first int       // its first token in the arrays of the whole query
	mass  []float32 // by token
	total float32
}

// compiled is a query ready to be compared.
type compiled struct {
	texts  []queryText
	tokens int
	hits   map[uint64][]hit // by term key
	keys   []uint64         // of hits, in the order of the text
	mass   [partCount]float32
	stated sectorSet
	owned  sectorSet
}

// hit is a place of the query that a term key of an entry explains.
type hit struct {
	text   uint16
	start  uint16
	n      uint8
	level  float32 // how well: 1 the same, less for a broader or narrower meaning
	weight float32 // of the part, when candidates are gathered
	kind   termKind
}

// How well a term explains the words it covers.
const (
	levelPair     = 1.0
	levelConcept  = 1.0
	levelNarrower = 0.5
	levelLoneWord = 1.0 // a concept of one syllable
	levelSyllable = 0.5
	levelFolded   = 0.35
	levelAction   = 0.8
)

var partWeight = [partCount]float32{partName: 1, partFunction: 0.8, partSummary: 0.5}

func (ix *Index) compile(q Query) *compiled {
	c := &compiled{hits: map[uint64][]hit{}}
	c.add(ix, partName, 0, q.Name)
	for i, f := range q.Functions[:min(len(q.Functions), maxFunctions)] {
		c.add(ix, partFunction, i, f)
	}
	c.add(ix, partSummary, 0, q.Summary)
	c.stated, c.owned = ix.lex.sectors.place(q.Sector, q.Agency, q.AgencyCode)
	return c
}

func (c *compiled) add(ix *Index, p part, index int, text string) {
	t := queryText{part: p, index: index, first: c.tokens}
	ix.lex.read(&t.reading, text, ix.base.accents)
	if len(t.tokens) == 0 {
		return
	}
	t.mass = make([]float32, len(t.tokens))
	number := uint16(len(c.texts))
	for _, term := range t.terms {
		if term.kind == t.wordKind(term.start) {
			t.mass[term.start] = ix.base.idfOfKey(term.key) * classMass[t.class[term.start]]
		}
		for _, h := range ix.lex.explain(&t.reading, term) {
			h.hit.text, h.hit.weight = number, partWeight[p]
			if c.hits[h.key] == nil {
				c.keys = append(c.keys, h.key)
			}
			c.hits[h.key] = append(c.hits[h.key], h.hit)
		}
	}
	for _, m := range t.mass {
		t.total += m
	}
	c.tokens += len(t.tokens)
	c.mass[p] += t.total
	c.texts = append(c.texts, t)
}

// wordKind is the kind of term by which a single word is known: its folded form
// when it was typed without accents and none could be put back.
func (r *reading) wordKind(token uint16) termKind {
	if r.plain && !r.tokens[token].accented {
		return termFolded
	}
	return termSyllable
}

type keyedHit struct {
	key uint64
	hit hit
}

// explain lists the keys that would explain a term of a query.
func (l *Lexicon) explain(r *reading, t term) []keyedHit {
	h := hit{start: t.start, n: t.n, kind: t.kind}
	with := func(level float32) keyedHit {
		h.level = level
		return keyedHit{t.key, h}
	}
	switch t.kind {
	case r.wordKind(t.start):
		if t.kind == termFolded {
			return []keyedHit{with(levelFolded)}
		}
		return []keyedHit{with(levelSyllable)}
	case termPair:
		return []keyedHit{with(levelPair)}
	case termAction:
		return []keyedHit{with(levelAction)}
	case termConcept:
		return l.explainConcept(r, t, h)
	}
	return nil
}

func (l *Lexicon) explainConcept(r *reading, t term, h hit) []keyedHit {
	scale := float32(1)
	if t.n == 1 {
		scale = levelLoneWord
		if r.wordKind(t.start) == termFolded {
			scale = levelSyllable
		}
	}
	h.level = levelConcept * scale
	out := []keyedHit{{t.key, h}}
	h.level = levelNarrower * scale
	for _, near := range [][]concept{l.narrower[t.concept], l.broader[t.concept]} {
		for _, c := range near {
			out = append(out, keyedHit{termKey(termConcept, uint64(c)), h})
		}
	}
	return out
}
