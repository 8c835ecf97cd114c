package pages

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"pheduyet/api/html"
)

// filing is the page on which a proposal is written.
type filing struct {
	*proposalRead        // nil while it is new
	Mine          string // the filer's agency
	ETag          string
	Saved         bool
	Rows          []int // of the budget
	FollowRows    []int
	Ministries    []html.Option
	Partners      []html.Option
}

// ProposalID is the proposal's id; "" while it is new.
func (d *filing) ProposalID() string {
	if d.proposalRead == nil {
		return ""
	}
	return d.ID
}

// factKinds says how the fields of a filing are read (see body.go).
var factKinds = map[string]string{
	"functions": "lines", "users": "lines", "integrations": "lines", "legal_basis": "lines", "steps": "lines", "co_agencies": "list",
	"architecture_layer": "int", "operating_cost_per_year": "int", "expected_completion": "date",
	"budget[].fiscal_year": "int", "budget[].amount_vnd": "int",
	"security.proposed_level": "int", "security.personal_data_subjects": "int", "security.sensitive_data_subjects": "int",
	"security.handles_tthc": "bool", "security.state_secret": "bool",
}

// factNames are the fields of a filing; one that the form leaves empty is emptied.
var factNames = []string{
	"kind", "builds_on", "realises", "follows", "co_agencies", "name", "summary", "functions", "sector", "line_ministry", "scope", "users",
	"architecture_layer", "integrations", "budget", "security", "legal_basis", "expected_completion", "solution", "steps", "resources",
	"operating_cost_per_year", "accountable", "self_review",
}

// newProposal shows an empty form.
func (v *visit) newProposal() error {
	return v.showFiling(&filing{}, v.form(url.Values{"kind": {"new_build"}}))
}

// create keeps what was typed as a draft and goes on with it.
func (v *visit) create() error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	body, err := v.body(f)
	var made proposalRead
	if err == nil {
		delete(body, "etag")
		delete(body, "then")
		err = v.send(f, http.MethodPost, "/proposals", nil, body, &made)
	}
	if f.refused(err) {
		return v.showFiling(&filing{}, f)
	}
	if err != nil {
		return err
	}
	v.say(v.words("filing.saved"))
	return v.to("/proposals/" + made.ID + "/edit")
}

// edit shows the form of a draft or of a returned proposal.
func (v *visit) edit() error {
	p, err := v.readProposal(v.r.PathValue("id"))
	if err != nil {
		return err
	}
	values, err := fields(p.factsRead, factKinds)
	if err != nil {
		return err
	}
	return v.showFiling(&filing{proposalRead: p, ETag: p.ETag}, v.form(values))
}

// save changes the facts to what the form says; ?auto=1 while it is still being
// typed, which answers only what the page then shows of it.
func (v *visit) save() error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	id, auto := v.r.PathValue("id"), v.query().Get("auto") != ""
	body, err := v.body(f)
	var saved proposalRead
	if err == nil {
		etag := f.Value("etag")
		delete(body, "etag")
		delete(body, "then")
		for _, name := range factNames {
			if _, stated := body[name]; !stated && name != "kind" && name != "name" {
				body[name] = nil
			}
		}
		err = v.send(f, http.MethodPatch, "/proposals/"+url.PathEscape(id), http.Header{"If-Match": {etag}}, body, &saved)
	}
	switch {
	case f.refused(err):
		return v.notSaved(id, f, auto)
	case err != nil:
		return err
	case auto:
		return v.show(view{page: "filing", part: "saved", data: &filing{proposalRead: &saved, ETag: saved.ETag, Saved: true}, form: f})
	}
	if f.Values.Get("then") == "submit" {
		return v.to("/proposals/" + id + "/submission")
	}
	v.say(v.words("filing.saved"))
	return v.to("/proposals/" + id + "/edit")
}

// notSaved shows the form again with why. The next attempt is made on what the
// proposal is by then, so that what was typed is not lost to a change elsewhere.
func (v *visit) notSaved(id string, f *form, auto bool) error {
	p, err := v.readProposal(id)
	if err != nil {
		return err
	}
	d := &filing{proposalRead: p, ETag: p.ETag}
	if !auto {
		return v.showFiling(d, f)
	}
	if f.Problem.Status == http.StatusConflict {
		d.ETag = f.Value("etag") // only the person may overrule another's change
	}
	return v.show(view{page: "filing", part: "saved", data: d, form: f})
}

func (v *visit) showFiling(d *filing, f *form) error {
	d.Mine = v.actor.Agency
	d.Rows, d.FollowRows = rowsOf(f, "budget", 2), rowsOf(f, "follows", 1)
	var err error
	if d.Ministries, err = v.agencyOptions("ministry"); err != nil {
		return err
	}
	if d.Partners, err = v.agencyOptions("department", "unit"); err != nil {
		return err
	}
	d.Partners = slices.DeleteFunc(d.Partners, func(o html.Option) bool { return o.Value == v.actor.Agency })
	title, status := "filing.new", http.StatusOK
	if d.proposalRead != nil {
		title = "filing.edit"
	}
	if f.Problem != nil {
		status = f.Problem.Status
	}
	return v.show(view{page: "filing", title: title, data: d, form: f, status: status})
}

// maxRows is how many rows of a list a form shows.
const maxRows = 50

// rowsOf are the rows of a list in a form: those filled in and so many empty ones.
func rowsOf(f *form, list string, empty int) []int {
	last := -1
	for name, typed := range f.Values {
		at := steps(name)
		if len(at) < 3 || at[0] != list || len(typed) == 0 || typed[0] == "" {
			continue
		}
		if n, err := strconv.Atoi(at[1]); err == nil {
			last = max(last, min(n, maxRows))
		}
	}
	rows := make([]int, min(last+1+empty, maxRows))
	for i := range rows {
		rows[i] = i
	}
	return rows
}

// attach adds a file to a proposal and goes back to where it was added.
func (v *visit) attach() error {
	id := url.PathEscape(v.r.PathValue("id"))
	back := local(v.query().Get("back"), "/proposals/"+id+"/edit")
	var added attachment
	err := v.upload("/proposals/"+id+"/attachments", &added)
	f := &form{}
	if err = f.told(err); f.refused(err) {
		v.sessions.Put(v.r.Context(), keyNotice, v.words("attach.refused")+" "+f.Problem.said())
		return v.to(back)
	}
	if err != nil {
		return err
	}
	if strings.HasPrefix(back, "/systems/") {
		v.remember(v.r.PathValue("id"), added)
	}
	v.say(v.words("attach.done"))
	return v.to(back)
}

// said joins all that a problem says.
func (p *problem) said() string {
	s := p.Detail
	for _, e := range p.Errors {
		s += " " + e.Message
	}
	return s
}
