package apitest

import (
	"encoding/json"
	"strconv"
	"testing"
)

// Envelope is a year's money from a source, in đồng.
type Envelope struct {
	FiscalYear   int    `json:"fiscal_year"`
	Source       string `json:"source"`
	Owner        string `json:"owner"`
	AmountVND    int64  `json:"amount_vnd"`
	ReservedVND  int64  `json:"reserved_vnd"`
	CommittedVND int64  `json:"committed_vnd"`
}

// Left is what nobody holds.
func (e Envelope) Left() int64 { return e.AmountVND - e.ReservedVND - e.CommittedVND }

// Envelopes reads the envelopes of a year.
func (c *Client) Envelopes(t testing.TB, year int) []Envelope {
	t.Helper()
	var list struct {
		Items []Envelope `json:"items"`
	}
	c.As("reviewer-so-tai-chinh").GET("/budgets?year="+strconv.Itoa(year)).Want(t, 200).JSON(&list)
	return list.Items
}

// Envelope reads the province's envelope of a year and source.
func (c *Client) Envelope(t testing.TB, year int, source string) Envelope {
	t.Helper()
	for _, e := range c.Envelopes(t, year) {
		if e.Source == source && e.Owner == "ubnd-tinh" {
			return e
		}
	}
	t.Fatalf("there is no envelope for %d from %s", year, source)
	return Envelope{}
}

// Held is the money that envelopes hold for a proposal, by the last event of its
// history that tells of money.
func (c *Client) Held(t testing.TB, p Proposal) int64 {
	t.Helper()
	var trace struct {
		Events []struct {
			Action string          `json:"action"`
			Data   json.RawMessage `json:"data"`
		} `json:"events"`
	}
	c.As(p.Filer()).GET(p.Path("/trace")).Want(t, 200).JSON(&trace)
	var held int64
	for _, e := range trace.Events {
		switch e.Action {
		case "money_released":
			held = 0
		case "money_reserved", "money_committed":
			var data struct {
				Allocations []BudgetLine `json:"allocations"`
			}
			if err := json.Unmarshal(e.Data, &data); err != nil {
				t.Fatalf("%s: %v", e.Action, err)
			}
			held = 0
			for _, a := range data.Allocations {
				held += a.AmountVND
			}
		}
	}
	return held
}
