package main

import "encoding/json"

// history is a proposal's trace.
type history struct {
	Gates  []round `json:"gates"`
	Events []event `json:"events"`
}

// round is one round of one gate.
type round struct {
	Gate      string           `json:"gate"`
	Round     int              `json:"round"`
	Outcome   string           `json:"outcome"`
	Rule      map[string]any   `json:"rule"`
	Evidence  map[string]any   `json:"evidence"`
	Decision  map[string]any   `json:"decision"`
	Documents []paper          `json:"documents"`
	Deadline  map[string]any   `json:"deadline"`
	Timing    map[string]any   `json:"timing"`
	Needed    []map[string]any `json:"requirements"`
	Otherwise string           `json:"otherwise"`
	// Superseded says by what the decision lost its force.
	Superseded map[string]any `json:"superseded"`
}

type paper struct {
	Number string `json:"number"`
	Date   string `json:"date"`
	Title  string `json:"title"`
}

// event is one recorded act.
type event struct {
	Seq     int             `json:"seq"`
	At      string          `json:"at"`
	Actor   json.RawMessage `json:"actor"`
	Agency  string          `json:"agency"`
	Action  string          `json:"action"`
	Gate    string          `json:"gate"`
	Outcome string          `json:"outcome"`
	Hash    string          `json:"hash"`
	Text    string          `json:"text"`
}

// who is the actor's name, whether the answer gives a name or a person.
func (e event) who() string {
	var name string
	if json.Unmarshal(e.Actor, &name) == nil {
		return name
	}
	var person struct {
		Name string `json:"name"`
		ID   string `json:"id"`
	}
	if json.Unmarshal(e.Actor, &person) != nil || person.Name == "" {
		return person.ID
	}
	return person.Name
}

// recorded are the actions that tell that a step was taken.
var recorded = map[string][]string{
	"submit":   {"submitted", "resubmitted"},
	"patch":    {"resubmitted"}, // what was changed was sent again
	"letter":   {"letter_recorded"},
	"reply":    {"reply_recorded"},
	"accept":   {"amount_accepted", "amount_refused"},
	"withdraw": {"withdrawn"},
	"decide":   {"decided"},
	"replace":  {"replaced"},
	"reminder": {"letter_drafted", "reminded", "escalated"}, // nobody's act: a timer's

	"review-request": {"review_requested"},
	"review":         {"review_sent_back", "review_upheld"},
	"edition":        {"match_found"}, // nobody's act: the catalog moved
	"merger":         {"succeeded"},   // nobody's act: the day came
}

// after gives the place behind the first event, from a place on, that tells of
// the act; at a gate, if one is named.
func (h history) after(from int, act, gate string) (int, bool) {
	for i := from; i < len(h.Events); i++ {
		e := h.Events[i]
		for _, action := range recorded[act] {
			if e.Action == action && (gate == "" || e.Gate == gate) {
				return i + 1, true
			}
		}
	}
	return from, false
}
