package pgserver

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestFoldersThatAreRefused(t *testing.T) {
	tests := map[string]struct {
		prepare func(t *testing.T, dir string) string
		says    string
	}{
		"newer layout": {
			func(t *testing.T, dir string) string { write(t, dir+"/VERSION", "2\n"); return dir },
			"made by a newer version (layout 2, this program knows 1)",
		},
		"no layout": {
			func(t *testing.T, dir string) string { write(t, dir+"/VERSION", "abc"); return dir },
			"no version of a data folder",
		},
		"newer PostgreSQL": {
			func(t *testing.T, dir string) string {
				write(t, dir+"/postgres/cluster/PG_VERSION", "99\n")
				return dir
			},
			"was made by PostgreSQL 99",
		},
		"unreadable PostgreSQL version": {
			func(t *testing.T, dir string) string {
				write(t, dir+"/postgres/cluster/PG_VERSION", "ninety")
				return dir
			},
			"which this program cannot run",
		},
		"a file in the way": {
			func(t *testing.T, dir string) string { write(t, dir+"/file", ""); return dir + "/file/data" },
			"cannot be made",
		},
		"not writable, even for root": {
			func(*testing.T, string) string { return "/proc/self" },
			"cannot be written",
		},
		"password lost": {
			func(t *testing.T, dir string) string {
				s := start(t, Options{DataDir: dir, Throwaway: true})
				if err := s.Stop(); err != nil {
					t.Fatal(err)
				}
				if err := os.RemoveAll(dir + "/secrets"); err != nil {
					t.Fatal(err)
				}
				return dir
			},
			"restore",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			dir := test.prepare(t, dataDir(t))
			s, err := Start(t.Context(), Options{DataDir: dir})
			if err == nil {
				s.Stop()
			}
			wantError(t, err, test.says)
		})
	}
}

// enclosed is a data folder below one that only root may enter.
func enclosed(t *testing.T) string {
	t.Helper()
	closed := filepath.Join(dataDir(t), "closed")
	if err := os.Mkdir(closed, 0o700); err != nil {
		t.Fatal(err)
	}
	former := elsewhere
	elsewhere = filepath.Join(dataDir(t), "lib")
	t.Cleanup(func() { elsewhere = former })
	return filepath.Join(closed, "data")
}

// An ordinary user's server can enter what the user can, so there the cluster
// stays inside; as root it moves and leaves a pointer.
func TestFolderThatTheServersUserCannotEnter(t *testing.T) {
	var said []string
	o := Options{DataDir: enclosed(t), Throwaway: true, Log: func(s string) { said = append(said, s) }}
	first := start(t, o)
	if os.Geteuid() != 0 {
		if !strings.HasPrefix(first.home.dir, o.DataDir) {
			t.Errorf("the cluster is in %s", first.home.dir)
		}
		return
	}
	pointer, err := os.ReadFile(filepath.Join(o.DataDir, "postgres.path"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(first.home.dir+"\n", string(pointer)); diff != "" || filepath.Dir(first.home.dir) != elsewhere {
		t.Errorf("pointer (-home +file):\n%s", diff)
	}
	if len(said) != 1 || !strings.Contains(said[0], first.home.dir) {
		t.Errorf("said %q", said)
	}
	keep(t, databases(t, first).OwnerURL, "x")
	if err := first.Stop(); err != nil {
		t.Fatal(err)
	}
	if got := query(t, databases(t, start(t, o)).OwnerURL, "SELECT name FROM kept"); got != "x" {
		t.Errorf("kept %q", got)
	}
}

func TestDeletedFolderStartsAfreshAndKeepsTheFormerCluster(t *testing.T) {
	o := Options{DataDir: enclosed(t), Throwaway: true}
	left := start(t, o)
	if err := left.Stop(); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(o.DataDir); err != nil {
		t.Fatal(err)
	}
	s := start(t, o)
	kept, err := filepath.Glob(filepath.Join(elsewhere, "*.old-*", "cluster", "PG_VERSION"))
	if err != nil {
		t.Fatal(err)
	}
	if moved := filepath.Dir(s.home.dir) == elsewhere; moved != (len(kept) == 1) {
		t.Errorf("moved %v, former clusters kept: %q", moved, kept)
	}
}
