package catalog

// role says what a phrase does in a text.
type role uint8

const (
	roleConcept      role = iota // carries a meaning
	roleAction                   // carries what is done; weighs little
	roleBoilerplate              // says nothing of the system
	roleIntegration              // what follows is another system
	roleEmpty                    // stands in every system's name
	roleWeak                     // says little
	roleAbbreviation             // stands for an expansion
)

// meaning is one reading of a phrase.
type meaning struct {
	full    uint64 // rolling hash of the accented form
	concept concept
	role    role
	abbr    *abbreviation
	until   []uint64 // of an integration's cue: the words that must end it
}

// abbreviation is what an abbreviation may stand for.
type abbreviation struct {
	expansions []expansion
	context    []uint64 // bare hashes of words that must be near; empty: always
	short      bool     // also an ordinary syllable: read only in capitals
}

type expansion struct {
	tokens []token
	words  []uint64 // bare hashes, to choose among several by the text around
}

// phraseTable finds phrases by their syllables, one lookup per step.
type phraseTable struct {
	nodes map[uint64]*phraseNode // by rolling hash of folded syllables
	maybe [1 << 11]uint64        // a bit for each node, by its low bits: most words start no phrase
}

// get finds a node, nil when there is none.
func (t *phraseTable) get(key uint64) *phraseNode {
	bit := key & (1<<17 - 1)
	if t.maybe[bit/64]&(1<<(bit%64)) == 0 {
		return nil
	}
	return t.nodes[key]
}

type phraseNode struct {
	meanings []meaning
	longer   bool // some phrase goes on from here
}

func newPhraseTable() *phraseTable {
	return &phraseTable{nodes: map[uint64]*phraseNode{}}
}

func (t *phraseTable) node(key uint64) *phraseNode {
	n := t.nodes[key]
	if n == nil {
		n = &phraseNode{}
		t.nodes[key] = n
		bit := key & (1<<17 - 1)
		t.maybe[bit/64] |= 1 << (bit % 64)
	}
	return n
}

// add enters a phrase with a meaning; the same meaning twice is one.
func (t *phraseTable) add(tokens []token, m meaning) {
	var key uint64
	m.full = 0
	for i, tok := range tokens {
		key, m.full = mix(key, tok.bare), mix(m.full, tok.full)
		if i < len(tokens)-1 {
			t.node(key).longer = true
		}
	}
	n := t.node(key)
	for _, have := range n.meanings {
		if have.full == m.full && have.role == m.role && have.concept == m.concept && m.abbr == nil && m.until == nil {
			return
		}
	}
	n.meanings = append(n.meanings, m)
}

// spansCommas is the length from which a phrase may run over a comma, as in
// "cán bộ, công chức, viên chức".
const spansCommas = 4

// each calls f for every phrase that starts at i and crosses no sentence (nor,
// when short, a clause), with the number of tokens and, for spans that carry
// accents, only readings that agree.
func (t *phraseTable) each(tokens []token, i int, f func(n int, m *meaning)) {
	var key, full uint64
	accented, broken := false, false
	for j := i; j < len(tokens); j++ {
		if j > i && tokens[j].ends {
			return
		}
		broken = broken || j > i && tokens[j].breaks
		key, full = mix(key, tokens[j].bare), mix(full, tokens[j].full)
		accented = accented || tokens[j].accented
		node := t.get(key)
		if node == nil {
			return
		}
		for k := range node.meanings {
			if m := &node.meanings[k]; (!accented || m.full == full) && (!broken || j-i+1 >= spansCommas) {
				f(j-i+1, m)
			}
		}
		if !node.longer {
			return
		}
	}
}
