package main

import (
	"fmt"
	"log/slog"
	"os"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"pheduyet/cmd/internal/app"
	"pheduyet/internal/devstack/testdb"
	"pheduyet/internal/ledger"
	"pheduyet/internal/postgres"
	"pheduyet/internal/sequencer"
)

// The live database and its dump verify; an edited row, and a ledger behind the
// checkpoint outside, do not.
func TestVerifyDatabaseAndDump(t *testing.T) {
	t.Parallel()
	db := testdb.New(t, postgres.Migrate)
	if err := app.LoadSeeds(t.Context(), db.OwnerURL, true); err != nil {
		t.Fatal(err)
	}
	store, err := postgres.Open(t.Context(), db.AppURL)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	key, err := ledger.GenerateKey("pheduyet/thu")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(dir+"/ledger.pub", []byte(key.Public().String()), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := sequencer.New(store, sequencer.Folder(dir+"/checkpoints"), key, slog.New(slog.DiscardHandler)).Pass(t.Context()); err != nil {
		t.Fatal(err)
	}
	env := map[string]string{"DATA_DIR": dir, "DATABASE_URL": db.AppURL}
	try := func(args ...string) (int, string) {
		var out strings.Builder
		err := run(t.Context(), args, func(name string) string { return env[name] }, &out)
		return exitStatus(args, err), fmt.Sprint(&out, err)
	}
	for _, step := range []struct {
		args   []string
		status int
		says   string
	}{
		{[]string{"verify", "--database"}, 0, "1 mốc trong " + dir},
		{[]string{"dump", dir + "/whole"}, 1, "up to the checkpoint"},
		{[]string{"dump", dir + "/whole"}, 1, "exists"},
		{[]string{"dump"}, 1, "usage"},
		{[]string{"verify", "--dump", dir + "/whole"}, 0, "khớp 1 mốc"},
	} {
		status, said := try(step.args...)
		if step.args[0] == "verify" && status != step.status || !strings.Contains(said, step.says) {
			t.Errorf("%v: %d, %s", step.args, status, said)
		}
	}
	owner, err := pgx.Connect(t.Context(), db.OwnerURL)
	if err != nil {
		t.Fatal(err)
	}
	defer owner.Close(t.Context())
	if _, err := owner.Exec(t.Context(), "UPDATE ledger_entries SET at = at + interval '1 day' WHERE id = 3"); err != nil {
		t.Fatal(err)
	}
	if status, said := try("verify", "--database"); status != 1 || !strings.Contains(said, "mục thứ 3: stream/registers: cột at") {
		t.Errorf("edited: %d, %s", status, said)
	}
	env["DATABASE_URL"] = testdb.New(t, postgres.Migrate).AppURL
	if status, said := try("verify", "--database"); status != 1 || !strings.Contains(said, "bên ngoài không có trong cơ sở dữ liệu") {
		t.Errorf("emptied: %d, %s", status, said)
	}
}
