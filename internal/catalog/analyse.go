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
var classMass = [4]float32{classFull: 1, classWeak: 0.4, classAction: 0.35, classEmpty: 0.08}

// reading is a text taken apart. Tokens of boilerplate and integrations are
// muted: no term covers them.
type reading struct {
	text   string // composed
	tokens []token
	mute   []bool
	class  []class
	terms  []term
	plain  bool // written without accents
}

const maxTokens = 4000

// read takes a proposal's text apart. The result is valid until the next read.
func (l *Lexicon) read(r *reading, text string) {
	l.prepare(r, text)
	l.mark(r, true)
	l.collect(r)
}

// readEntry takes a catalog entry's text apart: what sounds like boilerplate or
// an integration may be all that the entry is, so it mutes neither.
func (l *Lexicon) readEntry(r *reading, text string) {
	l.prepare(r, text)
	l.mark(r, false)
	l.collect(r)
}

func (l *Lexicon) prepare(r *reading, text string) {
	r.text = compose(text)
	r.tokens = tokenise(r.text, r.tokens[:0])
	r.plain = withoutAccents(r.tokens)
	r.tokens = l.rewrite(r.text, r.tokens)
	if len(r.tokens) > maxTokens {
		r.tokens = r.tokens[:maxTokens]
	}
	r.mute = cleared(r.mute, len(r.tokens))
	r.class = cleared(r.class, len(r.tokens))
	r.terms = r.terms[:0]
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

// collect gathers the terms of what is not muted.
func (l *Lexicon) collect(r *reading) {
	for i, t := range r.tokens {
		if r.mute[i] {
			continue
		}
		at := uint16(i)
		r.terms = append(r.terms,
			term{termKey(termSyllable, t.full), at, 1, termSyllable, 0},
			term{termKey(termFolded, t.bare), at, 1, termFolded, 0})
		if i+1 < len(r.tokens) && !r.mute[i+1] && !r.tokens[i+1].breaks {
			r.terms = append(r.terms, term{termKey(termPair, mix(t.bare, r.tokens[i+1].bare)), at, 2, termPair, 0})
		}
		l.phrases.each(r.tokens, i, func(n int, m meaning) {
			if r.mute[i+n-1] || m.concept == 0 {
				return
			}
			kind := termConcept
			if m.role == roleAction {
				kind = termAction
			}
			r.terms = append(r.terms, term{termKey(kind, uint64(m.concept)), at, uint8(n), kind, m.concept})
		})
	}
}
