package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"
	"time"

	"pheduyet/internal/apitest/browser"
)

// asProgram, when set in the environment, makes the test binary the standalone
// program itself: lifecycle tests start, stop and kill it as a process without a
// second build.
const asProgram = "STANDALONE_TEST_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		os.Exit(program())
	}
	code := m.Run()
	if err := stopShared(); err != nil {
		fmt.Fprintln(os.Stderr, "stopping the shared machine:", err)
		code = 1
	}
	if err := browser.Stop(); err != nil {
		fmt.Fprintln(os.Stderr, "stopping the browser:", err)
		code = 1
	}
	os.Exit(code)
}

// program is main with the fault that a test asks for.
func program() int {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Getenv, os.Stdout, dieAfterCommit); err != nil {
		fmt.Fprintln(os.Stderr, "standalone:", err)
		return 1
	}
	return 0
}

// process is a standalone program under test.
type process struct {
	*testing.T
	cmd    *exec.Cmd
	base   string
	stderr strings.Builder
	lines  chan string
	exited chan error
}

// start runs the program on a data folder, at a free port.
func start(t *testing.T, dataDir string, env ...string) *process {
	t.Helper()
	p := &process{T: t, cmd: exec.Command(os.Args[0]), lines: make(chan string, 100), exited: make(chan error, 1)}
	p.cmd.Env = append(os.Environ(), append([]string{asProgram + "=1", "DATA_DIR=" + dataDir, "LISTEN_ADDR=127.0.0.1:0"}, env...)...)
	p.cmd.Stderr = &p.stderr
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go p.read(out)
	t.Cleanup(func() {
		p.cmd.Process.Kill() // a no-op once it has exited
		<-p.exited
	})
	return p
}

func (p *process) read(out io.Reader) {
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		p.lines <- lines.Text()
	}
	close(p.lines)
	p.exited <- p.cmd.Wait()
	close(p.exited)
}

// ready waits until the program says so, and gives how long it took.
func (p *process) ready() time.Duration {
	p.Helper()
	began := time.Now()
	give := time.After(3 * time.Minute)
	for {
		select {
		case line, ok := <-p.lines:
			if !ok {
				p.Fatalf("ended before it was ready: %v\n%s", <-p.exited, p.stderr.String())
			}
			if url, found := strings.CutPrefix(line, "Ready: "); found {
				p.base = url
				return time.Since(began)
			}
		case <-give:
			p.Fatal("not ready in time")
		}
	}
}

// end waits for the program's exit and gives its exit status.
func (p *process) end() int {
	p.Helper()
	for {
		select {
		case _, ok := <-p.lines:
			if !ok {
				p.lines = nil
			}
		case err, ok := <-p.exited:
			if ok && err != nil && p.cmd.ProcessState == nil {
				p.Fatal(err)
			}
			return p.cmd.ProcessState.ExitCode()
		case <-time.After(time.Minute):
			p.Fatal("did not stop in time")
		}
	}
}
