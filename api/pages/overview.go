package pages

import (
	"cmp"
	"slices"
	"time"
)

// bar is one line of a chart and of the table beside it.
type bar struct {
	Code, Name              string
	Open, Overdue, Returned int
	Mean                    int // days waited on average
	Oldest                  int // days the longest has waited

	days float64
}

// All is how many wait.
func (b bar) All() int { return b.Open + b.Returned }

// InTime is how many wait and are not overdue.
func (b bar) InTime() int { return b.Open - b.Overdue }

// punctual is how many decisions of a gate came in time.
type punctual struct {
	Name         string
	InTime, Late int
}

// All is how many decisions there were.
func (p punctual) All() int { return p.InTime + p.Late }

type overviewView struct {
	AsOf, Since              string
	Statuses                 []statusCount
	Gates, Authorities, From []bar
	Decided                  []punctual
	MostGates, MostAgencies  int // the longest bar
	Open, Overdue, Returned  int
}

type statusCount struct {
	Status string
	Count  int
}

// overview shows where proposals wait and for how long.
func (v *visit) overview() error {
	var got statistics
	if err := v.get("/statistics", nil, &got); err != nil {
		return err
	}
	data := overviewView{AsOf: got.AsOf, Since: got.Since}
	for _, s := range statuses {
		if n := got.Statuses[s]; n > 0 {
			data.Statuses = append(data.Statuses, statusCount{s, n})
		}
	}
	gates, authorities, from := map[string]*bar{}, map[string]*bar{}, map[string]*bar{}
	for _, w := range got.Waiting {
		waited := v.daysSince(w.Oldest)
		for by, code := range map[*map[string]*bar]string{&gates: w.Gate, &authorities: w.Authority, &from: w.Agency} {
			b := (*by)[code]
			if b == nil {
				b = &bar{Code: code}
				(*by)[code] = b
			}
			b.Open, b.Overdue, b.Returned, b.days = b.Open+w.Open, b.Overdue+w.Overdue, b.Returned+w.Returned, b.days+w.Days
			b.Oldest = max(b.Oldest, waited)
		}
		data.Open, data.Overdue, data.Returned = data.Open+w.Open, data.Overdue+w.Overdue, data.Returned+w.Returned
	}
	agencyOf := func(code string) string { return v.agencyName(code, false) }
	data.Gates, data.Authorities, data.From = sorted(gates, v.gateTitle), sorted(authorities, agencyOf), sorted(from, agencyOf)
	v.inOrder(data.Gates)
	data.MostGates, data.MostAgencies = most(data.Gates), max(most(data.Authorities), most(data.From))
	for _, d := range got.Decided {
		data.Decided = append(data.Decided, punctual{v.gateTitle(d.Gate), d.InTime, d.Late})
	}
	return v.show(view{page: "overview", title: "nav.overview", data: data})
}

// sorted names the bars, the longest first.
func sorted(bars map[string]*bar, name func(code string) string) []bar {
	var all []bar
	for _, b := range bars {
		b.Name, b.Mean = name(b.Code), int(b.days/float64(max(1, b.All()))+.5)
		all = append(all, *b)
	}
	slices.SortFunc(all, func(a, b bar) int { return cmp.Or(b.All()-a.All(), cmp.Compare(a.Name, b.Name)) })
	return all
}

// inOrder puts gates in the order of the process.
func (v *visit) inOrder(gates []bar) {
	names, err := v.gateNames()
	if err != nil {
		return // the longest first will do
	}
	at := func(b bar) int {
		return slices.IndexFunc(names, func(n gateName) bool { return n.id == b.Code })
	}
	slices.SortStableFunc(gates, func(a, b bar) int { return at(a) - at(b) })
}

func most(bars []bar) int {
	n := 0
	for _, b := range bars {
		n = max(n, b.All())
	}
	return n
}

func (v *visit) daysSince(at string) int {
	t, err := time.Parse(time.RFC3339, at)
	if err != nil {
		return 0
	}
	return int(v.Clock().Sub(t) / (24 * time.Hour))
}
