package catalog

// features are what the score of a candidate is made of, each 0…1 but the
// sector's, which is -1…1.
type features struct {
	Name     float32 // how much of the proposal's name the entry explains
	Function float32 // … of its functions
	Summary  float32 // … of its summary
	Title    float32 // how much of the entry's name, or another name, the proposal explains
	Does     float32 // … of what the entry does: its three best phrases
	Object   float32 // … of its objects: the two best
	Evidence float32 // how much is shared at all, saturating
	Sector   float32 // the prior: same sector 1, same ministry ½, unknown 0, another -1
}

// reader compares one compiled query with the entries of one segment.
type reader struct {
	c       *compiled
	s       *segment
	ids     map[uint32][]hit // the query's hits by the segment's numbers
	maybe   []uint64         // a bit for each number in ids
	query   []float32        // by token of the query: how well it is explained
	entry   []float32        // by token of the current phrase
	phrases []phraseScore
	related sectorSet
}

type phraseScore struct {
	field    field
	coverage float32
	mass     float32
}

func newReader(c *compiled, s *segment, sectors *sectorTable) *reader {
	r := &reader{c: c, s: s, ids: make(map[uint32][]hit, len(c.hits)), query: make([]float32, c.tokens), maybe: make([]uint64, len(s.idf)/64+1)}
	for _, key := range c.keys {
		if id, known := s.vocab[key]; known {
			r.ids[id] = c.hits[key]
			r.maybe[id/64] |= 1 << (id % 64)
		}
	}
	r.related = sectors.ministries(c.stated | c.owned)
	return r
}

// read compares one entry closely.
func (r *reader) read(doc uint32) features {
	clear(r.query)
	r.phrases = r.phrases[:0]
	s := r.s
	for i := s.docs[doc]; i < s.docs[doc+1]; i++ {
		p, next := s.phrases[i], s.phrases[i+1]
		r.phrases = append(r.phrases, r.readPhrase(p.field,
			s.tokens[p.firstToken:next.firstToken], s.terms[p.firstTerm:next.firstTerm]))
	}
	var f features
	var explained [partCount]float32
	for i := range r.c.texts {
		t := &r.c.texts[i]
		for j, m := range t.mass {
			explained[t.part] += m * r.query[t.first+j]
		}
	}
	f.Name, f.Function, f.Summary = r.c.shares(explained)
	shared := explained[partName] + explained[partFunction] + 0.5*explained[partSummary]
	f.Evidence = shared / (shared + usualEvidence)
	f.Title = r.best(1, fieldName, fieldAlso)
	f.Does = r.best(3, fieldDoes)
	f.Object = r.best(2, fieldObject)
	f.Sector = r.sector(doc)
	return f
}

// leftOut is how far a part that the proposal leaves out counts as explained as
// the others are.
const leftOut = 0.5

// shares is how much of each part is explained. What is left out counts a
// little, so that a bare name is not taken for a proposal that the entry does
// not meet.
func (c *compiled) shares(explained [partCount]float32) (name, function, summary float32) {
	var sum, all float32
	for p, m := range c.mass {
		sum += explained[p]
		all += m
	}
	share := func(p part) float32 {
		switch {
		case all == 0:
			return 0
		case c.mass[p] == 0:
			return leftOut * sum / all
		}
		return explained[p] / c.mass[p]
	}
	return share(partName), share(partFunction), share(partSummary)
}

// usualEvidence is the explained mass at which Evidence is one half.
const usualEvidence = 4

// readPhrase marks what the query and the phrase explain of each other.
func (r *reader) readPhrase(f field, tokens []uint32, terms []entryTerm) phraseScore {
	if cap(r.entry) < len(tokens) {
		r.entry = make([]float32, len(tokens)*2)
	}
	levels := r.entry[:len(tokens)]
	clear(levels)
	trust := fieldTrust[f]
	for _, t := range terms {
		r.mark(t, t.id, levels, trust)
		if t.syllable {
			r.mark(t, r.s.folded[t.id], levels, trust)
		}
	}
	var sum, total float32
	for i, token := range tokens {
		m := r.s.mass(token)
		total += m
		sum += m * levels[i]
	}
	if total == 0 {
		return phraseScore{field: f}
	}
	return phraseScore{field: f, coverage: sum / (total + phraseFloor), mass: total}
}

// mark raises the levels of what a term of an entry and its hits in the query
// cover.
func (r *reader) mark(t entryTerm, id uint32, levels []float32, trust float32) {
	if r.maybe[id/64]&(1<<(id%64)) == 0 {
		return
	}
	for _, h := range r.ids[id] {
		for j := t.start; j < t.start+uint16(t.n); j++ {
			levels[j] = max(levels[j], h.level)
		}
		at := r.c.texts[h.text].first + int(h.start)
		for j := at; j < at+int(h.n); j++ {
			r.query[j] = max(r.query[j], h.level*trust)
		}
	}
}

// phraseFloor keeps a phrase of little content from counting as wholly covered.
const phraseFloor = 0.5

// fieldTrust is how far an entry's field may explain a proposal's words.
var fieldTrust = [fieldCount]float32{
	fieldName: 1, fieldAlso: 1, fieldDoes: 1, fieldObject: 1, fieldUser: 0.3, fieldDescription: 0.7,
}

// best averages the n highest coverages of the given fields.
func (r *reader) best(n int, fields ...field) float32 {
	var top [3]float32
	for _, p := range r.phrases {
		for _, f := range fields {
			if p.field != f {
				continue
			}
			for i, v := 0, p.coverage; i < n; i++ {
				if v > top[i] {
					top[i], v = v, top[i]
				}
			}
		}
	}
	var sum float32
	for _, v := range top[:n] {
		sum += v
	}
	return sum / float32(n)
}

// sector is the prior from sectors and owners.
func (r *reader) sector(doc uint32) float32 {
	mine, theirs := r.c.stated, r.s.stated[doc]
	if mine == 0 {
		mine = r.c.owned
	}
	if theirs == 0 {
		theirs = r.s.owned[doc]
	}
	switch {
	case mine == 0 || theirs == 0:
		return 0
	case mine&theirs != 0:
		return 1
	case r.related&(theirs|r.s.owned[doc]) != 0:
		return 0.5
	}
	return -1
}
