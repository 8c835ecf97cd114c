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

// SigningLag is how much later the newest entry was written than the last one
// under a checkpoint; 0 where that is the newest.
func (s *Store) SigningLag(ctx context.Context) (time.Duration, error) {
	var seconds float64
	err := s.pool.QueryRow(ctx, `
		WITH newest AS (SELECT at FROM ledger_entries ORDER BY id DESC LIMIT 1),
		oldest AS (SELECT at FROM ledger_entries ORDER BY id LIMIT 1),
		signed AS (SELECT e.at FROM ledger_leaves l JOIN ledger_entries e ON e.id = l.entry
			WHERE l.position = (SELECT max(size) FROM ledger_checkpoints) - 1)
		SELECT coalesce(greatest(0, extract(epoch FROM
			(SELECT at FROM newest) - coalesce((SELECT at FROM signed), (SELECT at FROM oldest)))), 0)::float8`).Scan(&seconds)
	return time.Duration(seconds * float64(time.Second)), refusal(err)
}
