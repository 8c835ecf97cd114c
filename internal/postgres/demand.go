package postgres

import (
	"context"
	"time"

	"pheduyet/internal/proposal"
)

// demands is the channel on which a checkpoint is asked for.
const demands = "pheduyet_checkpoint"

// Demand asks whoever signs to do so now.
func (s *Store) Demand(ctx context.Context) error {
	_, err := s.pool.Exec(ctx, "SELECT pg_notify($1, '')", demands)
	return refusal(err)
}

// Demands calls asked for every demand until ctx ends or the connection does.
func (s *Store) Demands(ctx context.Context, asked func()) error {
	pooled, err := s.pool.Acquire(ctx)
	if err != nil {
		return refusal(err)
	}
	conn := pooled.Hijack() // it listens: nobody else may get it back
	defer conn.Close(context.WithoutCancel(ctx))
	if _, err := conn.Exec(ctx, "LISTEN "+demands); err != nil {
		return refusal(err)
	}
	for {
		if _, err := conn.WaitForNotification(ctx); err != nil {
			return refusal(err)
		}
		asked()
	}
}

// awaited is how long a reader waits for a checkpoint, and between two looks.
const (
	awaited = 10 * time.Second
	looking = 50 * time.Millisecond
)

// AwaitProposal is [Store.CoverProposal] after a checkpoint is demanded where the
// last entry is not signed yet. Unavailable means that nothing signs.
func (s *Store) AwaitProposal(ctx context.Context, id string) (Cover, error) {
	ctx, cancel := context.WithTimeout(ctx, awaited)
	defer cancel()
	c, err := s.CoverProposal(ctx, id)
	if proposal.CodeOf(err) != proposal.CodeUnavailable {
		return c, err
	}
	if err := s.Demand(ctx); err != nil {
		return c, err
	}
	look := time.NewTicker(looking)
	defer look.Stop()
	for {
		select {
		case <-ctx.Done():
			return Cover{}, unsigned()
		case <-look.C:
		}
		if c, err = s.CoverProposal(ctx, id); err == nil {
			return c, nil
		}
	}
}
