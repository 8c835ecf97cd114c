package pgserver

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
)

// dataDir is a folder that the server's account can enter: the ones of
// testing's TempDir cannot always be.
func dataDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "pheduyet-pgserver-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

func start(t *testing.T, o Options) *Server {
	t.Helper()
	s, err := Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func query(t *testing.T, url, statement string) string {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	var got string
	if err := conn.QueryRow(t.Context(), statement).Scan(&got); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
	return got
}

// keep makes a table whose one row a later start must find.
func keep(t *testing.T, ownerURL, name string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), ownerURL)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	for _, statement := range []string{"CREATE TABLE kept (name text)", "INSERT INTO kept VALUES ('" + name + "')"} {
		if _, err := conn.Exec(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
}

func databases(t *testing.T, s *Server) Databases {
	t.Helper()
	d, err := s.CreateDatabases(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDataOutlivesARestart(t *testing.T) {
	o := Options{DataDir: dataDir(t)}
	s := start(t, o)
	d := databases(t, s)
	keep(t, d.OwnerURL, "Nghệ An")
	if err := s.Stop(); err != nil {
		t.Fatal(err)
	}
	if err := s.Stop(); err != nil {
		t.Errorf("a second stop: %v", err)
	}
	again := databases(t, start(t, o))
	if got := query(t, again.OwnerURL, "SELECT name FROM kept"); got != "Nghệ An" {
		t.Errorf("kept %q", got)
	}
}

func TestEveryCommitIsFlushed(t *testing.T) {
	d := databases(t, start(t, Options{DataDir: dataDir(t)}))
	for _, setting := range []string{"fsync", "synchronous_commit", "full_page_writes"} {
		if got := query(t, d.AppURL, "SHOW "+setting); got != "on" {
			t.Errorf("%s = %s", setting, got)
		}
	}
}

func TestVietnameseLettersHaveCase(t *testing.T) {
	d := databases(t, start(t, Options{DataDir: dataDir(t), Throwaway: true}))
	if got := query(t, d.AppURL, "SELECT lower('ĐỀ XUẤT Ứng DỤNG')"); got != "đề xuất ứng dụng" {
		t.Errorf("lower = %q", got)
	}
	if got := query(t, d.AppURL, "SHOW server_encoding"); got != "UTF8" {
		t.Errorf("encoding = %s", got)
	}
}

func TestRolesHaveNoMoreRightsThanTheyNeed(t *testing.T) {
	d := databases(t, start(t, Options{DataDir: dataDir(t), Throwaway: true}))
	for _, url := range []string{d.OwnerURL, d.AppURL} {
		rights := query(t, url, `SELECT concat(rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls)
			FROM pg_roles WHERE rolname = current_user`)
		if rights != "fffff" {
			t.Errorf("rights of %s: %s", query(t, url, "SELECT current_user"), rights)
		}
	}
	conn, err := pgx.Connect(t.Context(), d.AppURL)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	if _, err := conn.Exec(t.Context(), "CREATE TABLE x (a int)"); err == nil {
		t.Error("the application may make tables")
	}
	config, err := pgx.ParseConfig(d.AppURL)
	if err != nil {
		t.Fatal(err)
	}
	config.Database = TemporalDatabase
	if conn, err := pgx.ConnectConfig(t.Context(), config); err == nil {
		conn.Close(context.Background())
		t.Error("the application may enter Temporal's database")
	}
}

func TestPasswordsAreKeptForTheOwnerAlone(t *testing.T) {
	o := Options{DataDir: dataDir(t), Throwaway: true}
	first := databases(t, start(t, o))
	modes := map[string]string{}
	files, err := filepath.Glob(filepath.Join(o.DataDir, "secrets", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range append(files, filepath.Join(o.DataDir, "secrets")) {
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		modes[filepath.Base(file)] = info.Mode().Perm().String()
	}
	want := map[string]string{
		"secrets": "-rwx------", superuser: "-rw-------",
		OwnerRole: "-rw-------", AppRole: "-rw-------", TemporalRole: "-rw-------",
	}
	if diff := cmp.Diff(want, modes); diff != "" {
		t.Errorf("modes (-want +got):\n%s", diff)
	}
	wrong := strings.Replace(first.AppURL, AppRole+":", AppRole+":x", 1)
	if conn, err := pgx.Connect(t.Context(), wrong); err == nil {
		conn.Close(context.Background())
		t.Error("a wrong password lets in")
	}
}

func TestStartAfterThePostmasterWasKilled(t *testing.T) {
	o := Options{DataDir: dataDir(t)}
	s := start(t, o)
	d := databases(t, s)
	keep(t, d.OwnerURL, "committed")
	// A backend in the middle of something notices the death late.
	busy, err := pgx.Connect(t.Context(), d.AppURL)
	if err != nil {
		t.Fatal(err)
	}
	defer busy.Close(context.Background())
	if err := s.process.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	<-s.Done()
	s.home.close() // as the end of this process would
	again := databases(t, start(t, o))
	if got := query(t, again.OwnerURL, "SELECT name FROM kept"); got != "committed" {
		t.Errorf("kept %q", got)
	}
}

// Here the parent has died and left a healthy server behind, as it happens
// where the kernel does not end children with their parents.
func TestStartStopsAServerLeftRunning(t *testing.T) {
	var said []string
	o := Options{DataDir: dataDir(t), Log: func(s string) { said = append(said, s) }}
	left := start(t, o)
	left.home.close()
	s := start(t, o)
	select {
	case <-left.Done():
	default:
		t.Error("the former server still runs")
	}
	if got := query(t, databases(t, s).AppURL, "SELECT 'alive'"); got != "alive" {
		t.Errorf("got %q", got)
	}
	if len(said) != 1 || !strings.Contains(said[0], "last run is still there") {
		t.Errorf("said %q", said)
	}
}

func TestStaleNumberOfAStrangersProcess(t *testing.T) {
	o := Options{DataDir: dataDir(t)}
	s := start(t, o)
	if err := s.Stop(); err != nil {
		t.Fatal(err)
	}
	stranger, err := spawn(mustAccount(t).command("/bin/sleep", "600"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { syscall.Kill(stranger.cmd.Process.Pid, syscall.SIGKILL); <-stranger.done }()
	pidFile := filepath.Join(s.home.cluster(), "postmaster.pid")
	if err := os.WriteFile(pidFile, []byte(join([]int{stranger.cmd.Process.Pid})+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	start(t, o)
	select {
	case <-stranger.done:
		t.Error("a process of somebody else was ended")
	default:
	}
}

func TestSecondProgramIsKeptOut(t *testing.T) {
	o := Options{DataDir: dataDir(t), Throwaway: true}
	start(t, o)
	_, err := Start(t.Context(), o)
	wantError(t, err, "in use by another running program")
}

func mustAccount(t *testing.T) account {
	t.Helper()
	a, err := serverAccount()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func wantError(t *testing.T, err error, part string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), part) {
		t.Errorf("error %v, want one that says %q", err, part)
	}
}
