package testdb

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestSweepDeletesOnlyWhatNobodyUses(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	make := func(age time.Duration, alive bool) string {
		dir, lock, err := makeDir()
		if err != nil {
			t.Fatal(err)
		}
		if alive {
			t.Cleanup(func() { lock.Close() })
		} else {
			lock.Close()
		}
		then := time.Now().Add(-age)
		if err := os.Chtimes(dir, then, then); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	inUse, justMade, abandoned := make(time.Hour, true), make(0, false), make(time.Hour, false)
	unrelated := filepath.Join(os.TempDir(), "other")
	if err := os.Mkdir(unrelated, 0o755); err != nil {
		t.Fatal(err)
	}
	sweep()
	for dir, want := range map[string]bool{inUse: true, justMade: true, unrelated: true, abandoned: false} {
		if _, err := os.Stat(dir); (err == nil) != want {
			t.Errorf("%s: kept %v, want %v", filepath.Base(dir), err == nil, want)
		}
	}
}
