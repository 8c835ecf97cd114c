package pages

import (
	"net/http"
	"net/url"
	"slices"

	"pheduyet/api/html"
)

// acting is the page of an act.
type acting struct {
	*proposalRead
	Gate *gateCard // nil where it is an act on the whole proposal
	Key  string
	Path string // of the page
	Back string // the page that it is done from
	May  bool
	// System and Obligation are what it is done to, where that is not the proposal.
	System     *systemRead
	Obligation *obligation
	// Forms are the act's parts, drawn.
	Forms []actForm
	// Files says that a paper may be attached here.
	Files bool
}

// actForm is one form of an act's page.
type actForm struct {
	N      int // its place
	Key    string
	Fields []drawnField
}

// fieldPart tells which form of a page was sent.
const fieldPart = "part"

// acts has the pages of all acts answered.
func (s *site) acts(mux *http.ServeMux) {
	for at, all := range map[string][]actKind{"/proposals/{id}/": actsOnProposal, "/proposals/{id}/gates/{gate}/": actsAtGate} {
		for _, k := range all {
			mux.HandleFunc("GET "+at+k.path, s.signed(func(v *visit) error { return v.showAct(k, v.form(nil)) }))
			mux.HandleFunc("POST "+at+k.path, s.signed(func(v *visit) error { return v.doAct(k) }))
		}
	}
}

// doAct does what one of the page's forms asks, with its fields as the call's
// content, and goes back to the proposal.
func (v *visit) doAct(k actKind) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	n := 0
	if f.Value(fieldPart) == "1" && len(k.parts) > 1 {
		n = 1
	}
	at := "/proposals/" + url.PathEscape(v.r.PathValue("id"))
	call := at + k.parts[n].call
	if gate := v.r.PathValue("gate"); gate != "" {
		call = at + "/gates/" + url.PathEscape(gate) + k.parts[n].call
	}
	body, err := v.body(f)
	if err == nil {
		delete(body, fieldPart)
		err = v.send(f, http.MethodPost, call, nil, body, nil)
	}
	if f.refused(err) {
		return v.showAct(k, f)
	}
	if err != nil {
		return err
	}
	v.say(v.words("act.done", v.words("action."+k.parts[n].keyOf(k))))
	return v.to(at)
}

func (p actPart) keyOf(k actKind) string {
	if p.key != "" {
		return p.key
	}
	return k.key
}

func (v *visit) showAct(k actKind, f *form) error {
	p, err := v.readProposal(v.r.PathValue("id"))
	if err != nil {
		return err
	}
	d := &acting{proposalRead: p, Key: k.key, Path: v.r.URL.Path, Back: "/proposals/" + p.ID, May: slices.Contains(p.Actions, k.key)}
	if gate := v.r.PathValue("gate"); gate != "" {
		i := slices.IndexFunc(p.Gates, func(g gateCard) bool { return g.ID == gate })
		if i < 0 {
			return &problem{Status: http.StatusNotFound}
		}
		d.Gate = &p.Gates[i]
		d.May = slices.Contains(d.Gate.Actions, k.key)
	}
	if f.Problem == nil && !f.Restored {
		d.begin(f.Values)
	}
	for n, part := range k.parts {
		drawn, err := v.drawAct(d, part, f)
		if err != nil {
			return err
		}
		d.Forms = append(d.Forms, actForm{n, part.keyOf(k), drawn})
	}
	return v.showForm("action", "action."+k.key, nil, d, f)
}

// begin fills in what is likely meant, and which preparation was read.
func (d *acting) begin(values url.Values) {
	if d.LineMinistry != nil {
		values.Set("letter.to", *d.LineMinistry)
		values.Set("reply.from", *d.LineMinistry)
	}
	if d.Gate != nil && d.Gate.Preparation != nil && d.Gate.Preparation.SHA256 != nil {
		values.Set("sha256", *d.Gate.Preparation.SHA256)
	}
}

// drawAct gives the fields of a form as their templates take them.
func (v *visit) drawAct(d *acting, part actPart, f *form) ([]drawnField, error) {
	var drawn []drawnField
	for _, of := range part.fields {
		with := map[string]any{"form": f, "name": of.name, "label": of.label, "optional": of.optional}
		switch of.look {
		case "document":
			with = map[string]any{"form": f, "under": of.name, "title": of.label, "optional": of.optional, "files": d.Attachments}
			d.Files = true
		case "scan-select":
			with["files"] = d.Attachments
			d.Files = true
		case "input":
			with["width"] = "10"
		case "input-wide":
			of.look = "input"
		}
		if of.choices != "" {
			options, err := v.choices(d, of.choices)
			if err != nil {
				return nil, err
			}
			if of.optional && len(options) == 0 {
				continue
			}
			with["options"] = options
		}
		if html.Has(of.label + ".hint") {
			with["hint"] = of.label + ".hint"
		}
		drawn = append(drawn, drawnField{of.look, with})
	}
	return drawn, nil
}
