package postgres

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/proposal"
)

// everything counts every row and every sum that an act could leave behind.
func (w *world) everything() string {
	w.t.Helper()
	var all string
	err := w.owner.QueryRow(w.t.Context(), `SELECT jsonb_build_object(
		'proposals', (SELECT jsonb_agg(p ORDER BY id) FROM proposals p), 'gates', (SELECT jsonb_agg(g ORDER BY proposal, gate) FROM gates g),
		'decisions', (SELECT count(*) FROM decisions), 'reservations', (SELECT jsonb_agg(r) FROM reservations r),
		'envelopes', (SELECT jsonb_agg(e ORDER BY fiscal_year) FROM envelopes e), 'ledger', (SELECT count(*) FROM ledger_entries),
		'texts', (SELECT count(*) FROM ledger_texts), 'catalog', (SELECT jsonb_agg(c ORDER BY id) FROM catalog_entries c),
		'version', (SELECT version FROM catalog_version), 'recorded', (SELECT count(*) FROM commands WHERE recorded IS NOT NULL))::text`).Scan(&all)
	if err != nil {
		w.t.Fatal(err)
	}
	return all
}

// Wherever writing fails, nothing of the act stays, and once the failure is over
// the same command is done.
func TestAFailureLeavesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.toBudget(billion)
	w.allocated(id)
	level := 2
	w.do("congan", id, proposal.CommandDecide, security, decision(proposal.Details{Level: &level}))
	command := w.command("ubnd", id, proposal.CommandDecide, provincial, decision(proposal.Details{Signatory: "Chủ tịch"}))
	before := w.everything()
	for _, table := range []string{"ledger_texts", "decisions", "reservations", "catalog_version", "catalog_entries", "commands"} {
		event := "INSERT OR UPDATE"
		w.sql("CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'injected'; END $$")
		w.sql("CREATE TRIGGER fail BEFORE " + event + " ON " + table + " EXECUTE FUNCTION fail()")
		if _, err := w.Record(t.Context(), id, command); proposal.CodeOf(err) != proposal.CodeInternal {
			t.Errorf("%s fails: %v", table, err)
		}
		w.sql("DROP FUNCTION fail CASCADE")
		if d := cmp.Diff(before, w.everything()); d != "" {
			t.Errorf("%s failed and something stayed:\n%s", table, d)
		}
	}
	if _, err := w.Record(t.Context(), id, command); err != nil {
		t.Fatal(describe(err))
	}
	if s := w.kase(id).Status; s != proposal.Approved {
		t.Errorf("status %s", s)
	}
	w.ledgerOf(id)
}

func (w *world) sql(statement string) {
	w.t.Helper()
	if _, err := w.owner.Exec(w.t.Context(), statement); err != nil {
		w.t.Fatal(err)
	}
}

func TestAPanicLeavesNothingAndNoConnection(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	before := w.everything()
	func() {
		defer func() { recover() }()
		w.inTx(t.Context(), func(t tx) error {
			t.Exec(context.Background(), "UPDATE catalog_version SET version = 99")
			panic("injected")
		})
	}()
	if d := cmp.Diff(before, w.everything()); d != "" {
		t.Error(d)
	}
	if n := w.pool.Stat().AcquiredConns(); n != 0 {
		t.Errorf("%d connections still taken", n)
	}
}

func TestDatabaseThatDoesNotAnswerIsUnavailable(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.draft("filer", facts(billion))
	command := w.command("filer", id, proposal.CommandSubmit, "", proposal.Submission{})
	for name, do := range map[string]func(ctx context.Context) error{
		"record": func(ctx context.Context) error { _, err := w.Record(ctx, id, command); return err },
		"begin":  func(ctx context.Context) error { return w.Begin(ctx, proposal.Command{ID: "x"}) },
		"ping":   w.Ping,
	} {
		gone, cancel := context.WithCancel(t.Context())
		cancel()
		if err := do(gone); proposal.CodeOf(err) != proposal.CodeUnavailable {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Open(t.Context(), "postgres://nobody@127.0.0.1:1/none"); proposal.CodeOf(err) != proposal.CodeUnavailable {
		t.Errorf("no server: %v", err)
	}
}
