package activities

import (
	"context"

	"pheduyet/internal/proposal"
)

// Systems is what the activities need of the database for approved systems.
type Systems interface {
	// RecordSystem applies a stored command to a system, once, and answers where it
	// then stands.
	RecordSystem(ctx context.Context, id, command string) (proposal.SystemProgress, error)
	// KeepSystem does what time brings to a system: it lapses, sets what is due every
	// year, reminds. Done twice at a time it does nothing more.
	KeepSystem(ctx context.Context, id string) (proposal.SystemProgress, error)
}

// SystemRequest names a system and, where it is to be recorded, a stored command.
type SystemRequest struct {
	System  string `json:"system"`
	Command string `json:"command,omitempty"`
}

// RecordSystem applies a stored command to a system.
func (a *Activities) RecordSystem(ctx context.Context, r SystemRequest) (proposal.SystemProgress, error) {
	p, err := a.Store.RecordSystem(ctx, r.System, r.Command)
	return p, Refusal(err)
}

// KeepSystem does what time brings and answers when to look again.
func (a *Activities) KeepSystem(ctx context.Context, r SystemRequest) (proposal.SystemProgress, error) {
	p, err := a.Store.KeepSystem(ctx, r.System)
	return p, Refusal(err)
}
