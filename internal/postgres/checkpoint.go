package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/ledger"
)

// Checkpoint is a signed checkpoint as it was kept.
type Checkpoint = ledger.Signed

// SignTree has sign make the signed note of the tree as it stands and keeps it;
// meanwhile the tree does not grow. What sign refuses is not kept; a size that was
// signed before keeps the note of then.
func (s *Store) SignTree(ctx context.Context, sign func(size int64, root ledger.Hash, tree ledger.HashReader) (note []byte, err error)) (Checkpoint, error) {
	var c Checkpoint
	err := s.inTx(ctx, func(t tx) error {
		var err error
		if c.Size, err = lockTree(ctx, t); err != nil {
			return err
		}
		hashes := treeHashes{ctx, t}
		if c.Root, err = ledger.Root(c.Size, hashes); err != nil {
			return err
		}
		if c.Note, err = sign(c.Size, c.Root, hashes); err != nil {
			return err
		}
		return keepCheckpoint(ctx, t, c)
	})
	return c, err
}

// KeepCheckpoint keeps a checkpoint that was signed and not kept; one of that size
// that is there stays.
func (s *Store) KeepCheckpoint(ctx context.Context, c Checkpoint) error {
	return s.inTx(ctx, func(t tx) error { return keepCheckpoint(ctx, t, c) })
}

func keepCheckpoint(ctx context.Context, t tx, c Checkpoint) error {
	kept, err := t.Exec(ctx, "INSERT INTO ledger_checkpoints (size, root, note) VALUES ($1, $2, $3) ON CONFLICT (size) DO NOTHING", c.Size, c.Root[:], c.Note)
	if err != nil || kept.RowsAffected() == 0 {
		return err
	}
	return tellCovered(ctx, t, c)
}

// LatestCheckpoint is the newest checkpoint; not_found before the first.
func (s *Store) LatestCheckpoint(ctx context.Context) (Checkpoint, error) {
	c, err := readCheckpoint(ctx, s.pool, "SELECT size, root, note FROM ledger_checkpoints ORDER BY size DESC LIMIT 1")
	return c, refusal(err)
}

// CheckpointsAfter lists the checkpoints of more leaves than that, smallest first.
func (s *Store) CheckpointsAfter(ctx context.Context, size int64) ([]Checkpoint, error) {
	rows, err := s.pool.Query(ctx, "SELECT size, root, note FROM ledger_checkpoints WHERE size > $1 ORDER BY size", size)
	if err != nil {
		return nil, refusal(err)
	}
	found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (Checkpoint, error) { return scanCheckpoint(row) })
	return found, refusal(err)
}

// CheckpointAt is the checkpoint of exactly that size, or not_found.
func (s *Store) CheckpointAt(ctx context.Context, size int64) (Checkpoint, error) {
	c, err := readCheckpoint(ctx, s.pool, "SELECT size, root, note FROM ledger_checkpoints WHERE size = $1", size)
	return c, refusal(err)
}

func readCheckpoint(ctx context.Context, q querier, sql string, args ...any) (Checkpoint, error) {
	return scanCheckpoint(q.QueryRow(ctx, sql, args...))
}

func scanCheckpoint(row pgx.Row) (Checkpoint, error) {
	var c Checkpoint
	var root []byte
	err := row.Scan(&c.Size, &root, &c.Note)
	if err == nil {
		c.Root = ledger.Hash(root)
	}
	return c, err
}
