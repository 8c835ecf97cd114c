package pages

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"

	"pheduyet/api/html"
	"pheduyet/internal/proposal"
)

// visit is one request for a page. Actor is the zero value while nobody is signed
// in.
type visit struct {
	*site
	w     http.ResponseWriter
	r     *http.Request
	lang  string // "vi" or "en"
	actor proposal.Actor
}

// page answers a visit, or gives back why it cannot.
type page func(v *visit) error

// anyone lets everybody see a page.
func (s *site) anyone(p page) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		noteRoute(r)
		v := &visit{site: s, w: w, r: r, lang: languageOf(r)}
		var err error
		if v.actor, err = s.signedIn(r.Context()); err == nil {
			err = p(v)
		}
		if err != nil {
			v.refuse(err)
		}
	}
}

// signed lets only who is signed in see a page; others sign in first and then go
// on where they wanted to.
func (s *site) signed(p page) http.HandlerFunc {
	return s.anyone(func(v *visit) error {
		if v.actor.Account == "" {
			return v.toSignIn()
		}
		if v.actor.MustChangePassword && v.r.URL.Path != passwordPage && v.r.URL.Path != "/sign-out" {
			return v.to(passwordPage)
		}
		return p(v)
	})
}

// refuse answers what stood in the way as a page.
func (v *visit) refuse(err error) {
	p, ok := errors.AsType[*problem](err)
	switch {
	case ok && p.Status == http.StatusUnauthorized:
		v.sessions.Remove(v.r.Context(), keyToken) // otherwise signing in leads back here
		if err := v.toSignIn(); err == nil {
			return
		}
	case !ok:
		p = &problem{Status: http.StatusInternalServerError}
		switch {
		case errors.Is(err, context.Canceled):
			return // who asked has gone
		case proposal.CodeOf(err) == proposal.CodeUnavailable:
			p.Status = http.StatusServiceUnavailable
		default:
			v.Logger.LogAttrs(v.r.Context(), slog.LevelError, "page failed", slog.Any("error", err))
		}
	}
	if err := v.show(view{page: "refused", title: "refused.title", status: p.Status, data: p}); err != nil {
		v.Logger.LogAttrs(v.r.Context(), slog.LevelError, "page failed", slog.Any("error", err))
		http.Error(v.w, "Hệ thống gặp lỗi. / Something went wrong.", http.StatusInternalServerError)
	}
}

// to sends the browser elsewhere after something was done. A script that asks
// behind an open page is told where that page goes, so that it does not read itself
// what is to be said there.
func (v *visit) to(path string) error {
	if v.r.Header.Get("HX-Request") != "" {
		v.w.Header().Set("HX-Redirect", path)
		v.w.WriteHeader(http.StatusNoContent)
		return nil
	}
	http.Redirect(v.w, v.r, path, http.StatusSeeOther)
	return nil
}

// say has the next page tell what was done, in the reader's words.
func (v *visit) say(words string) { v.sessions.Put(v.r.Context(), keyNotice, words) }

// words gives a text in the reader's language.
func (v *visit) words(key string, args ...any) string { return html.Words(v.lang, key, args...) }

// query is the address's query.
func (v *visit) query() url.Values { return v.r.URL.Query() }

type routeKey struct{}

// withRoute has the request note under which pattern it was answered.
func withRoute(r *http.Request, at *string) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), routeKey{}, at))
}

func noteRoute(r *http.Request) {
	if at, ok := r.Context().Value(routeKey{}).(*string); ok {
		*at = r.Pattern
	}
}
