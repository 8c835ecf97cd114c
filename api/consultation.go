package api

import (
	"context"

	"pheduyet/internal/proposal"
	"pheduyet/workflows"
)

// consultation records a letter to, or a reply from, a ministry or agency.
var consultation = act[proposal.Consultation]{
	kind: proposal.CommandConsult, update: workflows.UpdateConsult,
	may: onProposal(proposal.CanConsult),
	judge: func(ctx context.Context, s *server, c proposal.Case, _ string, in proposal.Consultation) error {
		env, err := s.Store.Env(ctx)
		if err != nil {
			return err
		}
		return transition(c.Consult(in, env))
	},
}
