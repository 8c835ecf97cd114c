package api

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
)

// call is one request and its answer.
type call struct {
	method, path string
	body         any // a string goes as it is
	as           string
	header       map[string]string
}

type reply struct {
	t      testing.TB
	Code   int
	Header http.Header
	Body   []byte
}

// token signs somebody in.
func (w *world) token(t testing.TB, who string) string {
	t.Helper()
	token, hash := newToken()
	if err := w.SaveToken(t.Context(), hash, w.people[who].Account, w.now); err != nil {
		t.Fatal(err)
	}
	return token
}

func (w *world) do(t testing.TB, c call) reply {
	t.Helper()
	token := ""
	if c.as != "" {
		down := w.down
		w.down = nil
		token = w.token(t, c.as)
		w.down = down
	}
	return w.send(t, c, token)
}

func (w *world) send(t testing.TB, c call, token string) reply {
	t.Helper()
	var content []byte
	switch b := c.body.(type) {
	case nil:
	case string:
		content = []byte(b)
	default:
		content = raw(b)
	}
	r := httptest.NewRequestWithContext(t.Context(), c.method, c.path, bytes.NewReader(content))
	if c.body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	for name, value := range c.header {
		if r.Header.Set(name, value); value == "" {
			r.Header.Del(name)
		}
	}
	rec := httptest.NewRecorder()
	w.handler.ServeHTTP(rec, r)
	return reply{t, rec.Code, rec.Header(), rec.Body.Bytes()}
}

func (w *world) post(t testing.TB, as, path string, body any) reply {
	t.Helper()
	return w.do(t, call{method: "POST", path: "/api/v1" + path, body: body, as: as})
}

func (w *world) keyed(t testing.TB, as, path, key string, body any) reply {
	t.Helper()
	return w.do(t, call{method: "POST", path: "/api/v1" + path, body: body, as: as, header: map[string]string{"Idempotency-Key": key}})
}

func (w *world) get(t testing.TB, as, path string) reply {
	t.Helper()
	return w.do(t, call{method: "GET", path: "/api/v1" + path, as: as})
}

func (r reply) want(status int) reply {
	r.t.Helper()
	if r.Code != status {
		r.t.Fatalf("status %d, want %d: %s", r.Code, status, r.Body)
	}
	return r
}

func (r reply) tree() map[string]any {
	r.t.Helper()
	var m map[string]any
	if err := json.Unmarshal(r.Body, &m); err != nil {
		r.t.Fatalf("%v: %s", err, r.Body)
	}
	return m
}

// refused wants a problem of a status and code that names the fields.
func (r reply) refused(status int, code string, fields ...string) reply {
	r.t.Helper()
	r.want(status)
	if got := r.Header.Get("Content-Type"); !strings.HasPrefix(got, "application/problem+json") {
		r.t.Errorf("Content-Type %q", got)
	}
	var p struct {
		Status    int
		Code      string
		Detail    string
		RequestID string `json:"request_id"`
		Errors    []fieldProblem
	}
	if err := json.Unmarshal(r.Body, &p); err != nil {
		r.t.Fatal(err)
	}
	if p.Status != status || p.Code != code || p.Detail == "" || p.RequestID == "" {
		r.t.Errorf("problem %s, want status %d code %s with detail and request id", r.Body, status, code)
	}
	for _, f := range fields {
		if !slices.ContainsFunc(p.Errors, func(e fieldProblem) bool { return e.Field == f && e.Message != "" }) {
			r.t.Errorf("no fault names %q: %s", f, r.Body)
		}
	}
	return r
}

// draft makes a proposal of so-y-te and gives its path.
func (w *world) draft(t testing.TB) string {
	t.Helper()
	return "/proposals/" + w.post(t, "filer", "/proposals", facts()).want(201).tree()["id"].(string)
}

// filed makes a submitted proposal: its duplication check has passed by rule.
func (w *world) filed(t testing.TB) string {
	t.Helper()
	path := w.draft(t)
	w.post(t, "filer", path+"/submission", nil).want(200)
	return path
}

// document is a paper that stands behind a decision.
func paper() map[string]any {
	return map[string]any{"number": "12/SKHCN", "date": "2026-11-20", "title": "Ý kiến", "signatory": "Nguyễn Văn A"}
}
