package postgres

import (
	"context"
	"encoding/json"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/ledger"
)

// Leaves names the entries at positions from ≤ p < to, in order.
func (s *Store) Leaves(ctx context.Context, from, to int64) ([]ledger.Leaf, error) {
	rows, err := s.pool.Query(ctx, `SELECT l.position, coalesce('proposal/' || e.proposal, 'stream/' || e.stream), e.seq, e.action
		FROM ledger_leaves l JOIN ledger_entries e ON e.id = l.entry
		WHERE l.position >= $1 AND l.position < $2 ORDER BY l.position`, from, to)
	if err != nil {
		return nil, refusal(err)
	}
	leaves, err := pgx.CollectRows(rows, pgx.RowToStructByPos[ledger.Leaf])
	return leaves, refusal(err)
}

// KeepLoss records once that the tree lacks what a checkpoint kept outside the
// database proves.
func (s *Store) KeepLoss(ctx context.Context, l ledger.Loss) error {
	body, err := json.Marshal(l)
	if err != nil {
		return refusal(err)
	}
	_, err = s.pool.Exec(ctx, "INSERT INTO ledger_losses (size, root, body, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
		l.Kept, l.KeptRoot[:], body, s.now())
	return refusal(err)
}

// Recovered tells whether two people have given that checkpoint up.
func (s *Store) Recovered(ctx context.Context, size int64, root ledger.Hash) (bool, error) {
	var is bool
	err := s.pool.QueryRow(ctx, "SELECT EXISTS (SELECT FROM ledger_recoveries WHERE size = $1 AND root = $2)", size, root[:]).Scan(&is)
	return is, refusal(err)
}

// Losses lists the losses because of which nothing is signed: neither given up
// by two people nor mended by restoring what was lost.
func (s *Store) Losses(ctx context.Context) ([]ledger.Loss, error) {
	losses, err := losses(ctx, s.pool)
	return losses, refusal(err)
}

func losses(ctx context.Context, q querier) ([]ledger.Loss, error) {
	rows, err := q.Query(ctx, `SELECT l.body FROM ledger_losses l
		WHERE NOT EXISTS (SELECT FROM ledger_recoveries r WHERE r.size = l.size AND r.root = l.root)
		AND NOT EXISTS (SELECT FROM ledger_checkpoints c WHERE c.size >= l.size) ORDER BY l.size, l.at`)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[ledger.Loss])
}
