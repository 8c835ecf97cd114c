package pages

import (
	"maps"
	"net/http"
	"net/url"
	"slices"

	"pheduyet/api/html"
)

// changeField is a field of a change's content. What it looks like is a template of
// components.html.
type changeField struct {
	name, look string
	optional   bool
}

// bodies are the contents of changes that are typed; every other kind's content
// comes as a file holds it.
var bodies = map[string][]changeField{
	"account": {
		{"body.username", "input", false}, {"body.name", "input", false}, {"body.email", "input", true}, {"body.agency", "select", false},
		{"body.roles:list", "checkboxes", false}, {"body.seats:list", "checkboxes", true}, {"body.from", "date-input", true},
	},
	"roles": {
		{"body.username", "input", false}, {"body.agency", "select", false}, {"body.roles:list", "checkboxes", false},
		{"body.seats:list", "checkboxes", true}, {"body.from", "date-input", true},
	},
	"membership": {
		{"body.username", "input", false}, {"body.leaves", "select", true}, {"body.last_day", "date-input", true},
		{"body.agency", "select", true}, {"body.roles:list", "checkboxes", true}, {"body.seats:list", "checkboxes", true},
	},
	"password_reset": {{"body.username", "input", false}, {"body.agency", "select", false}},
	"account_enable": {{"body.username", "input", false}, {"body.agency", "select", false}},
	filingSign:       {{"body.agency", "select", false}, {"body.sign", "select", false}},
}

// filed are the kinds whose content is a file of the registers.
var filed = []string{"catalog_edition", "process_pack", "holidays", "agency_succession"}

// filingSign is the change that heads propose, for their own agency.
const filingSign = "filing_sign"

// changeKinds are the changes that admins propose from a page.
func changeKinds() []string {
	return append([]string{"account", "roles", "membership", "password_reset", "account_enable"}, filed...)
}

// drawnField is a field as its template takes it.
type drawnField struct {
	Look string
	Args map[string]any
}

func (v *visit) changeForm() error {
	values := url.Values{}
	for name, given := range v.query() {
		if name != "kind" {
			values["body."+name] = given
		}
	}
	kind := v.query().Get("kind")
	if kind == filingSign && !values.Has("body.agency") {
		values.Set("body.agency", v.actor.Agency)
	}
	return v.showChangeForm(v.form(values), kind)
}

func (v *visit) showChangeForm(f *form, kind string) error {
	if kind != filingSign && !slices.Contains(changeKinds(), kind) {
		return &problem{Status: http.StatusNotFound}
	}
	drawn, err := v.drawn(f, bodies[kind])
	if err != nil {
		return err
	}
	status := http.StatusOK
	if f.Problem != nil {
		status = f.Problem.Status
	}
	return v.show(view{page: "change-new", title: "change." + kind, form: f, status: status, data: struct {
		Kind    string
		Fields  []drawnField
		Ordered bool
	}{kind, drawn, slices.Contains(filed, kind)}})
}

// drawn completes the fields with what there is to choose from.
func (v *visit) drawn(f *form, fields []changeField) ([]drawnField, error) {
	agencies, err := v.agencyOptions("department", "commune", "unit", "peoples_committee")
	if err != nil {
		return nil, err
	}
	councils, err := v.agencyOptions("council")
	if err != nil {
		return nil, err
	}
	var roles []html.Option
	for _, r := range []string{"filer", "reviewer", "head", "auditor", "admin"} {
		roles = append(roles, html.Option{Value: r, Text: html.Words(v.lang, "role."+r)})
	}
	options := map[string][]html.Option{
		"body.agency": agencies, "body.leaves": agencies, "body.sign": {{Value: "head", Text: html.Words(v.lang, "sign.head")}, {Value: "filer", Text: html.Words(v.lang, "sign.filer")}}, "body.roles:list": roles, "body.seats:list": councils,
	}
	drawn := make([]drawnField, len(fields))
	for i, field := range fields {
		args := map[string]any{"form": f, "name": field.name, "label": "field." + field.name, "options": options[field.name]}
		if field.optional {
			args["optional"] = true
		}
		drawn[i] = drawnField{field.look, args}
	}
	return drawn, nil
}

// proposeChange has the API look at a change and keep it until a second person
// says yes.
func (v *visit) proposeChange() error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	kind := f.Value("kind")
	body, err := v.body(f)
	if err == nil {
		if body["body"] == nil {
			body["body"] = map[string]any{}
		}
		var done changed
		if err = v.send(f, http.MethodPost, "/changes", nil, maps.Clone(body), &done); err == nil {
			v.say(html.Words(v.lang, "changes.said.proposed"))
			return v.to("/admin/changes/" + done.ID)
		}
	}
	f.atBody()
	if f.refused(err) {
		return v.showChangeForm(f, kind)
	}
	return err
}

// atBody tells the faults of a change's content at the fields of the content: the
// API names them without saying that they stand in it.
func (f *form) atBody() {
	if f.Problem == nil {
		return
	}
	for i, e := range f.Problem.Errors {
		if _, ok := f.Values["body."+e.Field]; ok {
			f.Problem.Errors[i].Field = "body." + e.Field
		}
	}
}
