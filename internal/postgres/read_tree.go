package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/ledger"
	"pheduyet/internal/proposal"
)

// PlacedEntries reads the entries from a position of the tree on, at most limit.
func (s *Store) PlacedEntries(ctx context.Context, from int64, limit int) ([]ledger.Placed, error) {
	rows, err := s.pool.Query(ctx, `SELECT l.position, e.bytes FROM ledger_leaves l JOIN ledger_entries e ON e.id = l.entry
		WHERE l.position >= $1 ORDER BY l.position LIMIT $2`, from, limit)
	if err != nil {
		return nil, refusal(err)
	}
	placed, err := pgx.CollectRows(rows, pgx.RowToStructByPos[ledger.Placed])
	return placed, refusal(err)
}

// CheckpointTime is the moment that a tree of that size speaks of: when its last
// entry was written.
func (s *Store) CheckpointTime(ctx context.Context, size int64) (time.Time, error) {
	var at time.Time
	err := s.pool.QueryRow(ctx, "SELECT e.at FROM ledger_leaves l JOIN ledger_entries e ON e.id = l.entry WHERE l.position = $1", size-1).Scan(&at)
	return at.In(proposal.Zone), refusal(err)
}

// SigningLag is how long the first entry that no checkpoint covers has waited for
// one; 0 where all are covered.
func (s *Store) SigningLag(ctx context.Context) (time.Duration, error) {
	var since *time.Time
	err := s.pool.QueryRow(ctx, `SELECT min(e.at) FROM ledger_entries e WHERE e.id IN (
		SELECT entry FROM ledger_leaves WHERE position = (SELECT coalesce(max(size), 0) FROM ledger_checkpoints)
		UNION ALL SELECT min(entry) FROM ledger_waiting)`).Scan(&since)
	if err != nil || since == nil {
		return 0, refusal(err)
	}
	return max(0, s.now().Sub(*since)), nil
}
