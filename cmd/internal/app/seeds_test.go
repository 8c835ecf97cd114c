package app

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"pheduyet/internal/devstack/testdb"
	"pheduyet/internal/postgres"
)

func TestMain(m *testing.M) { testdb.Main(m) }

// loaded counts what a database holds after the shipped seeds are brought in.
func loaded(t *testing.T, demo bool) map[string]int {
	t.Helper()
	db := testdb.New(t, postgres.Migrate)
	if err := LoadSeeds(t.Context(), db.OwnerURL, demo); err != nil {
		t.Fatal(err)
	}
	conn, err := pgx.Connect(t.Context(), db.OwnerURL)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	counts := map[string]int{}
	for _, table := range []string{"catalog_entries", "packs", "calendar_years", "accounts", "envelopes", "proposals"} {
		var n int
		if err := conn.QueryRow(t.Context(), "SELECT count(*) FROM "+table).Scan(&n); err != nil {
			t.Fatal(err)
		}
		counts[table] = n
	}
	return counts
}

// SEED=none brings in the registers alone, SEED=demo people and money too;
// proposals come over HTTP or not at all.
func TestShippedSeeds(t *testing.T) {
	t.Parallel()
	want := map[string]int{"catalog_entries": 229, "packs": 12, "calendar_years": 3, "accounts": 0, "envelopes": 0, "proposals": 0}
	if d := cmp.Diff(want, loaded(t, false)); d != "" {
		t.Errorf("without demonstration (-want +got):\n%s", d)
	}
	want["accounts"], want["envelopes"] = 20, 15
	if d := cmp.Diff(want, loaded(t, true)); d != "" {
		t.Errorf("with demonstration (-want +got):\n%s", d)
	}
}
