package temporalserver

import (
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
	"go.temporal.io/server/tools/sql"

	"pheduyet/internal/devstack/pgserver"
	"pheduyet/internal/devstack/testdb"
)

const (
	queue      = "counting"
	workflowID = "counter"
	// A start on existing data must leave most of the fifteen seconds that a
	// second start of everything may take.
	secondStart = 10 * time.Second
)

// count adds what each Update brings and ends at a hundred.
func count(ctx workflow.Context) (int, error) {
	total := 0
	err := workflow.SetUpdateHandler(ctx, "add", func(_ workflow.Context, n int) (int, error) {
		total += n
		return total, nil
	})
	if err != nil {
		return 0, err
	}
	err = workflow.Await(ctx, func() bool { return total >= 100 && workflow.AllHandlersFinished(ctx) })
	return total, err
}

// captured is a log that a test reads afterwards.
type captured struct {
	mu   sync.Mutex
	text strings.Builder
}

func (c *captured) Write(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.text.Write(p)
}

func (c *captured) String() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.text.String()
}

// machine is PostgreSQL and Temporal on one data folder.
type machine struct {
	postgres *pgserver.Server
	temporal *Server
	log      *captured
}

func startMachine(t *testing.T, dir string) machine {
	t.Helper()
	m := machine{log: &captured{}}
	var err error
	if m.postgres, err = pgserver.Start(t.Context(), pgserver.Options{DataDir: dir}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.postgres.Stop() })
	if m.temporal, err = Start(t.Context(), options(t, m.postgres, m.log)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.temporal.Stop() })
	return m
}

func options(t *testing.T, p *pgserver.Server, log *captured) Options {
	t.Helper()
	d, err := p.CreateDatabases(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return Options{
		Host: p.Host(), Port: p.Port(), User: pgserver.TemporalRole, Password: d.TemporalPassword,
		Database: pgserver.TemporalDatabase, VisibilityDatabase: pgserver.TemporalVisibilityDatabase,
		Namespace: "pheduyet", Retention: 30 * 24 * time.Hour,
		Logger: slog.New(slog.NewTextHandler(log, nil)),
	}
}

// add runs a worker for as long as one Update takes.
func (m machine) add(t *testing.T, n int) int {
	t.Helper()
	c, stop := m.work(t)
	defer stop()
	handle, err := c.UpdateWorkflow(t.Context(), client.UpdateWorkflowOptions{
		WorkflowID: workflowID, UpdateName: "add", Args: []any{n}, WaitForStage: client.WorkflowUpdateStageCompleted,
	})
	if err != nil {
		t.Fatal(err)
	}
	var total int
	if err := handle.Get(t.Context(), &total); err != nil {
		t.Fatal(err)
	}
	return total
}

func (m machine) work(t *testing.T) (client.Client, func()) {
	t.Helper()
	c, err := client.Dial(client.Options{
		HostPort: m.temporal.HostPort(), Namespace: m.temporal.Namespace(), Logger: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	w := worker.New(c, queue, worker.Options{})
	w.RegisterWorkflow(count)
	if err := w.Start(); err != nil {
		t.Fatal(err)
	}
	return c, func() { w.Stop(); c.Close() }
}

func (m machine) stop(t *testing.T) {
	t.Helper()
	if err := m.temporal.Stop(); err != nil {
		t.Error(err)
	}
	if err := m.postgres.Stop(); err != nil {
		t.Error(err)
	}
}

func TestWorkflowOutlivesARestart(t *testing.T) {
	dir := testdb.DataDir(t)
	first := startMachine(t, dir)
	c, stop := first.work(t)
	_, err := c.ExecuteWorkflow(t.Context(), client.StartWorkflowOptions{ID: workflowID, TaskQueue: queue}, count)
	stop()
	if err != nil {
		t.Fatal(err)
	}
	totals := []int{first.add(t, 1), first.add(t, 20)}
	first.stop(t)
	if err := first.temporal.Stop(); err != nil {
		t.Errorf("a second stop: %v", err)
	}

	begun := time.Now()
	second := startMachine(t, dir)
	if took := time.Since(begun); took > secondStart {
		t.Errorf("the second start took %v", took)
	} else {
		t.Logf("the second start took %v", took)
	}
	totals = append(totals, second.add(t, 300))
	if diff := cmp.Diff([]int{1, 21, 321}, totals); diff != "" {
		t.Errorf("totals (-want +got):\n%s", diff)
	}
	second.stop(t)
	for _, m := range []machine{first, second} {
		if text := m.log.String(); strings.Contains(text, "graceful_stop") {
			t.Errorf("the log tells of the stop:\n%s", text)
		}
	}
}

func TestDatabaseOfANewerServerIsRefused(t *testing.T) {
	p, err := pgserver.Start(t.Context(), pgserver.Options{DataDir: testdb.DataDir(t), Throwaway: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Stop() })
	o := options(t, p, &captured{})
	l := logger{to: o.Logger, stopping: &atomic.Bool{}}
	for range 2 { // safe to repeat
		if err := migrate(o, l); err != nil {
			t.Fatal(err)
		}
	}
	db, err := sql.NewConnection(o.sql(o.Database, 1), l)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.UpdateSchemaVersion("99.1", "99.0"); err != nil {
		t.Fatal(err)
	}
	_, err = Start(t.Context(), o)
	if err == nil || !strings.Contains(err.Error(), "made by a newer version (schema 99.1") {
		t.Errorf("error %v", err)
	}
}

func TestDatabaseThatDoesNotAnswer(t *testing.T) {
	_, err := Start(t.Context(), Options{
		Host: loopback, Port: 1, User: "x", Database: "x", VisibilityDatabase: "y",
		Logger: slog.New(slog.DiscardHandler),
	})
	if err == nil || !strings.Contains(err.Error(), "prepare Temporal's database x") {
		t.Errorf("error %v", err)
	}
}
