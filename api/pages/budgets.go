package pages

import (
	"net/url"
	"slices"
	"strconv"
)

// envelope is a year's money from a source.
type envelope struct {
	Year      int        `json:"fiscal_year"`
	Source    string     `json:"source"`
	Owner     string     `json:"owner"`
	Amount    int64      `json:"amount_vnd"`
	Reserved  int64      `json:"reserved_vnd"`
	Committed int64      `json:"committed_vnd"`
	Left      int64      `json:"left_vnd"`
	State     string     `json:"state"`
	Document  *authority `json:"document"`

	Asked int64 `json:"-"` // by proposals that are being decided
}

// authority is the document that an envelope rests on.
type authority struct {
	Number string  `json:"number"`
	Date   string  `json:"date"`
	Title  *string `json:"title"`
	Issuer *string `json:"issuer"`
}

// statistics are the figures of the API.
type statistics struct {
	AsOf     string         `json:"as_of"`
	Since    string         `json:"since"`
	Statuses map[string]int `json:"statuses"`
	Waiting  []struct {
		Gate      string  `json:"gate"`
		Authority string  `json:"authority"`
		Agency    string  `json:"agency"`
		Open      int     `json:"open"`
		Overdue   int     `json:"overdue"`
		Returned  int     `json:"returned"`
		Days      float64 `json:"days"`
		Oldest    string  `json:"oldest_at"`
	} `json:"waiting"`
	Decided []struct {
		Gate   string `json:"gate"`
		InTime int    `json:"in_time"`
		Late   int    `json:"late"`
	} `json:"decided"`
	Asked []struct {
		Year   int     `json:"fiscal_year"`
		Source string  `json:"source"`
		Owner  *string `json:"owner"`
		Amount int64   `json:"amount_vnd"`
	} `json:"asked"`
}

type budgetsView struct {
	Year   int
	Years  []int
	Rows   []envelope
	MaySet bool
}

// budgets shows a year's envelopes; this year's where none is asked for.
func (v *visit) budgets() error {
	all, maySet, err := v.allEnvelopes()
	if err != nil {
		return err
	}
	data := budgetsView{Year: v.Clock().Year(), MaySet: maySet}
	if asked, err := strconv.Atoi(v.query().Get("year")); err == nil {
		data.Year = asked
	}
	for _, e := range all {
		if !slices.Contains(data.Years, e.Year) {
			data.Years = append(data.Years, e.Year)
		}
		if e.Year == data.Year {
			data.Rows = append(data.Rows, e)
		}
	}
	slices.Sort(data.Years)
	return v.show(view{page: "budgets", title: "nav.budgets", data: data})
}

// allEnvelopes reads them with what open proposals ask of each, and whether
// the reader may change them.
func (v *visit) allEnvelopes() ([]envelope, bool, error) {
	var got struct {
		Items  []envelope
		MaySet bool `json:"may_set"`
	}
	if err := v.get("/budgets", nil, &got); err != nil {
		return nil, false, err
	}
	asked, err := v.asked()
	if err != nil {
		return nil, false, err
	}
	for i := range got.Items {
		got.Items[i].Asked = asked(got.Items[i])
	}
	return got.Items, got.MaySet, nil
}

// asked tells what open proposals ask of an envelope, there or not, in đồng.
func (v *visit) asked() (func(envelope) int64, error) {
	var figures statistics
	if err := v.get("/statistics", url.Values{"part": {"asked"}}, &figures); err != nil {
		return nil, err
	}
	return func(e envelope) (sum int64) {
		for _, a := range figures.Asked {
			if a.Year == e.Year && a.Source == e.Source && (valueOf(a.Owner) == e.Owner || a.Owner == nil && v.isProvince(e.Owner)) {
				sum += a.Amount
			}
		}
		return sum
	}, nil
}

// Figure is one of an envelope's amounts, by the name of its words, in đồng.
func (e envelope) Figure(name string) int64 {
	return map[string]int64{"amount": e.Amount, "committed": e.Committed, "reserved": e.Reserved, "left": e.Left, "asked": e.Asked}[name]
}

// isProvince reports whether an agency is the province's own.
func (v *visit) isProvince(code string) bool {
	all, err := v.agencyList()
	return err == nil && all[code].Kind == "peoples_committee"
}
