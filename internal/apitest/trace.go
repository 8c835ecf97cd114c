package apitest

import "testing"

// Event is one event of a trace.
type Event struct {
	Seq     int     `json:"seq"`
	Action  string  `json:"action"`
	Gate    *string `json:"gate"`
	Outcome *string `json:"outcome"`
	Hash    string  `json:"hash"`
	Text    string  `json:"text"`
}

// Events reads a proposal's history as its filer.
func (c *Client) Events(t testing.TB, p Proposal) []Event {
	t.Helper()
	var trace struct {
		Events []Event `json:"events"`
	}
	c.As(p.Filer()).GET(p.Path("/trace")).Want(t, 200).JSON(&trace)
	return trace.Events
}

// Count counts the events of an action at a gate; gate "" counts all.
func Count(events []Event, action, gate string) int {
	n := 0
	for _, e := range events {
		if e.Action == action && (gate == "" || e.Gate != nil && *e.Gate == gate) {
			n++
		}
	}
	return n
}
