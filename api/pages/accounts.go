package pages

import (
	"net/http"
	"net/url"

	"pheduyet/api/html"
)

// account is an account as its keepers see it.
type account struct {
	ID       string  `json:"id"`
	Username string  `json:"username"`
	Name     string  `json:"name"`
	Agency   *string `json:"agency"`
	Roles    []struct {
		Role string  `json:"role"`
		To   *string `json:"to"`
	} `json:"roles"`
	Memberships []struct {
		Agency string  `json:"agency"`
		Seat   bool    `json:"seat"`
		From   string  `json:"from"`
		To     *string `json:"to"`
	} `json:"memberships"`
	DisabledAt  *string `json:"disabled_at"`
	OneTime     bool    `json:"one_time_password"`
	SignedInAt  *string `json:"signed_in_at"`
	Delegations int     `json:"delegations"`
}

func (v *visit) accounts() error {
	q := v.query()
	var got struct {
		Items []account
		Next  *string `json:"next_cursor"`
	}
	if err := v.get("/accounts", listQuery(q, "agency", "cursor"), &got); err != nil {
		return err
	}
	agencies, err := v.agencyOptions("department", "commune", "unit", "peoples_committee")
	if err != nil {
		return err
	}
	return v.show(view{page: "accounts", title: "admin.accounts", data: struct {
		Agency   string
		Agencies []html.Option
		Rows     []account
		Pages    *pager
	}{q.Get("agency"), agencies, got.Items, cursorPages(q, got.Next)}})
}

func (v *visit) disableForm() error { return v.showDisable(v.form(nil)) }

func (v *visit) showDisable(f *form) error {
	status := http.StatusOK
	if f.Problem != nil {
		status = f.Problem.Status
	}
	return v.show(view{page: "disable", title: "accounts.disable", form: f, status: status, data: v.query().Get("name")})
}

// disable takes an account's rights away at once; giving them back takes two.
func (v *visit) disable() error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	body := map[string]any{"reason": f.Value("reason")}
	if err := v.send(f, http.MethodPost, "/accounts/"+url.PathEscape(v.r.PathValue("id"))+"/disable", nil, body, nil); f.refused(err) {
		return v.showDisable(f)
	} else if err != nil {
		return err
	}
	v.say(html.Words(v.lang, "accounts.disabled"))
	return v.to("/admin/accounts")
}
