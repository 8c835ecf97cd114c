package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"pheduyet/activities"
	"pheduyet/internal/apitest"
	"pheduyet/internal/catalog"
	"pheduyet/internal/devstack/pgserver"
	"pheduyet/internal/devstack/testdb"
	"pheduyet/internal/proposal"
)

// dieSpreading, in the environment of a program under test, says when it kills
// itself while an edition is spread.
const dieSpreading = "STANDALONE_TEST_DIE_SPREADING"

const (
	dieBetweenBatches = "between batches" // when asked for the second batch
	dieInBatch        = "in a batch"      // when the third comparison is committed, before it is answered
)

// dyingSpread is the fault of everything dying in the middle of a spreading.
type dyingSpread struct {
	activities.Store
	at       string
	compared atomic.Int32
}

func (d *dyingSpread) ToTell(ctx context.Context, kind string, approved bool, after string, limit int) ([]string, error) {
	if d.at == dieBetweenBatches && after != "" {
		die()
	}
	return d.Store.ToTell(ctx, kind, approved, after, limit)
}

func (d *dyingSpread) RecordRescreening(ctx context.Context, id, ref, key string, found catalog.Result) (proposal.Progress, error) {
	p, err := d.Store.RecordRescreening(ctx, id, ref, key, found)
	if d.at == dieInBatch && err == nil && d.compared.Add(1) == 3 {
		die()
	}
	return p, err
}

func die() {
	syscall.Kill(os.Getpid(), syscall.SIGKILL)
	select {} // never answers
}

// more than one batch of the spreading holds.
const spreadOver = 53

// An edition is confirmed and everything dies before its spreading has begun; the
// next process dies between two batches, the one after that within one. Nobody asks
// for anything again: in the end every open proposal was compared with the edition,
// once.
func TestDeathsWhileAnEditionSpreads(t *testing.T) {
	t.Parallel()
	dir := testdb.DataDir(t)
	first := start(t, dir)
	first.ready()
	c := apitest.New(t, first.base)
	facts := apitest.Complete("so-y-te")
	all := make([]apitest.Proposal, spreadOver)
	for i := range all {
		all[i] = c.File(t, "so-y-te", facts.With("name", fmt.Sprintf("%s, đợt %d", facts["name"], i)))
	}
	confirmedAndKilled(t, c, first, dir, facts)
	for _, at := range []string{dieBetweenBatches, dieInBatch} {
		dying := start(t, dir, dieSpreading+"="+at)
		if code := dying.end(); code != -1 {
			t.Fatalf("%s: exit status %d, want a death", at, code)
		}
	}
	last := start(t, dir)
	last.ready()
	comparedOnce(t, apitest.New(t, last.base), all)
	last.cmd.Process.Signal(syscall.SIGINT)
	if code := last.end(); code != 0 {
		t.Errorf("exit status %d", code)
	}
	nothingLeft(t, dir)
}

// confirmedAndKilled has the edition confirmed and kills the process between the
// COMMIT and the start of the workflow that spreads it: what the process asks first
// after the COMMIT is made to wait by a lock.
func confirmedAndKilled(t *testing.T, c *apitest.Client, p *process, dir string, f apitest.Facts) {
	t.Helper()
	var change apitest.Change
	c.As("admin").POST("/changes", apitest.Ordered("catalog_edition", apitest.Edition(f))).Want(t, 201).JSON(&change)
	ctx := t.Context()
	owner := connected(t, dir, pgserver.OwnerRole, pgserver.Database)
	tx, err := owner.Begin(ctx)
	if err == nil {
		_, err = tx.Exec(ctx, "LOCK TABLE successions IN ACCESS EXCLUSIVE MODE")
	}
	if err != nil {
		t.Fatal(err)
	}
	token := c.SignIn("head-so-khcn")
	answered := make(chan bool, 1)
	go func() {
		answered <- post(t, p.base+apitest.Prefix+"/changes/"+change.ID+"/confirmation", token, map[string]any{"confirmed": true})
	}()
	until(t, "the confirmation is committed", func() bool {
		return one[int](t, tx, "SELECT count(*) FROM spreads WHERE done IS NULL") == 1
	})
	temporal := connected(t, dir, pgserver.TemporalRole, pgserver.TemporalDatabase)
	if n := one[int](t, temporal, "SELECT count(*) FROM current_executions WHERE workflow_id LIKE 'spread/%'"); n != 0 {
		t.Fatal("the spreading has begun already")
	}
	p.cmd.Process.Kill()
	p.end()
	if <-answered {
		t.Error("the confirmation was answered: the process outlived its commit")
	}
}

// comparedOnce waits until every proposal was compared with the edition, and wants
// each to have been so once.
func comparedOnce(t *testing.T, c *apitest.Client, all []apitest.Proposal) {
	t.Helper()
	for _, p := range all {
		until(t, "proposal "+*p.Number+" is compared", func() bool { return apitest.Count(c.Events(t, p), "rescreened", "") > 0 })
	}
	for _, p := range all {
		for _, action := range []string{"screened", "rescreened"} {
			if n := apitest.Count(c.Events(t, p), action, ""); n != 1 {
				t.Errorf("%s: %d events %q, want 1", *p.Number, n, action)
			}
		}
	}
}

// connected is a connection to the private PostgreSQL of a running program, which
// is not waited for: the program may be killed under it.
func connected(t *testing.T, dir, role, database string) *pgx.Conn {
	t.Helper()
	password, err := os.ReadFile(filepath.Join(dir, "secrets", role))
	if err != nil {
		t.Fatal(err)
	}
	status, err := os.ReadFile(filepath.Join(dir, "postgres", "cluster", "postmaster.pid"))
	if err != nil {
		t.Fatal(err)
	}
	port := strings.Split(string(status), "\n")[3]
	conn, err := pgx.Connect(t.Context(), fmt.Sprintf("postgres://%s:%s@127.0.0.1:%s/%s?sslmode=disable", role, strings.TrimSpace(string(password)), port, database))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(context.Background()) })
	return conn
}

// one reads a single value.
func one[T any](t *testing.T, at interface {
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
}, sql string) (v T) {
	t.Helper()
	if err := at.QueryRow(t.Context(), sql).Scan(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

// until looks again and again until something is so.
func until(t *testing.T, what string, is func() bool) {
	t.Helper()
	look := time.NewTicker(100 * time.Millisecond)
	defer look.Stop()
	for end := time.Now().Add(2 * time.Minute); !is(); <-look.C {
		if time.Now().After(end) {
			t.Fatalf("never: %s", what)
		}
	}
}
