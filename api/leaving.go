package api

import (
	"context"

	"pheduyet/internal/proposal"
	"pheduyet/workflows"
)

// withdrawal takes a proposal back for good.
var withdrawal = act[proposal.Withdrawal]{
	kind: proposal.CommandWithdraw, update: workflows.UpdateWithdraw,
	may: onProposal(proposal.CanWithdraw),
	judge: func(ctx context.Context, s *server, c proposal.Case, _ string, in proposal.Withdrawal) error {
		env, err := s.Store.Env(ctx)
		if err != nil {
			return err
		}
		return transition(c.Withdraw(in, env))
	},
}

// recall takes a submission back to a draft. It has no content.
var recall = act[struct{}]{
	kind: proposal.CommandRecall, update: workflows.UpdateRecall,
	may: onProposal(proposal.CanRecall),
	judge: func(_ context.Context, _ *server, c proposal.Case, _ string, _ struct{}) error {
		return transition(c.Recall())
	},
}
