package workflows

import (
	"strconv"

	"pheduyet/activities"
	"pheduyet/internal/proposal"
)

// TaskQueue is where the workers of this product listen.
const TaskQueue = "pheduyet"

// ProposalWorkflowID is the workflow id of a proposal. It holds no personal data.
func ProposalWorkflowID(proposalID string) string { return "proposal/" + proposalID }

// RunWorkflowID is the workflow id of a proposal's run: 0 is that of its
// submission, n the n-th that a later act opened after the end.
func RunWorkflowID(proposalID string, run int) string {
	if run == 0 {
		return ProposalWorkflowID(proposalID)
	}
	return ProposalWorkflowID(proposalID) + "/reopen/" + strconv.Itoa(run)
}

// The Updates of ProposalWorkflow: one for each thing a person may do. All take
// an Act and answer an ActResult; a refusal is an ApplicationError that
// RefusalOf reads.
const (
	UpdateSubmit   = "submit"
	UpdateConsult  = "consult"
	UpdateDecide   = "decide"
	UpdateAccept   = "accept"
	UpdateWithdraw = "withdraw"
	UpdateRecall   = "recall"
	UpdatePause    = "pause"
	UpdateResume   = "resume"
	UpdateExtend   = "extend"

	UpdateAmend         = "amend"
	UpdateRequestReview = "request_review"
	UpdateReview        = "review"
	UpdateMove          = "move"
	UpdateRevoke        = "revoke"

	UpdateSign     = "sign"
	UpdateSendBack = "send_back"
	UpdateClaim    = "claim"
	UpdateRelease  = "release"
	UpdateReassign = "reassign"

	UpdatePresent      = "present"
	UpdateReturnFiling = "return_filing"
)

// SignalFact tells a ProposalWorkflow of a Fact: something outside the proposal
// changed that may touch it.
const SignalFact = "fact"

// Fact is what SignalFact carries.
type Fact = proposal.Fact

// QueryState answers the State of a running ProposalWorkflow.
const QueryState = "state"

// Act asks for one act. Command is the id under which its content is stored; it
// is the Update id too.
type Act struct {
	Command string         `json:"command"`
	Actor   proposal.Actor `json:"actor"`
	// Gate is the gate to decide; empty for acts on the whole proposal.
	Gate string `json:"gate,omitempty"`
	// Version is how many acts the caller has seen recorded. A workflow that knows
	// of fewer is about to hear of one that outlived its worker, and waits for it
	// instead of refusing.
	Version int64 `json:"version,omitempty"`
	// Run is the workflow that the proposal runs in.
	Run int `json:"run,omitempty"`
	// Lapsed says that whoever had claimed the gate may no longer decide it: the
	// workflow has heard of nobody's leaving.
	Lapsed bool `json:"lapsed,omitempty"`
}

// ActResult says where the proposal stands after the act.
type ActResult struct {
	Status  proposal.Status `json:"status"`
	Version int64           `json:"version"`
}

// ProposalInput starts a ProposalWorkflow. State is set when it continues as new.
type ProposalInput struct {
	ProposalID string `json:"proposal_id"`
	// Run is 0 for the first workflow of the proposal, n for the n-th that a later
	// act opened; that one knows nothing until the act is recorded.
	Run   int    `json:"run,omitempty"`
	State *State `json:"state,omitempty"`
}

// State is all that a ProposalWorkflow remembers; it survives continue-as-new.
type State struct {
	// Progress is where the proposal stands; its Version is 0 until a submission
	// has been recorded.
	Progress proposal.Progress `json:"progress"`
	// Seen are the commands that were recorded: one sent again goes through to
	// its first answer.
	Seen []string `json:"seen"`
	// Screenings counts the comparisons asked for; it makes their event keys.
	Screenings int `json:"screenings"`
	// Notes counts the facts taken note of; it makes their event keys. Facts are
	// those that still wait.
	Notes int `json:"notes,omitempty"`
	// Firings counts the reminders asked for; it makes their event keys.
	Firings int    `json:"firings,omitempty"`
	Facts   []Fact `json:"facts,omitempty"`
}

// RefusalOf finds the domain error that an Update's error carries.
func RefusalOf(err error) (*proposal.Error, bool) { return activities.RefusalOf(err) }
