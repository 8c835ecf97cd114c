package postgres

import (
	"context"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/devstack/testdb"
)

func open(t testing.TB, url string) *Store {
	t.Helper()
	s, err := Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

func TestMigrateTogetherAndAgain(t *testing.T) {
	t.Parallel()
	db := testdb.New(t, nil)
	var group sync.WaitGroup
	for range 3 {
		group.Go(func() {
			if err := Migrate(t.Context(), db.OwnerURL); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	s := open(t, db.AppURL)
	if err := s.CheckSchema(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestCheckSchemaSaysWhy(t *testing.T) {
	t.Parallel()
	if err := open(t, testdb.New(t, nil).AppURL).CheckSchema(t.Context()); err == nil || !strings.Contains(err.Error(), "migrate") {
		t.Errorf("empty database: %v", err)
	}
	for _, c := range []struct {
		own, has int64
		ok       bool
	}{{5, 0, false}, {5, 4, false}, {5, 5, true}, {5, 6, true}, {5, 7, false}} {
		if err := fits(c.own, c.has); (err == nil) != c.ok {
			t.Errorf("own %d, database %d: %v", c.own, c.has, err)
		}
	}
}

func TestOnlyTheApplicationRoleMayRunAServer(t *testing.T) {
	t.Parallel()
	db := testdb.New(t, Migrate)
	if err := open(t, db.AppURL).RefusePrivileged(t.Context()); err != nil {
		t.Errorf("application: %v", err)
	}
	if err := open(t, db.OwnerURL).RefusePrivileged(t.Context()); err == nil {
		t.Error("the owner was let in")
	}
}

func TestApplicationCannotTouchWhatIsFinal(t *testing.T) {
	t.Parallel()
	conn, err := pgx.Connect(t.Context(), testdb.New(t, Migrate).AppURL)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	for _, statement := range []string{
		"UPDATE ledger_entries SET action = 'x'", "DELETE FROM ledger_entries", "TRUNCATE ledger_entries CASCADE",
		"UPDATE ledger_texts SET text = NULL", "DELETE FROM ledger_texts", "TRUNCATE ledger_texts",
		"UPDATE ledger_documents SET body = ''", "DELETE FROM ledger_documents", "TRUNCATE ledger_documents",
		"UPDATE decisions SET outcome = 'x'", "DELETE FROM decisions", "UPDATE revisions SET revision = 9",
		"DELETE FROM proposals", "DELETE FROM commands", "DELETE FROM envelopes",
		"INSERT INTO packs VALUES ('x', '2026-01-01', '', '')", "UPDATE agencies SET name = 'x'",
		"UPDATE goose_db_version SET version_id = 9", "CREATE TABLE x (a int)", "DROP TABLE gates", "ALTER TABLE gates ADD x int",
	} {
		if _, err := conn.Exec(t.Context(), statement); err == nil {
			t.Errorf("%s: allowed", statement)
		} else if !strings.Contains(err.Error(), "42501") {
			t.Errorf("%s: %v", statement, err)
		}
	}
}
