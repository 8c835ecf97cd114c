package api

import (
	"context"

	"pheduyet/internal/change"
	"pheduyet/internal/proposal"
)

// Changes are alterations of registers by two people.
type Changes interface {
	// PreviewChange answers what a change would do and refuses it as proposing it
	// would.
	PreviewChange(ctx context.Context, a proposal.Actor, r change.Request) (change.Preview, error)
	// ProposeChange records a stored propose_change command, once.
	ProposeChange(ctx context.Context, command string) (change.Change, error)
	// DecideChange records a stored decide_change command, once. A preview that no
	// longer holds is renewed and is a conflict.
	DecideChange(ctx context.Context, id, command string) (change.Change, error)
	// JudgeChange answers whether the person may confirm or decline now.
	JudgeChange(a proposal.Actor, c change.Change) error
	// Change and ListChanges give what the person may see; state "" is all.
	Change(ctx context.Context, a proposal.Actor, id string) (change.Change, error)
	ListChanges(ctx context.Context, a proposal.Actor, state change.State) ([]change.Change, error)
}
