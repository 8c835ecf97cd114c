package main

import (
	"context"
	"io"
	"log/slog"
	"os"
	"testing"
	"time"

	"pheduyet/cmd/internal/app"
	"pheduyet/internal/apitest"
)

// newMachine is a machine in this process, not yet started, on a data folder.
func newMachine(dir string) *machine {
	return &machine{
		config: app.Config{ListenAddr: "127.0.0.1:0", PublicURL: "http://127.0.0.1", DataDir: dir, BlobDir: dir + "/blobs", Seed: "demo", LogLevel: slog.LevelInfo},
		record: recordPlainly,
		say:    func(line string) { io.WriteString(os.Stderr, line+"\n") },
	}
}

// bring starts the machine.
func (m *machine) bring() error {
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	return m.start(ctx)
}

// client speaks to the machine.
func (m *machine) client(t testing.TB) *apitest.Client {
	t.Helper()
	return apitest.New(t, "http://"+m.listener.Addr().String())
}
