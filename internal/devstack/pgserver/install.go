package pgserver

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// Debian's package starts a cluster of its own on port 5432 unless told not
// to; this file tells it, and is removed again after the installation.
const noMainCluster = "/etc/postgresql-common/createcluster.d/pheduyet.conf"

// host is what the choice of an installation command depends on.
type host struct {
	root bool
	has  func(program string) bool
}

func thisHost() host {
	return host{
		root: os.Geteuid() == 0,
		has: func(program string) bool {
			_, err := exec.LookPath(program)
			return err == nil
		},
	}
}

// installCommand is the one command which a person types to get PostgreSQL,
// and whether this process may type it itself.
func (h host) installCommand() (command string, allowed bool) {
	switch {
	case h.has("apt-get") && h.root:
		return "apt-get update && apt-get install -y --no-install-recommends postgresql", true
	case h.has("apt-get"):
		return "sudo apt-get install -y postgresql", false
	case h.has("dnf"):
		return "sudo dnf install -y postgresql-server postgresql-contrib", false
	case h.has("apk"):
		return "apk add postgresql postgresql-contrib", false
	case h.has("brew"):
		return "brew install postgresql@16", false
	}
	return "", false
}

// findOrInstall finds the binaries, installing them on Debian as root.
func findOrInstall(ctx context.Context, log func(string)) ([]Binaries, error) {
	found, err := FindBinaries()
	if !errors.Is(err, ErrNoBinaries) {
		return found, err
	}
	command, allowed := thisHost().installCommand()
	switch {
	case command == "":
		return nil, fmt.Errorf("%w: install PostgreSQL %d or newer and put its initdb and postgres into PATH", err, OldestMajor)
	case !allowed:
		return nil, fmt.Errorf("%w: type `%s`, then start again", err, command)
	}
	log("PostgreSQL is not installed; installing it: " + command)
	if err := install(ctx, command); err != nil {
		return nil, err
	}
	return FindBinaries()
}

func install(ctx context.Context, command string) error {
	if err := os.MkdirAll(filepath.Dir(noMainCluster), 0o755); err != nil {
		return fmt.Errorf("prepare the installation of PostgreSQL: %w", err)
	}
	if err := os.WriteFile(noMainCluster, []byte("create_main_cluster = false\n"), 0o644); err != nil {
		return fmt.Errorf("prepare the installation of PostgreSQL: %w", err)
	}
	defer os.Remove(noMainCluster)
	cmd := exec.CommandContext(ctx, "/bin/sh", "-c", command)
	cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive")
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("install PostgreSQL with `%s`: %w", command, err)
	}
	return nil
}
