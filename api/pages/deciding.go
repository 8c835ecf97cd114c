package pages

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"pheduyet/api/html"
	"pheduyet/internal/proposal"
)

// deciding is the page on which a gate is decided, or on which its decision is
// replaced.
type deciding struct {
	*proposalRead
	Gate     gateCard
	Rule     gateRuleRead
	Outcomes []html.Option
	Matches  []match // that need a finding
	Left     map[string]int64
	Money    []budgetLine // to start from: what was advised, else what was asked
	Earlier  []html.Option
	ActFor   []html.Option
	Capacity []html.Option
	Rows     []int
	// Way is the last part of the page's address; of an amendment Was is the decision
	// in force (amending.go).
	Way string
	Was *roundRead
}

// gateRuleRead is what a process says of a gate.
type gateRuleRead struct {
	ID        string               `json:"id"`
	Kind      string               `json:"kind"`
	Title     bilingual            `json:"title"`
	After     []string             `json:"after"`
	Authority string               `json:"authority"`
	Days      int                  `json:"working_days"`
	Sign      *string              `json:"sign"`
	Citations []citation           `json:"citations"`
	Labels    map[string]bilingual `json:"labels"`
	Checklist []struct {
		ID        string    `json:"id"`
		Text      bilingual `json:"text"`
		Mandatory bool      `json:"mandatory"`
		Citation  citation  `json:"citation"`
	} `json:"checklist"`
	Capacities []string `json:"capacities"`
	Pauses     []struct {
		ID   string    `json:"id"`
		Text bilingual `json:"text"`
	} `json:"pauses"`
}

// rowsOfDecision is how many empty rows a decision offers for conditions, requests
// and citations.
const rowsOfDecision = 3

func (v *visit) decisionPage() error {
	return v.showDecision(v.form(nil))
}

func (v *visit) showDecision(f *form) error {
	d, err := v.readDeciding()
	if err != nil {
		return err
	}
	d.Way = "decision"
	if f.Problem == nil && !f.Restored {
		d.begin(f.Values)
	}
	return v.showForm("decision", "decision.title", []any{d.Gate.Title}, d, f)
}

// showForm shows a form, with the status of why it was refused.
func (v *visit) showForm(page, title string, args []any, data any, f *form) error {
	status := http.StatusOK
	if f.Problem != nil {
		status = f.Problem.Status
	}
	return v.show(view{page: page, title: title, args: args, data: data, form: f, status: status})
}

// readDeciding reads all that a decision looks at.
func (v *visit) readDeciding() (*deciding, error) {
	p, err := v.readProposal(v.r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	d := &deciding{proposalRead: p, Rows: []int{0, 1, 2}[:rowsOfDecision]}
	i := slices.IndexFunc(p.Gates, func(g gateCard) bool { return g.ID == v.r.PathValue("gate") })
	if i < 0 || p.Process == nil {
		return nil, &problem{Status: http.StatusNotFound}
	}
	d.Gate = p.Gates[i]
	rules, err := v.gateRules(p.Process)
	if err != nil {
		return nil, err
	}
	for _, g := range rules {
		if g.ID == d.Gate.ID {
			d.Rule = g
		}
	}
	if p.Screening != nil {
		for _, m := range p.Screening.Matches {
			if m.Weighty {
				d.Matches = append(d.Matches, m)
			}
		}
	}
	d.Outcomes = v.outcomes(d, rules)
	for _, g := range p.Gates[:i] {
		d.Earlier = append(d.Earlier, html.Option{Value: g.ID, Text: g.Title})
	}
	for _, c := range d.Rule.Capacities {
		if c != "" {
			d.Capacity = append(d.Capacity, html.Option{Value: c, Text: c})
		}
	}
	if d.ActFor, err = v.standIns(&d.Gate); err != nil {
		return nil, err
	}
	return d, v.envelopes(d)
}

// outcomes are what may be decided, each with where the proposal then goes and
// what the clock does.
func (v *visit) outcomes(d *deciding, gates []gateRuleRead) []html.Option {
	var next []string
	for _, g := range gates {
		if slices.Contains(g.After, d.Gate.ID) {
			next = append(next, v.words("decision.next", g.Title.in(v.lang), v.agencyName(g.Authority, false), g.Days))
		}
	}
	passes := v.words("decision.ends")
	if len(next) > 0 {
		passes = v.words("decision.goes", strings.Join(next, "; "))
	}
	var all []html.Option
	for _, o := range []proposal.Outcome{proposal.Approve, proposal.ApproveWithConditions, proposal.Return, proposal.Reject} {
		text, labelled := d.Rule.Labels[string(o)]
		option := html.Option{Value: string(o), Text: text.in(v.lang), Hint: passes}
		if !labelled {
			option.Text = v.words("outcome." + string(o))
		}
		switch o {
		case proposal.Return:
			option.Hint = v.words("decision.returns")
		case proposal.Reject:
			option.Hint = v.words("decision.rejects")
		}
		all = append(all, option)
	}
	return all
}

// standIns are the delegations under which the visitor may decide at a gate.
func (v *visit) standIns(gate *gateCard) ([]html.Option, error) {
	var got struct {
		Items []struct {
			ID        string   `json:"id"`
			Capacity  string   `json:"capacity"`
			Authority string   `json:"authority"`
			Principal *person  `json:"principal"`
			Delegate  *person  `json:"delegate"`
			Gates     []string `json:"gates"`
			State     string   `json:"state"`
		}
	}
	if err := v.get("/delegations", nil, &got); err != nil {
		return nil, err
	}
	var all []html.Option
	for _, g := range got.Items {
		fits := len(g.Gates) == 0 || slices.Contains(g.Gates, gate.ID)
		if g.State == "in_force" && g.Authority == gate.Authority && fits && g.Delegate != nil && g.Delegate.ID == v.actor.Account && g.Principal != nil {
			all = append(all, html.Option{Value: g.ID, Text: g.Capacity + " " + g.Principal.Name})
		}
	}
	return all, nil
}

// envelopes tells what is left of the money that the proposal asks for.
func (v *visit) envelopes(d *deciding) error {
	if d.Gate.Kind != string(proposal.KindBudget) && d.Gate.Kind != string(proposal.KindProvincial) {
		return nil
	}
	if d.Money = d.Budget; len(d.Advice) > 0 {
		d.Money = d.Advice
	}
	var got struct {
		Items []struct {
			FiscalYear int    `json:"fiscal_year"`
			Source     string `json:"source"`
			Owner      string `json:"owner"`
			Left       int64  `json:"left_vnd"`
		}
	}
	if err := v.get("/budgets", nil, &got); err != nil {
		return err
	}
	d.Left = map[string]int64{}
	for _, e := range got.Items {
		key := envelopeKey(e.FiscalYear, e.Source)
		if _, there := d.Left[key]; !there || e.Owner == d.proposalRead.Agency {
			d.Left[key] = e.Left // its own before the province's
		}
	}
	return nil
}

func envelopeKey(year int, source string) string { return strconv.Itoa(year) + " " + source }

// LeftOf writes what is left of the envelope of a line; -1 where there is none.
func (d *deciding) LeftOf(l budgetLine) int64 {
	if left, ok := d.Left[envelopeKey(l.FiscalYear, l.Source)]; ok {
		return left
	}
	return -1
}

// begin fills in what a decision starts from.
func (d *deciding) begin(values url.Values) {
	for i, l := range d.Money {
		values.Set(fmt.Sprintf("details.allocations[%d].amount_vnd:int", i), html.Number(l.AmountVND))
	}
	if d.RequiredLevel != nil {
		values.Set("details.level:int", strconv.Itoa(*d.RequiredLevel))
	}
	values.Set("details.basis", "opinion")
}

func (v *visit) decide() error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	at := "/proposals/" + url.PathEscape(v.r.PathValue("id"))
	body, err := v.body(f)
	if err == nil {
		err = v.send(f, http.MethodPost, at+"/gates/"+url.PathEscape(v.r.PathValue("gate"))+"/decision", nil, decided(body), nil)
	}
	if f.refused(err) {
		return v.showDecision(f)
	}
	if err != nil {
		return err
	}
	v.say(v.words("decision.done"))
	return v.to(at)
}

// May reports whether the visitor may send the form now.
func (d *deciding) May() bool {
	switch d.Way {
	case replacing:
		return d.Gate.MayReplace
	case rectifying:
		return d.Gate.MayRectify
	}
	return d.Gate.MayDecide
}

// decided leaves of a decision's form what its outcome needs: rows that only say
// what they are about go, and so do the details of passing where it does not pass.
func decided(body map[string]any) map[string]any {
	outcome, _ := body["outcome"].(string)
	details, _ := body["details"].(map[string]any)
	drop := func(list, needed string) {
		rows, _ := details[list].([]any)
		rows = slices.DeleteFunc(rows, func(row any) bool {
			m, ok := row.(map[string]any)
			return !ok || m[needed] == nil
		})
		if details[list] = rows; len(rows) == 0 {
			delete(details, list)
		}
	}
	if details != nil {
		drop("findings", "finding")
		drop("checklist", "answer")
		drop("allocations", "amount_vnd")
		if !proposal.Outcome(outcome).Passes() {
			kept := map[string]any{}
			if findings, ok := details["findings"]; ok {
				kept["findings"] = findings
			}
			body["details"] = kept
		}
	}
	if outcome != string(proposal.Return) {
		delete(body, "items")
		delete(body, "return_to")
	}
	if outcome != string(proposal.ApproveWithConditions) {
		delete(body, "conditions")
	}
	return body
}
