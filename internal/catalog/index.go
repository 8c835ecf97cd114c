package catalog

import (
	"maps"
	"slices"
)

// Index holds everything that a proposal is compared with. It is immutable and
// safe for concurrent use; With makes the next one.
type Index struct {
	lex     *Lexicon
	cal     *Calibration
	base    *segment
	added   *segment // nil when nothing was added since the base was built
	removed map[string]bool
	twins   map[string][]string // by id: every id of the same system, sorted, itself included
	where   map[string]place    // by id
}

// place is where an entry stands.
type place struct {
	added bool
	doc   uint32
}

// NewIndex indexes entries. Of several with one id the last counts. Word
// weights are taken from the catalog's entries alone, so that they do not move
// with every filing.
func NewIndex(lex *Lexicon, cal *Calibration, entries []Entry) *Index {
	entries = lastOfEachID(entries)
	ix := &Index{lex: lex, cal: cal, base: buildSegment(lex, entries, nil)}
	ix.settle()
	return ix
}

// With gives an index that also has the added entries and no longer has the
// removed ids. Proposals go into a small layer of their own; a catalog entry
// changes the word weights, so it makes the whole index anew. An added entry
// replaces one of the same id. The result is the same as that of NewIndex on
// the resulting entries.
func (ix *Index) With(add []Entry, removeIDs []string) *Index {
	gone := maps.Clone(ix.removed)
	if gone == nil {
		gone = map[string]bool{}
	}
	rebuild := false
	drop := func(id string) {
		at, known := ix.where[id]
		if !known {
			return
		}
		rebuild = rebuild || ix.at(at).catalogued()
		if !at.added {
			gone[id] = true
		}
	}
	for _, id := range removeIDs {
		drop(id)
	}
	for i := range add {
		drop(add[i].ID)
		rebuild = rebuild || add[i].catalogued()
	}
	replaced := func(e Entry) bool {
		return slices.Contains(removeIDs, e.ID) || slices.ContainsFunc(add, func(a Entry) bool { return a.ID == e.ID })
	}
	var extra []Entry
	if ix.added != nil {
		extra = slices.Clone(ix.added.entries)
	}
	extra = slices.DeleteFunc(extra, replaced)
	extra = append(extra, lastOfEachID(add)...)
	if rebuild {
		kept := slices.DeleteFunc(slices.Clone(ix.base.entries), func(e Entry) bool { return gone[e.ID] })
		return NewIndex(ix.lex, ix.cal, append(kept, extra...))
	}
	next := &Index{lex: ix.lex, cal: ix.cal, base: ix.base, removed: gone}
	if len(extra) > 0 {
		next.added = buildSegment(ix.lex, extra, ix.base)
	}
	next.settle()
	return next
}

func (e *Entry) catalogued() bool { return e.Kind == KindCatalog || e.Kind == "" }

func (ix *Index) at(p place) *Entry {
	if p.added {
		return &ix.added.entries[p.doc]
	}
	return &ix.base.entries[p.doc]
}

// Len is how many entries a check compares.
func (ix *Index) Len() int { return len(ix.where) }

// Entry gives the entry of an id.
func (ix *Index) Entry(id string) (Entry, bool) {
	p, known := ix.where[id]
	if !known {
		return Entry{}, false
	}
	return *ix.at(p), true
}

// Twins lists the ids of the same system as the given one, itself included.
func (ix *Index) Twins(id string) []string {
	if group := ix.twins[id]; group != nil {
		return slices.Clone(group)
	}
	return []string{id}
}

// all calls f for every entry in order.
func (ix *Index) all(f func(place, *Entry)) {
	for doc := range ix.base.entries {
		if e := &ix.base.entries[doc]; !ix.removed[e.ID] {
			f(place{false, uint32(doc)}, e)
		}
	}
	if ix.added == nil {
		return
	}
	for doc := range ix.added.entries {
		f(place{true, uint32(doc)}, &ix.added.entries[doc])
	}
}

// settle fills the tables by id.
func (ix *Index) settle() {
	ix.where = make(map[string]place, len(ix.base.entries))
	ix.all(func(p place, e *Entry) { ix.where[e.ID] = p })
	parent := map[string]string{}
	var root func(id string) string
	root = func(id string) string {
		if up, ok := parent[id]; ok && up != id {
			return root(up)
		}
		return id
	}
	ix.all(func(_ place, e *Entry) {
		for _, other := range e.SameAs {
			if _, known := ix.where[other]; known {
				a, b := root(e.ID), root(other)
				parent[max(a, b)] = min(a, b)
			}
		}
	})
	ix.twins = map[string][]string{}
	groups := map[string][]string{}
	ix.all(func(_ place, e *Entry) {
		top := root(e.ID)
		groups[top] = append(groups[top], e.ID)
	})
	for _, group := range groups {
		if len(group) < 2 {
			continue
		}
		slices.Sort(group)
		for _, id := range group {
			ix.twins[id] = group
		}
	}
}

func lastOfEachID(entries []Entry) []Entry {
	last := make(map[string]int, len(entries))
	for i := range entries {
		last[entries[i].ID] = i
	}
	if len(last) == len(entries) {
		return entries
	}
	out := make([]Entry, 0, len(last))
	for i, e := range entries {
		if last[e.ID] == i {
			out = append(out, e)
		}
	}
	return out
}
