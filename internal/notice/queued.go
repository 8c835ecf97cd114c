package notice

import "time"

// State is where a notice in the outbox stands.
type State string

// The states of a notice. One that failed is tried again; a dead one waits for an
// admin.
const (
	StateQueued State = "queued"
	StateSent   State = "sent"
	StateFailed State = "failed"
	StateDead   State = "dead"
)

// States are all of them.
var States = []State{StateQueued, StateSent, StateFailed, StateDead}

// Queued is a row of the outbox: one notice for one person. MessageID is the same
// however often it is sent; Attempts counts this one too. Address is "" where the
// person has none or is no longer active.
type Queued struct {
	ID        string
	MessageID string
	Person    string // the name
	Address   string
	Kind      Kind
	Name      string // of the proposal; "" without one
	Said      Parameters
	State     State
	Attempts  int
	NextAt    time.Time
	LastError string
	QueuedAt  time.Time
	SentAt    *time.Time
}

// Filter narrows a list of the outbox; a zero value does not narrow. Cursor is
// what the list before answered.
type Filter struct {
	State  State
	Cursor string
	Limit  int
}

// The pace of attempts: at first after a minute, each wait twice the last up to
// four hours, given up after about four days (RFC 5321, 4.5.4.1).
const (
	firstWait   = time.Minute
	longestWait = 4 * time.Hour
	mostTries   = 32
)

// Again says how long to wait after a number of failed attempts, and whether to
// try again at all.
func Again(attempts int) (wait time.Duration, again bool) {
	wait = longestWait
	if attempts < 9 {
		wait = min(firstWait<<max(attempts-1, 0), longestWait)
	}
	return wait, attempts < mostTries
}
