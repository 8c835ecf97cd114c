package main

import (
	"strings"
	"testing"
	"time"

	"pheduyet/api"
	"pheduyet/internal/apitest"
	"pheduyet/internal/devstack/testdb"
)

// patience is how long the API waits for a workflow while something is down.
const patience = 2 * time.Second

// What is asked while a part is down is refused in time and said to be worth
// asking again; with the part back, the same key does it, once.
func TestOutages(t *testing.T) {
	t.Parallel()
	dir := testdb.DataDir(t)
	m := impatient(t, dir)
	t.Run("no worker", func(t *testing.T) {
		c := m.client(t)
		tries := []*try{submits(t, c), decides(t, c)}
		m.parts.StopWorker()
		for _, a := range tries {
			a.unavailable(t, c)
		}
		readable(t, c, tries)
		if err := m.parts.StartWorker(m.record); err != nil {
			t.Fatal(err)
		}
		for _, a := range tries {
			a.succeedsOnce(t, c)
		}
	})
	t.Run("Temporal down", func(t *testing.T) {
		c := m.client(t)
		tries := []*try{submits(t, c), decides(t, c)}
		if err := m.temporal.Stop(); err != nil {
			t.Fatal(err)
		}
		for _, a := range tries {
			a.unavailable(t, c)
		}
		readable(t, c, tries)
		unready(t, c)
		m = again(t, m, dir)
		for _, a := range tries {
			a.succeedsOnce(t, m.client(t))
		}
	})
	t.Run("PostgreSQL down", func(t *testing.T) {
		c := m.client(t)
		tries := []*try{submits(t, c), decides(t, c)}
		if err := m.pg.Stop(); err != nil {
			t.Fatal(err)
		}
		for _, a := range tries {
			a.unavailable(t, c)
			refusedInTime(t, func() *apitest.Response { return c.As(a.account).GET(a.proposal.Path("")) })
		}
		unready(t, c)
		m = again(t, m, dir)
		for _, a := range tries {
			a.succeedsOnce(t, m.client(t))
		}
	})
	if err := m.stop(nil); err != nil {
		t.Error(err)
	}
}

// impatient starts a machine whose API gives up soon.
func impatient(t *testing.T, dir string) *machine {
	t.Helper()
	m := newMachine(dir)
	m.config.Limits = api.DefaultLimits
	m.config.Limits.Process = patience
	if err := m.bring(); err != nil {
		t.Fatal(m.stop(err))
	}
	return m
}

// again stops what is left of a machine that has lost a part, and starts one on
// the same data.
func again(t *testing.T, m *machine, dir string) *machine {
	t.Helper()
	if err := m.stop(nil); err != nil {
		t.Logf("stopping the rest: %v", err) // it may miss the part that is gone
	}
	return impatient(t, dir)
}

// readable reads what needs no workflow.
func readable(t *testing.T, c *apitest.Client, tries []*try) {
	t.Helper()
	for _, a := range tries {
		c.Again(t, a.proposal)
		c.Events(t, a.proposal)
	}
	c.As("reviewer-so-khcn").GET("/worklist").Want(t, 200)
}

// unready wants the machine to say itself that it cannot serve.
func unready(t *testing.T, c *apitest.Client) {
	t.Helper()
	began := time.Now()
	r := c.Root("/readyz").Want(t, 503)
	if took := time.Since(began); took > 3*patience {
		t.Errorf("/readyz took %v to say no", took)
	}
	if r.Header.Get("Retry-After") == "" || !strings.Contains(string(r.Body), "missing") {
		t.Errorf("/readyz does not say what is missing, or when to ask again: %s", r.Body)
	}
}
