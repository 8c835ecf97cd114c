package apitest

import (
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

// Held is the money that envelopes hold for a proposal, in đồng.
func (c *Client) Held(t testing.TB, p Proposal) int64 {
	t.Helper()
	var held int64
	for _, l := range c.Read(t, p).Reserved {
		held += l.AmountVND
	}
	return held
}
