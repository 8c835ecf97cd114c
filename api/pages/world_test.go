package pages

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2/memstore"

	"pheduyet/api/signedin"
	"pheduyet/internal/proposal"
)

// world is an API whose calls a test answers, with one person who can sign in, and
// the pages before it.
type world struct {
	mux    *http.ServeMux
	people map[string]proposal.Actor // by the token's sha256
	now    time.Time
	asked  []*http.Request

	throttled bool // too many sign-ins have failed

	server *httptest.Server
	t      *testing.T
}

type memory struct{ *memstore.MemStore }

func (m memory) FindCtx(_ context.Context, token string) ([]byte, bool, error) { return m.Find(token) }
func (m memory) DeleteCtx(_ context.Context, token string) error               { return m.Delete(token) }
func (m memory) CommitCtx(_ context.Context, token string, b []byte, at time.Time) error {
	return m.Commit(token, b, at)
}

func (w *world) Actor(_ context.Context, hash []byte) (proposal.Actor, error) {
	a, ok := w.people[string(hash)]
	if !ok {
		return a, proposal.Errorf(proposal.CodeNotFound, "Không có.", "None.")
	}
	return a, nil
}

var officer = proposal.Actor{Account: "a-1", Name: "Nguyễn Thị Bích", Agency: "so-y-te", Roles: []proposal.Role{proposal.RoleFiler}}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{mux: http.NewServeMux(), people: map[string]proposal.Actor{}, now: time.Now(), t: t}
	w.answer("POST /tokens", func(r *http.Request) (int, any) {
		if w.throttled {
			return 429, map[string]any{"code": "rate_limited", "detail": "Đăng nhập sai quá nhiều lần; hãy thử lại sau một phút."}
		}
		var in struct{ Username, Password string }
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil || in.Password != "pheduyet" {
			return 401, map[string]any{"code": "unauthenticated", "title": "Chưa đăng nhập", "detail": "Tên đăng nhập hoặc mật khẩu không đúng."}
		}
		token := "token-of-" + in.Username
		hash := sha256.Sum256([]byte(token))
		w.people[string(hash[:])] = officer
		return 200, map[string]any{"token": token, "expires_at": w.now.Add(12 * time.Hour).Format(time.RFC3339)}
	})
	w.answer("DELETE /tokens", func(*http.Request) (int, any) { clear(w.people); return 204, nil })
	w.answer("GET /agencies", func(*http.Request) (int, any) {
		return 200, map[string]any{"items": []any{map[string]any{"code": "so-y-te", "name": "Sở Y tế", "short_name": "SYT", "kind": "department"},
			map[string]any{"code": "ubnd-tinh", "name": "Ủy ban nhân dân tỉnh", "short_name": "UBND tỉnh", "kind": "peoples_committee"}}}
	})
	site, err := New(Deps{API: w.mux, People: w, Sessions: memory{memstore.New()}, Demo: true,
		Logger: slog.New(slog.NewTextHandler(t.Output(), nil)), Clock: func() time.Time { return w.now }, PublicURL: "http://pheduyet.test"})
	if err != nil {
		t.Fatal(err)
	}
	w.server = httptest.NewServer(site)
	t.Cleanup(w.server.Close)
	return w
}

// answer has a call of the API answered.
func (w *world) answer(pattern string, f func(r *http.Request) (int, any)) {
	method, path, _ := strings.Cut(pattern, " ")
	w.mux.HandleFunc(method+" "+prefix+path, func(out http.ResponseWriter, r *http.Request) {
		w.asked = append(w.asked, r)
		status, body := f(r)
		out.WriteHeader(status)
		if body != nil {
			if err := json.NewEncoder(out).Encode(body); err != nil {
				w.t.Error(err)
			}
		}
	})
}

// asker is who the API was asked by last.
func (w *world) asker() string {
	a, _ := signedin.From(w.asked[len(w.asked)-1].Context())
	return a.Account
}

// browser is a visitor who keeps cookies.
type browser struct {
	*http.Client
	world *world
}

func (w *world) browser() *browser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		w.t.Fatal(err)
	}
	return &browser{&http.Client{Jar: jar}, w}
}

// seen is a page as it was answered, after redirects.
type seen struct {
	status int
	path   string
	header http.Header
	html   string
}

func (b *browser) read(r *http.Response, err error) seen {
	b.world.t.Helper()
	if err != nil {
		b.world.t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		b.world.t.Fatal(err)
	}
	return seen{r.StatusCode, r.Request.URL.RequestURI(), r.Header, string(body)}
}

func (b *browser) open(path string) seen {
	b.world.t.Helper()
	return b.read(b.Get(b.world.server.URL + path))
}

func (b *browser) submit(path string, fields ...string) seen {
	b.world.t.Helper()
	values := url.Values{}
	for i := 0; i < len(fields); i += 2 {
		values.Add(fields[i], fields[i+1])
	}
	return b.read(b.PostForm(b.world.server.URL+path, values))
}

// signedIn is a visitor who has signed in.
func (w *world) signedIn() *browser {
	w.t.Helper()
	b := w.browser()
	if got := b.submit("/sign-in", "username", "bich", "password", "pheduyet", "next", "/account"); got.path != "/account" || got.status != 200 {
		w.t.Fatalf("signing in led to %s, %d", got.path, got.status)
	}
	return b
}

func (s seen) has(t *testing.T, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(s.html, part) {
			t.Errorf("%s (%d) does not say %q:\n%s", s.path, s.status, part, s.html)
		}
	}
}
