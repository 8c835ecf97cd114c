package testdb

import (
	"context"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
)

func TestMain(m *testing.M) { Main(m) }

func migrate(ctx context.Context, ownerURL string) error {
	conn, err := pgx.Connect(ctx, ownerURL)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, `CREATE TABLE seen (name text);
		GRANT SELECT, INSERT ON seen TO pheduyet_app`)
	return err
}

func connect(t *testing.T, url string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(context.Background()) })
	return conn
}

func TestEachTestHasItsOwnMigratedDatabase(t *testing.T) {
	for _, name := range []string{"một", "hai"} {
		t.Run(name, func(t *testing.T) {
			app := connect(t, New(t, migrate).AppURL)
			if _, err := app.Exec(t.Context(), "INSERT INTO seen VALUES ($1)", name); err != nil {
				t.Fatal(err)
			}
			rows, _ := app.Query(t.Context(), "SELECT name FROM seen")
			got, err := pgx.CollectRows(rows, pgx.RowTo[string])
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]string{name}, got); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
		})
	}
}

func TestApplicationMayNotChangeTheSchema(t *testing.T) {
	app := connect(t, New(t, migrate).AppURL)
	for _, statement := range []string{"CREATE TABLE x (a int)", "DROP TABLE seen", "DELETE FROM seen"} {
		if _, err := app.Exec(t.Context(), statement); err == nil {
			t.Errorf("%s: allowed", statement)
		}
	}
}

func TestNilMigrateGivesAnEmptyDatabase(t *testing.T) {
	owner := connect(t, New(t, nil).OwnerURL)
	var tables int
	err := owner.QueryRow(t.Context(), "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").Scan(&tables)
	if err != nil {
		t.Fatal(err)
	}
	if tables != 0 {
		t.Errorf("%d tables in a bare database", tables)
	}
}

func TestDatabaseIsDroppedThoughAConnectionIsOpen(t *testing.T) {
	var url string
	t.Run("use", func(t *testing.T) {
		db := New(t, migrate)
		url = db.AppURL
		if _, err := pgx.Connect(context.Background(), url); err != nil {
			t.Fatal(err)
		}
	})
	if conn, err := pgx.Connect(t.Context(), url); err == nil {
		conn.Close(t.Context())
		t.Error("the database is still there")
	}
}

func TestCloseLeavesNothingBehind(t *testing.T) {
	var c cluster
	if _, _, err := c.clone(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if err := c.close(); err != nil {
		t.Fatal(err)
	}
	<-c.server.Done()
	if _, err := os.Stat(c.dir); !os.IsNotExist(err) {
		t.Errorf("the folder is still there: %v", err)
	}
}
