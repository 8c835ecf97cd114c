package pages

import (
	"net/http"
	"net/url"

	"pheduyet/api/html"
	"pheduyet/internal/proposal"
)

// delegation is written authority to act for a head.
type delegation struct {
	ID        string     `json:"id"`
	Kind      string     `json:"kind"`
	Authority string     `json:"authority"`
	Principal *person    `json:"principal"`
	Delegate  *person    `json:"delegate"`
	Position  string     `json:"position"`
	Gates     []string   `json:"gates"`
	From      string     `json:"from"`
	To        string     `json:"to"`
	Document  *authority `json:"document"`
	State     string     `json:"state"`

	GateTitles []string `json:"-"`
}

func (v *visit) delegations() error {
	var got struct{ Items []delegation }
	if err := v.get("/delegations", nil, &got); err != nil {
		return err
	}
	for i := range got.Items {
		for _, g := range got.Items[i].Gates {
			got.Items[i].GateTitles = append(got.Items[i].GateTitles, v.gateTitle(g))
		}
	}
	rows, pages := cut(got.Items, v.query())
	return v.show(view{page: "delegations", title: "admin.delegations", data: struct {
		Rows   []delegation
		Pages  *pager
		Grants bool
	}{rows, pages, v.actor.Has(proposal.RoleHead)}})
}

func (v *visit) delegationForm() error { return v.showDelegationForm(v.form(nil)) }

// showDelegationForm asks which of the head's people may act, at which gates.
func (v *visit) showDelegationForm(f *form) error {
	all, err := v.ownPeople()
	if err != nil {
		return err
	}
	var people []html.Option
	for _, a := range all {
		if a.DisabledAt == nil && a.ID != v.actor.Account {
			people = append(people, html.Option{Value: a.Username, Text: a.Name + " (" + a.Username + ")"})
		}
	}
	gates, err := v.gateOptions()
	if err != nil {
		return err
	}
	kinds := []html.Option{
		{Value: "assignment", Text: html.Words(v.lang, "delegation.assignment")},
		{Value: "authorization", Text: html.Words(v.lang, "delegation.authorization")},
	}
	status := http.StatusOK
	if f.Problem != nil {
		status = f.Problem.Status
	}
	return v.show(view{page: "delegation-new", title: "delegations.new", form: f, status: status, data: struct {
		People, Gates, Kinds []html.Option
	}{people, gates, kinds}})
}

// ownPeople reads the accounts of the head's agency.
func (v *visit) ownPeople() ([]account, error) {
	var all []account
	q := url.Values{"agency": {v.actor.Agency}}
	for {
		var got struct {
			Items []account
			Next  *string `json:"next_cursor"`
		}
		if err := v.get("/accounts", q, &got); err != nil {
			return nil, err
		}
		all = append(all, got.Items...)
		if got.Next == nil {
			return all, nil
		}
		q.Set("cursor", *got.Next)
	}
}

func (v *visit) delegate() error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	body, err := v.body(f)
	if err == nil {
		err = v.send(f, http.MethodPost, "/delegations", nil, body, nil)
	}
	if f.refused(err) {
		return v.showDelegationForm(f)
	} else if err != nil {
		return err
	}
	v.say(html.Words(v.lang, "delegations.granted"))
	return v.to("/admin/delegations")
}

func (v *visit) delegationEnd() error { return v.showDelegationEnd(v.form(nil)) }

func (v *visit) showDelegationEnd(f *form) error {
	status := http.StatusOK
	if f.Problem != nil {
		status = f.Problem.Status
	}
	return v.show(view{page: "delegation-end", title: "delegations.end", form: f, status: status})
}

// endDelegation ends a delegation before its last day; what was decided under it
// stands.
func (v *visit) endDelegation() error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	body := map[string]any{"reason": f.Value("reason")}
	if err := v.send(f, http.MethodPost, "/delegations/"+url.PathEscape(v.r.PathValue("id"))+"/end", nil, body, nil); f.refused(err) {
		return v.showDelegationEnd(f)
	} else if err != nil {
		return err
	}
	v.say(html.Words(v.lang, "delegations.ended"))
	return v.to("/admin/delegations")
}
