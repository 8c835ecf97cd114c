package api

import (
	"pheduyet/internal/proposal"
	"pheduyet/internal/rebuild"
	"pheduyet/internal/why"
)

// whyView explains a round in the reader's language: what the gate looked at, the
// deadline kept or missed, what had to hold, what another outcome needed.
type whyView struct {
	Seq          *int64            `json:"seq"` // of the decision's entry
	Title        string            `json:"title"`
	Office       string            `json:"authority_name"`
	Label        *string           `json:"label"`
	OpenedAt     *string           `json:"opened_at"`
	Capacity     *string           `json:"capacity"`
	ActingFor    *string           `json:"acting_for"`
	Grounds      []groundView      `json:"grounds"`
	Facts        []factView        `json:"facts"`
	Timing       *timingView       `json:"timing"`
	Requirements []requirementView `json:"requirements"`
	Otherwise    *string           `json:"otherwise"`
}

// groundView is what one thing that the gate's rule states rests on.
type groundView struct {
	Of string `json:"of"`
	citationView
}

type factView struct {
	Label string `json:"label"`
	Value string `json:"value"`
}

// timingView says how a decision met its deadline, in working days; they are null
// for a decision from before they were counted in the ledger.
type timingView struct {
	Kept string `json:"kept"`
	Used *int   `json:"used_working_days"`
	Late *int   `json:"late_working_days"` // negative: as many before the due day
}

// requirementView is one thing that had to hold; Met is null while undecided.
type requirementView struct {
	Text    string `json:"text"`
	Met     *bool  `json:"met"`
	Because string `json:"because"`
}

func (v viewer) why(r why.Round) whyView {
	return whyView{
		Seq: orNull(r.Seq), Title: r.Title.In(v.lang), Office: r.Office, Label: orNull(r.Label.In(v.lang)), OpenedAt: viewTime(r.OpenedAt),
		Capacity: orNull(r.Capacity), ActingFor: orNull(r.ActingFor),
		Grounds: each(r.Grounds, func(g proposal.Ground) groundView { return groundView{g.Of, viewCitation(g.Citation)} }),
		Facts:   each(r.Facts, func(f why.Fact) factView { return factView{f.Label.In(v.lang), f.Value.In(v.lang)} }),
		Timing: optional(r.Timing, func(t rebuild.Timing) timingView {
			view := timingView{Kept: r.Kept.In(v.lang)}
			if t.Counted && t.Deadline != nil {
				view.Used, view.Late = &t.Used, &t.Late
			}
			return view
		}),
		Requirements: each(r.Requirements, func(q proposal.Requirement) requirementView {
			return requirementView{q.Text.In(v.lang), q.Met, q.Because.In(v.lang)}
		}),
		Otherwise: orNull(r.Otherwise.In(v.lang)),
	}
}
