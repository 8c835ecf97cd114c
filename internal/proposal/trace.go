package proposal

import (
	"encoding/json"
	"time"
)

// GateRound is one round of one gate: under which rule, on what evidence, with
// which decision. Decision is nil while the round is undecided.
type GateRound struct {
	Gate      string
	Kind      GateKind
	Round     int
	Authority string
	Pack      PackRef
	Citations []Citation // of the gate's rule
	Screening *Screening // of a duplication gate
	Decision  *Decision
	ByRule    bool
	By        Person // who decided; zero while undecided or by rule
	At        *time.Time
	Deadline  *Deadline
	Cites     []Citation // what the deadline rests on
	// Superseded is set where the decision is no longer in force; Amendments are
	// the later acts that concern it.
	Superseded *Superseded
	Amendments []Amendment
}

// TraceEvent is one ledger entry. Data is its payload with kept texts restored.
type TraceEvent struct {
	Seq       int64
	At        time.Time
	Actor     Person
	Capacity  string
	ActingFor string
	Action    string
	Gate      string
	Outcome   Outcome
	Citations []Citation
	Documents []TraceDocument
	Data      json.RawMessage
	Hash      string
}

// TraceDocument names a paper an event rests on.
type TraceDocument struct {
	Number string `json:"number"`
	Date   Date   `json:"date"`
	SHA256 string `json:"sha256"`
}
