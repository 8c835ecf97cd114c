package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
)

// tx is a transaction with its one reading of the clock.
type tx struct {
	pgx.Tx
	now time.Time
}

// inTx runs do in a transaction that commits only if do gives no error. The
// error comes back as *proposal.Error.
func (s *Store) inTx(ctx context.Context, do func(t tx) error) error {
	return s.inTxWith(ctx, pgx.TxOptions{}, do)
}

// inSnapshot runs do on one consistent, unchanging view of the database.
func (s *Store) inSnapshot(ctx context.Context, do func(t tx) error) error {
	return s.inTxWith(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, do)
}

func (s *Store) inTxWith(ctx context.Context, options pgx.TxOptions, do func(t tx) error) error {
	begun, err := s.pool.BeginTx(ctx, options)
	if err != nil {
		return refusal(err)
	}
	// After a commit this does nothing; after an error or a panic nothing stays.
	defer begun.Rollback(context.WithoutCancel(ctx))
	if err := do(tx{begun, s.now()}); err != nil {
		return refusal(err)
	}
	return refusal(begun.Commit(ctx))
}
