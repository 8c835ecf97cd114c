package testdb

import (
	"os"
	"testing"
)

// DataDir is an empty data folder for a test that runs pgserver or the whole
// standalone program; it is deleted at cleanup. Unlike t.TempDir's it can be
// entered by the user as whom PostgreSQL runs when the tests run as root, so
// that nothing is put outside it.
func DataDir(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "pheduyet-data-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}
