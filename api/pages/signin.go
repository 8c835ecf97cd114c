package pages

import (
	"crypto/sha256"
	"errors"
	"net/http"
	"time"

	"pheduyet/api/html"
)

// home is the sign-in page while nobody is signed in, then where one's day begins.
func (v *visit) home() error {
	if v.actor.Account == "" {
		return v.showSignIn(v.form(nil), "/")
	}
	return v.to(v.start())
}

// start is the first page after signing in.
func (v *visit) start() string { return v.nav()[0].Href }

func (v *visit) signInPage() error {
	next := local(v.query().Get("next"), "/")
	if v.actor.Account != "" {
		return v.to(next)
	}
	return v.showSignIn(v.form(nil), next)
}

// signInView is what the sign-in page says besides its form.
type signInView struct {
	Next string
	Kept bool // a form waits for its writer
}

func (v *visit) showSignIn(f *form, next string) error {
	status := http.StatusOK
	if f.Problem != nil {
		status = f.Problem.Status
	}
	kept := v.sessions.Exists(v.r.Context(), keyInterrupted)
	return v.show(view{page: "sign-in", title: "signin.title", data: signInView{next, kept}, form: f, status: status})
}

// signIn asks for a token by the API's own rules and begins a session for whom it
// stands for. The token itself is forgotten; nobody can use it but this session.
func (v *visit) signIn() error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	next := local(f.Value("next"), "/")
	var got struct {
		Token   string    `json:"token"`
		Expires time.Time `json:"expires_at"`
	}
	credentials := map[string]string{"username": f.Value("username"), "password": f.Values.Get("password")}
	f.Values.Del("password")
	if err := v.send(f, http.MethodPost, "/tokens", nil, credentials, &got); err != nil {
		if p, ok := errors.AsType[*problem](err); ok && p.Status < http.StatusInternalServerError {
			f.Problem = p
			return v.showSignIn(f, next)
		}
		return err
	}
	ctx := v.r.Context()
	if err := v.sessions.RenewToken(ctx); err != nil {
		return err
	}
	hash := sha256.Sum256([]byte(got.Token))
	v.sessions.Put(ctx, keyToken, hash[:])
	v.sessions.SetDeadline(ctx, got.Expires)
	return v.to(next)
}

// signOut ends this session; everywhere, with every other session and token of the
// person.
func (v *visit) signOut() error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	if f.Value("everywhere") == "true" {
		if _, err := v.exchange(call{method: http.MethodDelete, path: "/tokens"}, nil); err != nil {
			return err
		}
	}
	ctx := v.r.Context()
	if err := v.sessions.Clear(ctx); err != nil {
		return err
	}
	if err := v.sessions.RenewToken(ctx); err != nil {
		return err
	}
	v.say(html.Words(v.lang, "signin.out"))
	return v.to("/")
}
