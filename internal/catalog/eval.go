package catalog

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
)

// EvalItem is a labelled proposal.
type EvalItem struct {
	ID       string   `json:"id"`
	Proposal Proposed `json:"proposal"`
	Label    string   `json:"label"`    // duplicate, overlap or novel
	Expected []string `json:"expected"` // ids that are right, any of them
}

// Proposed is a proposal as evaluation files and requests write it.
type Proposed struct {
	Name      string   `json:"name"`
	Summary   string   `json:"summary"`
	Functions []string `json:"functions"`
	Sector    string   `json:"sector"`
	Agency    string   `json:"agency"`
}

// Query is the proposal as a query.
func (p Proposed) Query() Query {
	return Query{Name: p.Name, Summary: p.Summary, Functions: p.Functions, Sector: p.Sector, Agency: p.Agency}
}

// The labels of evaluation items.
const (
	LabelDuplicate = "duplicate"
	LabelOverlap   = "overlap"
	LabelNovel     = "novel"
)

// ParseEval reads labelled proposals, one JSON object a line.
func ParseEval(data []byte) ([]EvalItem, error) {
	var items []EvalItem
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		var item EvalItem
		if err := json.Unmarshal(lines.Bytes(), &item); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		switch item.Label {
		case LabelDuplicate, LabelOverlap:
			if len(item.Expected) == 0 {
				return nil, fmt.Errorf("line %d: %s without an expected id", n, item.Label)
			}
		case LabelNovel:
		default:
			return nil, fmt.Errorf("line %d: unknown label %q", n, item.Label)
		}
		items = append(items, item)
	}
	return items, lines.Err()
}

// Ranked is one answer of a method under evaluation, best first.
type Ranked struct {
	IDs   []string // the entry and its twins
	Score float64
}

// Ranker is a method under evaluation.
type Ranker func(Query) []Ranked

// Ranker makes the engine itself the method under evaluation.
func (ix *Index) Ranker() Ranker {
	return func(q Query) []Ranked {
		var out []Ranked
		for _, m := range ix.Check(q).Matches {
			out = append(out, Ranked{append([]string{m.ID}, m.Twins...), m.Score})
		}
		return out
	}
}

// Outcome is what a method answered to one item.
type Outcome struct {
	Item  EvalItem
	Rank  int     // of the first right answer, from 1; 0: not among those given
	Score float64 // of the best answer
	Top   []Ranked
}

// Outcomes runs a method over the items.
func Outcomes(items []EvalItem, rank Ranker) []Outcome {
	out := make([]Outcome, 0, len(items))
	for _, item := range items {
		o := Outcome{Item: item, Top: rank(item.Proposal.Query())}
		if len(o.Top) > 0 {
			o.Score = o.Top[0].Score
		}
		for i, answer := range o.Top {
			if o.Rank == 0 && slices.ContainsFunc(answer.IDs, func(id string) bool { return slices.Contains(item.Expected, id) }) {
				o.Rank = i + 1
			}
		}
		out = append(out, o)
	}
	return out
}
