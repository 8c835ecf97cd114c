package catalog

import (
	"cmp"
	"slices"
	"testing"
)

// exhaustive reads every entry closely, as no check could afford.
func (ix *Index) exhaustive(q Query) []candidate {
	c := ix.compile(q)
	var out []candidate
	for _, s := range ix.segments() {
		r := newReader(c, s, ix.lex.sectors)
		for doc := range s.entries {
			f := r.read(uint32(doc))
			out = append(out, candidate{&s.entries[doc], r, uint32(doc), ix.cal.score(f), f})
		}
	}
	slices.SortFunc(out, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.entry.ID, b.entry.ID))
	})
	return out
}

// Reading only the hundred that share most loses nothing of weight: the best of
// all is among them.
func TestGatheringLosesNoMatch(t *testing.T) {
	ix := shippedIndex(t)
	for _, c := range everyday {
		q := Query{Name: c.name, Summary: c.summary, Functions: c.functions}
		all, read := ix.exhaustive(q), ix.candidates(ix.compile(q))
		for i := range 3 {
			if all[i].score >= ix.cal.Threshold && all[i].entry.ID != read[i].entry.ID {
				t.Errorf("%q: %s at %v is best number %d, the check has %s", c.name, all[i].entry.ID, all[i].score, i+1, read[i].entry.ID)
			}
		}
	}
}

func TestGatheringLosesLittleInALargeCatalog(t *testing.T) {
	profiles := shippedProfiles(t)
	ix := NewIndex(shippedLexicon(t), shippedCalibration(t), syntheticEntries(profiles, 2_000))
	queries := syntheticQueries(profiles, 40)
	lost := 0
	for _, q := range queries {
		if ix.exhaustive(q)[0].score > ix.candidates(ix.compile(q))[0].score {
			lost++
		}
	}
	if lost > 1 {
		t.Errorf("the best entry of %d of %d proposals was not read", lost, len(queries))
	}
}
