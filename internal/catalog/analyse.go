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

// reading is a text taken apart. Tokens of boilerplate and integrations are
// muted: no term covers them.
type reading struct {
	text   string // composed
	tokens []token
	mute   []bool
	action []bool // inside an action phrase: weighs little
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
	r.action = cleared(r.action, len(r.tokens))
	r.terms = r.terms[:0]
}

func cleared(s []bool, n int) []bool {
	if cap(s) < n {
		return make([]bool, n)
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

// mark finds boilerplate, function words, actions and integrations. An
// integration runs from its cue to the end of the sentence, or to a clause that
// starts with an action. Only a strict reading mutes the last two.
func (l *Lexicon) mark(r *reading, strict bool) {
	until := -1  // not negative while an integration runs
	covered := 0 // exclusive end of the last phrase that makes its words content
	for i := range r.tokens {
		t := &r.tokens[i]
		if t.ends {
			until = -1
		}
		cue, acts := 0, 0
		l.phrases.each(r.tokens, i, func(n int, m meaning) {
			switch m.role {
			case roleBoilerplate:
				if !strict {
					return
				}
				for j := i; j < i+n; j++ {
					r.mute[j] = true
				}
			case roleConcept:
				if n > 1 {
					covered = max(covered, i+n)
				}
			case roleAction:
				acts = max(acts, n)
			case roleIntegration:
				cue = max(cue, n)
			}
		})
		if i >= covered && (functionWords[t.full] || r.plain && plainFunctionWords[t.bare]) {
			r.mute[i] = true
		}
		for j := i; j < i+acts; j++ {
			r.action[j] = true
		}
		if t.breaks && acts > 0 && cue == 0 {
			until = -1
		}
		if cue > 0 && strict {
			until = i + cue
		}
		if until >= 0 {
			r.mute[i] = true
		}
	}
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
