package pages

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"pheduyet/api/html"
)

// changeField is a field of a change's content. What it looks like is a template of
// components.html.
type changeField struct {
	name, look string
	optional   bool
}

// bodies are the contents of changes that are typed field by field.
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

// uploaded are the kinds whose content is a file of the registers; ordered are those
// that a document has to order.
var (
	uploaded = []string{"catalog_edition", "process_pack", "agencies"}
	ordered  = append([]string{"holidays", "agency_succession", sealing, recovery, paperDossier}, uploaded...)
)

// sealing is the change that takes out what was entered by mistake; its form is
// reached from the proposal.
const sealing = "sealing"

// filingSign is the change that heads propose, for their own agency.
const filingSign = "filing_sign"

// changeKinds are the changes that admins propose from a page.
func changeKinds() []string {
	return append([]string{"account", "roles", "membership", "password_reset", "account_enable", "holidays", "agency_succession"}, uploaded...)
}

// changeNew is the form of a change and, once looked ahead, what it would do.
type changeNew struct {
	Kind       string
	Fields     []drawnField
	File       bool   // its content is a file …
	Uploaded   string // … and the name of the one that came
	Ordered    bool
	Holidays   *holidayForm
	Succession *successionForm
	Sealing    *sealingForm
	Recovery   *recoveryForm
	Paper      *paperForm
	Told       *changeTold
}

// drawnField is a field as its template takes it.
type drawnField struct {
	Look string
	Args map[string]any
}

func (v *visit) changeForm() error {
	values := url.Values{}
	kind := v.query().Get("kind")
	switch kind {
	case "holidays":
		values.Set(holidayYear, v.query().Get("year"))
	case "agency_succession":
		values.Set("body.kind", v.query().Get("of"))
	default:
		for name, given := range v.query() {
			if name != "kind" {
				values["body."+name] = given
			}
		}
	}
	if kind == filingSign && !values.Has("body.agency") {
		values.Set("body.agency", v.actor.Agency)
	}
	f := v.form(values)
	if kind == "" { // what was typed before the session ended tells
		kind = f.Value("kind")
	}
	if kind == "" {
		return v.to("/admin")
	}
	return v.showChangeForm(f, kind)
}

func (v *visit) showChangeForm(f *form, kind string) error {
	if kind != filingSign && kind != sealing && kind != recovery && kind != paperDossier && !slices.Contains(changeKinds(), kind) {
		return &problem{Status: http.StatusNotFound}
	}
	data := changeNew{Kind: kind, File: slices.Contains(uploaded, kind), Ordered: slices.Contains(ordered, kind), Uploaded: f.Value(fieldFile)}
	var err error
	if fields := bodies[kind]; fields != nil {
		data.Fields, err = v.drawn(f, fields)
	}
	switch kind {
	case "holidays":
		data.Holidays, err = v.holidayForm(f)
	case "agency_succession":
		data.Succession, err = v.successionForm(f)
	case sealing:
		data.Sealing, err = v.sealingForm(f)
	case recovery:
		data.Recovery, err = v.recoveryForm()
	case paperDossier:
		data.Paper, err = v.paperForm(f)
	}
	if err != nil {
		return err
	}
	return v.show(view{page: "change-new", title: "change." + kind, form: f, status: f.status(), data: data})
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

// proposeChange has the API look at a change, shows what it would do, and keeps it
// until a second person says yes.
func (v *visit) proposeChange() error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	kind, step := f.Value("kind"), f.step()
	if step == stepEdit || step == stepMore {
		if step == stepMore {
			f.moreRows()
		}
		return v.showChangeForm(f, kind)
	}
	body, err := v.changeBody(f, kind)
	if err == nil && step != stepSend {
		var seen struct{ Lines []previewLine }
		if err = v.foresee(f, "/changes/preview", body, &seen); err == nil {
			return v.showForeseen(f, kind, body, seen.Lines)
		}
	}
	if err == nil {
		var done changed
		if err = v.send(f, http.MethodPost, "/changes", nil, body, &done); err == nil {
			v.say(html.Words(v.lang, "changes.said.proposed"))
			return v.to("/admin/changes/" + done.ID)
		}
	}
	v.atBody(f, kind)
	if f.refused(err) {
		return v.showChangeForm(f, kind)
	}
	return err
}

// changeBody is what is asked of the API: the fields as they are, or what a form of
// its own makes of them.
func (v *visit) changeBody(f *form, kind string) (map[string]any, error) {
	read := v.body
	switch kind {
	case "agency_succession":
		read = v.withSuccessors
	case sealing:
		read = v.sealingBody
	case recovery:
		read = v.recoveryBody
	case paperDossier:
		read = v.paperBody
	}
	body, err := read(f)
	if err != nil {
		return nil, err
	}
	if kind == "holidays" {
		if err := v.holidayBody(f, body); err != nil {
			return nil, err
		}
	}
	if body["body"] == nil {
		body["body"] = map[string]any{}
	}
	return body, nil
}

// atBody tells the faults of a change's content at the fields that hold it: the API
// names some of them without saying that they stand in the body, and those of a
// file by their place in it.
func (v *visit) atBody(f *form, kind string) {
	if f.Problem == nil {
		return
	}
	for i, e := range f.Problem.Errors {
		f.Problem.Errors[i].Message = v.withDays(e.Message)
		outside := e.Field == "note" || strings.HasPrefix(e.Field, "document")
		switch _, typed := f.Values["body."+e.Field]; {
		case outside:
		case kind == recovery:
			f.Problem.Errors[i].Field = fieldLoss
		case kind == paperDossier:
			f.Problem.Errors[i].Field = f.paperField(e.Field)
		case kind == sealing:
			f.Problem.Errors[i].Field = sealingField(e.Field)
		case slices.Contains(uploaded, kind), kind == "holidays" && f.Value(fieldFile) != "":
			f.Problem.Errors[i].Field = "body"
		case kind == "holidays":
			f.Problem.Errors[i].Field = f.holidayField(e.Field)
		case typed:
			f.Problem.Errors[i].Field = "body." + e.Field
		}
	}
}
