package api

import (
	"context"
	"slices"

	"pheduyet/internal/proposal"
)

// screeningView is the recorded comparison of a revision.
type screeningView struct {
	ID          string      `json:"id"`
	Revision    int         `json:"revision"`
	Verdict     string      `json:"verdict"`
	Note        string      `json:"note"`
	Compared    int         `json:"compared"`
	Matches     []matchView `json:"matches"`
	SetApart    []matchView `json:"set_apart"`
	NotCompared []string    `json:"not_compared"`
	Editions    []string    `json:"editions"`
	Engine      string      `json:"engine"`
	At          string      `json:"at"`
}

// matchView is what resembles a proposal. Masked says that the viewer may not see
// that proposal, of which only agency and number are told.
type matchView struct {
	ID        string              `json:"id"`
	Name      string              `json:"name"`
	Owner     string              `json:"owner"`
	Scope     string              `json:"scope"`
	Source    string              `json:"source"`
	State     proposal.EntryState `json:"state"`
	Score     float64             `json:"score"`
	Weighty   bool                `json:"weighty"`
	Evidence  []string            `json:"evidence"`
	Twins     []string            `json:"twins"`
	Proposal  bool                `json:"proposal"`
	Reference bool                `json:"reference"`
	History   bool                `json:"history"`
	Masked    bool                `json:"masked"`
}

var maskedName = proposal.T("Hồ sơ của cơ quan khác, đang xử lý", "Another agency's proposal, in process")

// matches shows what resembles a proposal, masking proposals that the viewer may
// not see.
func (s *server) matches(ctx context.Context, v viewer, all []proposal.Match) ([]matchView, error) {
	var numbers []string
	for _, m := range all {
		if m.Proposal || m.History {
			numbers = append(numbers, m.ID)
		}
	}
	var seen []string
	if len(numbers) > 0 {
		var err error
		if seen, err = s.Store.Seen(ctx, v.actor, numbers); err != nil {
			return nil, err
		}
	}
	out := make([]matchView, 0, len(all))
	for _, m := range all {
		view := matchView{
			m.ID, m.Name, m.Owner, m.Scope, m.Source, m.State, m.Score, m.Weighty,
			list(m.Evidence), list(m.Twins), m.Proposal, m.Reference, m.History, false,
		}
		if slices.Contains(numbers, m.ID) && !slices.Contains(seen, m.ID) {
			view.Name, view.Scope, view.Source, view.Masked = maskedName.In(v.lang), "", m.ID, true
			view.Evidence, view.Twins = []string{}, []string{}
		}
		out = append(out, view)
	}
	return out, nil
}

func (s *server) screening(ctx context.Context, v viewer, found proposal.Screening) (*screeningView, error) {
	matches, err := s.matches(ctx, v, found.Matches)
	if err != nil {
		return nil, err
	}
	apart, err := s.matches(ctx, v, found.SetApart)
	if err != nil {
		return nil, err
	}
	return &screeningView{
		found.ID, found.Revision, found.Verdict, found.Note, found.Compared, matches, apart,
		list(found.NotCompared), list(found.Editions), found.Engine, timeView(found.At),
	}, nil
}
