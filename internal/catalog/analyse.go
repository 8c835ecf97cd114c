package catalog

// termKind says how a term of a text is made; it is part of the term's key.
type termKind uint8

const (
	termSyllable termKind = iota + 1 // one accented syllable
	termFolded                       // one folded syllable
	termPair                         // two neighbouring folded syllables
	termConcept                      // a phrase of the lexicon, by its meaning
	termAction                       // an action, by its meaning
)

// term is one thing in a text that another text may also have.
type term struct {
	key   uint64
	start uint16 // first token
	n     uint8  // tokens
	kind  termKind
	// concept is the meaning, for terms of kinds concept and action.
	concept concept
}

func termKey(kind termKind, value uint64) uint64 { return mix(uint64(kind), value) }

// class says how much a token may weigh.
type class uint8

const (
	classFull class = iota
	classWeak
	classAction
	classEmpty
)

// classMass is what a token of a class weighs of its full mass.
var classMass = [4]float32{classFull: 1, classWeak: 0.4, classAction: 0.6, classEmpty: 0.08}

// reading is a text taken apart. Tokens of boilerplate and integrations are
// muted: no term covers them.
type reading struct {
	text   string // composed
	tokens []token
	mute   []bool
	class  []class
	found  []foundPhrase
	terms  []term
	word   []int // by token: its word; negative for a lone syllable
	length []int
	plain  bool // typed without accents

	dropped      int    // tokens over the limit
	integrations []span // what names other systems
}

// foundPhrase is a phrase of the lexicon in a text.
type foundPhrase struct {
	start, n int
	*meaning
}

// maxTokens is how many words of one text are read.
const maxTokens = 4000

// read takes a proposal's text apart. The result is valid until the next read.
func (l *Lexicon) read(r *reading, text string, known *accents) {
	l.prepare(r, text, known)
	r.markWords(true)
	r.segment()
	r.collect()
}

// readEntry takes a catalog entry's text apart: what sounds like boilerplate or
// an integration may be all that the entry is, so it mutes neither.
func (l *Lexicon) readEntry(r *reading, text string, known *accents) {
	l.prepare(r, text, known)
	r.markWords(false)
	r.segment()
	r.collect()
}

// prepare cuts a text into tokens and undoes what hides its words. Known are the
// accents that the catalog teaches, beside the lexicon's.
func (l *Lexicon) prepare(r *reading, text string, known *accents) {
	r.text = compose(text)
	r.tokens = tokenise(r.text, r.tokens[:0])
	l.untelex(r.text, r.tokens)
	if r.plain = withoutAccents(r.tokens); r.plain {
		restore(r.tokens, l.accents, known)
	}
	r.tokens = l.rewrite(r.text, r.tokens)
	r.dropped = max(0, len(r.tokens)-maxTokens)
	r.tokens = r.tokens[:len(r.tokens)-r.dropped]
	r.integrations = nil
	r.mute = cleared(r.mute, len(r.tokens))
	r.class = cleared(r.class, len(r.tokens))
	r.terms = r.terms[:0]
	r.found = r.found[:0]
	for i := range r.tokens {
		l.phrases.each(r.tokens, i, func(n int, m *meaning) {
			r.found = append(r.found, foundPhrase{i, n, m})
		})
	}
}

func cleared[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	s = s[:n]
	clear(s)
	return s
}

// withoutAccents tells whether a text was typed without accents: fewer than one
// token in ten carries any.
func withoutAccents(tokens []token) bool {
	n := 0
	for _, t := range tokens {
		if t.accented {
			n++
		}
	}
	return n*10 < len(tokens)
}

// segment cuts the text into words as the lexicon knows them, longest first
// from the left.
func (r *reading) segment() {
	r.word = cleared(r.word, len(r.tokens))
	longest := cleared(r.length, len(r.tokens))
	for _, p := range r.found {
		if p.role != roleBoilerplate && p.role != roleIntegration {
			longest[p.start] = max(longest[p.start], p.n)
		}
	}
	r.length = longest
	for i, word := 0, 1; i < len(r.tokens); word++ {
		n := max(longest[i], 1)
		for j := i; j < i+n; j++ {
			r.word[j] = word
			if n == 1 {
				r.word[j] = -word
			}
		}
		i += n
	}
}

// crosses tells whether a known word ends or starts between token i and the
// next: the two then make no pair ("triển khai | phần mềm").
func (r *reading) crosses(i int) bool {
	a, b := r.word[i], r.word[i+1]
	return a != b && (a > 0 || b > 0)
}

// collect gathers the terms of what is not muted.
func (r *reading) collect() {
	for i, t := range r.tokens {
		if r.mute[i] {
			continue
		}
		at := uint16(i)
		r.terms = append(r.terms,
			term{termKey(termSyllable, t.full), at, 1, termSyllable, 0},
			term{termKey(termFolded, t.bare), at, 1, termFolded, 0})
		if i+1 < len(r.tokens) && !r.mute[i+1] && !r.tokens[i+1].breaks && !r.crosses(i) {
			r.terms = append(r.terms, term{termKey(termPair, mix(t.bare, r.tokens[i+1].bare)), at, 2, termPair, 0})
		}
	}
	for _, p := range r.found {
		if p.concept == 0 || r.mute[p.start] || r.mute[p.start+p.n-1] {
			continue
		}
		kind := termConcept
		if p.role == roleAction {
			kind = termAction
		}
		r.terms = append(r.terms, term{termKey(kind, uint64(p.concept)), uint16(p.start), uint8(p.n), kind, p.concept})
	}
}
