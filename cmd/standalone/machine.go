package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"time"

	"pheduyet/activities"
	"pheduyet/cmd/internal/app"
	"pheduyet/internal/devstack/pgserver"
	"pheduyet/internal/devstack/temporalserver"
	"pheduyet/internal/postgres"
)

// machine is what runs on the one machine, in the order of its starting.
type machine struct {
	config   app.Config
	say      func(string)
	record   func(activities.Store) activities.Store
	listener net.Listener
	pg       *pgserver.Server
	temporal *temporalserver.Server
	parts    *app.Parts
	served   chan error
	closers  []func() error // in the order of starting
}

// onStop has the machine close a part when it stops; what started last goes
// first.
func (m *machine) onStop(stop func() error) { m.closers = append(m.closers, stop) }

// start brings everything up. The address is taken first: a port in use is
// known before anything else has started.
func (m *machine) start(ctx context.Context) error {
	var err error
	if m.listener, err = net.Listen("tcp", m.config.ListenAddr); err != nil {
		return fmt.Errorf("cannot listen on %s: %w; set LISTEN_ADDR to a free address", m.config.ListenAddr, err)
	}
	m.onStop(func() error { m.listener.Close(); return nil }) // the HTTP server closes it too
	if err := m.startPostgres(ctx); err != nil {
		return err
	}
	logger, err := m.openLog("pheduyet.log", m.config.LogLevel)
	if err != nil {
		return err
	}
	if err := m.load(ctx); err != nil {
		return err
	}
	dial, err := m.startTemporal(ctx)
	if err != nil {
		return err
	}
	if err := m.config.OwnKey(); err != nil {
		return err
	}
	m.say("Starting the worker and the API …")
	if m.parts, err = app.NewParts(ctx, m.config, dial, logger); err != nil {
		return err
	}
	m.onStop(m.parts.Close)
	if err := m.parts.StartWorker(m.record); err != nil {
		return err
	}
	return m.serve(ctx)
}

// startPostgres starts the private PostgreSQL where anything needs it.
func (m *machine) startPostgres(ctx context.Context) error {
	if m.config.DatabaseURL != "" && m.config.TemporalAddress != "" {
		return nil
	}
	m.say("Starting PostgreSQL in " + m.config.DataDir + " …")
	pg, err := pgserver.Start(ctx, pgserver.Options{DataDir: m.config.DataDir, Log: m.say})
	if err != nil {
		return err
	}
	m.pg = pg
	m.onStop(pg.Stop)
	return nil
}

// load creates the databases, migrates and loads the seeds.
func (m *machine) load(ctx context.Context) error {
	if m.config.DatabaseURL == "" {
		dbs, err := m.pg.CreateDatabases(ctx)
		if err != nil {
			return err
		}
		m.config.DatabaseURL, m.config.MigrateDatabaseURL = app.Secret(dbs.AppURL), app.Secret(dbs.OwnerURL)
	}
	m.say("Migrating the database …")
	if err := postgres.Migrate(ctx, string(m.config.MigrateDatabaseURL)); err != nil {
		return err
	}
	m.say("Loading seeds (" + m.config.Seed + ") …")
	return app.LoadSeeds(ctx, string(m.config.MigrateDatabaseURL), m.config.Seed == "demo")
}

// startTemporal starts the in-process Temporal, unless a cluster is configured.
func (m *machine) startTemporal(ctx context.Context) (app.Dial, error) {
	if m.config.TemporalAddress != "" {
		return app.DialTemporal, nil
	}
	m.say("Starting Temporal …")
	logger, err := m.openLog("temporal.log", slog.LevelWarn)
	if err != nil {
		return nil, err
	}
	dbs, err := m.pg.CreateDatabases(ctx)
	if err != nil {
		return nil, err
	}
	m.temporal, err = temporalserver.Start(ctx, temporalserver.Options{
		Host: m.pg.Host(), Port: m.pg.Port(), User: pgserver.TemporalRole, Password: dbs.TemporalPassword,
		Database: pgserver.TemporalDatabase, VisibilityDatabase: pgserver.TemporalVisibilityDatabase,
		Namespace: "pheduyet", Retention: 30 * 24 * time.Hour, Logger: logger,
	})
	if err != nil {
		return nil, err
	}
	m.onStop(m.temporal.Stop)
	return app.DialTemporalAt(m.temporal.HostPort(), m.temporal.Namespace()), nil
}

// serve answers requests and waits until the machine is ready for use.
func (m *machine) serve(ctx context.Context) error {
	m.served = make(chan error, 1)
	server := app.NewServer(m.parts.Handler)
	go func() { m.served <- app.Serve(server, m.listener) }()
	m.onStop(func() error { return app.Shutdown(server) })
	return m.parts.AwaitReady(ctx)
}

// wait returns when the machine is told to stop, or when a part gives up.
func (m *machine) wait(ctx context.Context) error {
	var gone <-chan struct{}
	if m.pg != nil {
		gone = m.pg.Done()
	}
	select {
	case <-ctx.Done():
		return nil
	case err := <-m.served:
		return err
	case <-gone:
		return errors.New("PostgreSQL ended by itself; its log is " + m.pg.LogFile())
	}
}

// stop closes the parts, the last started first, and keeps the first error.
func (m *machine) stop(cause error) error {
	if errors.Is(cause, context.Canceled) {
		cause = nil // told to stop while starting
	}
	m.say("Stopping …")
	for i := len(m.closers) - 1; i >= 0; i-- {
		if err := m.closers[i](); err != nil {
			cause = errors.Join(cause, err)
		}
	}
	if cause == nil {
		m.say("Stopped.")
	}
	return cause
}

// openLog opens a log file in the data folder.
func (m *machine) openLog(name string, level slog.Level) (*slog.Logger, error) {
	if err := os.MkdirAll(m.config.DataDir, 0o700); err != nil {
		return nil, fmt.Errorf("cannot make the data folder: %w", err)
	}
	f, err := os.OpenFile(filepath.Join(m.config.DataDir, name), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, fmt.Errorf("cannot write a log in the data folder: %w", err)
	}
	m.onStop(f.Close)
	return slog.New(slog.NewJSONHandler(f, &slog.HandlerOptions{Level: level})), nil
}
