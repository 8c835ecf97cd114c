package pages

import (
	"net/http"

	"pheduyet/api/html"
)

// passwordPage is where a person chooses a password; who has a one-time one sees no
// other page before.
const passwordPage = "/account/password"

func (v *visit) passwordForm() error { return v.showPassword(v.form(nil)) }

func (v *visit) showPassword(f *form) error {
	status := http.StatusOK
	if f.Problem != nil {
		status = f.Problem.Status
	}
	return v.show(view{page: "password", title: "password.title", data: v.actor.MustChangePassword, form: f, status: status})
}

func (v *visit) changePassword() error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	chosen := map[string]string{"old": f.Values.Get("old"), "new": f.Values.Get("new")}
	again := f.Values.Get("again")
	clear(f.Values) // no password is written into a page
	if again != chosen["new"] {
		words := html.Words(v.lang, "password.differs")
		f.Problem = &problem{Status: http.StatusUnprocessableEntity, Errors: []fieldFault{{"again", words}}}
		return v.showPassword(f)
	}
	if err := v.send(f, http.MethodPost, "/password", nil, chosen, nil); f.refused(err) {
		return v.showPassword(f)
	} else if err != nil {
		return err
	}
	v.say(html.Words(v.lang, "password.done"))
	return v.to(v.start())
}
