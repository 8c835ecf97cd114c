package activities

import (
	"context"

	"pheduyet/internal/proposal"
)

// Spreading is what telling all proposals of a fact needs of the database.
type Spreading interface {
	// ToTell lists by id, after the one given, the open proposals, or the approved
	// ones whose system is not in use.
	ToTell(ctx context.Context, approved bool, after string, limit int) ([]string, error)
	// SpreadDone notes that everybody has heard of a fact.
	SpreadDone(ctx context.Context, f proposal.Fact) error
}

// ToTellRequest asks for the next proposals to be told of a fact.
type ToTellRequest struct {
	Approved bool   `json:"approved"`
	After    string `json:"after"`
	Limit    int    `json:"limit"`
}

// ToTell lists the next proposals to be told of a fact, by id.
func (a *Activities) ToTell(ctx context.Context, r ToTellRequest) ([]string, error) {
	ids, err := a.Store.ToTell(ctx, r.Approved, r.After, r.Limit)
	return ids, Refusal(err)
}

// SpreadDone notes that everybody has heard of a fact.
func (a *Activities) SpreadDone(ctx context.Context, f proposal.Fact) error {
	return Refusal(a.Store.SpreadDone(ctx, f))
}
