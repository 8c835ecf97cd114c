// Command pheduyet is the production program: server, worker, migrate, import,
// health, key, match. Each runs beside a PostgreSQL and a Temporal cluster given by settings.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"syscall"

	"pheduyet/activities"
	"pheduyet/cmd/internal/app"
	"pheduyet/internal/ledger"
	"pheduyet/internal/postgres"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Getenv, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "pheduyet:", err)
		os.Exit(exitStatus(os.Args[1:], err))
	}
}

// exitStatus is 1 for every failure but those of verify, which tells what was
// tampered with from what cannot be read.
func exitStatus(args []string, err error) int {
	if len(args) > 0 && args[0] == "verify" {
		return ledger.ExitStatus(err)
	}
	return 1
}

// environment is what a command works with.
type environment struct {
	config app.Config
	out    io.Writer
	logger *slog.Logger
	getenv func(string) string
}

// command is one thing the program does.
type command struct {
	name, doc string
	run       func(ctx context.Context, e environment, args []string) error
}

var commands = []command{
	{"server", "answer the API", server},
	{"worker", "run workflows and activities", work},
	{"migrate", "bring the database to this release's schema and load the seeds (SEED)", migrate},
	{"admin", "make the first admin and print a one-time password: admin create NAME", admin},
	{"import", "bring in a file, all or nothing: import accounts [--dry-run] [--passwords FILE] FILE.csv; or by two people: import catalog|packs|holidays|agencies FILE, import confirm ID", bring},
	{"process", "what a process would change, touching nothing: process simulate PACK", simulate},
	{"health", "ask the server or worker at LISTEN_ADDR whether it is ready: health [PATH]", health},
	{"key", "make a key that signs a ledger: key pheduyet/CODE, or tell the public key of the one set: key", key},
	{"verify", "verify evidence: verify [--key FILE] BUNDLE.zip | --since CHECKPOINT NEWER | --dump FILE | --database", verify},
	{"dump", "write the whole ledger for verify --dump: dump FILE", dump},
	{"match", "check a name, or measure the check: match NAME, --eval FILE, --export-findings FILE, --refit FILE", match},
}

func run(ctx context.Context, args []string, getenv func(string) string, out io.Writer) error {
	if len(args) == 0 {
		return errors.New("which command?\n" + usage())
	}
	for _, c := range commands {
		if c.name != args[0] {
			continue
		}
		config, err := app.Load(getenv, "none")
		if err != nil {
			return fmt.Errorf("settings:\n%w", err)
		}
		logger := slog.New(slog.NewJSONHandler(os.Stderr, &slog.HandlerOptions{Level: config.LogLevel}))
		return c.run(ctx, environment{config, out, logger, getenv}, args[1:])
	}
	return fmt.Errorf("no command %q\n%s", args[0], usage())
}

func usage() string {
	text := "usage: pheduyet COMMAND\n"
	for _, c := range commands {
		text += fmt.Sprintf("  %-8s %s\n", c.name, c.doc)
	}
	return text
}

func server(ctx context.Context, e environment, _ []string) error {
	listener, err := net.Listen("tcp", e.config.ListenAddr)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w", e.config.ListenAddr, err)
	}
	parts, err := app.NewParts(ctx, e.config, app.DialTemporal, e.logger)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	s := app.NewServer(parts.Handler)
	served := make(chan error, 1)
	go func() { served <- app.Serve(s, listener) }()
	e.logger.Info("listening", "address", listener.Addr().String())
	select {
	case <-ctx.Done():
		err = app.Shutdown(s)
	case err = <-served:
	}
	return errors.Join(err, parts.Close())
}

func work(ctx context.Context, e environment, _ []string) error {
	parts, err := app.NewParts(ctx, e.config, app.DialTemporal, e.logger)
	if err != nil {
		return err
	}
	if err := parts.StartWorker(func(s activities.Store) activities.Store { return s }); err != nil {
		return errors.Join(err, parts.Close())
	}
	e.logger.Info("worker started")
	err = probes(ctx, e.config.ListenAddr, parts.Signing)
	return errors.Join(err, parts.Close())
}

func migrate(ctx context.Context, e environment, _ []string) error {
	url := string(e.config.MigrateDatabaseURL)
	if url == "" {
		return errors.New("MIGRATE_DATABASE_URL is not set: write postgres://pheduyet_owner:password@host:5432/pheduyet")
	}
	if err := postgres.Migrate(ctx, url); err != nil {
		return err
	}
	if err := app.LoadSeeds(ctx, url, e.config.Seed == "demo"); err != nil {
		return err
	}
	fmt.Fprintln(e.out, "The database is up to date.")
	return nil
}
