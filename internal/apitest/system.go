package apitest

import "testing"

// System is an approved system as shown.
type System struct {
	ID          string       `json:"id"`
	Number      string       `json:"number"`
	State       string       `json:"state"`
	Entry       string       `json:"catalog_entry"`
	BeginBy     *string      `json:"begin_by"`
	Acceptance  *Accepted    `json:"acceptance"`
	EndedAt     *string      `json:"ended_at"`
	Obligations []Obligation `json:"obligations"`
}

// Accepted is a biên bản nghiệm thu.
type Accepted struct {
	Number string `json:"number"`
}

// Obligation is one thing owed for a system.
type Obligation struct {
	ID              string  `json:"id"`
	Rule            *string `json:"rule"`
	Owner           string  `json:"owner"`
	Agrees          *string `json:"agrees"`
	DueAt           *string `json:"due_at"`
	BeforeOperation bool    `json:"before_operation"`
	State           string  `json:"state"`
}

// System reads the system of an approved proposal.
func (c *Client) System(t testing.TB, p Proposal) System {
	t.Helper()
	var y System
	c.GET("/systems/"+p.ID).Want(t, 200).JSON(&y)
	return y
}

// Owed finds what a rule of the pack asks.
func (y System) Owed(t testing.TB, rule string) Obligation {
	t.Helper()
	for _, o := range y.Obligations {
		if o.Rule != nil && *o.Rule == rule {
			return o
		}
	}
	t.Fatalf("%s owes nothing by %s: %+v", y.Number, rule, y.Obligations)
	return Obligation{}
}
