package main

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"pheduyet/activities"
	"pheduyet/internal/apitest"
	"pheduyet/internal/devstack/testdb"
	"pheduyet/internal/proposal"
)

// dieWhen, in the environment of a program under test, names a file: once it
// exists, the process kills itself after the next act is committed and before
// it is answered.
const dieWhen = "STANDALONE_TEST_DIE_WHEN"

// dieAfterCommit is the fault of everything dying between COMMIT and answer, or in
// the middle of a spreading.
func dieAfterCommit(s activities.Store) activities.Store {
	if file := os.Getenv(dieWhen); file != "" {
		return dying{s, file}
	}
	if at := os.Getenv(dieSpreading); at != "" {
		return &dyingSpread{Store: s, at: at}
	}
	return s
}

type dying struct {
	activities.Store
	when string
}

func (d dying) RecordIn(ctx context.Context, id, command string, run int) (proposal.Progress, error) {
	p, err := d.Store.RecordIn(ctx, id, command, run)
	if _, gone := os.Stat(d.when); err == nil && gone == nil {
		die()
	}
	return p, err
}

// A decision is committed, everything dies, and nobody sends it again: after the
// next start it stands once, and the next gate is open in the workflow too.
func TestDeathBetweenCommitAndAnswer(t *testing.T) {
	t.Parallel()
	dir, file := testdb.DataDir(t), filepath.Join(t.TempDir(), "now")
	first := start(t, dir, dieWhen+"="+file)
	first.ready()
	c := apitest.New(t, first.base)
	p := c.WalkTo(t, c.File(t, "so-y-te", apitest.Complete("so-y-te")), "technology_review", nil)
	g := p.Gate(t, "technology_review")
	body := c.Intended(t, p, g, nil)
	token := c.SignIn(apitest.Deciders[g.Authority])
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if answered := post(t, first.base+apitest.Prefix+p.DecisionPath(g.ID), token, body); answered {
		t.Error("the decision was answered: the process outlived its commit")
	}
	first.end()

	second := start(t, dir)
	second.ready()
	c = apitest.New(t, second.base)
	after := c.Again(t, p)
	if got := after.Gate(t, g.ID).State; got != "passed" {
		t.Fatalf("the committed decision left its gate %s", got)
	}
	if got := after.Gate(t, "budget_allocation").State; got != "open" {
		t.Fatalf("the next gate is %s", got)
	}
	if got := c.Walk(t, after, nil); got.Status != "approved" {
		t.Errorf("status %s after going on, want approved", got.Status)
	}
	if n := apitest.Count(c.Events(t, p), "decided", g.ID); n != 1 {
		t.Errorf("%d decisions in the ledger, want 1", n)
	}
	second.cmd.Process.Signal(syscall.SIGINT)
	if code := second.end(); code != 0 {
		t.Errorf("exit status %d", code)
	}
	nothingLeft(t, dir)
}

// post sends a body that may never be answered, and reports whether it was.
func post(t *testing.T, url, token string, body any) bool {
	t.Helper()
	data, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequest(http.MethodPost, url, bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	resp.Body.Close()
	return true
}
