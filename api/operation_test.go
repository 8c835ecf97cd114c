package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"

	"pheduyet/internal/proposal"
)

// deps is a world with a log and some wishes.
func deps(t *testing.T, w *world, wish func(*Deps)) *bytes.Buffer {
	t.Helper()
	var log bytes.Buffer
	d := Deps{
		Store: w, Matcher: w, Process: w.process(), Blobs: (*folder)(w),
		Logger: slog.New(slog.NewJSONHandler(&log, nil)), Registry: prometheus.NewRegistry(),
	}
	if wish != nil {
		wish(&d)
	}
	var err error
	if w.handler, err = New(d); err != nil {
		t.Fatal(err)
	}
	return &log
}

func TestNewWantsWhatItNeeds(t *testing.T) {
	if _, err := New(Deps{}); err == nil {
		t.Error("New without dependencies")
	}
}

func TestHealth(t *testing.T) {
	w := newWorld(t)
	var missing error
	deps(t, w, func(d *Deps) { d.Ready = func(context.Context) error { return missing } })
	w.do(t, call{method: "GET", path: "/livez"}).want(200)
	w.do(t, call{method: "GET", path: "/readyz"}).want(200)
	missing = errors.New("no worker")
	got := w.do(t, call{method: "GET", path: "/readyz"}).want(503)
	if got.Header.Get("Retry-After") == "" || got.tree()["missing"] != "no worker" {
		t.Errorf("%v %s", got.Header, got.Body)
	}
	if doc := w.do(t, call{method: "GET", path: "/openapi.yaml"}).want(200); !strings.HasPrefix(string(doc.Body), "openapi: 3.1") {
		t.Errorf("%.40q", doc.Body)
	}
}

// The log tells what happened to which request, not who or what it was about.
func TestTheLogKeepsPeopleOut(t *testing.T) {
	w := newWorld(t)
	log := deps(t, w, nil)
	token := w.token(t, "filer")
	got := w.send(t, call{method: "GET", path: "/api/v1/proposals?q=Nguy%E1%BB%85n"}, token).want(200)
	var line struct {
		Msg, Method, Route string
		Status             int
		RequestID          string `json:"request_id"`
	}
	if err := json.Unmarshal(log.Bytes(), &line); err != nil {
		t.Fatalf("%v: %s", err, log)
	}
	if line.Msg != "request" || line.Route != "/api/v1/proposals" || line.Status != 200 || line.RequestID != got.Header.Get("X-Request-Id") || line.RequestID == "" {
		t.Errorf("logged %s", log)
	}
	for _, private := range []string{token, "account-filer", "Nguy", "192.0.2.1"} {
		if strings.Contains(log.String(), private) {
			t.Errorf("%q is in the log: %s", private, log)
		}
	}
}

// A handler's panic is a 500 that tells nothing, and a line in the log that does.
func TestPanics(t *testing.T) {
	w := newWorld(t)
	log := deps(t, w, func(d *Deps) { d.Store = panicking{w} })
	got := w.do(t, call{method: "GET", path: "/api/v1/worklist", as: "filer"}).refused(500, "internal")
	if strings.Contains(string(got.Body), "hỏng") || !strings.Contains(log.String(), "hỏng") || !strings.Contains(log.String(), got.Header.Get("X-Request-Id")) {
		t.Errorf("told %s; logged %s", got.Body, log)
	}
}

type panicking struct{ *world }

func (panicking) Worklist(context.Context, proposal.Actor) ([]proposal.WorkItem, error) {
	panic("hỏng")
}

func TestMetrics(t *testing.T) {
	w := newWorld(t)
	scrape := func(remote, forwarded, token string) *httptest.ResponseRecorder {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", nil)
		r.RemoteAddr = remote
		if forwarded != "" {
			r.Header.Set("X-Forwarded-For", forwarded)
		}
		if token != "" {
			r.Header.Set("Authorization", "Bearer "+token)
		}
		rec := httptest.NewRecorder()
		w.handler.ServeHTTP(rec, r)
		return rec
	}
	deps(t, w, nil)
	w.get(t, "filer", "/worklist").want(200)
	for _, c := range []struct {
		remote, forwarded, token string
		status                   int
	}{
		{"127.0.0.1:1", "", "", 200}, {"[::1]:1", "", "", 200},
		{"127.0.0.1:1", "203.0.113.9", "", 401}, // passed on by who knows whom
		{"203.0.113.9:1", "", "", 401}, {"203.0.113.9:1", "127.0.0.1", "", 401},
		{"203.0.113.9:1", "", w.token(t, "admin"), 200}, {"203.0.113.9:1", "", w.token(t, "filer"), 403},
	} {
		got := scrape(c.remote, c.forwarded, c.token)
		if got.Code != c.status {
			t.Errorf("%+v: %d", c, got.Code)
		}
		if c.status == 200 && !strings.Contains(got.Body.String(), `pheduyet_http_requests_total{method="GET",route="/api/v1/worklist",status="200"} 1`) {
			t.Errorf("%s", got.Body)
		}
	}
	deps(t, w, func(d *Deps) { d.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")} })
	for forwarded, status := range map[string]int{"203.0.113.9": 401, "127.0.0.1, 203.0.113.9": 401, "x": 401, "": 200} {
		if got := scrape("127.0.0.1:1", forwarded, ""); got.Code != status {
			t.Errorf("through the proxy for %q: %d, want %d", forwarded, got.Code, status)
		}
	}
}
