package api

import (
	"context"

	"pheduyet/internal/proposal"
	"pheduyet/workflows"
)

// decision says what an authority decides at a gate.
var decision = act[proposal.Decision]{
	kind: proposal.CommandDecide, update: workflows.UpdateDecide,
	may: proposal.CanDecide,
	judge: func(ctx context.Context, s *server, c proposal.Case, gate string, in proposal.Decision) error {
		env, err := s.Store.Env(ctx)
		if err != nil {
			return err
		}
		env.Actor = actorOf(ctx)
		return transition(c.Decide(gate, in, env))
	},
}
