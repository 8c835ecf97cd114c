package screening

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"pheduyet/internal/catalog"
)

// Refresh is how often the index is brought up to date without a comparison
// asking for it, so that the first one of a quiet hour is as fast as any.
const Refresh = 30 * time.Second

// Changes is what happened to the things compared after some version.
type Changes struct {
	Version int64
	Changed []catalog.Entry // new, or different from before
	Removed []string        // ids no longer compared
}

// Source tells what is compared. Version 0 asks for everything; the answer is a
// consistent snapshot as of its Version. Today decides which editions are in
// force.
type Source interface {
	Changes(ctx context.Context, since int64, today string) (Changes, error)
}

// Keeper holds the index. It is safe for concurrent use.
type Keeper struct {
	source      Source
	lexicon     *catalog.Lexicon
	calibration *catalog.Calibration
	now         func() time.Time

	mu      sync.Mutex // one refresh at a time
	index   *catalog.Index
	version int64
	day     string
}

// NewKeeper makes a keeper whose index is read at the first use.
func NewKeeper(s Source, lex *catalog.Lexicon, cal *catalog.Calibration, now func() time.Time) *Keeper {
	return &Keeper{source: s, lexicon: lex, calibration: cal, now: now}
}

// Check compares a proposal with everything committed before the call.
func (k *Keeper) Check(ctx context.Context, q catalog.Query) (catalog.Result, error) {
	ix, err := k.fresh(ctx)
	if err != nil {
		return catalog.Result{}, err
	}
	return ix.Check(q), nil
}

// Run refreshes the index until ctx ends; failures are logged and tried again.
func (k *Keeper) Run(ctx context.Context, log *slog.Logger) {
	tick := time.NewTicker(Refresh)
	defer tick.Stop()
	for {
		if _, err := k.fresh(ctx); err != nil && ctx.Err() == nil {
			log.Warn("index not refreshed", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// fresh brings the index up to date. The index itself is immutable, so a
// comparison goes on with the one it got.
func (k *Keeper) fresh(ctx context.Context) (*catalog.Index, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	day := k.now().In(zone).Format(time.DateOnly)
	if day != k.day { // editions begin and end by day
		k.index, k.version = nil, 0
	}
	c, err := k.source.Changes(ctx, k.version, day)
	if err != nil {
		return nil, fmt.Errorf("reading what is compared: %w", err)
	}
	switch {
	case k.index == nil:
		k.index = catalog.NewIndex(k.lexicon, k.calibration, c.Changed)
	case len(c.Changed)+len(c.Removed) > 0:
		k.index = k.index.With(c.Changed, c.Removed)
	}
	k.version, k.day = c.Version, day
	return k.index, nil
}

var zone = time.FixedZone("+07:00", 7*60*60)
