package activities

import (
	"context"

	"pheduyet/internal/proposal"
)

// Spreading is what telling all proposals of a fact needs of the database.
type Spreading interface {
	// ToTell lists by id, after the one given, the proposals that a kind of fact may
	// touch: the open ones, of the calendar those whose rejection may be reviewed as
	// well; or the approved ones whose system is not in use. One that runs in a
	// workflow of a later act is "<id>/reopen/<n>".
	ToTell(ctx context.Context, kind string, approved bool, after string, limit int) ([]string, error)
	// SpreadDone notes that everybody has heard of a fact.
	SpreadDone(ctx context.Context, f proposal.Fact) error
}

// ToTellRequest asks for the next proposals to be told of a fact.
type ToTellRequest struct {
	Kind     string `json:"kind,omitempty"`
	Approved bool   `json:"approved"`
	After    string `json:"after"`
	Limit    int    `json:"limit"`
}

// ToTell lists the next proposals to be told of a fact, by id and run.
func (a *Activities) ToTell(ctx context.Context, r ToTellRequest) ([]string, error) {
	ids, err := a.Store.ToTell(ctx, r.Kind, r.Approved, r.After, r.Limit)
	return ids, Refusal(err)
}

// SpreadDone notes that everybody has heard of a fact.
func (a *Activities) SpreadDone(ctx context.Context, f proposal.Fact) error {
	return Refusal(a.Store.SpreadDone(ctx, f))
}
