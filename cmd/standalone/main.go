// Command standalone runs everything on one machine: a private PostgreSQL, the
// Temporal server inside this process, the worker, the API. It is for trials,
// teaching and a small office; production runs cmd/pheduyet beside a PostgreSQL
// and a Temporal cluster of its own.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"pheduyet/activities"
	"pheduyet/cmd/internal/app"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Getenv, os.Stdout, recordPlainly); err != nil {
		fmt.Fprintln(os.Stderr, "standalone:", err)
		os.Exit(1)
	}
}

// run starts the parts in order, says what it is doing, waits for ctx or a part
// that fails, and stops them in the opposite order.
// record stands between the activities and the store; tests put faults there.
func run(ctx context.Context, getenv func(string) string, out io.Writer, record func(activities.Store) activities.Store) error {
	config, err := app.Load(getenv, "demo")
	if err != nil {
		return fmt.Errorf("settings:\n%w", err)
	}
	m := &machine{config: config, record: record, say: func(line string) { fmt.Fprintln(out, line) }}
	err = m.start(ctx)
	if err == nil {
		m.say("Ready: http://" + m.listener.Addr().String())
		err = m.wait(ctx)
	}
	return m.stop(err)
}

func recordPlainly(s activities.Store) activities.Store { return s }
