package proposal

import (
	"encoding/json"
	"time"
)

// The kinds of command: what a person may ask of a proposal.
const (
	CommandCreate   = "create"
	CommandAttach   = "attach"
	CommandSubmit   = "submit"
	CommandConsult  = "consult"
	CommandDecide   = "decide"
	CommandAccept   = "accept"
	CommandWithdraw = "withdraw"
	CommandRecall   = "recall"
	CommandPause    = "pause"
	CommandResume   = "resume"
	CommandExtend   = "extend"

	CommandAmend         = "amend"
	CommandRequestReview = "request_review"
	CommandReview        = "review"
	CommandRevoke        = "revoke"

	CommandSign     = "sign"
	CommandSendBack = "send_back"
	CommandClaim    = "claim"
	CommandRelease  = "release"
	CommandReassign = "reassign"
	CommandMove     = "move"

	CommandPresent      = "present"
	CommandReturnFiling = "return_filing"
)

// The kinds of command that are about no proposal: changes of registers by two
// people.
const (
	CommandProposeChange = "propose_change"
	CommandDecideChange  = "decide_change"
)

// FilingAct reports whether a command of the kind is the filing side's: who gives
// it has had a hand in the proposal.
func FilingAct(kind string) bool {
	switch kind {
	case CommandCreate, CommandAttach, CommandSubmit, CommandConsult, CommandAccept, CommandWithdraw, CommandRecall, CommandRequestReview,
		CommandPresent, CommandReturnFiling:
		return true
	}
	return false
}

// LaterAct reports whether a command of the kind may be done after the proposal
// has ended.
func LaterAct(kind string) bool {
	switch kind {
	case CommandAmend, CommandRequestReview, CommandReview, CommandRevoke:
		return true
	}
	return false
}

// Command is what a person asked, stored before it is done. Its id is derived
// from account, method, path and key (random without a key), so that the same
// request is the same command; Body is the act's content as JSON of its type
// (Facts, Submission, Consultation, Decision, Acceptance, Withdrawal, PauseRequest, …). Answer is
// what the caller was told, kept as long as the proposal.
type Command struct {
	ID         string
	Account    string
	Key        string // Idempotency-Key, "" without one
	Method     string
	Path       string
	BodyHash   string // sha256 of the request's content, hex
	ProposalID string
	Kind       string
	Gate       string
	Body       json.RawMessage
	SeenETag   int64 // the state the caller acted on; 0 is any
	At         time.Time
	Recorded   bool // done, though perhaps not answered
	Status     int  // HTTP status of the answer; 0 while there is none
	Answer     []byte
}
