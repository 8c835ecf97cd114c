package api

import (
	"context"

	"pheduyet/internal/proposal"
	"pheduyet/workflows"
)

// amendment corrects a decision or puts another in its place.
var amendment = act[proposal.AmendmentRequest]{
	kind: proposal.CommandAmend, update: workflows.UpdateAmend,
	may: proposal.CanAmend,
	mayDo: func(p proposal.Progress, a proposal.Actor, gate string, in proposal.AmendmentRequest) error {
		if in.Kind != proposal.Replace {
			return nil
		}
		return proposal.CanReplace(p, a, gate)
	},
	judge: func(ctx context.Context, s *server, c proposal.Case, gate string, in proposal.AmendmentRequest) error {
		was, err := s.Store.InForce(ctx, c.ID, gate)
		if err != nil {
			return err
		}
		env, err := s.env(ctx)
		if err != nil {
			return err
		}
		return transition(c.Amend(gate, in, was, env.Actor, env))
	},
}

// reviewRequest asks the province to review an adviser's rejection.
var reviewRequest = act[proposal.ReviewPlea]{
	kind: proposal.CommandRequestReview, update: workflows.UpdateRequestReview,
	may: onProposal(proposal.CanRequestReview),
	judge: func(ctx context.Context, s *server, c proposal.Case, _ string, in proposal.ReviewPlea) error {
		env, err := s.env(ctx)
		if err != nil {
			return err
		}
		return transition(c.RequestReview(in, env.Actor, env))
	},
}

// review is the province's ruling on the request.
var review = act[proposal.ReviewRuling]{
	kind: proposal.CommandReview, update: workflows.UpdateReview,
	may: onProposal(proposal.CanReview),
	judge: func(ctx context.Context, s *server, c proposal.Case, _ string, in proposal.ReviewRuling) error {
		env, err := s.env(ctx)
		if err != nil {
			return err
		}
		return transition(c.Rule(in, env.Actor, env))
	},
}

// revocation takes an approval back.
var revocation = act[proposal.RevocationOrder]{
	kind: proposal.CommandRevoke, update: workflows.UpdateRevoke,
	may: onProposal(proposal.CanRevoke),
	judge: func(ctx context.Context, s *server, c proposal.Case, _ string, in proposal.RevocationOrder) error {
		env, err := s.env(ctx)
		if err != nil {
			return err
		}
		return transition(c.Revoke(in, env.Actor, env))
	},
}
