package api

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSignIn(t *testing.T) {
	w := newWorld(t)
	got := w.do(t, call{method: "POST", path: "/api/v1/tokens", body: map[string]any{"username": "reviewer", "password": secretWord}}).want(200).tree()
	want := map[string]any{"id": "account-reviewer", "username": "reviewer", "name": "Người reviewer", "agency": "so-khcn", "roles": []any{"reviewer"}, "seats": []any{}, "password_change_required": false}
	if d := cmp.Diff(want, got["user"]); d != "" {
		t.Error(d)
	}
	if got["expires_at"] != "2026-11-21T21:30:00+07:00" {
		t.Errorf("expires_at %v", got["expires_at"])
	}
	token := got["token"].(string)
	w.send(t, call{method: "GET", path: "/api/v1/worklist"}, token).want(200)
	if _, kept := w.tokens[token]; kept {
		t.Error("the token itself is kept")
	}
}

func TestWrongAndUnknownAreRefusedAlike(t *testing.T) {
	w := newWorld(t)
	detail := func(body any) any {
		t.Helper()
		return w.do(t, call{method: "POST", path: "/api/v1/tokens", body: body}).refused(401, "unauthenticated").tree()["detail"]
	}
	wrong := detail(map[string]any{"username": "filer", "password": "x"})
	unknown := detail(map[string]any{"username": "nobody", "password": "x"})
	if wrong != unknown {
		t.Errorf("%q and %q tell which accounts there are", wrong, unknown)
	}
	if w.failed != 2 {
		t.Errorf("%d failures are kept, want 2", w.failed)
	}
	w.do(t, call{method: "POST", path: "/api/v1/tokens", body: map[string]any{"username": "filer"}}).refused(422, "invalid", "password")
}

func TestTooManyFailures(t *testing.T) {
	w := newWorld(t)
	sign := func(password string) reply {
		return w.do(t, call{method: "POST", path: "/api/v1/tokens", body: map[string]any{"username": "filer", "password": password}})
	}
	for range 10 {
		sign("x").refused(401, "unauthenticated")
	}
	got := sign(secretWord).refused(429, "rate_limited")
	if got.Header.Get("Retry-After") != "60" {
		t.Errorf("Retry-After %q", got.Header.Get("Retry-After"))
	}
	w.failed = 0 // a minute later
	sign(secretWord).want(200)
}

func TestWithoutATokenNobodyEnters(t *testing.T) {
	w := newWorld(t)
	for _, header := range []string{"", "Bearer", "Bearer ", "Bearer none", "Basic ZmlsZXI6eA==", w.token(t, "filer")} {
		got := w.do(t, call{method: "GET", path: "/api/v1/worklist", header: map[string]string{"Authorization": header}}).refused(401, "unauthenticated")
		if got.Header.Get("WWW-Authenticate") != "Bearer" {
			t.Errorf("%q: WWW-Authenticate %q", header, got.Header.Get("WWW-Authenticate"))
		}
	}
	w.do(t, call{method: "GET", path: "/api/v1/worklist", header: map[string]string{"Authorization": "bearer " + w.token(t, "filer")}}).want(200)
}
