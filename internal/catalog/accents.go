package catalog

// accents puts back the marks that were not typed, as the catalog and the
// lexicon write the words: by pairs of neighbours first, for a single syllable
// only when nearly always written one way.
type accents struct {
	pairs   map[uint64][2]uint64 // folded pair → accented forms, as first met
	singles map[uint64]uint64    // folded syllable → its usual accented form
}

func newAccents() *accents {
	return &accents{pairs: map[uint64][2]uint64{}, singles: map[uint64]uint64{}}
}

func pairOf(a, b token) uint64 { return mix(a.bare, b.bare) }

// learn notes how two neighbours are written.
func (x *accents) learn(a, b token) {
	key := pairOf(a, b)
	if _, known := x.pairs[key]; !known {
		x.pairs[key] = [2]uint64{a.full, b.full}
	}
}

// restore accents the tokens of a text typed without; sources come in order of
// trust. A pair that contradicts an earlier one is left out, and so are words in
// capitals among others: they are abbreviations.
func restore(tokens []token, sources ...*accents) {
	shouting := allUpper(tokens)
	settled := func(t token) bool { return t.accented || t.upper && !shouting }
	for _, x := range sources {
		for i := 0; i+1 < len(tokens); i++ {
			a, b := &tokens[i], &tokens[i+1]
			full, known := x.pairs[pairOf(*a, *b)]
			if !known || b.breaks || settled(*a) && a.full != full[0] || settled(*b) && b.full != full[1] {
				continue
			}
			a.full, a.accented = full[0], true
			b.full, b.accented = full[1], true
		}
	}
	for _, x := range sources {
		for i := range tokens {
			if t := &tokens[i]; !settled(*t) {
				if full, known := x.singles[t.bare]; known {
					t.full, t.accented = full, true
				}
			}
		}
	}
}

// usualShare is how often a folded syllable must be written one way to be
// restored alone.
const usualShare = 0.7

// settle finds the usual form of each folded syllable; forms are accented
// syllables, each with how many entries have it.
func (x *accents) settle(forms []syllableForm) {
	total, most := map[uint64]int{}, map[uint64]int{}
	for _, f := range forms {
		total[f.bare] += f.entries
		if f.entries > most[f.bare] || f.entries == most[f.bare] && f.full < x.singles[f.bare] {
			most[f.bare], x.singles[f.bare] = f.entries, f.full
		}
	}
	for bare, n := range most {
		if float64(n) < usualShare*float64(total[bare]) {
			delete(x.singles, bare)
		}
	}
}

type syllableForm struct {
	bare, full uint64
	entries    int
}
