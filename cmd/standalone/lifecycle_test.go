package main

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"pheduyet/internal/apitest"
	"pheduyet/internal/devstack/testdb"
)

func TestStopsCleanlyAndStartsAgainQuickly(t *testing.T) {
	t.Parallel()
	dir := testdb.DataDir(t)
	first := start(t, dir)
	first.ready()
	filer := apitest.New(t, first.base).As("filer-so-y-te")
	draft := filer.POST("/proposals", map[string]any{"kind": "new_build", "name": "Hồ sơ còn nguyên sau khi khởi động lại"}).Want(t, 201).Proposal()
	first.cmd.Process.Signal(syscall.SIGINT)
	if code := first.end(); code != 0 {
		t.Fatalf("exit status %d after Ctrl-C\n%s", code, first.stderr.String())
	}
	nothingLeft(t, dir)

	second := start(t, dir)
	if took := second.ready(); took > 15*time.Second {
		t.Errorf("the second start took %v, more than 15 s", took)
	}
	got := apitest.New(t, second.base).As("filer-so-y-te").GET("/proposals/"+draft.ID).Want(t, 200).Proposal()
	if got.Name != draft.Name {
		t.Errorf("name %q, want %q", got.Name, draft.Name)
	}
	second.cmd.Process.Signal(syscall.SIGTERM)
	if code := second.end(); code != 0 {
		t.Errorf("exit status %d after SIGTERM\n%s", code, second.stderr.String())
	}
	nothingLeft(t, dir)
}

// nothingLeft fails when a process still works on the data folder.
func nothingLeft(t *testing.T, dir string) {
	t.Helper()
	out, err := exec.Command("ps", "-eo", "pid,args").Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		if strings.Contains(line, dir) {
			t.Errorf("left behind: %s", line)
		}
	}
}

func TestRefusesToStart(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { taken.Close() }) // after the parallel subtests
	newer := testdb.DataDir(t)
	if err := os.WriteFile(filepath.Join(newer, "VERSION"), []byte("999\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(testdb.DataDir(t), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		dir  string
		env  []string
		says []string
	}{
		"a port in use":        {testdb.DataDir(t), []string{"LISTEN_ADDR=" + taken.Addr().String()}, []string{"cannot listen", "LISTEN_ADDR"}},
		"a newer data folder":  {newer, nil, []string{"newer"}},
		"an unwritable folder": {filepath.Join(file, "data"), nil, []string{file}},
		"wrong settings": {testdb.DataDir(t), []string{"LISTEN_ADDR=nowhere", "SEED=all", "LOG_LEVEL=loud", "PUBLIC_URL=ftp://x", "TRUSTED_PROXIES=x"},
			[]string{"LISTEN_ADDR", "SEED", "LOG_LEVEL", "PUBLIC_URL", "TRUSTED_PROXIES"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := start(t, c.dir, c.env...)
			if code := p.end(); code != 1 {
				t.Errorf("exit status %d, want 1", code)
			}
			said := p.stderr.String()
			for _, want := range c.says {
				if !strings.Contains(said, want) {
					t.Errorf("does not say %q:\n%s", want, said)
				}
			}
			if strings.Contains(said, "goroutine") {
				t.Errorf("a stack trace:\n%s", said)
			}
		})
	}
}
