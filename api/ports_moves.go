package api

import (
	"context"

	"pheduyet/internal/process"
	"pheduyet/internal/proposal"
)

// Moves tells what another pack would make of running proposals.
type Moves interface {
	// MovePreview tells what moving a proposal would do; pack "" is the same
	// process. It touches nothing.
	MovePreview(ctx context.Context, id, pack string, version proposal.Date) (proposal.Difference, error)
	// JudgeMove answers whether an order would be carried out now.
	JudgeMove(ctx context.Context, c proposal.Case, in proposal.MoveOrder) error
	// Simulate tells what following a pack, known or not, would change for every
	// open proposal of its kinds; those that stay as they are are left out.
	Simulate(ctx context.Context, pack process.Pack) ([]proposal.Difference, error)
}
