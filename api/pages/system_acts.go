package pages

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
)

// paperFields are those of a document that is an act's whole content.
func paperFields(title string) []actField {
	return []actField{
		{look: "input", name: "number", label: "document.number"},
		{look: "date-input", name: "date", label: "document.date"},
		{look: "input-wide", name: "title", label: title, optional: true},
		{look: "input-wide", name: "signatory", label: "document.signatory", optional: true},
		{look: "scan-select", name: "attachment_id"},
		{look: "textarea", name: "note", label: "act.note", optional: true},
	}
}

// actsOnSystem stand at /systems/{id}/, actsOnObligation at
// /systems/{id}/obligations/{obligation}/.
var (
	actsOnSystem = []actKind{
		{"begin", "begin", []actPart{{call: "/begin", key: "system_begin", fields: paperFields("document.title")}}},
		{"accept", "acceptance", []actPart{{call: "/acceptance", key: "system_accept", fields: paperFields("document.title")}}},
		{"retire", "retirement", []actPart{{call: "/retirement", key: "system_retire", fields: paperFields("document.title")}}},
	}
	actsOnObligation = []actKind{
		{"fulfil", "fulfilment", []actPart{{call: "/fulfilment", key: "fulfil", fields: []actField{
			{look: "textarea", name: "text", label: "act.proof"}, fieldAPaper}}}},
		{"verify", "verification", []actPart{{call: "/verification", key: "verify", fields: []actField{
			{look: "radios", name: "agreed:bool", label: "act.agreed", choices: "agreed"},
			{look: "textarea", name: "note", label: "act.note", optional: true}}}}},
		{"waive", "waiver", []actPart{{call: "/waiver", key: "waive", fields: []actField{fieldReason, fieldPaper}}}},
	}
)

// lives has the pages of approved systems answered.
func (s *site) lives(mux *http.ServeMux) {
	mux.HandleFunc("GET /systems", s.signed((*visit).systems))
	mux.HandleFunc("GET /systems/{id}", s.signed((*visit).system))
	for at, all := range map[string][]actKind{"/systems/{id}/": actsOnSystem, "/systems/{id}/obligations/{obligation}/": actsOnObligation} {
		for _, k := range all {
			mux.HandleFunc("GET "+at+k.path, s.signed(func(v *visit) error { return v.showSystemAct(k, v.form(nil)) }))
			mux.HandleFunc("POST "+at+k.path, s.signed(func(v *visit) error { return v.doSystemAct(k) }))
		}
	}
}

// doSystemAct does what a form of a system or of one of its obligations asks and
// goes back to the system.
func (v *visit) doSystemAct(k actKind) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	at := "/systems/" + url.PathEscape(v.r.PathValue("id"))
	call := at + k.parts[0].call
	if owed := v.r.PathValue("obligation"); owed != "" {
		call = "/obligations/" + url.PathEscape(owed) + k.parts[0].call
		at += "#obligation-" + url.PathEscape(owed)
	}
	body, err := v.body(f)
	if err == nil {
		delete(body, fieldPart)
		err = v.send(f, http.MethodPost, call, nil, body, nil)
	}
	if f.refused(err) {
		return v.showSystemAct(k, f)
	}
	if err != nil {
		return err
	}
	v.say(v.words("act.done", v.words("action."+k.parts[0].key)))
	return v.to(at)
}

func (v *visit) showSystemAct(k actKind, f *form) error {
	y, err := v.readSystem()
	if err != nil {
		return err
	}
	key := k.parts[0].key
	p := &proposalRead{ID: y.ID, Number: &y.Number, Agency: y.Agency, factsRead: factsRead{Name: y.Name}}
	d := &acting{proposalRead: p, Key: key, Path: v.r.URL.Path, Back: "/systems/" + y.ID, System: y, May: slices.Contains(y.Actions, k.key)}
	if owed := v.r.PathValue("obligation"); owed != "" {
		i := slices.IndexFunc(y.Obligations, func(o obligation) bool { return o.ID == owed })
		if i < 0 {
			return &problem{Status: http.StatusNotFound}
		}
		d.Obligation = &y.Obligations[i]
		d.May = slices.Contains(d.Obligation.Actions, k.key)
		d.Back += "#obligation-" + owed
	}
	filed, err := v.readProposal(y.ID)
	seen := err == nil
	if hidden, ok := errors.AsType[*problem](err); ok && (hidden.Status == http.StatusNotFound || hidden.Status == http.StatusForbidden) {
		err = nil // who owes something need not see the proposal
	} else if err == nil {
		p.Attachments = v.withProofs(y.ID, filed.Attachments)
	}
	if err != nil {
		return err
	}
	drawn, err := v.drawAct(d, k.parts[0], f)
	if err != nil {
		return err
	}
	if seen {
		p.Attachments = filed.Attachments // what is not shown yet may be chosen, not opened
	}
	d.Files = d.Files && seen && v.mayProve(y)
	d.Forms = []actForm{{0, key, drawn}}
	return v.showForm("action", "action."+key, nil, d, f)
}
