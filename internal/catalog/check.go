package catalog

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// The verdicts of a check.
const (
	Clear  = "clear"
	Review = "review"
)

// Shown is how many matches a result lists.
const Shown = 10

// Result is what a check found.
type Result struct {
	Verdict       string    `json:"verdict"`   // Clear or Review
	Note          string    `json:"note"`      // why, in Vietnamese
	Matches       []Match   `json:"matches"`   // the ten best, best first, also below the threshold
	SetApart      []Match   `json:"set_apart"` // realised, built upon or followed, with their twins
	Compared      int       `json:"compared"`  // entries
	Editions      []Edition `json:"editions"`
	EngineVersion string    `json:"engine_version"`
	Calibration   string    `json:"calibration"`  // its date
	NotCompared   []string  `json:"not_compared"` // in Vietnamese
}

// Match is a system that resembles the proposal.
type Match struct {
	ID     string  `json:"id"`
	Name   string  `json:"name"`
	Owner  string  `json:"owner"`
	Scope  string  `json:"scope"`
	Source string  `json:"source"`
	State  State   `json:"state"`
	Kind   Kind    `json:"kind"`
	Score  float64 `json:"score"` // 0…1
	// Weighty: the score reaches the threshold, the entry may weigh, and the
	// proposal says enough.
	Weighty   bool     `json:"weighty"`
	Evidence  []string `json:"evidence"`  // in Vietnamese
	Twins     []string `json:"twins"`     // other ids of the same system
	Reference bool     `json:"reference"` // another province's plan
	History   bool     `json:"history"`   // a rejected or withdrawn proposal
}

// candidate is an entry with its score.
type candidate struct {
	entry  *Entry
	reader *reader
	doc    uint32

	score float64
	f     features
}

// Check compares a proposal with everything in the index.
func (ix *Index) Check(q Query) Result {
	res := Result{
		Verdict: Review, Compared: ix.Len(), Editions: slices.Clone(ix.editions),
		EngineVersion: EngineVersion, Calibration: ix.cal.Date, Matches: []Match{},
	}
	c := ix.compile(q)
	apart := ix.apart(q)
	excluded := map[string]bool{}
	for _, id := range q.Exclude {
		if ix.find(id) != nil && !excluded[id] {
			excluded[id] = true
			res.Compared--
		}
	}
	thin := ix.thin(c)
	show := ix.newAligner(c)
	weighty := 0
	for _, group := range ix.merge(ix.candidates(c), excluded) {
		id := group[0].entry.ID
		switch {
		case apart[id]:
			res.SetApart = append(res.SetApart, ix.match(show, group))
			continue
		case thin == "" && ix.weighty(group):
			weighty++
		}
		if len(res.Matches) < Shown {
			m := ix.match(show, group)
			m.Weighty = thin == "" && ix.weighty(group)
			res.Matches = append(res.Matches, m)
		}
	}
	res.Matches = ix.complete(res.Matches, apart, excluded)
	res.SetApart = ix.completeApart(res.SetApart, q)
	res.NotCompared = ix.notCompared(q, c)
	ix.conclude(&res, thin, weighty)
	return res
}

// conclude writes verdict and note. Too thin a text is never clear, and nothing
// weighs against it.
func (ix *Index) conclude(res *Result, thin string, weighty int) {
	switch {
	case thin != "":
		res.Note = thin
	case weighty > Shown:
		res.Note = fmt.Sprintf("có %d mục tương tự trong %d mục đã so sánh; cần xem xét %d mục gần nhất", weighty, res.Compared, Shown)
	case weighty > 0:
		res.Note = fmt.Sprintf("có %d mục tương tự cần xem xét trong %d mục đã so sánh", weighty, res.Compared)
	default:
		res.Verdict = Clear
		res.Note = fmt.Sprintf("không tìm thấy trong %d mục của %s", res.Compared, ix.sources(res.Editions))
	}
}

// sources names what was compared: the editions, and how many proposals.
func (ix *Index) sources(editions []Edition) string {
	var names []string
	for _, e := range editions {
		names = append(names, cmp.Or(e.Title, e.ID))
	}
	out := cmp.Or(strings.Join(names, "; "), "danh mục")
	if ix.proposals > 0 {
		out += fmt.Sprintf(" (gồm %d đề xuất khác)", ix.proposals)
	}
	return out
}

// candidates scores the closest entries of both layers, best first; ties go by
// id.
func (ix *Index) candidates(c *compiled) []candidate {
	var out []candidate
	for _, s := range ix.segments() {
		r := newReader(c, s, ix.lex.sectors)
		for _, doc := range ix.gather(s, c) {
			f := r.read(doc)
			out = append(out, candidate{&s.entries[doc], r, doc, ix.cal.score(f), f})
		}
	}
	slices.SortFunc(out, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.entry.ID, b.entry.ID))
	})
	return out
}

// merge groups candidates that are the same system, in the order of their best;
// within a group those that may weigh come first.
func (ix *Index) merge(candidates []candidate, excluded map[string]bool) [][]candidate {
	var groups [][]candidate
	at := map[string]int{}
	for _, c := range candidates {
		if excluded[c.entry.ID] {
			continue
		}
		key := c.entry.ID
		if twins := ix.twins[key]; twins != nil {
			key = twins[0]
		}
		i, known := at[key]
		if !known {
			i = len(groups)
			at[key] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], c)
	}
	for _, group := range groups {
		slices.SortStableFunc(group, func(a, b candidate) int {
			return cmp.Compare(b.entry.standing(), a.entry.standing())
		})
	}
	return groups
}

// standing orders the entries of one system: what may weigh before reference
// and history.
func (e *Entry) standing() int {
	if e.Reference || e.Kind == KindHistory {
		return 0
	}
	return 1
}

// weighty tells whether a group reaches the threshold and may weigh.
func (ix *Index) weighty(group []candidate) bool {
	return bestScore(group) >= ix.cal.Threshold && group[0].entry.standing() == 1
}

func bestScore(group []candidate) float64 {
	best := 0.0
	for _, c := range group {
		best = max(best, c.score)
	}
	return best
}

// match describes a group by its first entry and its best score.
func (ix *Index) match(show *aligner, group []candidate) Match {
	m := ix.describe(group[0].entry)
	m.Score, m.Evidence = bestScore(group), show.evidence(group)
	return m
}

// describe is a match without score, weight and evidence.
func (ix *Index) describe(e *Entry) Match {
	m := Match{
		ID: e.ID, Name: e.Name, Owner: e.Owner, Scope: e.Scope, Source: e.Source,
		State: e.State, Kind: e.Kind, Evidence: []string{},
		Reference: e.Reference, History: e.Kind == KindHistory, Twins: []string{},
	}
	for _, id := range ix.twins[e.ID] {
		if id != e.ID {
			m.Twins = append(m.Twins, id)
		}
	}
	return m
}

// complete fills the list up with entries of the catalog that share nothing with
// the query, in the order of the index, at score 0: a list has its ten.
func (ix *Index) complete(matches []Match, apart, excluded map[string]bool) []Match {
	listed := map[string]bool{}
	for _, m := range matches {
		listed[m.ID] = true
		for _, twin := range m.Twins {
			listed[twin] = true
		}
	}
	for i := range ix.base.entries {
		e := &ix.base.entries[i]
		if len(matches) >= Shown {
			break
		}
		if !e.catalogued() || listed[e.ID] || apart[e.ID] || excluded[e.ID] || ix.removed[e.ID] {
			continue
		}
		m := ix.describe(e)
		m.Evidence = append([]string{"không có từ ngữ nào chung"}, standingLines(e)...)
		matches = append(matches, m)
		for _, twin := range m.Twins {
			listed[twin] = true
		}
	}
	return matches
}

// completeApart adds what the query names that shares no word with it.
func (ix *Index) completeApart(found []Match, q Query) []Match {
	if found == nil {
		found = []Match{}
	}
	for _, id := range q.named() {
		known := func(m Match) bool { return m.ID == id || slices.Contains(m.Twins, id) }
		if e := ix.find(id); e != nil && !slices.ContainsFunc(found, known) {
			found = append(found, ix.describe(e))
		}
	}
	return found
}

// named lists the ids that the query sets apart.
func (q Query) named() []string {
	ids := append([]string{q.Realises, q.BuildsOn}, q.Follows...)
	return slices.DeleteFunc(ids, func(id string) bool { return id == "" })
}

// apart is the set of ids that the query names as its own plan, its base or its
// predecessors, with their twins.
func (ix *Index) apart(q Query) map[string]bool {
	set := map[string]bool{}
	for _, id := range q.named() {
		for _, twin := range ix.Twins(id) {
			set[twin] = true
		}
	}
	return set
}
