package api

import (
	"context"

	"pheduyet/internal/proposal"
	"pheduyet/workflows"
)

// decision says what an authority decides at a gate, or where its head signs,
// prepares it.
var decision = act[proposal.Decision]{
	kind: proposal.CommandDecide, update: workflows.UpdateDecide,
	may: proposal.CanDecide,
	judge: func(ctx context.Context, s *server, c proposal.Case, gate string, in proposal.Decision) error {
		env, err := s.env(ctx)
		if err != nil {
			return err
		}
		return transition(c.Give(gate, in, env.Actor, env))
	},
}
