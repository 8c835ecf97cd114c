package api

import (
	"context"

	"pheduyet/internal/proposal"
	"pheduyet/workflows"
)

// submission sends a proposal out, or resubmits it with the answers.
var submission = act[proposal.Submission]{
	kind: proposal.CommandSubmit, update: workflows.UpdateSubmit,
	may: onProposal(proposal.CanSubmit),
	judge: func(ctx context.Context, s *server, c proposal.Case, _ string, in proposal.Submission) error {
		agency, err := s.Store.Agency(ctx, c.Agency)
		if err != nil {
			return err
		}
		if err := proposal.CanSend(agency, actorOf(ctx)); err != nil {
			return err
		}
		env, err := s.Store.Env(ctx)
		if err != nil {
			return err
		}
		filing, err := s.Store.Filing(ctx, c.ID)
		if err != nil {
			return err
		}
		return transition(c.Submit(in, filing, env))
	},
}
