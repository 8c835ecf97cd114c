package api

import (
	"context"
	_ "embed"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/netip"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"pheduyet/internal/ledger"
)

// Deps is what the API works with.
type Deps struct {
	Store   Store
	Matcher Matcher
	Process Process
	Blobs   Blobs
	// Ready tells what is missing before requests can be served; nil is nothing.
	Ready func(ctx context.Context) error
	// Spread starts telling open proposals what a confirmed change has made true;
	// a worker starts what this leaves. Nil where nothing is told.
	Spread   func(ctx context.Context) error
	Logger   *slog.Logger
	Clock    func() time.Time // time.Now where nil
	Registry *prometheus.Registry
	// LedgerKey is the public key of the ledger's checkpoints.
	LedgerKey ledger.PublicKey
	// WriteEvidence writes a bundle as a zip and signs it by the ledger's key.
	WriteEvidence func(w io.Writer, b ledger.Bundle) error
	// PublicURL is where people reach the server, without a path.
	PublicURL string
	// TrustedProxies are believed when they say for whom they ask.
	TrustedProxies []netip.Prefix
	Limits         Limits // DefaultLimits where zero
}

// Limits bound what one request may take. Sizes are bytes.
type Limits struct {
	Body    int64         // a JSON body
	Upload  int64         // an attached file
	Request time.Duration // the whole of a request
	Process time.Duration // waiting for a workflow
	// FailedSignIns are allowed a minute under one user name.
	FailedSignIns int
	// Heavy is how many uploads, and how many password checks, run at once.
	Heavy int
}

// DefaultLimits are those of the contract.
var DefaultLimits = Limits{
	Body: 1 << 20, Upload: 20 << 20, Request: 30 * time.Second, Process: 10 * time.Second,
	FailedSignIns: 10, Heavy: 4,
}

//go:embed openapi.yaml
var openAPI []byte

// server answers requests.
type server struct {
	Deps
	metrics metrics
	uploads gate // each holds a file in memory
	signIns gate // each takes 19 MiB
}

// New makes the handler of everything the contract names. It refuses
// dependencies that are missing.
func New(d Deps) (http.Handler, error) {
	if d.Store == nil || d.Matcher == nil || d.Process == nil || d.Blobs == nil || d.Logger == nil || d.Registry == nil {
		return nil, errors.New("api: Store, Matcher, Process, Blobs, Logger and Registry are needed")
	}
	if d.Clock == nil {
		d.Clock = time.Now
	}
	if d.Ready == nil {
		d.Ready = func(context.Context) error { return nil }
	}
	if d.Spread == nil {
		d.Spread = func(context.Context) error { return nil }
	}
	if d.Limits == (Limits{}) {
		d.Limits = DefaultLimits
	}
	m, err := newMetrics(d.Registry)
	if err != nil {
		return nil, err
	}
	for _, c := range []prometheus.Collector{outboxMetric{d.Store}, ledgerMetric{d.Store}, calendarMetric{d.Store}} {
		if err := d.Registry.Register(c); err != nil {
			return nil, err
		}
	}
	s := &server{Deps: d, metrics: m, uploads: make(gate, d.Limits.Heavy), signIns: make(gate, d.Limits.Heavy)}
	return s.routes(), nil
}

// gate lets only so many in at once.
type gate chan struct{}

// enter waits for a place and gives back the way out.
func (g gate) enter(ctx context.Context) (leave func(), err error) {
	select {
	case g <- struct{}{}:
		return func() { <-g }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
