package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
)

// fake is a server with one proposal that passes a duplication check and a
// budget gate. It keeps what it was sent.
type fake struct {
	*httptest.Server
	t       *testing.T
	keys    map[string]int // uses of each Idempotency-Key
	sent    []map[string]any
	status  string
	states  map[string]string // by gate
	facts   map[string]any
	events  []map[string]any
	refuse  func(path string, body map[string]any) (status int, code, field string)
	broken  int // answers 503 this many times
	created int
}

func newFake(t *testing.T) *fake {
	f := &fake{t: t, keys: map[string]int{}, status: "draft", states: map[string]string{}, refuse: func(string, map[string]any) (int, string, string) { return 0, "", "" }}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /readyz", func(http.ResponseWriter, *http.Request) {})
	mux.HandleFunc("POST /api/v1/tokens", func(w http.ResponseWriter, r *http.Request) {
		f.write(w, 200, map[string]any{"token": f.body(r)["username"]})
	})
	mux.HandleFunc("POST /api/v1/proposals", f.create)
	mux.HandleFunc("GET /api/v1/proposals/p1", func(w http.ResponseWriter, _ *http.Request) { f.write(w, 200, f.proposal()) })
	mux.HandleFunc("PATCH /api/v1/proposals/p1", f.patch)
	mux.HandleFunc("GET /api/v1/proposals/p1/trace", func(w http.ResponseWriter, _ *http.Request) {
		f.write(w, 200, map[string]any{"gates": []any{}, "events": f.events})
	})
	mux.HandleFunc("POST /api/v1/proposals/p1/{act}", f.act)
	mux.HandleFunc("POST /api/v1/proposals/p1/gates/{gate}/decision", f.decide)
	f.Server = httptest.NewServer(mux)
	t.Cleanup(f.Close)
	return f
}

func (f *fake) body(r *http.Request) map[string]any {
	m := map[string]any{}
	if err := json.NewDecoder(r.Body).Decode(&m); err != nil {
		f.t.Errorf("%s: %v", r.URL.Path, err)
	}
	return m
}

func (f *fake) write(w http.ResponseWriter, status int, v any) {
	w.Header().Set("ETag", `"`+fmt.Sprint(len(f.events))+`"`)
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(v); err != nil {
		f.t.Error(err)
	}
}

func (f *fake) happened(action, gate, outcome string) {
	f.events = append(f.events, map[string]any{"seq": len(f.events) + 1, "action": action, "gate": gate, "outcome": outcome, "actor": map[string]any{"name": "Lan"}})
}

func (f *fake) proposal() map[string]any {
	gates := []any{f.gate("duplication_check", "so-khcn"), f.gate("budget_allocation", "so-tai-chinh")}
	p := map[string]any{
		"id": "p1", "status": f.status, "gates": gates, "agency": "so-y-te", "revision": 1,
		"screening": map[string]any{"revision": 1, "matches": []any{
			map[string]any{"id": "A1", "weighty": true, "twins": []any{"N1"}},
			map[string]any{"id": "A2", "weighty": true},
			map[string]any{"id": "A3", "weighty": false},
		}},
		"items": []any{map[string]any{"id": "old", "answered": true}, map[string]any{"id": "i1"}},
	}
	for k, v := range f.facts {
		p[k] = v
	}
	return p
}

func (f *fake) gate(id, authority string) map[string]any {
	state := f.states[id]
	if state == "" {
		state = "pending"
	}
	return map[string]any{"id": id, "title": id, "kind": id, "authority": authority, "state": state, "round": 1, "outcome": map[string]any{"passed": "approve", "rejected": "reject"}[state]}
}

func (f *fake) create(w http.ResponseWriter, r *http.Request) {
	if f.broken > 0 {
		f.broken--
		f.write(w, 503, map[string]any{"status": 503, "code": "unavailable"})
		return
	}
	key := r.Header.Get("Idempotency-Key")
	if f.keys[key]++; f.keys[key] == 1 {
		f.created++
		f.facts = f.body(r)
		f.happened("drafted", "", "")
	}
	f.write(w, 201, f.proposal())
}

func (f *fake) patch(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("If-Match") != `"`+fmt.Sprint(len(f.events))+`"` {
		f.write(w, 409, map[string]any{"status": 409, "code": "conflict"})
		return
	}
	for k, v := range f.body(r) {
		f.facts[k] = v
	}
	f.happened("edited", "", "")
	f.write(w, 200, f.proposal())
}

// took keeps what was sent and refuses what the test wants refused.
func (f *fake) took(w http.ResponseWriter, r *http.Request) (map[string]any, bool) {
	body := f.body(r)
	f.keys[r.Header.Get("Idempotency-Key")]++
	f.sent = append(f.sent, body)
	status, code, field := f.refuse(r.URL.Path, body)
	if status != 0 {
		f.write(w, status, map[string]any{"status": status, "code": code, "detail": "không được", "errors": []any{map[string]any{"field": field, "message": "sai"}}})
	}
	return body, status == 0
}

func (f *fake) act(w http.ResponseWriter, r *http.Request) {
	if _, ok := f.took(w, r); !ok {
		return
	}
	switch r.PathValue("act") {
	case "submission":
		f.status, f.states["duplication_check"] = "in_review", "open"
		f.happened("submitted", "", "")
	case "withdrawal":
		f.status = "withdrawn"
		f.happened("withdrawn", "", "")
	}
	f.write(w, 200, f.proposal())
}

func (f *fake) decide(w http.ResponseWriter, r *http.Request) {
	body, ok := f.took(w, r)
	if !ok {
		return
	}
	gate, outcome := r.PathValue("gate"), fmt.Sprint(body["outcome"])
	f.happened("decided", gate, outcome)
	switch {
	case outcome == "reject":
		f.status, f.states[gate] = "rejected", "rejected"
	case gate == "duplication_check":
		f.states[gate], f.states["budget_allocation"] = "passed", "open"
	default:
		f.status, f.states[gate] = "approved", "passed"
	}
	f.write(w, 200, f.proposal())
}
