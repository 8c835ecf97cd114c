package seeds

import (
	"encoding/json"
	"errors"
	"fmt"
	"sync"

	"pheduyet/internal/proposal"
)

// Demonstration is one proposal of seeds/proposals: what is filed, the steps it
// takes and what must come of them. The folder's README tells the format.
type Demonstration struct {
	ID         string   `json:"id"`
	Filer      string   `json:"filer"` // an account
	Situations []string `json:"situations"`
	// Facts are sent as they stand, so that a later run sends the same bytes.
	Facts json.RawMessage `json:"facts"`
	// Sources say, per field of Facts, where it comes from; Illustrative lists the
	// fields that no source states.
	Sources      map[string]Origin `json:"sources"`
	Illustrative []string          `json:"illustrative"`
	// Findings are officers' judgements by catalog id; Different is the note for
	// every other match of weight.
	Findings  map[string]Judgement            `json:"findings"`
	Different string                          `json:"different"`
	Checklist map[string]proposal.CheckAnswer `json:"checklist"` // by item, other than yes
	Script    []Step                          `json:"script"`
	Expect    Expectation                     `json:"expect"`
	Trace     bool                            `json:"trace"` // its whole trace is shown
}

// Origin is the place in a source that states a fact.
type Origin struct {
	Document string `json:"document"` // its name in the register
	Place    string `json:"place"`
	Quote    string `json:"quote"`
}

// Judgement is what an officer finds of one match. Condition is what an overlap
// is let pass on.
type Judgement struct {
	Finding   string `json:"finding"`
	Note      string `json:"note"`
	WayOut    string `json:"way_out"`
	Condition string `json:"condition"`
}

// Step is one act of a script. As is "" for the filer, or for who decides the
// gate. Body is laid over what the act usually sends (RFC 7396). Warned is a field
// that the server must warn of once the act is done.
type Step struct {
	Act     string          `json:"act"`
	As      string          `json:"as"`
	Gate    string          `json:"gate"`
	Through string          `json:"through"`
	Answers []string        `json:"answers"`
	Body    json.RawMessage `json:"body"`
	Warned  string          `json:"warned"`
	Refused *Refusal        `json:"refused"`
}

// Refusal is how an act must be refused. Field is "" where none is named.
type Refusal struct {
	Status int    `json:"status"`
	Code   string `json:"code"`
	Field  string `json:"field"`
}

// Expectation is what must come of a script: the status, and of each gate the
// outcome, or its state while it is undecided.
type Expectation struct {
	Status string            `json:"status"`
	Gates  map[string]string `json:"gates"`
	Why    string            `json:"why"`
}

// Desk says who acts and signs for an authority in the demonstration. Symbol is
// the part of a document's number after the slash.
type Desk struct {
	Authority string `json:"authority"`
	Account   string `json:"account"`
	Issuer    string `json:"issuer"`
	Symbol    string `json:"symbol"`
	Signatory string `json:"signatory"`
	Capacity  string `json:"capacity"`
}

// Demonstrations are the demonstration's proposals in the order of their filing.
var Demonstrations = sync.OnceValues(func() ([]Demonstration, error) {
	var all []Demonstration
	seen := map[string]bool{}
	var errs []error
	for _, name := range names("proposals", ".json") {
		data, err := files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		d, err := decode[Demonstration](data)
		if err == nil && (d.ID == "" || seen[d.ID] || len(d.Script) == 0) {
			err = errors.New("thiếu mã, trùng mã hoặc chưa có bước nào")
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", name, err))
			continue
		}
		seen[d.ID] = true
		all = append(all, d)
	}
	return all, errors.Join(errs...)
})

// Desks are the desks of every authority and substitute.
var Desks = sync.OnceValues(func() ([]Desk, error) { return list[Desk]("proposals/desks/desks.json") })
