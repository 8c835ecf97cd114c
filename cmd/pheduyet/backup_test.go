package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"pheduyet/internal/devstack/pgserver"
	"pheduyet/internal/devstack/testdb"
)

// host is a machine on which the scripts of docker-compose.yml run: the same
// programs and variables as in their containers, with folders of the test.
type host struct {
	dir  string
	bin  string
	user string // owner of the cluster's files
	env  []string
}

func newHost(t *testing.T) *host {
	t.Helper()
	binaries, err := pgserver.FindBinaries()
	if err != nil {
		t.Fatal(err)
	}
	h := &host{dir: testdb.DataDir(t), bin: binaries[0].Dir, user: fmt.Sprint(os.Getuid())}
	if os.Getuid() == 0 {
		h.user = "postgres" // PostgreSQL refuses to run as root
	}
	for _, folder := range []string{"volume", "documents", "backups"} {
		if err := os.Mkdir(filepath.Join(h.dir, folder), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	h.env = append(os.Environ(), "PATH="+h.bin+":"+os.Getenv("PATH"), "PGHOST="+h.path("volume"), "PGUSER=postgres",
		"CLUSTER="+h.path("volume/cluster"), "DOCUMENTS="+h.path("documents"), "BACKUPS="+h.path("backups"), "OWNER="+h.user)
	h.as(t, "chown", "-R", h.user, h.path("volume"))
	h.asOwner(t, "initdb", "--pgdata="+h.path("volume/cluster"), "--username=postgres", "--no-sync")
	return h
}

func (h *host) path(name string) string { return filepath.Join(h.dir, name) }

// as runs a program as the test's own user and gives its output.
func (h *host) as(t *testing.T, program string, args ...string) string {
	t.Helper()
	out, err := h.try(program, args...)
	if err != nil {
		t.Fatalf("%s %q: %v\n%s", program, args, err, out)
	}
	return out
}

func (h *host) try(program string, args ...string) (string, error) {
	cmd := exec.Command(program, args...)
	cmd.Env, cmd.Dir = h.env, h.dir
	out, err := cmd.CombinedOutput()
	return strings.TrimSpace(string(out)), err
}

// asOwner runs one of PostgreSQL's programs as the cluster's owner.
func (h *host) asOwner(t *testing.T, program string, args ...string) {
	t.Helper()
	args = append([]string{filepath.Join(h.bin, program)}, args...)
	if os.Getuid() == 0 {
		args = append([]string{"runuser", "-u", h.user, "--"}, args...)
	}
	h.as(t, args[0], args[1:]...)
}

func (h *host) start(t *testing.T) {
	t.Helper()
	h.asOwner(t, "pg_ctl", "--pgdata="+h.path("volume/cluster"), "--log="+h.path("volume/log"), "--wait", "start",
		"--options=-c listen_addresses='' -c fsync=off -c unix_socket_directories="+h.path("volume"))
}

func (h *host) stop(t *testing.T) {
	t.Helper()
	h.asOwner(t, "pg_ctl", "--pgdata="+h.path("volume/cluster"), "--mode=fast", "--wait", "stop")
}

func (h *host) sql(t *testing.T, role, database, statement string) string {
	t.Helper()
	return h.as(t, filepath.Join(h.bin, "psql"), "--no-psqlrc", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1",
		"--username="+role, "--dbname="+database, "--command="+statement)
}

// service runs the script of a service of docker-compose.yml.
func (h *host) service(t *testing.T, name string, args ...string) (string, error) {
	t.Helper()
	s := compose(t).Services[name]
	line := append(append([]string{}, s.Entrypoint...), s.Command...)
	line = append(line, args...)
	return h.try(line[0], line[1:]...)
}

func (h *host) mustService(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := h.service(t, name, args...)
	if err != nil {
		t.Fatalf("service %s: %v\n%s", name, err, out)
	}
	return out
}

// databases runs the set-up of roles and databases, twice: it is repeated at
// every start.
func (h *host) databases(t *testing.T) {
	t.Helper()
	for _, role := range []string{"OWNER", "APP", "TEMPORAL"} {
		h.env = append(h.env, role+"_PASSWORD="+required[role+"_PASSWORD"])
	}
	for range 2 {
		h.mustService(t, "databases")
	}
}

func TestBackupBringsBothDatabasesAndDocumentsToOnePointInTime(t *testing.T) {
	h := newHost(t)
	h.start(t)
	h.databases(t)
	both := map[string]string{"pheduyet": "pheduyet_owner", "temporal": "pheduyet_temporal"}
	for database, role := range both {
		h.sql(t, role, database, "CREATE TABLE kept (what text); INSERT INTO kept VALUES ('trước')")
	}
	write(t, h.path("documents/aa"), "tờ trình")

	out := h.mustService(t, "backup")
	name := out[strings.LastIndex(out, " ")+1:]

	for database, role := range both {
		h.sql(t, role, database, "INSERT INTO kept VALUES ('sau')")
	}
	if out, err := h.service(t, "restore", name); err == nil || !strings.Contains(out, "đang chạy") {
		t.Errorf("restore under a running PostgreSQL: %v\n%s", err, out)
	}
	h.stop(t)
	if err := os.Remove(h.path("documents/aa")); err != nil {
		t.Fatal(err)
	}

	h.mustService(t, "restore", name)
	h.start(t)
	defer h.stop(t)
	for database, role := range both {
		if got := h.sql(t, role, database, "SELECT string_agg(what, ',') FROM kept"); got != "trước" {
			t.Errorf("%s holds %q", database, got)
		}
	}
	if got, err := os.ReadFile(h.path("documents/aa")); err != nil || string(got) != "tờ trình" {
		t.Errorf("document: %q, %v", got, err)
	}
	if kept, _ := filepath.Glob(h.path("volume/cluster.before-*")); len(kept) != 1 {
		t.Errorf("the cluster as it was before: %v", kept)
	}
}

func TestDamagedBackupIsRefused(t *testing.T) {
	h := newHost(t)
	h.start(t)
	out := h.mustService(t, "backup")
	h.stop(t)
	name := out[strings.LastIndex(out, " ")+1:]
	base := h.path("backups/" + name + "/cluster/base.tar.gz")
	content, err := os.ReadFile(base)
	if err != nil {
		t.Fatal(err)
	}
	content[len(content)/2] ^= 1
	write(t, base, string(content))
	if out, err := h.service(t, "restore", name); err == nil {
		t.Errorf("restored:\n%s", out)
	}
	if _, err := os.Stat(h.path("volume/cluster/PG_VERSION")); err != nil {
		t.Errorf("the cluster is gone: %v", err)
	}
	if out, err := h.service(t, "restore", "no-such-backup"); err == nil {
		t.Errorf("restored from nothing:\n%s", out)
	}
}

func write(t *testing.T, file, content string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}
