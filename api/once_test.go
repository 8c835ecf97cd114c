package api

import (
	"encoding/json"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/proposal"
)

func TestSameKeySameAnswer(t *testing.T) {
	w := newWorld(t)
	first := w.keyed(t, "filer", "/proposals", "k", facts()).want(201)
	again := w.keyed(t, "filer", "/proposals", "k", facts()).want(201)
	if d := cmp.Diff(string(first.Body), string(again.Body)); d != "" {
		t.Errorf("another answer: %s", d)
	}
	if len(w.cases) != 1 {
		t.Errorf("%d proposals, want 1", len(w.cases))
	}
	if first.Header.Get("ETag") == "" || again.Header.Get("ETag") != first.Header.Get("ETag") {
		t.Errorf("ETag %q, then %q", first.Header.Get("ETag"), again.Header.Get("ETag"))
	}
	if again.Header.Get("Location") != first.Header.Get("Location") {
		t.Errorf("Location %q, then %q", first.Header.Get("Location"), again.Header.Get("Location"))
	}
	// The same fields in another order, spacing and Unicode form are the same body.
	loose := strings.Replace(string(raw(facts())), "\u1ec7", "e\u0323\u0302", 1)
	w.keyed(t, "filer", "/proposals", "k", "\n"+loose).want(201)
	other := facts()
	other["name"] = "Khác"
	w.keyed(t, "filer", "/proposals", "k", other).refused(422, "invalid", "Idempotency-Key")
	w.keyed(t, "other", "/proposals", "k", facts()).want(201) // keys are the account's
	if len(w.cases) != 2 {
		t.Errorf("%d proposals, want 2", len(w.cases))
	}
}

func TestKeys(t *testing.T) {
	w := newWorld(t)
	for key, status := range map[string]int{
		"!": 201, strings.Repeat("~", 128): 201, strings.Repeat("~", 129): 422, "a b": 422, "á": 422, "a\tb": 422,
	} {
		if got := w.keyed(t, "filer", "/proposals", key, facts()); got.Code != status {
			t.Errorf("%q: %d, want %d", key, got.Code, status)
		}
	}
}

func TestADecisionTwice(t *testing.T) {
	w := newWorld(t)
	path := w.consulted(t) + "/gates/ministry_consultation/decision"
	yes := map[string]any{"outcome": "approve", "documents": []any{paper()}}
	first := w.keyed(t, "reviewer", path, "k", yes).want(200)
	again := w.keyed(t, "reviewer", path, "k", yes).want(200)
	if d := cmp.Diff(string(first.Body), string(again.Body)); d != "" {
		t.Errorf("another answer: %s", d)
	}
	w.keyed(t, "reviewer", path, "k2", yes).refused(409, "conflict")
	if n := len(w.sent); n != 2 { // the submission and one decision
		t.Errorf("%d updates reached the process, want 2", n)
	}
}

// A refusal is an answer too: the state that allowed it later does not change it.
func TestARefusalIsKept(t *testing.T) {
	w := newWorld(t)
	path := w.filed(t)
	decision := path + "/gates/ministry_consultation/decision"
	yes := map[string]any{"outcome": "approve", "documents": []any{paper()}}
	first := w.keyed(t, "reviewer", decision, "k", yes).refused(422, "invalid", "outcome")
	w.reply(t, path)
	again := w.keyed(t, "reviewer", decision, "k", yes).refused(422, "invalid", "outcome")
	if d := cmp.Diff(string(first.Body), string(again.Body)); d != "" {
		t.Errorf("another answer: %s", d)
	}
	w.keyed(t, "reviewer", decision, "k2", yes).want(200)
	for _, c := range w.commands {
		if c.Key == "k" && string(c.Body) != "{}" {
			t.Errorf("content of what was refused is kept: %s", c.Body)
		}
	}
}

// Of a refused act nothing may be stored, least of all what a database cannot
// take.
func TestARefusalOfControlCharactersIsKept(t *testing.T) {
	w := newWorld(t)
	f := facts()
	f["name"] = "a\x00b"
	for range 2 {
		w.keyed(t, "filer", "/proposals", "k", f).refused(422, "invalid", "name")
	}
}

// After a 503 the same key joins the attempt that may have happened.
func TestAnUnfinishedAttemptIsJoined(t *testing.T) {
	for name, fail := range map[string]func(*world, error){
		"before it was done": func(w *world, err error) { w.lost = err },
		"after it was done":  func(w *world, err error) { w.deaf = err },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			path := w.draft(t) + "/submission"
			fail(w, unavailable)
			got := w.keyed(t, "filer", path, "k", map[string]any{}).refused(503, "unavailable")
			if got.Header.Get("Retry-After") == "" {
				t.Error("no Retry-After")
			}
			w.lost, w.deaf = nil, nil
			p := w.keyed(t, "filer", path, "k", map[string]any{}).want(200).tree()
			if p["status"] != "in_review" || p["revision"] != 1.0 {
				t.Errorf("status %v revision %v", p["status"], p["revision"])
			}
			for _, id := range w.sent {
				if id != w.sent[0] {
					t.Errorf("another update id: %v", w.sent)
				}
			}
		})
	}
}

// An act is recorded and still under way when its key comes again: the second
// waits for the process too, and both tell the same.
func TestARecordedActIsJoinedToItsEnd(t *testing.T) {
	w := newWorld(t)
	path := w.draft(t) + "/submission"
	w.deaf = unavailable // recorded, then nothing is heard
	w.keyed(t, "filer", path, "k", nil).refused(503, "unavailable")
	w.deaf = nil
	id := strings.TrimPrefix(strings.TrimSuffix(path, "/submission"), "/proposals/")
	w.onSend = func() { // what the process still had to do
		c := w.cases[id]
		c.Gates[0].State = proposal.GateRejected
		w.cases[id] = c
	}
	got := w.keyed(t, "filer", path, "k", nil).want(200).tree()
	if len(w.sent) != 2 || got["gates"].([]any)[0].(map[string]any)["state"] != "rejected" {
		t.Errorf("%d sent; answered before the end: %v", len(w.sent), got["gates"])
	}
}

// The last act of a proposal leaves no workflow to join: it is done.
func TestARecordedActOfAnEndedProposalIsDone(t *testing.T) {
	w := newWorld(t)
	path := w.filed(t)
	body := map[string]any{"reason": "Dùng hệ thống của Bộ"}
	w.deaf = unavailable
	w.keyed(t, "filer", path+"/withdrawal", "k", body).refused(503, "unavailable")
	w.deaf, w.lost = nil, ErrNoWorkflow
	if p := w.keyed(t, "filer", path+"/withdrawal", "k", body).want(200).tree(); p["status"] != "withdrawn" {
		t.Errorf("status %v", p["status"])
	}
	w.keyed(t, "filer", path+"/withdrawal", "k2", body).refused(409, "conflict")
}

// Two attempts answer at the same time: what was kept first is what both say.
func TestTheAnswerIsTheOneKept(t *testing.T) {
	w := newWorld(t)
	path := w.draft(t) + "/submission"
	w.onAnswer = func() {
		for id, c := range w.commands {
			if c.Key == "k" {
				c.Status, c.Answer = 200, []byte(`{"first":true}`)
				w.commands[id] = c
			}
		}
	}
	if got := w.keyed(t, "filer", path, "k", nil).want(200); string(got.Body) != `{"first":true}` {
		t.Errorf("answered %s", got.Body)
	}
}

// Requests that race under one key do one thing and get one answer.
func TestARaceUnderOneKey(t *testing.T) {
	w := newWorld(t)
	path := w.draft(t) + "/submission"
	bodies := make([]string, 8)
	token := w.token(t, "filer")
	var all sync.WaitGroup
	for i := range bodies {
		all.Go(func() {
			got := w.send(t, call{method: "POST", path: "/api/v1" + path, body: "{}", header: map[string]string{"Idempotency-Key": "k"}}, token)
			if got.Code != 200 {
				t.Errorf("status %d: %s", got.Code, got.Body)
			}
			bodies[i] = string(got.Body)
		})
	}
	all.Wait()
	for _, b := range bodies {
		if d := cmp.Diff(bodies[0], b); d != "" {
			t.Errorf("another answer: %s", d)
		}
	}
}

// A database that fails after the act leaves the key open; then it answers.
func TestAnInternalErrorIsNotKept(t *testing.T) {
	w := newWorld(t)
	path := w.draft(t) + "/submission"
	w.deaf = internal
	w.keyed(t, "filer", path, "k", nil).refused(500, "internal")
	w.deaf = nil
	w.keyed(t, "filer", path, "k", nil).want(200)
}

func TestDatabaseDown(t *testing.T) {
	w := newWorld(t)
	path := w.draft(t)
	w.down = proposal.Errorf(proposal.CodeUnavailable, "x", "dial tcp 10.0.0.7: refused")
	for _, c := range []call{
		{method: "GET", path: "/api/v1" + path, as: "filer"},
		{method: "POST", path: "/api/v1" + path + "/submission", as: "filer"},
		{method: "POST", path: "/api/v1/tokens", body: map[string]any{"username": "filer", "password": secretWord}},
	} {
		got := w.do(t, c).refused(503, "unavailable")
		if got.Header.Get("Retry-After") == "" || strings.Contains(string(got.Body), "10.0.0.7") {
			t.Errorf("%s: Retry-After %q, %s", c.path, got.Header.Get("Retry-After"), got.Body)
		}
	}
}

// reply records a letter to the ministry and its agreement.
func (w *world) reply(t testing.TB, path string) {
	t.Helper()
	w.post(t, "filer", path+"/consultation", map[string]any{"letter": map[string]any{"number": "1/SYT", "date": "2026-11-18"}}).want(200)
	w.post(t, "filer", path+"/consultation", map[string]any{"reply": map[string]any{"number": "2/BYT", "date": "2026-11-19", "position": "agree"}}).want(200)
}

// consulted is a filed proposal whose ministry agrees.
func (w *world) consulted(t testing.TB) string {
	t.Helper()
	path := w.filed(t)
	w.reply(t, path)
	w.sent = w.sent[:1]
	return path
}

func TestCommandsHoldWhatWasAsked(t *testing.T) {
	w := newWorld(t)
	path := w.draft(t)
	w.keyed(t, "filer", path+"/withdrawal", "k", map[string]any{"reason": "Trùng với hệ thống của Bộ"}).want(200)
	for _, c := range w.commands {
		if c.Key != "k" {
			continue
		}
		var got proposal.Withdrawal
		if err := json.Unmarshal(c.Body, &got); err != nil || got.Reason != "Trùng với hệ thống của Bộ" {
			t.Errorf("body %s, %v", c.Body, err)
		}
		if c.Kind != proposal.CommandWithdraw || c.Account != "account-filer" || len(c.ID) != 64 || strings.Contains(c.ID, "k") || !c.Recorded {
			t.Errorf("command %+v", c)
		}
		return
	}
	t.Error("the command is not there")
}
