package sequencer

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"pheduyet/internal/ledger"
)

// Ledger is what the sequencer needs of the database.
type Ledger interface {
	// Gather looks at every entry for those that have no leaf and do not wait for one.
	Gather(ctx context.Context) error
	// Integrate gives waiting entries, at most limit, their places and answers how
	// many it took; 0 when none waits.
	Integrate(ctx context.Context, limit int) (taken int, err error)
	// SignTree keeps the note that sign makes of the tree as it stands; what sign
	// refuses is not kept.
	SignTree(ctx context.Context, sign func(size int64, root ledger.Hash, tree ledger.HashReader) (note []byte, err error)) (ledger.Signed, error)
	// KeepCheckpoint keeps one that was signed but not kept; again does nothing.
	KeepCheckpoint(ctx context.Context, c ledger.Signed) error
	// CheckpointsAfter lists kept checkpoints of more leaves, smallest first.
	CheckpointsAfter(ctx context.Context, size int64) ([]ledger.Signed, error)
	// Leaves names the entries at positions from ≤ p < to, in order.
	Leaves(ctx context.Context, from, to int64) ([]ledger.Leaf, error)
	// KeepLoss records once that the tree lacks what a checkpoint proves; Recovered
	// tells whether two people have given that checkpoint up.
	KeepLoss(ctx context.Context, l ledger.Loss) error
	Recovered(ctx context.Context, size int64, root ledger.Hash) (bool, error)
	// TellCheckpoint sends the newest checkpoint to those who keep copies, once every
	// working day, however often it is called.
	TellCheckpoint(ctx context.Context) error
	// Demands calls asked whenever somebody wants a checkpoint now, until ctx ends.
	Demands(ctx context.Context, asked func()) error
}

const (
	every   = 2 * time.Second // between two checkpoints that nobody demanded
	batch   = 2000            // entries in one transaction
	telling = time.Minute     // between two looks whether a checkpoint is to be sent

	// gathering is between two looks at every entry: whoever takes one out of those
	// that wait delays its leaf by no more.
	gathering = 24 * time.Hour
)

// Sequencer signs one ledger. Create it with [New].
type Sequencer struct {
	ledger Ledger
	folder Folder
	key    ledger.SigningKey
	logger *slog.Logger

	// Known to the one Pass at a time.
	gathered time.Time      // when all that had no leaf was found waiting for one
	kept     *ledger.Signed // the last checkpoint in the folder; nil: not read yet

	mu     sync.Mutex
	fault  error
	signed int64
}

// New makes a sequencer that keeps its checkpoints in folder.
func New(l Ledger, folder Folder, key ledger.SigningKey, logger *slog.Logger) *Sequencer {
	return &Sequencer{ledger: l, folder: folder, key: key, logger: logger}
}

// Run works until ctx ends. What fails is logged and tried again.
func (s *Sequencer) Run(ctx context.Context) {
	demanded := make(chan struct{}, 1)
	go s.listen(ctx, demanded)
	tick := time.NewTicker(every)
	defer tick.Stop()
	for told := (time.Time{}); ; {
		s.report(s.Pass(ctx))
		if _, fault := s.Status(); fault == nil && time.Since(told) >= telling {
			told = time.Now()
			if err := s.ledger.TellCheckpoint(ctx); err != nil && ctx.Err() == nil {
				s.logger.Warn("ledger: nobody could be told of the checkpoint", "error", err)
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-demanded:
		}
	}
}

// listen passes demands on, and hears again after a lost connection.
func (s *Sequencer) listen(ctx context.Context, demanded chan<- struct{}) {
	for ctx.Err() == nil {
		err := s.ledger.Demands(ctx, func() {
			select {
			case demanded <- struct{}{}:
			default: // one is waiting already
			}
		})
		if ctx.Err() == nil {
			s.logger.Warn("ledger: demands for checkpoints are not heard", "error", err)
		}
		select {
		case <-ctx.Done():
		case <-time.After(every):
		}
	}
}

// Pass integrates all there is and, where the tree has grown, signs it. One at a
// time in a process; the error is a *[LossError] where entries are lost.
func (s *Sequencer) Pass(ctx context.Context) error {
	if err := s.integrate(ctx); err != nil {
		return err
	}
	kept, stored, err := s.last(ctx)
	if err != nil {
		return err
	}
	kept, err = s.sign(ctx, kept, stored)
	if lost, is := errors.AsType[*LossError](err); is {
		return s.lose(ctx, lost)
	}
	if err != nil {
		return err
	}
	s.kept = &kept
	s.mu.Lock()
	s.signed = kept.Size
	s.mu.Unlock()
	return nil
}

func (s *Sequencer) integrate(ctx context.Context) error {
	if now := time.Now(); now.Sub(s.gathered) >= gathering {
		if err := s.ledger.Gather(ctx); err != nil {
			return err
		}
		s.gathered = now
	}
	for {
		if taken, err := s.ledger.Integrate(ctx, batch); err != nil || taken == 0 {
			return err
		}
	}
}

// report logs what changed and keeps the fault for Status.
func (s *Sequencer) report(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	was := s.fault
	s.fault = err
	switch {
	case errors.Is(err, context.Canceled):
	case err != nil && (was == nil || was.Error() != err.Error()):
		s.logger.Error("ledger: no checkpoint is signed", "error", err)
	case err == nil && was != nil:
		s.logger.Info("ledger: checkpoints are signed again")
	}
}

// Status is why nothing is signed, or nil, and the size of the last checkpoint
// that this process saw.
func (s *Sequencer) Status() (signed int64, fault error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.signed, s.fault
}
