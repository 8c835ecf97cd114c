package pgserver

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// installation makes a folder that looks like PostgreSQL's programs.
func installation(t *testing.T, version string) string {
	t.Helper()
	dir := t.TempDir()
	script := fmt.Sprintf("#!/bin/sh\necho 'postgres (PostgreSQL) %s'\n", version)
	for _, program := range []string{"postgres", "initdb"} {
		if err := os.WriteFile(filepath.Join(dir, program), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestSearchBinaries(t *testing.T) {
	fifteen, nine, seventeen := installation(t, "15.12 (Debian 15.12-0+deb12u2)"), installation(t, "9.6.24"), installation(t, "17beta1")
	links := t.TempDir()
	if err := os.Symlink(filepath.Join(fifteen, "postgres"), filepath.Join(links, "postgres")); err != nil {
		t.Fatal(err)
	}
	clientOnly := t.TempDir()
	got, err := searchBinaries([]string{links, nine, clientOnly, "/does/not/exist", fifteen, seventeen})
	if err != nil {
		t.Fatal(err)
	}
	want := []Binaries{{Dir: seventeen, Major: 17}, {Dir: fifteen, Major: 15}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("found (-want +got):\n%s", diff)
	}
	if _, err := searchBinaries([]string{nine, clientOnly}); !errors.Is(err, ErrNoBinaries) {
		t.Errorf("error %v, want ErrNoBinaries", err)
	}
}

func TestChooseBinaries(t *testing.T) {
	found := []Binaries{{Dir: "/17", Major: 17}, {Dir: "/15", Major: 15}}
	tests := map[string]struct {
		version string
		want    Binaries
		says    string
	}{
		"a new cluster takes the newest":      {"", found[0], ""},
		"an existing one its own version":     {"15\n", found[1], ""},
		"the cluster's version is not there":  {"16\n", Binaries{}, "made by PostgreSQL 16, but only PostgreSQL 17, 15 is installed"},
		"the cluster is of before version 10": {"9.6\n", Binaries{}, "which this program cannot run"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			cluster := t.TempDir()
			if test.version != "" {
				write(t, filepath.Join(cluster, "PG_VERSION"), test.version)
			}
			got, err := chooseBinaries(found, cluster)
			if test.says != "" {
				wantError(t, err, test.says)
			} else if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("chosen (-want +got):\n%s", diff)
			}
		})
	}
}

func TestInstallCommand(t *testing.T) {
	tests := map[string]struct {
		root    bool
		program string
		command string
		allowed bool
	}{
		"Debian as root":    {true, "apt-get", "apt-get update && apt-get install -y --no-install-recommends postgresql", true},
		"Debian as a user":  {false, "apt-get", "sudo apt-get install -y postgresql", false},
		"Fedora":            {true, "dnf", "sudo dnf install -y postgresql-server postgresql-contrib", false},
		"Alpine":            {true, "apk", "apk add postgresql postgresql-contrib", false},
		"a Mac":             {false, "brew", "brew install postgresql@16", false},
		"an unknown system": {true, "", "", false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			h := host{root: test.root, has: func(program string) bool { return program == test.program }}
			command, allowed := h.installCommand()
			if command != test.command || allowed != test.allowed {
				t.Errorf("%q, %v; want %q, %v", command, allowed, test.command, test.allowed)
			}
		})
	}
}
