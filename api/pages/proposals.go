package pages

import (
	"net/url"

	"pheduyet/api/html"
)

// proposalRow is a proposal in a list.
type proposalRow struct {
	ID        string    `json:"id"`
	Number    *string   `json:"number"`
	Name      string    `json:"name"`
	Agency    string    `json:"agency"`
	Kind      string    `json:"kind"`
	Status    string    `json:"status"`
	UpdatedAt string    `json:"updated_at"`
	Gates     []gateRow `json:"gates"`

	Open []gateRow `json:"-"` // those that it waits at
}

// gateRow is where one gate of a proposal stands.
type gateRow struct {
	ID        string  `json:"id"`
	Title     string  `json:"title"`
	Authority string  `json:"authority"`
	State     string  `json:"state"`
	OpenedAt  *string `json:"opened_at"`
	DueAt     *string `json:"due_at"`
	Outcome   *string `json:"outcome"`
	Label     *string `json:"label"`
	DecidedAt *string `json:"decided_at"`

	Due due `json:"-"`
}

// statuses in the order of a proposal's life.
var statuses = []string{"draft", "in_review", "returned", "approved", "rejected", "withdrawn", "revoked"}

// proposalsView is the list under its filters.
type proposalsView struct {
	Rows            []proposalRow
	Query           url.Values
	Statuses, Gates []html.Option
	Agencies        []html.Option
	Pages           *pager
	Files           bool
}

// listQuery are the filters of an address that the API knows.
func listQuery(q url.Values, names ...string) url.Values {
	asked := url.Values{}
	for _, name := range names {
		if value := q.Get(name); value != "" {
			asked.Set(name, value)
		}
	}
	return asked
}

func (v *visit) proposals() error {
	q := v.query()
	var got struct {
		Items []proposalRow
		Next  *string `json:"next_cursor"`
	}
	if err := v.get("/proposals", listQuery(q, "status", "gate", "agency", "q", "overdue", "cursor"), &got); err != nil {
		return err
	}
	data := proposalsView{Rows: got.Items, Query: q, Files: v.actor.Files(v.actor.Agency)}
	for i := range data.Rows {
		data.Rows[i].Open = v.waitsAt(data.Rows[i])
	}
	var err error
	if data.Agencies, err = v.agencyOptions("department", "commune", "unit", "peoples_committee"); err != nil {
		return err
	}
	if data.Gates, err = v.gateOptions(); err != nil {
		return err
	}
	data.Statuses = v.statusOptions()
	data.Pages = cursorPages(q, got.Next)
	return v.show(view{page: "proposals", title: "nav.proposals", data: data})
}

// waitsAt are the gates that a running proposal waits at.
func (v *visit) waitsAt(p proposalRow) []gateRow {
	if p.Status != "in_review" && p.Status != "returned" {
		return nil
	}
	var open []gateRow
	for _, g := range p.Gates {
		if g.State == "open" || g.State == "returned" {
			g.Due = v.due(g.DueAt)
			open = append(open, g)
		}
	}
	return open
}

func (v *visit) statusOptions() []html.Option {
	var options []html.Option
	for _, s := range statuses {
		options = append(options, html.Option{Value: s, Text: html.Words(v.lang, "status."+s)})
	}
	return options
}

// cursorPages leads through a list whose next part a cursor names.
func cursorPages(q url.Values, next *string) *pager {
	p := &pager{}
	if q.Get("cursor") != "" {
		p.First = with(q, "cursor", "")
	}
	if next != nil {
		p.Next = with(q, "cursor", *next)
	}
	if *p == (pager{}) {
		return nil
	}
	return p
}
