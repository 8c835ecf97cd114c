package system

import (
	"slices"
	"time"

	"pheduyet/internal/notice"
	"pheduyet/internal/proposal"
)

// State is where a system stands.
type State = proposal.SystemState

// The states, under the names that they have here.
const (
	Planned = proposal.SystemPlanned
	InUse   = proposal.SystemInUse
	Retired = proposal.SystemRetired
	Lapsed  = proposal.SystemLapsed
	Revoked = proposal.SystemRevoked
)

// States are all of them.
var States = []State{Planned, InUse, Retired, Lapsed, Revoked}

// System is one approved system. Its id is the proposal's.
type System struct {
	ID     string `json:"id"`
	Number string `json:"number"`
	// Entry is the catalog entry that stands for it.
	Entry      string           `json:"entry"`
	Agency     string           `json:"agency"`
	Kind       proposal.Kind    `json:"kind"`
	Level      int              `json:"level"`
	State      State            `json:"state"`
	Process    proposal.PackRef `json:"process"`
	ApprovedAt time.Time        `json:"approved_at"`
	// BeginBy is when an approval lapses on which nothing has begun; nil is never.
	BeginBy    *time.Time `json:"begin_by"`
	Begun      *Paper     `json:"begun"`
	Acceptance *Paper     `json:"acceptance"` // biên bản nghiệm thu
	Retirement *Paper     `json:"retirement"`
	EndedAt    *time.Time `json:"ended_at"`
	// Version counts the recorded acts.
	Version     int64        `json:"version"`
	Obligations []Obligation `json:"obligations"`
	// Parties and DraftedAt are the proposal's: who is on the filing side agrees to
	// nothing.
	Parties   proposal.Parties `json:"parties"`
	DraftedAt time.Time        `json:"drafted_at"`
	// KeptUntil is until when reminders have gone out.
	KeptUntil time.Time `json:"kept_until"`
}

// Paper is a document that a step of the system's life rests on, with who entered
// it and when.
type Paper struct {
	proposal.Document
	Note string    `json:"note"`
	By   string    `json:"by,omitempty"`
	At   time.Time `json:"at,omitzero"`
}

// Env is what an act looks at besides the system.
type Env struct {
	Now time.Time
	// Due counts working days from the day after; Before counts them back from a
	// day and gives its start.
	Due    func(from time.Time, days int) proposal.Deadline
	Before func(t time.Time, days int) time.Time
	// Covered reports whether holiday data are there for the year.
	Covered func(year int) bool
	Agency  func(code string) (proposal.Agency, bool)
	// Attachment gives the sha256 of a file of the proposal.
	Attachment func(id string) (string, bool)
	NewID      func() string
	// Rules are those of the pack that the proposal is pinned to.
	Rules proposal.Rules
}

// Step is the outcome of an act.
type Step struct {
	System  System
	Events  []proposal.Event
	Notices []notice.Notice
}

// Told is what the ledger tells of a step besides its documents.
type Told struct {
	System     string     `json:"system"` // number
	Entry      string     `json:"entry,omitempty"`
	Obligation string     `json:"obligation,omitempty"` // id
	Rule       string     `json:"rule,omitempty"`
	Gate       string     `json:"gate,omitempty"` // that set the condition
	Owner      string     `json:"obliged,omitempty"`
	DueAt      *time.Time `json:"due_at,omitempty"`
	Note       string     `json:"note,omitempty"`
}

// begin copies the system for a step.
func (s System) begin() Step {
	s.Obligations = slices.Clone(s.Obligations)
	s.Version++
	return Step{System: s}
}

func (t *Step) happened(action string, told Told, citations []proposal.Citation, papers ...proposal.Document) {
	told.System = t.System.Number
	t.Events = append(t.Events, proposal.Event{Action: action, Data: told, Citations: citations, Documents: papers})
}

// of names an obligation in the ledger.
func of(o Obligation, note string) Told {
	return Told{Obligation: o.ID, Rule: o.Rule, Gate: o.Gate, Owner: o.Owner, DueAt: o.DueAt, Note: note}
}

// end closes what is open and ends the system.
func (t *Step) end(s State, now time.Time) {
	t.System.State, t.System.EndedAt = s, &now
	for i := range t.System.Obligations {
		if o := &t.System.Obligations[i]; o.State.Owed() {
			o.State = Closed
			t.happened("obligation_closed", of(*o, ""), nil)
		}
	}
}

// tell queues a notice about the system, once for its key.
func (t *Step) tell(key string, kind notice.Kind, said notice.Parameters, to ...notice.Group) {
	said.Number = t.System.Number
	t.Notices = append(t.Notices, notice.Notice{
		Cause: "system/" + t.System.ID + "/" + key, Kind: kind, Proposal: t.System.ID, Said: said, To: to,
		Parties: t.System.Parties, Drafted: t.System.DraftedAt,
	})
}
