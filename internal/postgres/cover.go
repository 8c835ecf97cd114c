package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/ledger"
	"pheduyet/internal/proposal"
)

// Cover is what proves the entries of one chain: their places in the tree and
// the first checkpoint that holds all of them. Neither reads nor the ledger's
// growth change it; a later entry of the chain does.
type Cover struct {
	Checkpoint Checkpoint
	Entries    [][]byte       // stored bytes, in order of seq
	Proofs     []ledger.Proof // one for each entry, in the checkpoint's tree
}

// CoverProposal gives the entries of a proposal and the first checkpoint that
// covers them with its proofs; CoverStream does so for a stream. It is not_found
// where there are no entries, and unavailable, to be asked again within seconds,
// while the last of them is not signed yet.
func (s *Store) CoverProposal(ctx context.Context, id string) (Cover, error) {
	if !validID(id) {
		return Cover{}, unknownProposal()
	}
	return s.cover(ctx, &id, "")
}

// CoverStream is CoverProposal for a stream.
func (s *Store) CoverStream(ctx context.Context, stream string) (Cover, error) {
	return s.cover(ctx, nil, stream)
}

func (s *Store) cover(ctx context.Context, id *string, stream string) (Cover, error) {
	var c Cover
	err := s.inSnapshot(ctx, func(t tx) error {
		rows, err := t.Query(ctx, `SELECT e.bytes, l.position FROM ledger_entries e LEFT JOIN ledger_leaves l ON l.entry = e.id
			WHERE e.proposal IS NOT DISTINCT FROM $1::uuid AND e.stream = $2 ORDER BY e.seq`, id, stream)
		if err != nil {
			return err
		}
		var raw []byte
		var position *int64
		var positions []int64
		_, err = pgx.ForEachRow(rows, []any{&raw, &position}, func() error {
			c.Entries = append(c.Entries, raw)
			if position == nil {
				return unsigned()
			}
			positions = append(positions, *position)
			return nil
		})
		if err != nil {
			return err
		}
		if len(positions) == 0 {
			return notFound()
		}
		if c.Checkpoint, err = covering(ctx, t, positions[len(positions)-1]); err != nil {
			return err
		}
		c.Proofs, err = prove(treeHashes{ctx, t}, c.Checkpoint.Size, positions)
		return err
	})
	return c, err
}

// covering is the first checkpoint that holds the leaf at that position.
func covering(ctx context.Context, q querier, position int64) (Checkpoint, error) {
	c, err := readCheckpoint(ctx, q, "SELECT size, root, note FROM ledger_checkpoints WHERE size > $1 ORDER BY size LIMIT 1", position)
	if errors.Is(err, pgx.ErrNoRows) {
		return c, unsigned()
	}
	return c, err
}

func unsigned() *proposal.Error {
	return proposal.Errorf(proposal.CodeUnavailable, "Mục nhật ký mới nhất chưa nằm trong mốc xác thực; hãy thử lại sau vài giây.", "The latest ledger entry is not under a checkpoint yet; try again in a few seconds.")
}

func prove(r ledger.HashReader, size int64, positions []int64) ([]ledger.Proof, error) {
	proofs := make([]ledger.Proof, len(positions))
	for i, at := range positions {
		var err error
		if proofs[i], err = ledger.ProveInclusion(size, at, r); err != nil {
			return nil, fmt.Errorf("leaf %d: %w", at, err)
		}
	}
	return proofs, nil
}
