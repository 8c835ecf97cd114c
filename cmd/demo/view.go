package main

import (
	"encoding/json"
	"strings"
)

// view is a proposal as the server answers it.
type view struct {
	ID       string      `json:"id"`
	Number   string      `json:"number"`
	Revision int         `json:"revision"`
	Agency   string      `json:"agency"`
	Status   string      `json:"status"`
	Name     string      `json:"name"`
	Process  *processRef `json:"process"`
	Gates    []gate      `json:"gates"`
	Budget   []line      `json:"budget"`
	Security *struct {
		ProposedLevel int `json:"proposed_level"`
	} `json:"security"`
	Items     []item     `json:"items"`
	Replies   []reply    `json:"replies"`
	Screening *screening `json:"screening"`
	Letters   []letter   `json:"draft_letters"`
	Warnings  []struct {
		Field string `json:"field"`
	} `json:"warnings"`

	etag string
	// fields is the answer by field, to compare a change with what stands.
	fields map[string]json.RawMessage
}

type processRef struct {
	ID      string `json:"id"`
	Version string `json:"version"`
}

type gate struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Authority string `json:"authority"`
	State     string `json:"state"`
	Kind      string `json:"kind"`
	Round     int    `json:"round"`
	DueAt     string `json:"due_at"`
	Outcome   string `json:"outcome"`
	ByRule    bool   `json:"by_rule"`
}

type line struct {
	FiscalYear int    `json:"fiscal_year"`
	Source     string `json:"source"`
	AmountVND  int64  `json:"amount_vnd"`
}

// item is one request of a return.
type item struct {
	ID       string `json:"id"`
	Text     string `json:"text"`
	Answered bool   `json:"answered"`
}

type reply struct {
	From       string   `json:"from"`
	Position   string   `json:"position"`
	Conditions []string `json:"conditions"`
}

type screening struct {
	Verdict  string  `json:"verdict"`
	Note     string  `json:"note"`
	Revision int     `json:"revision"`
	Matches  []match `json:"matches"`
}

type match struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Score   float64  `json:"score"`
	Weighty bool     `json:"weighty"`
	Twins   []string `json:"twins"`
}

func parseView(a answer) (view, error) {
	v := view{etag: a.header.Get("ETag")}
	if err := json.Unmarshal(a.body, &v); err != nil {
		return v, err
	}
	return v, json.Unmarshal(a.body, &v.fields)
}

func (v view) gate(id string) (gate, bool) {
	for _, g := range v.Gates {
		if g.ID == id {
			return g, true
		}
	}
	return gate{}, false
}

func (v view) warns(field string) bool {
	for _, w := range v.Warnings {
		if w.Field == field {
			return true
		}
	}
	return false
}

// outcome is what an expectation names: the outcome of a decided gate, else its
// state.
func (g gate) outcome() string {
	switch g.State {
	case "passed", "rejected", "returned":
		return g.Outcome
	}
	return g.State
}

// agencyOf is the agency of a demonstration account: filer-so-y-te files for
// so-y-te.
func agencyOf(account string) string {
	_, agency, _ := strings.Cut(account, "-")
	return agency
}
