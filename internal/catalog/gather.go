package catalog

import (
	"cmp"
	"math"
	"slices"
)

// closeReadings is how many candidates of a segment are read closely.
const closeReadings = 120

// rareness sharpens the difference between rare and common terms.
const rareness = 1.3

// gather finds the documents that share most with the query, best first.
func (s *segment) gather(c *compiled, most int) []uint32 {
	sums := make([]float32, len(s.entries))
	for _, key := range c.keys {
		id, known := s.vocab[key]
		if !known {
			continue
		}
		var weight float32
		for _, h := range c.hits[key] {
			weight = max(weight, h.weight*h.level)
		}
		if c.hits[key][0].kind == termAction {
			weight *= actionMass
		}
		weight *= float32(math.Pow(float64(s.idf[id]), rareness))
		for _, p := range s.postings[s.postStart[id]:s.postStart[id+1]] {
			sums[p.doc] += weight * p.weight
		}
	}
	var docs []uint32
	for doc, sum := range sums {
		if sum > 0 {
			sums[doc] = sum * s.norm[doc]
			docs = append(docs, uint32(doc))
		}
	}
	slices.SortFunc(docs, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(sums[b], sums[a]), cmp.Compare(a, b))
	})
	return docs[:min(most, len(docs))]
}
