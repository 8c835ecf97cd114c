package pages

import (
	"net/url"
	"slices"

	"pheduyet/api/html"
)

// registered is one line of the register: an application that was approved,
// refused or taken back, or one that is planned.
type registered struct {
	Number, Name, Agency, Kind string
	Status                     string // a proposal's; "planned" for an entry of the catalog
	DecidedAt                  string
	Level                      int
	Amount                     int64
	Href                       string
}

// registerKinds are the parts of the register.
var registerKinds = []string{"approved", "planned", "rejected", "revoked"}

type registerView struct {
	Kind     string
	Rows     []registered
	Query    url.Values
	Agencies []html.Option
	Pages    *pager
	Export   string
}

// filedRow is a proposal as the register reads it.
type filedRow struct {
	proposalRow
	Budget []struct {
		Amount int64 `json:"amount_vnd"`
	} `json:"budget"`
	Reserved []struct {
		Amount int64 `json:"amount_vnd"`
	} `json:"reserved"`
	Security *struct {
		Level *int `json:"proposed_level"`
	} `json:"security"`
}

func (v *visit) register() error {
	q := v.query()
	data := registerView{Kind: registerKind(q), Query: q, Export: "/register.xlsx" + with(q, "cursor", "")}
	var err error
	if data.Agencies, err = v.agencyOptions("department", "commune", "unit", "peoples_committee"); err != nil {
		return err
	}
	if data.Kind == "planned" {
		all, err := v.planned(q)
		if err != nil {
			return err
		}
		data.Rows, data.Pages = cut(all, q)
	} else {
		rows, next, err := v.registeredPage(data.Kind, q, q.Get("cursor"), "")
		if err != nil {
			return err
		}
		data.Rows, data.Pages = rows, cursorPages(q, next)
	}
	return v.show(view{page: "register", title: "nav.register", data: data})
}

func registerKind(q url.Values) string {
	if slices.Contains(registerKinds, q.Get("kind")) {
		return q.Get("kind")
	}
	return registerKinds[0]
}

// registeredPage reads a part of the proposals of one status.
func (v *visit) registeredPage(status string, q url.Values, cursor, limit string) ([]registered, *string, error) {
	asked := listQuery(q, "agency", "q")
	asked.Set("status", status)
	for name, value := range map[string]string{"cursor": cursor, "limit": limit} {
		if value != "" {
			asked.Set(name, value)
		}
	}
	var got struct {
		Items []filedRow
		Next  *string `json:"next_cursor"`
	}
	if err := v.get("/proposals", asked, &got); err != nil {
		return nil, nil, err
	}
	rows := make([]registered, len(got.Items))
	for i, p := range got.Items {
		rows[i] = p.registered()
	}
	return rows, got.Next, nil
}

// registered is the proposal's line. The money is what was allocated, or what was
// asked where nothing was.
func (p filedRow) registered() registered {
	r := registered{Number: valueOf(p.Number), Name: p.Name, Agency: p.Agency, Kind: p.Kind, Status: p.Status, Href: "/proposals/" + p.ID}
	for _, g := range p.Gates {
		r.DecidedAt = max(r.DecidedAt, valueOf(g.DecidedAt))
	}
	lines := p.Reserved
	if len(lines) == 0 {
		lines = p.Budget
	}
	for _, l := range lines {
		r.Amount += l.Amount
	}
	if p.Security != nil && p.Security.Level != nil {
		r.Level = *p.Security.Level
	}
	return r
}

// planned are the catalog's entries that are planned.
func (v *visit) planned(q url.Values) ([]registered, error) {
	var got struct{ Items []entry }
	if err := v.get("/catalog", listQuery(q, "q"), &got); err != nil {
		return nil, err
	}
	var rows []registered
	for _, e := range got.Items {
		if e.State != "planned" || e.Reference || q.Get("agency") != "" && q.Get("agency") != valueOf(e.OwnerCode) {
			continue
		}
		rows = append(rows, registered{Number: e.ID, Name: e.Name, Agency: valueOf(e.Owner), Status: "planned", Href: "/catalog/" + e.ID})
	}
	return rows, nil
}

// registeredParts gives every line that the filters keep, in parts.
func (v *visit) registeredParts(q url.Values, take func([]registered) error) error {
	kind := registerKind(q)
	if kind == "planned" {
		rows, err := v.planned(q)
		if err != nil {
			return err
		}
		return take(rows)
	}
	for cursor := ""; ; {
		rows, next, err := v.registeredPage(kind, q, cursor, "200")
		if err != nil {
			return err
		}
		if err := take(rows); err != nil || next == nil {
			return err
		}
		cursor = *next
	}
}
