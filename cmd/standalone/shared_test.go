package main

import (
	"context"
	"io"
	"log/slog"
	"os"
	"sync"
	"testing"
	"time"

	"pheduyet/cmd/internal/app"
	"pheduyet/internal/apitest"
)

// shared is the one machine on which the scenarios run, in this process: starting
// it costs seconds, and scenarios keep out of each other's way by filing
// proposals of their own.
var shared struct {
	once    sync.Once
	machine *machine
	dir     string
	err     error
}

// onShared gives a client of the shared machine.
func onShared(t *testing.T) *apitest.Client {
	t.Helper()
	shared.once.Do(startShared)
	if shared.err != nil {
		t.Fatal(shared.err)
	}
	return apitest.New(t, "http://"+shared.machine.listener.Addr().String())
}

func startShared() {
	if shared.dir, shared.err = os.MkdirTemp("", "pheduyet-shared-"); shared.err != nil {
		return
	}
	if shared.err = os.Chmod(shared.dir, 0o755); shared.err != nil {
		return
	}
	shared.machine = &machine{
		config: app.Config{ListenAddr: "127.0.0.1:0", PublicURL: "http://127.0.0.1", DataDir: shared.dir, BlobDir: shared.dir + "/blobs", Seed: "demo", LogLevel: slog.LevelInfo},
		record: recordPlainly,
		say:    func(line string) { io.WriteString(os.Stderr, line+"\n") },
	}
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	shared.err = shared.machine.start(ctx)
}

func stopShared() error {
	if shared.machine == nil {
		return nil
	}
	err := shared.machine.stop(nil)
	if gone := os.RemoveAll(shared.dir); err == nil {
		err = gone
	}
	return err
}
