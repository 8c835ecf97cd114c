package workflows

import "pheduyet/internal/proposal"

// The Updates, each with the domain's question. A workflow that has recorded
// nothing yet knows nothing to refuse by: then recording is the authority.
var (
	submit   = update{UpdateSubmit, known(proposal.CanSubmit)}
	consult  = update{UpdateConsult, known(proposal.CanConsult)}
	accept   = update{UpdateAccept, known(proposal.CanAccept)}
	withdraw = update{UpdateWithdraw, known(proposal.CanWithdraw)}
	recall   = update{UpdateRecall, known(proposal.CanRecall)}
	decide   = update{UpdateDecide, atGate(proposal.CanDecide)}
	pause    = update{UpdatePause, atGate(proposal.CanPause)}
	resume   = update{UpdateResume, atGate(proposal.CanResume)}
	extend   = update{UpdateExtend, atGate(proposal.CanExtend)}

	amend         = update{UpdateAmend, atGate(proposal.CanAmend)} // recording asks more of a replacement
	requestReview = update{UpdateRequestReview, known(proposal.CanRequestReview)}
	review        = update{UpdateReview, known(proposal.CanReview)}
	move          = update{UpdateMove, known(proposal.CanMove)}
	revoke        = update{UpdateRevoke, known(proposal.CanRevoke)}

	sign     = update{UpdateSign, atGate(proposal.CanSign)}
	sendBack = update{UpdateSendBack, atGate(proposal.CanSign)}
	claim    = update{UpdateClaim, atGate(proposal.CanClaim)}
	release  = update{UpdateRelease, atGate(proposal.CanRelease)}
	reassign = update{UpdateReassign, atGate(proposal.CanReassign)}

	present      = update{UpdatePresent, known(proposal.CanPresent)}
	returnFiling = update{UpdateReturnFiling, known(proposal.CanReturnFiling)}
)

func atGate(can func(proposal.Progress, proposal.Actor, string) error) func(proposal.Progress, Act) error {
	return func(p proposal.Progress, a Act) error {
		if p.Version == 0 {
			return nil
		}
		if a.Lapsed {
			p = p.Unclaimed(a.Gate)
		}
		return can(p, a.Actor, a.Gate)
	}
}

func known(can func(proposal.Progress, proposal.Actor) error) func(proposal.Progress, Act) error {
	return func(p proposal.Progress, a Act) error {
		if p.Version == 0 {
			return nil
		}
		return can(p, a.Actor)
	}
}
