package proposal

import (
	"slices"
	"time"
)

// Status is where a proposal stands as a whole.
type Status string

// The statuses of the contract.
const (
	Draft     Status = "draft"
	InReview  Status = "in_review"
	Returned  Status = "returned"
	Approved  Status = "approved"
	Rejected  Status = "rejected"
	Withdrawn Status = "withdrawn"
	Revoked   Status = "revoked"
)

// Open reports whether the process still runs.
func (s Status) Open() bool { return s == InReview || s == Returned }

// Ended reports whether the process has come to its end.
func (s Status) Ended() bool { return !s.Open() && s != Draft }

// GateState is where one gate stands.
type GateState string

// The states of a gate.
const (
	GatePending  GateState = "pending"
	GateOpen     GateState = "open"
	GateReturned GateState = "returned"
	GatePassed   GateState = "passed"
	GateRejected GateState = "rejected"
)

// Gate is the standing of one gate in its current round. Authority is who
// decides, the substitute where the pack's authority is in conflict.
type Gate struct {
	ID        string     `json:"id"`
	Kind      GateKind   `json:"kind"`
	After     []string   `json:"after"`
	Authority string     `json:"authority"`
	State     GateState  `json:"state"`
	Round     int        `json:"round"`
	OpenedAt  *time.Time `json:"opened_at"`
	Deadline  *Deadline  `json:"deadline"`
	DecidedAt *time.Time `json:"decided_at"`
	Outcome   Outcome    `json:"outcome"`
	ByRule    bool       `json:"by_rule"`
	// Screened is set on a duplication gate once the comparison of this round is
	// recorded.
	Screened bool `json:"screened"`
	// Touched says that the gate was opened in this round, so that a reset starts
	// the next.
	Touched bool `json:"touched"`
	// Clock is what the gate's time has left behind in this round.
	Clock Clock `json:"clock,omitzero"`
	// FirstOpened is who of the authority read the proposal first in this round,
	// Claim who has taken the gate upon themselves, Prepared who prepared a decision
	// that waits for the head's signature.
	FirstOpened *Hand `json:"first_opened,omitempty"`
	Claim       *Hand `json:"claim,omitempty"`
	Prepared    *Hand `json:"prepared,omitempty"`
}

// PackRef names an immutable pack.
type PackRef struct {
	ID      string `json:"id"`
	Version string `json:"version"`
	Hash    string `json:"hash"`
}

// Progress is the standing of a proposal, small enough for a workflow to keep.
// Version counts the recorded acts.
type Progress struct {
	ID        string    `json:"id"`
	Status    Status    `json:"status"`
	Revision  int       `json:"revision"`
	Version   int64     `json:"version"`
	Agency    string    `json:"agency"`
	DraftedAt time.Time `json:"drafted_at"`
	Parties   Parties   `json:"parties"`
	Process   PackRef   `json:"process"`
	Gates     []Gate    `json:"gates"`
	// AcceptanceDue is set while less money is advised than asked and the filing
	// agency has not accepted it.
	AcceptanceDue bool `json:"acceptance_due"`
	// ReviewUntil ends the period in which a rejection may be reviewed.
	ReviewUntil *time.Time `json:"review_until"`
	// Wake is when the next reminder falls due, as told to the workflow; nil for
	// none. A result recorded before there were reminders has none either.
	Wake *time.Time `json:"wake,omitempty"`
	// Review is where the review of a rejection stands.
	Review ReviewState `json:"review"`
	// Run is the workflow that the proposal runs in: 0 the one of its submission, n
	// the n-th that a later act opened after the end.
	Run int `json:"run"`
}

// Reviewable reports whether the proposal was rejected by an adviser, so that the
// province may be asked for a review.
func (p Progress) Reviewable() bool { return p.Status == Rejected && p.ReviewUntil != nil }

// Gate finds a gate by id.
func (p Progress) Gate(id string) (Gate, bool) {
	i := p.index(id)
	if i < 0 {
		return Gate{}, false
	}
	return p.Gates[i], true
}

func (p Progress) index(id string) int {
	return slices.IndexFunc(p.Gates, func(g Gate) bool { return g.ID == id })
}

// AwaitsScreening gives the open duplication gate that has not been compared in
// this round.
func (p Progress) AwaitsScreening() (gate string, ok bool) {
	for _, g := range p.Gates {
		if g.Kind == KindDuplication && g.State == GateOpen && !g.Screened {
			return g.ID, true
		}
	}
	return "", false
}

// clone copies what a transition may change, so that a refused act leaves the
// original as it was.
func (p Progress) clone() Progress {
	p.Gates = slices.Clone(p.Gates)
	return p
}

// passed reports whether every gate named has passed.
func (p Progress) passed(ids []string) bool {
	for _, id := range ids {
		if g, ok := p.Gate(id); !ok || g.State != GatePassed {
			return false
		}
	}
	return true
}

// downstream gives the ids of the gates that come, directly or not, after any of
// those named.
func (p Progress) downstream(of []string) map[string]bool {
	reached := make(map[string]bool, len(p.Gates))
	for range p.Gates { // a chain is no longer than the gates are many
		for _, g := range p.Gates {
			for _, a := range g.After {
				if slices.Contains(of, a) || reached[a] {
					reached[g.ID] = true
				}
			}
		}
	}
	return reached
}
