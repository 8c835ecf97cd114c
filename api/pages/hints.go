package pages

import (
	"net/http"
	"strings"
)

// hints is what a filing is told while it is typed.
type hints struct {
	Asked   bool // enough is typed to say something
	Verdict string
	Matches []match
	Level   *levelHint
	Total   int64
}

type levelHint struct {
	Level     int        `json:"level"`
	Reasons   []string   `json:"reasons"`
	Advice    []string   `json:"advice"`
	Citations []citation `json:"citations"`
	Proposed  int64
}

// Least is the level in the width of what is proposed.
func (l *levelHint) Least() int64 { return int64(l.Level) }

// shownHints is how many likely duplicates are told while typing.
const shownHints = 4

// hint answers a part of the page that a form's fields decide: likely duplicates,
// the level that the facts require, the sum of the budget. What cannot be read yet
// is left out.
func (v *visit) hint() error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	about := v.r.PathValue("about")
	answer := map[string]func(*form) (hints, error){"duplicates": v.duplicates, "level": v.level, "budget": v.budgetSum, "amount": v.amountTyped}[about]
	if answer == nil {
		return &problem{Status: http.StatusNotFound}
	}
	d, err := answer(f)
	if err != nil {
		return err
	}
	return v.show(view{page: "filing", part: "hint-" + about, data: d, form: f})
}

func (v *visit) duplicates(f *form) (hints, error) {
	query := map[string]any{"name": strings.TrimSpace(f.Value("name")), "agency": v.actor.Agency}
	if len([]rune(query["name"].(string))) < 2 {
		return hints{}, nil
	}
	if id := v.query().Get("proposal"); id != "" {
		query["proposal_id"] = id
	}
	for _, name := range []string{"summary", "sector", "realises", "builds_on"} {
		if typed := strings.TrimSpace(f.Value(name)); typed != "" {
			query[name] = typed
		}
	}
	if functions, _ := f.read("functions:lines", "functions", "lines"); functions != nil {
		query["functions"] = functions
	}
	var found struct {
		Verdict string  `json:"verdict"`
		Matches []match `json:"matches"`
	}
	if err := v.send(&form{}, http.MethodPost, "/duplicate-checks", nil, query, &found); err != nil {
		return hints{}, err
	}
	d := hints{Asked: true, Verdict: found.Verdict}
	for _, m := range found.Matches {
		if len(d.Matches) < shownHints && (m.Weighty || len(d.Matches) < 2) {
			d.Matches = append(d.Matches, m)
		}
	}
	return d, nil
}

func (v *visit) level(f *form) (hints, error) {
	body, err := v.body(f)
	if err != nil {
		return hints{}, nil // a number half typed
	}
	question := map[string]any{"kind": body["kind"]}
	if s, ok := body["security"].(map[string]any); ok {
		question["security"] = s
	}
	d := hints{Asked: true, Level: &levelHint{}}
	if err := v.send(&form{}, http.MethodPost, "/required-level", nil, question, d.Level); err != nil {
		return hints{}, err
	}
	if n, _ := readInt(f.Value("security.proposed_level:int")); n != nil {
		d.Level.Proposed = n.(int64)
	}
	return d, nil
}

func (v *visit) budgetSum(f *form) (hints, error) {
	var d hints
	for name := range f.Values {
		if strings.HasPrefix(name, "budget[") && strings.HasSuffix(name, "].amount_vnd:int") {
			if n, _ := readInt(f.Value(name)); n != nil && n.(int64) > 0 && n.(int64) <= maxAmount {
				d.Total += n.(int64)
			}
		}
	}
	d.Asked = d.Total > 0
	return d, nil
}

// amountTyped reads the one amount of an envelope.
func (v *visit) amountTyped(f *form) (hints, error) {
	var d hints
	if n, _ := readInt(f.Value("amount_vnd:int")); n != nil && n.(int64) <= maxAmount {
		d.Total = max(n.(int64), 0)
	}
	d.Asked = d.Total > 0
	return d, nil
}

// maxAmount is the most that one line may ask for, in đồng.
const maxAmount = 1_000_000_000_000_000
