package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"

	"pheduyet/activities"
	"pheduyet/api"
	"pheduyet/internal/blob"
	"pheduyet/internal/ledger"
	"pheduyet/internal/mail"
	"pheduyet/internal/postgres"
	"pheduyet/internal/screening"
	"pheduyet/internal/sequencer"
)

// Parts are a server and a worker, wired to one database and one Temporal.
type Parts struct {
	Handler http.Handler

	store     *postgres.Store
	temporal  client.Client
	namespace string
	blobs     *blob.Files
	keeper    *screening.Keeper
	worker    worker.Worker
	sequencer *sequencer.Sequencer
	signing   func() // stops the sequencer; nil while it does not run
	spreading func() // ends what startSpreading began; nil while nothing is

	mailServer *mail.Server // nil: no mail is sent
	publicURL  string
	stopSender func() // nil while none runs

	stop   context.CancelFunc
	logger *slog.Logger
}

// NewParts opens the database as the application's role, connects to Temporal
// and wires the API. It refuses to run as the database's owner or a superuser.
func NewParts(ctx context.Context, c Config, dial Dial, logger *slog.Logger) (*Parts, error) {
	store, err := openStore(ctx, c)
	if err != nil {
		return nil, err
	}
	p := &Parts{store: store, logger: logger, mailServer: c.Mail, publicURL: c.PublicURL}
	if err := p.wire(c, dial); err != nil {
		return nil, errors.Join(err, p.Close())
	}
	return p, nil
}

func openStore(ctx context.Context, c Config) (*postgres.Store, error) {
	if err := c.NeedDatabase(); err != nil {
		return nil, err
	}
	store, err := postgres.Open(ctx, string(c.DatabaseURL))
	if err != nil {
		return nil, fmt.Errorf("the database does not answer; check DATABASE_URL and that PostgreSQL runs: %w", err)
	}
	if err := store.RefusePrivileged(ctx); err != nil {
		store.Close()
		return nil, err
	}
	return store, nil
}

func (p *Parts) wire(c Config, dial Dial) error {
	var err error
	if p.temporal, p.namespace, err = dial(p.logger); err != nil {
		return err
	}
	if p.keeper, err = NewMatcher(compared{p.store}); err != nil {
		return err
	}
	blobs, err := blob.Open(c.BlobDir)
	if err != nil {
		return err
	}
	p.blobs = blobs
	key, err := c.SigningKey()
	if err != nil {
		return err
	}
	p.sequencer = sequencer.New(p.store, sequencer.Folder(c.CheckpointDir), key, p.logger)
	refreshing, stop := context.WithCancel(context.Background())
	p.stop = stop
	go p.keeper.Run(refreshing, p.logger)
	calls, err := api.New(api.Deps{
		Store:          p.store,
		Matcher:        p.keeper,
		Process:        api.NewTemporalProcess(p.temporal),
		Blobs:          blobs,
		Ready:          p.Ready,
		Spread:         p.afterChange,
		Logger:         p.logger,
		Registry:       prometheus.NewRegistry(),
		LedgerKey:      key.Public(),
		WriteEvidence:  func(w io.Writer, b ledger.Bundle) error { return ledger.WriteBundle(w, b, key) },
		PublicURL:      c.PublicURL,
		TrustedProxies: c.TrustedProxies,
		Limits:         c.Limits,
	})
	if err != nil {
		return err
	}
	p.Handler, err = p.besidePages(calls, c)
	return err
}

// StartWorker starts a worker and the sequencer beside or instead of the API. The store that its
// activities record in is what record makes of the database.
func (p *Parts) StartWorker(record func(activities.Store) activities.Store) error {
	p.worker = NewWorker(p.temporal, &activities.Activities{Store: record(p.store), Matcher: p.keeper})
	if err := p.worker.Start(); err != nil {
		return err
	}
	p.startSigning()
	p.startSender()
	p.startSpreading()
	return nil
}

// StopWorker lets the worker finish what it does, then ends it; the API goes on.
func (p *Parts) StopWorker() {
	if p.worker != nil {
		p.stopSigning()
		p.stopSpreading()
		p.worker.Stop()
		p.worker = nil
	}
	if p.stopSender != nil {
		p.stopSender()
		p.stopSender = nil
	}
}

// Ready reports what is missing before requests can be served: schema, seeds,
// PostgreSQL, Temporal, a worker.
func (p *Parts) Ready(ctx context.Context) error {
	if err := p.store.Ready(ctx); err != nil {
		return err
	}
	return workerAlive(ctx, p.temporal, p.namespace)
}

// AwaitReady waits until Ready, and gives up with its last answer.
func (p *Parts) AwaitReady(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	retry := time.NewTicker(100 * time.Millisecond)
	defer retry.Stop()
	for {
		err := p.Ready(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return errors.Join(ctx.Err(), err)
		case <-retry.C:
		}
	}
}

// Close stops the worker, then leaves Temporal and the database.
func (p *Parts) Close() error {
	p.StopWorker()
	if p.stop != nil {
		p.stop()
	}
	if p.temporal != nil {
		p.temporal.Close()
	}
	p.store.Close()
	return nil
}
