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
