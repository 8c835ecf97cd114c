package pages

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"pheduyet/internal/proposal"
)

// The ways of amending a decision, as addresses call them: another in its place,
// or a slip of record mended.
const (
	replacing  = "replacement"
	rectifying = "rectification"
)

// under is where the grounds of an amendment stand in its form, beside the fields
// of a decision.
const under = "amendment"

// rectified says how the fields of a decision that can be mended are read.
var rectified = map[string]string{"documents[].date": "date", "documents[].sheets": "int", "documents[].classified": "bool", "details.appraisal.date": "date"}

// mendable are the parts of a decision that a rectification may change; all others
// decide, and stay as they are.
var mendable = []string{"reason", "citations", "documents"}

func (v *visit) showAmendment(way string, f *form) error {
	d, err := v.readDeciding()
	if err != nil {
		return err
	}
	d.Way = way
	rounds, err := v.rounds()
	if err != nil {
		return err
	}
	i := inForce(rounds, d.Gate.ID)
	if i < 0 {
		return &problem{Status: http.StatusNotFound}
	}
	was := rounds[i].asMended()
	d.Was = &was
	if f.Problem == nil && !f.Restored {
		was, err := v.decisionInForce(d.Gate.ID)
		if err != nil {
			return err
		}
		if f.Values, err = d.startFrom(was); err != nil {
			return err
		}
	}
	d.Rows = rowsOf(f, "citations", 1)
	for _, list := range map[string][]string{rectifying: {"documents"}, replacing: {"conditions", "items"}}[way] {
		if rows := rowsOf(f, list, 1); len(rows) > len(d.Rows) {
			d.Rows = rows
		}
	}
	return v.showForm("decision", "amend."+way, []any{d.Gate.Title}, d, f)
}

// startFrom fills an amendment's form in from the decision in force: what can be
// mended of it, or all that it answers.
func (d *deciding) startFrom(was map[string]any) (url.Values, error) {
	if d.Way == replacing {
		return d.retake(was)
	}
	stood := map[string]any{"reason": was["reason"], "citations": was["citations"], "documents": was["documents"]}
	if details, ok := was["details"].(map[string]any); ok {
		stood["details"] = map[string]any{"signatory": details["signatory"], "capacity": details["capacity"]}
	}
	return fields(stood, rectified)
}

func (v *visit) rounds() ([]roundRead, error) {
	var t traceRead
	err := v.get("/proposals/"+url.PathEscape(v.r.PathValue("id"))+"/trace", nil, &t)
	return t.Gates, err
}

// inForce finds a gate's decision that is not struck; -1 where there is none.
func inForce(rounds []roundRead, gate string) int {
	for i, g := range slices.Backward(rounds) {
		if g.Gate == gate && g.Decision != nil && !g.Struck() {
			return i
		}
	}
	return -1
}

// decisionInForce is the gate's decision as the API takes one.
func (v *visit) decisionInForce(gate string) (map[string]any, error) {
	type stood struct {
		roundRead
		Decision   map[string]any `json:"decision"`
		Amendments []struct {
			Kind     string         `json:"kind"`
			Decision map[string]any `json:"decision"`
		} `json:"amendments"`
	}
	var t struct {
		Gates []stood `json:"gates"`
	}
	if err := v.get("/proposals/"+url.PathEscape(v.r.PathValue("id"))+"/trace", nil, &t); err != nil {
		return nil, err
	}
	for _, g := range slices.Backward(t.Gates) {
		if g.Gate != gate || g.Decision == nil || g.Struck() {
			continue
		}
		for _, a := range g.Amendments {
			if a.Kind == string(proposal.Rectify) && a.Decision != nil {
				g.Decision = a.Decision
			}
		}
		return asSent(g.Decision), nil
	}
	return nil, &problem{Status: http.StatusNotFound}
}

// asSent leaves of a decision that the API shows what it takes.
func asSent(shown map[string]any) map[string]any {
	for _, told := range []string{"acting_for", "acted_for", "prepared_by", "by", "by_rule", "from_paper", "at"} {
		delete(shown, told)
	}
	papers, _ := shown["documents"].([]any)
	for _, p := range papers {
		if paper, ok := p.(map[string]any); ok {
			delete(paper, "scan")
			delete(paper, "late")
			delete(paper, "sha256")
		}
	}
	return stated(shown).(map[string]any)
}

// stated drops what is null, however deep.
func stated(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for name, inner := range v {
			if inner == nil {
				delete(v, name)
			} else {
				v[name] = stated(inner)
			}
		}
	case []any:
		for i := range v {
			v[i] = stated(v[i])
		}
	}
	return v
}

// amend puts a decision in the place of the one in force, or mends its record.
func (v *visit) amend(way string) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	at, gate := "/proposals/"+url.PathEscape(v.r.PathValue("id")), v.r.PathValue("gate")
	body, err := v.body(f)
	if err == nil {
		request, _ := body[under].(map[string]any)
		if request == nil {
			request = map[string]any{}
		}
		delete(body, under)
		request["kind"], request["decision"] = string(proposal.Replace), decided(body)
		if way == rectifying {
			was, err := v.decisionInForce(gate)
			if err != nil {
				return err
			}
			request["kind"], request["decision"] = string(proposal.Rectify), mended(was, body)
		}
		err = v.send(f, http.MethodPost, at+"/gates/"+url.PathEscape(gate)+"/amendment", nil, request, nil)
		readdress(err)
		if f.refused(err) {
			return v.showAmendment(way, f)
		}
		if err != nil {
			return err
		}
		v.say(v.words("amend.done"))
		return v.to(at)
	}
	if f.refused(err) {
		return v.showAmendment(way, f)
	}
	return err
}

// mended is a decision as it was but for what the form may change.
func mended(was, typed map[string]any) map[string]any {
	for _, name := range mendable {
		delete(was, name)
		if value, ok := typed[name]; ok {
			was[name] = value
		}
	}
	details, _ := typed["details"].(map[string]any)
	if stood, ok := was["details"].(map[string]any); ok {
		for _, name := range []string{"signatory", "capacity"} {
			if value, ok := details[name]; ok {
				stood[name] = value
			}
		}
	}
	return was
}

// readdress names the fields that an amendment was refused for as the form does.
func readdress(err error) {
	p, ok := errors.AsType[*problem](err)
	if !ok {
		return
	}
	for i, e := range p.Errors {
		if inner, ok := strings.CutPrefix(e.Field, "decision."); ok {
			p.Errors[i].Field = inner
		} else {
			p.Errors[i].Field = under + "." + e.Field
		}
	}
}
