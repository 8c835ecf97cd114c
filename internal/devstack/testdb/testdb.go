package testdb

import (
	"context"
	"testing"
)

// DB is one test's database.
type DB struct {
	Name     string
	OwnerURL string // as pgserver.OwnerRole, who makes the schema
	AppURL   string // as pgserver.AppRole, with what the migrations grant
}

// New gives the test a fresh database and drops it at cleanup, ending the
// connections that are still open. The first migrate given in a process makes
// the template for all; nil gives an empty database with the roles only.
func New(t testing.TB, migrate Migrate) *DB {
	t.Helper()
	ctx := context.Background()
	name, urls, err := shared.clone(ctx, migrate)
	if err != nil {
		t.Fatalf("test database: %v", err)
	}
	t.Cleanup(func() {
		if err := shared.drop(ctx, name); err != nil {
			t.Errorf("test database: %v", err)
		}
	})
	return &DB{Name: name, OwnerURL: urls.OwnerURL, AppURL: urls.AppURL}
}
