package main

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/apitest"
)

// try is an act under one key, and the event that it leaves.
type try struct {
	account, key, path string
	body               any
	proposal           apitest.Proposal
	action, gate       string
}

// submits will send a draft out.
func submits(t *testing.T, c *apitest.Client) *try {
	p := c.Draft(t, "so-y-te", apitest.Complete("so-y-te"))
	body := map[string]any{"document": apitest.Paper("Về việc đề nghị phê duyệt chủ trương")}
	return &try{p.Filer(), apitest.Unique(), p.Path("/submission"), body, p, "submitted", ""}
}

// decides will approve the technology of a proposal.
func decides(t *testing.T, c *apitest.Client) *try {
	p := c.WalkTo(t, c.File(t, "so-nnmt", apitest.Complete("so-nnmt")), "technology_review", nil)
	g := p.Gate(t, "technology_review")
	return &try{apitest.Deciders[g.Authority], apitest.Unique(), p.DecisionPath(g.ID), c.Intended(t, p, g, nil), p, "decided", g.ID}
}

func (a *try) send(c *apitest.Client) *apitest.Response {
	return c.As(a.account).Key(a.key).POST(a.path, a.body)
}

// unavailable tries while a part is down.
func (a *try) unavailable(t *testing.T, c *apitest.Client) {
	t.Helper()
	c.As(a.proposal.Filer()) // signed in as long as that is possible
	refusedInTime(t, func() *apitest.Response { return a.send(c) })
}

// refusedInTime wants a plain 503 that says when to ask again, soon.
func refusedInTime(t *testing.T, ask func() *apitest.Response) {
	t.Helper()
	began := time.Now()
	r := ask()
	if took := time.Since(began); took > 3*patience {
		t.Errorf("%s %s took %v to be refused", r.Method, r.Path, took)
	}
	r.Refused(t, 503, "unavailable")
	if r.Header.Get("Retry-After") == "" {
		t.Errorf("%s %s: no Retry-After", r.Method, r.Path)
	}
	if body := string(r.Body); strings.Contains(body, "goroutine") || strings.Contains(body, ".go:") {
		t.Errorf("%s %s: a stack trace:\n%s", r.Method, r.Path, body)
	}
}

// succeedsOnce tries until the part is back: it is done, asking again changes
// nothing, and the history tells it once.
func (a *try) succeedsOnce(t *testing.T, c *apitest.Client) {
	t.Helper()
	r := a.send(c)
	for end := time.Now().Add(time.Minute); r.Status == 503 && time.Now().Before(end); {
		r = a.send(c)
	}
	r.Want(t, 200)
	if diff := cmp.Diff(string(r.Body), string(a.send(c).Want(t, 200).Body)); diff != "" {
		t.Errorf("%s: another answer to the same key:\n%s", a.path, diff)
	}
	if n := apitest.Count(c.Events(t, a.proposal), a.action, a.gate); n != 1 {
		t.Errorf("%s: %d events %q, want 1", a.path, n, a.action)
	}
	if after := c.Walk(t, r.Proposal(), nil); after.Status != "approved" {
		t.Errorf("%s: going on from there ends %q", a.path, after.Status)
	}
}
