package activities

import (
	"context"

	"pheduyet/internal/proposal"
)

// NoteRequest tells a proposal of a fact from outside. EventKey makes what
// follows from it happen once.
type NoteRequest struct {
	ProposalID string        `json:"proposal_id"`
	Fact       proposal.Fact `json:"fact"`
	EventKey   string        `json:"event_key"`
}

// TakeNote records what a fact changes for a proposal and answers where the
// proposal then stands.
func (a *Activities) TakeNote(ctx context.Context, r NoteRequest) (proposal.Progress, error) {
	p, err := a.Store.TakeNote(ctx, r.ProposalID, r.Fact, r.EventKey)
	return p, Refusal(err)
}
