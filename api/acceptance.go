package api

import (
	"context"

	"pheduyet/internal/proposal"
	"pheduyet/workflows"
)

// acceptanceRequest is the body of an acceptance. Accepted is a pointer so that a
// forgotten word is not taken for a no.
type acceptanceRequest struct {
	Accepted *bool              `json:"accepted" validate:"required"`
	Note     string             `json:"note" validate:"max=10000"`
	Document *proposal.Document `json:"document"`
}

// acceptance is the filing agency's word on less money than it asked.
var acceptance = act[acceptanceRequest]{
	kind: proposal.CommandAccept, update: workflows.UpdateAccept,
	may: onProposal(proposal.CanAccept),
	judge: func(ctx context.Context, s *server, c proposal.Case, _ string, in acceptanceRequest) error {
		env, err := s.Store.Env(ctx)
		if err != nil {
			return err
		}
		return transition(c.Accept(proposal.Acceptance{Accepted: *in.Accepted, Note: in.Note, Document: in.Document}, env))
	},
}
