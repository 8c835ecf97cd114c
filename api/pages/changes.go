package pages

import (
	"encoding/json"
	"net/http"
	"net/url"

	"pheduyet/api/html"
)

// changed is a change by two.
type changed struct {
	ID       string          `json:"id"`
	Kind     string          `json:"kind"`
	State    string          `json:"state"`
	Document *authority      `json:"document"`
	Note     *string         `json:"note"`
	Body     json.RawMessage `json:"body"`
	Preview  struct {
		Lines []previewLine `json:"lines"`
	} `json:"preview"`
	ProposedBy   *person `json:"proposed_by"`
	ProposedAt   string  `json:"proposed_at"`
	DecidedBy    *person `json:"decided_by"`
	DecidedAt    *string `json:"decided_at"`
	DecisionNote *string `json:"decision_note"`

	Mine   bool        `json:"-"` // the reader proposed it
	Told   *changeTold `json:"-"` // the body and what it does, in words
	Secret string      `json:"-"` // a one-time password, shown once
}

func (v *visit) changes() error {
	state := v.query().Get("state")
	var got struct{ Items []changed }
	if err := v.get("/changes", listQuery(v.query(), "state"), &got); err != nil {
		return err
	}
	for _, c := range got.Items {
		for i, l := range c.Preview.Lines {
			c.Preview.Lines[i].Text = v.withDays(l.Text)
		}
	}
	rows, pages := cut(got.Items, v.query())
	return v.show(view{page: "changes", title: "admin.changes", data: struct {
		State string
		Rows  []changed
		Pages *pager
	}{state, rows, pages}})
}

func (v *visit) change() error { return v.showChange(v.form(nil), "") }

func (v *visit) showChange(f *form, secret string) error {
	data := changed{}
	if err := v.get("/changes/"+url.PathEscape(v.r.PathValue("id")), nil, &data); err != nil {
		return err
	}
	data.Mine = data.ProposedBy != nil && data.ProposedBy.ID == v.actor.Account
	data.Secret = secret
	var err error
	if data.Told, err = v.tell(data.Kind, data.Body, data.Preview.Lines, data.State == "proposed"); err != nil {
		return err
	}
	return v.show(view{page: "change", title: "change." + data.Kind, data: data, form: f, status: f.status()})
}

// decideChange is the second person's word.
func (v *visit) decideChange() error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	body := map[string]any{"confirmed": f.Value("confirmed") == "true", "note": f.Value("note")}
	path := "/changes/" + url.PathEscape(v.r.PathValue("id"))
	var done changed
	if err := v.send(f, http.MethodPost, path+"/confirmation", nil, body, &done); f.refused(err) {
		return v.showChange(f, "")
	} else if err != nil {
		return err
	}
	v.say(html.Words(v.lang, "changes.said."+done.State))
	return v.to("/admin" + path)
}

// oneTimePassword shows, once, the password that a confirmed change promised.
func (v *visit) oneTimePassword() error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	var got struct {
		Password string `json:"password"`
	}
	if err := v.send(f, http.MethodPost, "/changes/"+url.PathEscape(v.r.PathValue("id"))+"/one-time-password", nil, map[string]any{}, &got); f.refused(err) {
		return v.showChange(f, "")
	} else if err != nil {
		return err
	}
	return v.showChange(f, got.Password)
}
