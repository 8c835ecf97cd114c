package main

import (
	"os"
	"sync"
	"testing"

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
	return shared.machine.client(t)
}

func startShared() {
	if shared.dir, shared.err = os.MkdirTemp("", "pheduyet-shared-"); shared.err != nil {
		return
	}
	if shared.err = os.Chmod(shared.dir, 0o755); shared.err != nil {
		return
	}
	shared.machine = newMachine(shared.dir)
	shared.err = shared.machine.bring()
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
