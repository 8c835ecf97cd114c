package catalog

import (
	"cmp"
	"slices"
	"strings"
)

// Search finds entries whose words contain all those of q, without regard to
// accents, abbreviations expanded; best first, then by id. When
// there is none it looks for q as it stands inside names and ids, so that a
// half-typed word finds something. An empty q lists everything. A limit of 0 or
// less is none.
func (ix *Index) Search(q string, limit int) []Entry {
	var found []searchHit
	if len(foldedWords(q)) == 0 {
		ix.all(func(e *Entry) { found = append(found, searchHit{e, 0}) })
	} else if found = ix.byWords(q); len(found) == 0 {
		found = ix.bySubstring(q)
	}
	slices.SortFunc(found, func(a, b searchHit) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.entry.ID, b.entry.ID))
	})
	if limit > 0 && len(found) > limit {
		found = found[:limit]
	}
	out := make([]Entry, len(found))
	for i, h := range found {
		out[i] = *h.entry
	}
	return out
}

type searchHit struct {
	entry  *Entry
	weight float32
}

func (ix *Index) byWords(q string) []searchHit {
	var r reading
	ix.lex.prepare(&r, q, ix.base.accents)
	var words, pairs []uint64
	for i, t := range r.tokens {
		words = append(words, termKey(termFolded, t.bare))
		if i > 0 {
			pairs = append(pairs, termKey(termPair, mix(r.tokens[i-1].bare, t.bare)))
		}
	}
	slices.Sort(words)
	words = slices.Compact(words)
	var out []searchHit
	for _, s := range ix.segments() {
		seen := make([]int, len(s.entries))
		weights := make([]float32, len(s.entries))
		for _, key := range append(words[:len(words):len(words)], pairs...) {
			id, known := s.vocab[key]
			if !known {
				continue
			}
			for _, p := range s.postings[s.postStart[id]:s.postStart[id+1]] {
				weights[p.doc] += p.weight * s.idf[id]
				if slices.Contains(words, key) {
					seen[p.doc]++
				}
			}
		}
		for doc, n := range seen {
			e := &s.entries[doc]
			if n == len(words) && ix.find(e.ID) == e {
				out = append(out, searchHit{e, weights[doc]})
			}
		}
	}
	return out
}

func (ix *Index) bySubstring(q string) []searchHit {
	wanted := strings.TrimSpace(Fold(q))
	var out []searchHit
	ix.all(func(e *Entry) {
		switch {
		case Fold(e.ID) == wanted:
			out = append(out, searchHit{e, 2})
		case strings.Contains(Fold(e.Name), wanted), strings.Contains(Fold(e.Owner), wanted):
			out = append(out, searchHit{e, 1})
		}
	})
	return out
}
