package catalog

import (
	"cmp"
	"math"
	"slices"
)

// closeReadings is how many candidates of a segment are read closely: enough that
// a few hundred proposals alike do not crowd a weighty entry out of the ten best.
const closeReadings = 200

// rareness sharpens the difference between rare and common terms.
const rareness = 1.3

// gather finds the documents that share most with the query, best first,
// without those that the index has dropped.
func (ix *Index) gather(s *segment, c *compiled) []uint32 {
	sums := s.borrow()
	defer s.giveBack(sums)
	for _, key := range c.keys {
		id, known := s.vocab[key]
		if !known {
			continue
		}
		weight := c.weight(key) * float32(math.Pow(float64(s.idf[id]), rareness))
		for _, p := range s.postings[s.postStart[id]:s.postStart[id+1]] {
			sums[p.doc] += weight * p.weight
		}
	}
	top := topDocs{most: closeReadings}
	for doc, sum := range sums {
		if sum *= s.norm[doc]; sum > top.floor && !(s == ix.base && ix.removed[s.entries[doc].ID]) {
			top.add(scoredDoc{uint32(doc), sum})
		}
	}
	return top.best()
}

// borrow gives a cleared sum for every document, from the segment's store.
func (s *segment) borrow() []float32 {
	if sums, ok := s.sums.Get().(*[]float32); ok {
		clear(*sums)
		return *sums
	}
	return make([]float32, len(s.entries))
}

func (s *segment) giveBack(sums []float32) { s.sums.Put(&sums) }

// weight is what a term key of the query counts: that of the best part it
// stands in.
func (c *compiled) weight(key uint64) float32 {
	var weight float32
	hits := c.hits[key]
	for _, h := range hits {
		weight = max(weight, h.weight*h.level)
	}
	if hits[0].kind == termAction {
		weight *= classMass[classAction]
	}
	return weight
}

type scoredDoc struct {
	doc uint32
	sum float32
}

// topDocs keeps the best documents seen, cutting back when it has twice as many
// as wanted. Equal sums keep the earlier document.
type topDocs struct {
	most  int
	floor float32 // a sum at or below it cannot enter
	docs  []scoredDoc
}

func (t *topDocs) add(d scoredDoc) {
	t.docs = append(t.docs, d)
	if len(t.docs) >= 2*t.most {
		t.cut()
	}
}

func (t *topDocs) cut() {
	slices.SortFunc(t.docs, func(a, b scoredDoc) int {
		return cmp.Or(cmp.Compare(b.sum, a.sum), cmp.Compare(a.doc, b.doc))
	})
	if len(t.docs) >= t.most {
		t.docs = t.docs[:t.most]
		t.floor = t.docs[t.most-1].sum
	}
}

func (t *topDocs) best() []uint32 {
	t.cut()
	out := make([]uint32, len(t.docs))
	for i, d := range t.docs {
		out[i] = d.doc
	}
	return out
}
