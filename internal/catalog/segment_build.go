package catalog

import "slices"

// builder gathers a segment; counts are of catalog entries only, so that the
// weights do not move with every filing.
type builder struct {
	lex     *Lexicon
	seg     *segment
	r       reading
	df      []uint32
	raw     []rawPosting
	seen    []uint32  // by term: the last document that had it, plus one
	best    []float32 // by term: its weight in the current document
	touched []uint32
	sectors map[[3]string][2]sectorSet
	counted int // catalog entries
	forms   []syllableForm
	ids     []uint32 // of forms
	settled bool
}

type rawPosting struct {
	term uint32
	posting
}

// buildSegment indexes entries. Without a base it takes term frequencies from
// the entries themselves, else from the base.
func buildSegment(lex *Lexicon, entries []Entry, base *segment) *segment {
	b := &builder{
		lex:     lex,
		seg:     &segment{entries: entries, vocab: make(map[uint64]uint32, min(len(entries)*24+64, 1<<18))},
		sectors: map[[3]string][2]sectorSet{},
	}
	b.seg.accents = newAccents()
	if base != nil {
		b.seg.accents, b.settled = base.accents, true
	}
	b.seg.ids = make(map[string]uint32, len(entries))
	b.seg.docs = make([]uint32, 0, len(entries)+1)
	for i := range entries {
		b.seg.ids[entries[i].ID] = uint32(i)
		b.addEntry(uint32(i), &entries[i])
		if i == sampled {
			b.reserve(len(entries))
		}
	}
	b.settle()
	b.closePhrases()
	b.weigh(base)
	b.invert()
	return b.seg
}

// sampled entries tell how much room the others will need.
const sampled = 256

// reserve makes room for all entries at the rate of those sampled, so that the
// large slices are not copied again and again.
func (b *builder) reserve(entries int) {
	rest := func(n int) int { return n * (entries - sampled) / sampled * 26 / 25 }
	s := b.seg
	s.tokens = slices.Grow(s.tokens, rest(len(s.tokens)))
	s.terms = slices.Grow(s.terms, rest(len(s.terms)))
	s.phrases = slices.Grow(s.phrases, rest(len(s.phrases)))
	b.raw = slices.Grow(b.raw, rest(len(b.raw)))
}

func (b *builder) addEntry(doc uint32, e *Entry) {
	s := b.seg
	s.docs = append(s.docs, uint32(len(s.phrases)))
	catalogued := e.Kind == KindCatalog || e.Kind == ""
	if catalogued {
		b.counted++
	} else {
		b.settle()
	}
	b.touched = b.touched[:0]
	read := b.lex.readEntry
	if !catalogued {
		read = b.lex.read // a proposal's text has boilerplate of its own
	}
	e.eachText(func(f field, text string) {
		read(&b.r, text, b.seg.accents)
		b.addPhrase(f, doc)
	})
	length := float32(0)
	for _, id := range b.touched {
		if catalogued {
			b.df[id]++
		}
		length += b.best[id]
		b.raw = append(b.raw, rawPosting{id, posting{doc, b.best[id]}})
	}
	s.norm = append(s.norm, length)
	b.place(e)
}

// place notes the entry's sectors; owners repeat, so answers are remembered.
func (b *builder) place(e *Entry) {
	key := [3]string{e.Profile.Sector, e.Owner, e.OwnerCode}
	sets, known := b.sectors[key]
	if !known {
		sets[0], sets[1] = b.lex.sectors.place(e.Profile.Sector, e.Owner, e.OwnerCode)
		b.sectors[key] = sets
	}
	b.seg.stated = append(b.seg.stated, sets[0])
	b.seg.owned = append(b.seg.owned, sets[1])
}

func (b *builder) number(key uint64) uint32 {
	id, known := b.seg.vocab[key]
	if !known {
		id = uint32(len(b.df))
		b.seg.vocab[key] = id
		b.df = append(b.df, 0)
		b.seen = append(b.seen, 0)
		b.best = append(b.best, 0)
	}
	return id
}

// addPhrase appends the phrase just read to the document.
func (b *builder) addPhrase(f field, doc uint32) {
	s := b.seg
	p := entryPhrase{field: f, firstToken: uint32(len(s.tokens)), firstTerm: uint32(len(s.terms))}
	s.phrases = append(s.phrases, p)
	for i := range b.r.tokens {
		s.tokens = append(s.tokens, tokenMuted|uint32(b.r.class[i])<<tokenClass)
	}
	var syllable uint32
	for _, t := range b.r.terms {
		if t.kind == termFolded { // comes right after its syllable
			b.count(b.folded(syllable, t.key), doc, fieldWeight[f])
			continue
		}
		id := b.number(t.key)
		if !b.settled && int(id) == len(b.df)-1 && b.df[id] == 0 {
			b.learn(t, id)
		}
		b.count(id, doc, fieldWeight[f])
		if t.kind == termSyllable {
			syllable = id
			s.tokens[p.firstToken+uint32(t.start)] ^= tokenMuted | id
		}
		s.terms = append(s.terms, entryTerm{id, t.start, t.n, t.kind == termSyllable})
	}
}

// learn notes how a syllable or a pair met for the first time is written.
func (b *builder) learn(t term, id uint32) {
	tokens := b.r.tokens[t.start:]
	switch {
	case b.r.plain:
	case t.kind == termSyllable:
		b.forms = append(b.forms, syllableForm{bare: tokens[0].bare, full: tokens[0].full})
		b.ids = append(b.ids, id)
	case t.kind == termPair:
		b.seg.accents.learn(tokens[0], tokens[1])
	}
}

// settle ends the learning, once all catalog entries are read.
func (b *builder) settle() {
	if b.settled {
		return
	}
	for i, id := range b.ids {
		b.forms[i].entries = int(b.df[id])
	}
	b.seg.accents.settle(b.forms)
	b.forms, b.ids, b.settled = nil, nil, true
}

// folded is the number of a syllable's folded form.
func (b *builder) folded(syllable uint32, key uint64) uint32 {
	s := b.seg
	for int(syllable) >= len(s.folded) {
		s.folded = append(s.folded, make([]uint32, len(b.df)-len(s.folded))...)
	}
	if s.folded[syllable] == 0 {
		s.folded[syllable] = b.number(key)
	}
	return s.folded[syllable]
}

// count raises the term's weight in the document: the best field it stands in,
// and a little for each repetition.
func (b *builder) count(id, doc uint32, weight float32) {
	if b.seen[id] != doc+1 {
		b.seen[id] = doc + 1
		b.touched = append(b.touched, id)
		b.best[id] = weight
		return
	}
	b.best[id] = min(max(b.best[id], weight)+0.05*weight, 1.25)
}

func (b *builder) closePhrases() {
	s := b.seg
	s.docs = append(s.docs, uint32(len(s.phrases)))
	s.phrases = append(s.phrases, entryPhrase{firstToken: uint32(len(s.tokens)), firstTerm: uint32(len(s.terms))})
}

// weigh turns frequencies into weights and lengths into norms.
func (b *builder) weigh(base *segment) {
	s := b.seg
	s.idf = make([]float32, len(b.df))
	if base == nil {
		for id, df := range b.df {
			s.idf[id] = idfOf(int(df), b.counted)
		}
	} else {
		for key, id := range s.vocab {
			s.idf[id] = base.idfOfKey(key)
		}
	}
	for doc, length := range s.norm {
		s.norm[doc] = 1 / (lengthFloor + (1-lengthFloor)*length/usualLength)
	}
}

// A document of usualLength distinct terms is neither favoured nor held back.
const (
	usualLength = 220
	lengthFloor = 0.75
)

func (s *segment) idfOfKey(key uint64) float32 {
	if id, known := s.vocab[key]; known {
		return s.idf[id]
	}
	return 1
}

// invert sorts the postings by term with one counting pass; documents stay in
// order.
func (b *builder) invert() {
	s := b.seg
	s.postStart = make([]uint32, len(b.df)+1)
	for _, p := range b.raw {
		s.postStart[p.term+1]++
	}
	for i := 1; i < len(s.postStart); i++ {
		s.postStart[i] += s.postStart[i-1]
	}
	s.postings = make([]posting, len(b.raw))
	next := append([]uint32(nil), s.postStart[:len(b.df)]...)
	for _, p := range b.raw {
		s.postings[next[p.term]] = p.posting
		next[p.term]++
	}
}
