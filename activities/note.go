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
// proposal then stands. For a new edition of the catalog it compares the proposal
// again.
func (a *Activities) TakeNote(ctx context.Context, r NoteRequest) (proposal.Progress, error) {
	if r.Fact.Kind == proposal.FactEdition {
		return a.rescreen(ctx, r)
	}
	p, err := a.Store.TakeNote(ctx, r.ProposalID, r.Fact, r.EventKey)
	return p, Refusal(err)
}

func (a *Activities) rescreen(ctx context.Context, r NoteRequest) (proposal.Progress, error) {
	q, err := a.Store.Comparison(ctx, r.ProposalID)
	if err != nil {
		return proposal.Progress{}, Refusal(err)
	}
	found, err := a.Matcher.Check(ctx, q)
	if err != nil {
		return proposal.Progress{}, Refusal(err)
	}
	p, err := a.Store.RecordRescreening(ctx, r.ProposalID, r.Fact.Ref, r.EventKey, found)
	return p, Refusal(err)
}

// RemindRequest asks for the reminder whose time has come. EventKey makes it
// happen once.
type RemindRequest struct {
	ProposalID string `json:"proposal_id"`
	EventKey   string `json:"event_key"`
}

// Remind records the reminder whose time has come, and answers where the proposal
// stands and when the next one falls due.
func (a *Activities) Remind(ctx context.Context, r RemindRequest) (proposal.Progress, error) {
	p, err := a.Store.Remind(ctx, r.ProposalID, r.EventKey)
	return p, Refusal(err)
}
