package main

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path/filepath"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/apitest/scenarios"
	"pheduyet/internal/devstack/pgserver"
)

// What was sealed is in no table of either database, Temporal's histories
// included, and the file's bytes are gone from the folder unless another record
// binds them.
func TestNothingKeepsWhatWasSealed(t *testing.T) {
	sealed := scenarios.SealedCopies(t, onShared(t))
	m := shared.machine
	dbs, err := m.pg.CreateDatabases(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	temporal, err := url.Parse(dbs.OwnerURL)
	if err != nil {
		t.Fatal(err)
	}
	temporal.User = url.UserPassword(pgserver.TemporalRole, dbs.TemporalPassword)
	temporal.Path = "/" + pgserver.TemporalDatabase
	for _, database := range []string{dbs.OwnerURL, temporal.String()} {
		for _, place := range saying(t, database, sealed.Word) {
			t.Errorf("it is still in %s", place)
		}
	}
	look := time.NewTicker(100 * time.Millisecond)
	defer look.Stop()
	for end := time.Now().Add(time.Minute); stored(t, m.config.BlobDir, sealed.Gone); <-look.C {
		if time.Now().After(end) {
			t.Fatal("the file's bytes are still there")
		}
	}
	if !stored(t, m.config.BlobDir, sealed.Kept) {
		t.Error("bytes that another proposal holds are gone")
	}
}

// saying lists every column of every table that holds a word.
func saying(t *testing.T, database, word string) []string {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), database)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	rows, err := conn.Query(t.Context(), `SELECT c.table_name, c.column_name, c.data_type FROM information_schema.columns c
		JOIN information_schema.tables t USING (table_schema, table_name) WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
		AND data_type IN ('text', 'character varying', 'json', 'jsonb', 'ARRAY', 'bytea')`)
	if err != nil {
		t.Fatal(err)
	}
	type column struct{ Table, Column, Type string }
	columns, err := pgx.CollectRows(rows, pgx.RowToStructByPos[column])
	if err != nil || len(columns) < 50 {
		t.Fatalf("%d columns, %v", len(columns), err)
	}
	var at []string
	for _, c := range columns {
		text := pgx.Identifier{c.Column}.Sanitize() + "::text"
		if c.Type == "bytea" {
			text = "encode(" + pgx.Identifier{c.Column}.Sanitize() + ", 'escape')"
		}
		var n int
		if err := conn.QueryRow(t.Context(), fmt.Sprintf("SELECT count(*) FROM %s WHERE position($1 IN %s) > 0", pgx.Identifier{c.Table}.Sanitize(), text), word).Scan(&n); err != nil {
			t.Fatal(err)
		}
		if n > 0 {
			at = append(at, fmt.Sprintf("%s.%s (%d rows)", c.Table, c.Column, n))
		}
	}
	return at
}

// stored reports whether a file of that sha256 lies in the folder.
func stored(t *testing.T, dir, sha256 string) bool {
	t.Helper()
	found := errors.New("found")
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && d.Name() == sha256 {
			return found
		}
		return err
	})
	if err != nil && !errors.Is(err, found) && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return errors.Is(err, found)
}
