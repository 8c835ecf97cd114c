package pages

import (
	"net/http"
	"net/url"
	"time"
)

// keptFor is how long a form waits for its writer to sign in again.
const keptFor = time.Hour

// toSignIn sends who is not signed in to the sign-in page. A form that was being
// sent is kept, so that nothing typed is lost.
func (v *visit) toSignIn() error {
	next := v.r.URL.RequestURI()
	if v.r.Method == http.MethodPost {
		next = v.keep()
	}
	return v.to("/sign-in?next=" + url.QueryEscape(next))
}

// keep keeps the form that came, for who typed it, and tells the page to return to.
func (v *visit) keep() string {
	if v.r.PostForm == nil {
		if _, err := v.r.Cookie(v.sessions.Cookie.Name); err != nil {
			return "/" // no session ended: nobody typed here
		}
		if err := v.readForm(); err != nil && v.r.PostForm == nil {
			return "/"
		}
	}
	values, size := url.Values{}, 0
	for name, typed := range v.r.PostForm {
		values[name] = typed
		for _, text := range typed {
			size += len(name) + len(text)
		}
	}
	back := local(values.Get(fieldPage), v.r.URL.Path)
	if !v.kept.take(size, v.Clock()) {
		return back // the browser still has what was typed
	}
	ctx := v.r.Context()
	v.sessions.Put(ctx, keyInterrupted, values)
	v.sessions.SetDeadline(ctx, v.Clock().Add(keptFor))
	return back
}

// interrupted gives back, once, what the visitor typed on this page before the
// session ended, with the key of that form; nil where there is nothing, or it was
// typed by somebody else.
func (v *visit) interrupted() (url.Values, string) {
	ctx := v.r.Context()
	values, _ := v.sessions.Get(ctx, keyInterrupted).(url.Values)
	if values == nil || v.r.Method != http.MethodGet {
		return nil, ""
	}
	if at, _ := url.Parse(values.Get(fieldPage)); at == nil || at.Path != v.r.URL.Path {
		return nil, ""
	}
	v.sessions.Remove(ctx, keyInterrupted)
	if values.Get(fieldWho) != v.actor.Account {
		return nil, ""
	}
	key := values.Get(fieldKey)
	for _, name := range []string{fieldKey, fieldWho, fieldPage} {
		values.Del(name)
	}
	return values, key
}

// local is an address on this server: path where it is one, otherwise the other.
func local(path, otherwise string) string {
	u, err := url.Parse(path)
	if err != nil || u.Host != "" || u.Scheme != "" || len(path) < 1 || path[0] != '/' || (len(path) > 1 && (path[1] == '/' || path[1] == '\\')) {
		return otherwise
	}
	return path
}
