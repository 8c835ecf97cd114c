package api

import (
	"context"

	"pheduyet/internal/proposal"
	"pheduyet/workflows"
)

// signature makes what an officer prepared the authority's decision.
var signature = act[proposal.Signature]{
	kind: proposal.CommandSign, update: workflows.UpdateSign,
	may: proposal.CanSign,
	judge: func(ctx context.Context, s *server, c proposal.Case, gate string, in proposal.Signature) error {
		env, err := s.env(ctx)
		if err != nil {
			return err
		}
		return transition(c.Sign(gate, in, env))
	},
}

// returnToOfficer hands a prepared decision back with a note.
var returnToOfficer = act[proposal.SentBack]{
	kind: proposal.CommandSendBack, update: workflows.UpdateSendBack,
	may: proposal.CanSign,
	judge: func(ctx context.Context, s *server, c proposal.Case, gate string, in proposal.SentBack) error {
		env, err := s.env(ctx)
		if err != nil {
			return err
		}
		return transition(c.SendBackPrepared(gate, in, env.Actor, env))
	},
}

// claim takes an open gate upon the caller, release gives it free. They have no
// content.
var claim = act[struct{}]{
	kind: proposal.CommandClaim, update: workflows.UpdateClaim,
	may:   proposal.CanClaim,
	judge: func(context.Context, *server, proposal.Case, string, struct{}) error { return nil },
}

var release = act[struct{}]{
	kind: proposal.CommandRelease, update: workflows.UpdateRelease,
	may:   proposal.CanRelease,
	judge: func(context.Context, *server, proposal.Case, string, struct{}) error { return nil },
}

// reassignment hands a gate to another of the authority's people.
var reassignment = act[proposal.Reassignment]{
	kind: proposal.CommandReassign, update: workflows.UpdateReassign,
	may: proposal.CanReassign,
	judge: func(ctx context.Context, s *server, c proposal.Case, gate string, in proposal.Reassignment) error {
		to, err := s.Store.Colleague(ctx, in.Account)
		if err != nil {
			return err
		}
		env, err := s.env(ctx)
		if err != nil {
			return err
		}
		return transition(c.Reassign(gate, in, to, env))
	},
}

// env is what an act of the caller is judged in.
func (s *server) env(ctx context.Context) (proposal.Env, error) {
	env, err := s.Store.Env(ctx)
	env.Actor = actorOf(ctx)
	return env, err
}
