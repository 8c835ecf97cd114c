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
		if err := c.CanSend(actorOf(ctx)); err != nil {
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

// presentation lays a filing before the head of an agency that wants its head to
// send filings out; returnToFiler hands it back.
var presentation = act[proposal.Submission]{
	kind: proposal.CommandPresent, update: workflows.UpdatePresent,
	may: onProposal(proposal.CanPresent),
	judge: func(ctx context.Context, s *server, c proposal.Case, _ string, in proposal.Submission) error {
		env, err := s.env(ctx)
		if err != nil {
			return err
		}
		filing, err := s.Store.Filing(ctx, c.ID)
		if err != nil {
			return err
		}
		return transition(c.Present(in, filing, env.Actor, env))
	},
}

var returnToFiler = act[proposal.SentBack]{
	kind: proposal.CommandReturnFiling, update: workflows.UpdateReturnFiling,
	may: onProposal(proposal.CanReturnFiling),
	judge: func(ctx context.Context, s *server, c proposal.Case, _ string, in proposal.SentBack) error {
		env, err := s.env(ctx)
		if err != nil {
			return err
		}
		return transition(c.ReturnFiling(in, env.Actor, env))
	},
}
