package catalog

import (
	"cmp"
	"maps"
	"slices"
)

// Index holds everything that a proposal is compared with. It is immutable and
// safe for concurrent use; With makes the next one.
type Index struct {
	lex      *Lexicon
	cal      *Calibration
	base     *segment
	added    *segment        // nil when nothing was added since the base was built
	removed  map[string]bool // ids of the base that no longer count
	twins    twins
	editions []Edition
	// proposals is how many entries are not of the catalog.
	proposals int
}

// Edition is an edition of the catalog that a check compares with.
type Edition struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Entries int    `json:"entries"`
}

// NewIndex indexes entries. Of several with one id the last counts. Word
// weights are taken from the catalog's entries alone, so that they do not move
// with every filing.
func NewIndex(lex *Lexicon, cal *Calibration, entries []Entry) *Index {
	ix := &Index{lex: lex, cal: cal, base: buildSegment(lex, lastOfEachID(entries), nil)}
	ix.twins = ix.findTwins()
	ix.editions = ix.listEditions()
	ix.proposals = ix.countProposals()
	return ix
}

// With gives an index that also has the added entries and no longer has the
// removed ids; an added entry replaces one of the same id. Proposals go into a
// small layer of their own; a catalog entry changes the word weights, so it
// makes the whole index anew. Matches are those of NewIndex on the same entries.
func (ix *Index) With(add []Entry, removeIDs []string) *Index {
	gone := make(map[string]bool, len(removeIDs)+len(add))
	for _, id := range removeIDs {
		gone[id] = true
	}
	for i := range add {
		gone[add[i].ID] = true
	}
	kept := func(entries []Entry) []Entry {
		return slices.DeleteFunc(slices.Clone(entries), func(e Entry) bool { return gone[e.ID] })
	}
	var extra []Entry
	if ix.added != nil {
		extra = kept(ix.added.entries)
	}
	extra = lastOfEachID(append(extra, add...))
	removed := maps.Clone(ix.removed)
	if removed == nil {
		removed = map[string]bool{}
	}
	rebuild := slices.ContainsFunc(extra, func(e Entry) bool { return e.catalogued() })
	for id := range gone {
		if doc, known := ix.base.ids[id]; known && !removed[id] {
			removed[id] = true
			rebuild = rebuild || ix.base.entries[doc].catalogued()
		}
	}
	if rebuild {
		base := slices.DeleteFunc(slices.Clone(ix.base.entries), func(e Entry) bool { return removed[e.ID] })
		return NewIndex(ix.lex, ix.cal, append(base, extra...))
	}
	next := &Index{lex: ix.lex, cal: ix.cal, base: ix.base, removed: removed, editions: ix.editions}
	if len(extra) > 0 {
		next.added = buildSegment(ix.lex, extra, ix.base)
	}
	next.twins = next.findTwins()
	next.proposals = next.countProposals()
	return next
}

func (ix *Index) countProposals() (n int) {
	ix.all(func(e *Entry) {
		if !e.catalogued() {
			n++
		}
	})
	return n
}

func (e *Entry) catalogued() bool { return e.Kind == KindCatalog || e.Kind == "" }

// Len is how many entries a check compares.
func (ix *Index) Len() int {
	n := len(ix.base.entries) - len(ix.removed)
	if ix.added != nil {
		n += len(ix.added.entries)
	}
	return n
}

func (ix *Index) segments() []*segment {
	if ix.added == nil {
		return []*segment{ix.base}
	}
	return []*segment{ix.base, ix.added}
}

// find gives the entry of an id, nil when there is none.
func (ix *Index) find(id string) *Entry {
	if ix.added != nil {
		if doc, known := ix.added.ids[id]; known {
			return &ix.added.entries[doc]
		}
	}
	if doc, known := ix.base.ids[id]; known && !ix.removed[id] {
		return &ix.base.entries[doc]
	}
	return nil
}

// Entry gives the entry of an id.
func (ix *Index) Entry(id string) (Entry, bool) {
	if e := ix.find(id); e != nil {
		return *e, true
	}
	return Entry{}, false
}

// all calls f for every entry in order.
func (ix *Index) all(f func(*Entry)) {
	for doc := range ix.base.entries {
		if e := &ix.base.entries[doc]; len(ix.removed) == 0 || !ix.removed[e.ID] {
			f(e)
		}
	}
	if ix.added == nil {
		return
	}
	for doc := range ix.added.entries {
		f(&ix.added.entries[doc])
	}
}

// listEditions counts the entries of each edition, by id.
func (ix *Index) listEditions() []Edition {
	byID := map[string]*Edition{}
	ix.all(func(e *Entry) {
		if e.Edition == "" {
			return
		}
		if byID[e.Edition] == nil {
			byID[e.Edition] = &Edition{ID: e.Edition, Title: e.EditionTitle}
		}
		byID[e.Edition].Entries++
	})
	out := make([]Edition, 0, len(byID))
	for _, e := range byID {
		out = append(out, *e)
	}
	slices.SortFunc(out, func(a, b Edition) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// lastOfEachID drops earlier entries of an id that comes again, and sorts: the
// catalog first, because it teaches how words are written, then by id, so that
// the order of reading them changes nothing.
func lastOfEachID(entries []Entry) []Entry {
	last := make(map[string]int, len(entries))
	for i := range entries {
		last[entries[i].ID] = i
	}
	out := make([]Entry, 0, len(last))
	for i, e := range entries {
		if last[e.ID] == i {
			out = append(out, e)
		}
	}
	slices.SortFunc(out, func(a, b Entry) int {
		if a.catalogued() != b.catalogued() {
			if a.catalogued() {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.ID, b.ID)
	})
	return out
}
