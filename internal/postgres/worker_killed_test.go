package postgres

import (
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"net/rpc"
	"net/rpc/jsonrpc"
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"

	"pheduyet/internal/catalog"
	"pheduyet/internal/mail"
	"pheduyet/internal/proposal"
)

// crew is a worker in a process of its own, and the next one when it was killed.
type crew struct {
	w     *world
	dice  *rand.Rand
	calls *rpc.Client // nil while none works
	kill  func()      // and wait until it is gone
	// usual is how long work takes. Undone counts the workers killed before a COMMIT,
	// unheard those killed after one, whose answer nobody heard.
	usual           time.Duration
	undone, unheard int
}

// Job is one thing to record, at a time. DieCommitted has the worker kill itself
// once it has committed.
type Job struct {
	At                      time.Time
	Do, Proposal, Gate, Key string
	Run, Port               int
	Found                   catalog.Result
	DieCommitted            bool
}

// Done is what the store answered.
type Done struct {
	Progress proposal.Progress
	Refused  *proposal.Error
	Failed   string
}

func hire(w *world) *crew {
	c := &crew{w: w, dice: rand.New(rand.NewPCG(1, 2)), usual: 10 * time.Millisecond}
	w.t.Cleanup(func() {
		if c.calls != nil {
			c.kill()
		}
	})
	return c
}

// work has a job done by a worker that may be killed meanwhile; then it is an
// error, and somebody asks again.
func (c *crew) work(j Job) (proposal.Progress, error) {
	var within time.Duration
	throw := c.dice.IntN(10)
	j.DieCommitted = throw == 0
	if throw == 1 || throw == 2 {
		within = c.usual
	}
	began := time.Now()
	answer, err := c.ask(j, within)
	if err != nil {
		c.lost(j)
		return proposal.Progress{}, errors.New("the worker was killed")
	}
	c.usual = (9*c.usual + time.Since(began)) / 10
	switch {
	case answer.Refused != nil:
		return answer.Progress, answer.Refused
	case answer.Failed != "":
		return answer.Progress, errors.New(answer.Failed)
	}
	return answer.Progress, nil
}

// ask hands a job to the worker and, where a time is given, kills it at a moment
// within that.
func (c *crew) ask(j Job, within time.Duration) (answer Done, err error) {
	if c.calls == nil {
		c.start()
	}
	j.At = c.w.Now()
	calls, ended := c.calls, make(chan struct{})
	go func() { err = calls.Call("Worker.Do", j, &answer); close(ended) }()
	if within > 0 {
		select {
		case <-ended:
		case <-time.After(time.Duration(c.dice.Int64N(int64(within)))):
			c.kill()
		}
	}
	<-ended
	return answer, err
}

// lost counts what became of a killed worker's job, once its transaction has ended.
func (c *crew) lost(j Job) {
	c.w.t.Helper()
	c.kill()
	c.w.count("SELECT count(*) FROM (SELECT FROM proposals WHERE id = $1 FOR UPDATE) p", j.Proposal)
	if c.w.count("SELECT count(*) FROM ledger_entries WHERE event_key = $1", j.Key+"/0") > 0 {
		c.unheard++
		return
	}
	c.undone++
}

// start has a new worker take up work.
func (c *crew) start() {
	c.w.t.Helper()
	cmd := exec.CommandContext(c.w.t.Context(), os.Args[0], "-test.run=^TestWorkerProcess$")
	cmd.Env = append(os.Environ(), "WORKER=1", "DATABASE="+c.w.pool.Config().ConnString())
	jobs, err := cmd.StdinPipe()
	if err != nil {
		c.w.t.Fatal(err)
	}
	answers, theirs, err := os.Pipe()
	if err != nil {
		c.w.t.Fatal(err)
	}
	cmd.ExtraFiles = []*os.File{theirs}
	if err := errors.Join(cmd.Start(), theirs.Close()); err != nil {
		c.w.t.Fatal(err)
	}
	c.calls = jsonrpc.NewClient(line{answers, jobs})
	c.kill = func() {
		if c.calls == nil {
			return
		}
		cmd.Process.Signal(syscall.SIGKILL) // one that killed itself is gone
		cmd.Wait()
		c.calls.Close()
		c.calls = nil
		if status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); !ok || status.Signal() != syscall.SIGKILL {
			c.w.t.Errorf("the worker was not killed: %v", cmd.ProcessState)
		}
	}
}

// Worker is what a worker's process does.
type Worker struct{ store *Store }

// Do does a job and answers what came of it.
func (w *Worker) Do(j Job, answer *Done) error {
	w.store.Now = func() time.Time { return j.At }
	var err error
	switch ctx := context.Background(); j.Do {
	case "record":
		answer.Progress, err = w.store.RecordIn(ctx, j.Proposal, j.Key, j.Run)
	case "remind":
		answer.Progress, err = w.store.Remind(ctx, j.Proposal, j.Key)
	case "deliver":
		server := mail.Server{Host: "127.0.0.1", Port: j.Port, From: "pheduyet@tinh.example", Encryption: mail.Plain, Timeout: 10 * time.Second}
		err = sender(w.store, server).Pass(ctx)
	case "screen":
		answer.Progress, err = w.store.RecordScreening(ctx, j.Proposal, j.Gate, j.Key, j.Found)
	}
	if j.DieCommitted {
		syscall.Kill(os.Getpid(), syscall.SIGKILL)
	}
	if refused, ok := asRefusal(err); ok {
		answer.Refused = refused
	} else if err != nil {
		answer.Failed = err.Error()
	}
	return nil
}

// TestWorkerProcess is the process that crew starts; alone it does nothing.
func TestWorkerProcess(t *testing.T) {
	if os.Getenv("WORKER") == "" {
		return
	}
	server := rpc.NewServer()
	if err := server.Register(&Worker{open(t, os.Getenv("DATABASE"))}); err != nil {
		t.Fatal(err)
	}
	server.ServeCodec(jsonrpc.NewServerCodec(line{os.Stdin, os.NewFile(3, "answers")}))
}

// line is what two processes speak over.
type line struct {
	io.ReadCloser
	to io.WriteCloser
}

func (l line) Write(p []byte) (int, error) { return l.to.Write(p) }

func (l line) Close() error { return errors.Join(l.to.Close(), l.ReadCloser.Close()) }

// mortal is the store as workers that are killed use it.
type mortal struct {
	*Store
	crew *crew
}

func (m mortal) RecordIn(_ context.Context, id, command string, run int) (proposal.Progress, error) {
	return m.crew.work(Job{Do: "record", Proposal: id, Key: command, Run: run})
}

func (m mortal) Remind(_ context.Context, id, key string) (proposal.Progress, error) {
	return m.crew.work(Job{Do: "remind", Proposal: id, Key: key})
}

func (m mortal) RecordScreening(_ context.Context, id, gate, key string, found catalog.Result) (proposal.Progress, error) {
	return m.crew.work(Job{Do: "screen", Proposal: id, Gate: gate, Key: key, Found: found})
}
