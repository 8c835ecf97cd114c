package activities

import (
	"context"

	"pheduyet/internal/catalog"
	"pheduyet/internal/proposal"
)

// Store is what the activities need of the database. Errors are
// *proposal.Error; anything that a retry may heal is unavailable or internal.
type Store interface {
	// RecordIn applies a stored command to its proposal in one transaction: the
	// act, the projection, the money and the ledger entries commit together or
	// not at all. A command recorded before gives its first result. It refuses as
	// the Can… functions and the methods of proposal.Case do, and with
	// budget_exceeded when an envelope would be overdrawn. Run is the workflow that
	// asks: 0 the first, n the n-th that a later act opened.
	RecordIn(ctx context.Context, proposalID, command string, run int) (proposal.Progress, error)
	// Comparison gives what to compare for a proposal's current revision:
	// relations and the proposal itself are named, so that they are set apart.
	Comparison(ctx context.Context, proposalID string) (catalog.Query, error)
	// RecordScreening records the comparison at an open duplication gate under an
	// event key, once, and passes the gate by rule where nothing weighs.
	RecordScreening(ctx context.Context, proposalID, gate, eventKey string, found catalog.Result) (proposal.Progress, error)
	// Remind records the reminder whose time has come, under an event key and once;
	// none where none has. The answer's Wake tells when the next falls due.
	Remind(ctx context.Context, proposalID, eventKey string) (proposal.Progress, error)
	// TakeNote records, under an event key and once, what a fact from outside
	// changes for a proposal; where it changes nothing, nothing is recorded.
	TakeNote(ctx context.Context, proposalID string, fact proposal.Fact, eventKey string) (proposal.Progress, error)
	// RecordRescreening records, under an event key and once, the comparison that
	// was made because an edition took effect, and what it reopens.
	RecordRescreening(ctx context.Context, proposalID, ref, eventKey string, found catalog.Result) (proposal.Progress, error)
	Spreading
	Systems
}

// Matcher compares a proposal with all that exists, is planned or is proposed,
// as of now: whatever was committed before the call is seen by it.
type Matcher interface {
	Check(ctx context.Context, q catalog.Query) (catalog.Result, error)
}

// Activities holds what the activities work with.
type Activities struct {
	Store   Store
	Matcher Matcher
}

// RecordRequest names a stored command of a proposal.
type RecordRequest struct {
	ProposalID string `json:"proposal_id"`
	Command    string `json:"command"`
	// Run is the later act's workflow that asks, 0 the first.
	Run int `json:"run,omitempty"`
}

// Record applies a stored command and answers where the proposal then stands.
func (a *Activities) Record(ctx context.Context, r RecordRequest) (proposal.Progress, error) {
	p, err := a.Store.RecordIn(ctx, r.ProposalID, r.Command, r.Run)
	return p, Refusal(err)
}

// ScreenRequest names the open duplication gate to compare for. EventKey makes
// the recording happen once.
type ScreenRequest struct {
	ProposalID string `json:"proposal_id"`
	Gate       string `json:"gate"`
	EventKey   string `json:"event_key"`
}

// Screen compares the proposal with the catalog and with other proposals and
// records what it found. The proposal has been visible to other screenings since
// its submission committed, so of two alike the later meets the earlier.
func (a *Activities) Screen(ctx context.Context, r ScreenRequest) (proposal.Progress, error) {
	q, err := a.Store.Comparison(ctx, r.ProposalID)
	if err != nil {
		return proposal.Progress{}, Refusal(err)
	}
	found, err := a.Matcher.Check(ctx, q)
	if err != nil {
		return proposal.Progress{}, Refusal(err)
	}
	p, err := a.Store.RecordScreening(ctx, r.ProposalID, r.Gate, r.EventKey, found)
	return p, Refusal(err)
}
