package proposal

import "time"

// The tasks of a worklist.
const (
	TaskDecide      = "decide"
	TaskSign        = "sign" // what an officer prepared waits for the head
	TaskAnswer      = "answer_return"
	TaskSendLetter  = "send_letter"
	TaskRecordReply = "record_reply"
	TaskAccept      = "accept_amount"
	TaskReview      = "review"
	TaskFulfil      = "fulfil_obligation"
	TaskAgree       = "agree_obligation"
	TaskSendFiling  = "send_filing" // what a filer presented waits for the agency's head
	TaskMendFiling  = "mend_filing" // what the head handed back
)

// WorkItem is something that waits for a person: an open gate of their
// authority, or for a filer what the agency owes.
type WorkItem struct {
	Task       string
	ProposalID string
	Number     string
	Name       string
	Agency     string
	Gate       string
	Round      int
	OpenedAt   *time.Time
	Deadline   *Deadline
	Claim      *Hand // who has taken the gate upon themselves
	// Obligation and its Title are set on what is owed for an approved system.
	Obligation string
	Title      Text
	// BeforeOperation is due by no day, but before the system is put into use, where
	// it has no Deadline.
	BeforeOperation bool
}

// Filter narrows a list of proposals. Zero values do not narrow. Cursor is what
// the list before answered; Limit is at most 200.
type Filter struct {
	Status  Status
	Gate    string // has this gate open
	Agency  string
	Query   string // words of name, summary or number, accents ignored
	Overdue bool   // an open gate is past its due time
	Cursor  string
	Limit   int
}

// Envelope is a year's money from a source and what is drawn on it, in đồng.
type Envelope struct {
	EnvelopeKey
	Amount    int64
	Reserved  int64
	Committed int64
	State     string // indicative (dự kiến) or assigned (đã giao)
	Document  Document
}
