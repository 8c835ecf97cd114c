package pgserver

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// superuser is the cluster's own; only this package uses it.
const superuser = "postgres"

// initialise makes the cluster if there is none. It is made beside its place
// and renamed, so that a killed attempt leaves nothing half made.
func initialise(h home, b Binaries, a account, dataDir string, fast bool) error {
	cluster := h.cluster()
	if _, err := os.Stat(filepath.Join(cluster, "PG_VERSION")); err == nil {
		return requireSecret(dataDir)
	}
	password, err := secret(dataDir, superuser)
	if err != nil {
		return err
	}
	pwfile := filepath.Join(h.dir, "pwfile")
	if err := os.WriteFile(pwfile, []byte(password+"\n"), 0o600); err != nil {
		return fmt.Errorf("make the cluster: %w", err)
	}
	defer os.Remove(pwfile)
	if err := a.own(pwfile); err != nil {
		return fmt.Errorf("make the cluster: %w", err)
	}
	fresh := cluster + ".new"
	if err := errors.Join(os.RemoveAll(fresh), a.makeDir(fresh)); err != nil {
		return fmt.Errorf("make the cluster: %w", err)
	}
	args := append([]string{"-D", fresh, "--username", superuser, "--pwfile", pwfile,
		"--auth=scram-sha-256", "--encoding=UTF8"}, localeArgs(runtime.GOOS)...)
	if fast {
		args = append(args, "--no-sync")
	}
	// Killed with us, it does not go on working in a folder that the next
	// start deletes. The kernel watches the thread, see spawn.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	cmd := a.command(b.path("initdb"), args...)
	dieWithParent(cmd.SysProcAttr)
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("make the cluster with initdb: %w: %s", err, lastLine(string(out)))
	}
	if err := os.Rename(fresh, cluster); err != nil {
		return fmt.Errorf("make the cluster: %w", err)
	}
	return nil
}

// localeArgs order text by code point, the same on every machine, while
// lower() and ILIKE know Vietnamese letters; messages are in English.
func localeArgs(goos string) []string {
	if goos == "linux" {
		return []string{"--locale=C.UTF-8", "--lc-messages=C"}
	}
	return []string{"--locale=C", "--lc-ctype=en_US.UTF-8"}
}

func requireSecret(dataDir string) error {
	file := filepath.Join(dataDir, "secrets", superuser)
	if _, err := os.Stat(file); err != nil {
		return fmt.Errorf("the database's password is missing: restore %s from the backup of the data folder: %w", file, err)
	}
	return nil
}

func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[len(lines)-1]
}
