package postgres

import (
	"context"

	"pheduyet/internal/ledger"
	"pheduyet/internal/proposal"
)

// InclusionProof proves the leaf at a position to whoever holds a checkpoint of
// that size. It is invalid where there is no such leaf in a tree of that size,
// and where the tree is smaller.
func (s *Store) InclusionProof(ctx context.Context, size, position int64) (ledger.Proof, error) {
	var p ledger.Proof
	err := s.proving(ctx, size, func(r ledger.HashReader) (err error) {
		if position < 0 || position >= size {
			return noSuchPart("index")
		}
		p, err = ledger.ProveInclusion(size, position, r)
		return err
	})
	return p, err
}

// ConsistencyProof proves that the tree of that size begins with the older tree.
// It is invalid where the tree has fewer leaves, or size fewer than older.
func (s *Store) ConsistencyProof(ctx context.Context, size, older int64) ([]ledger.Hash, error) {
	var p []ledger.Hash
	err := s.proving(ctx, size, func(r ledger.HashReader) (err error) {
		if older < 0 || older > size {
			return noSuchPart("from")
		}
		p, err = ledger.ProveConsistency(size, older, r)
		return err
	})
	return p, err
}

// proving runs do once it is known that the tree has that many leaves. What is
// in the tree stays as it is, so no transaction is needed.
func (s *Store) proving(ctx context.Context, size int64, do func(ledger.HashReader) error) error {
	var has int64
	if err := s.pool.QueryRow(ctx, "SELECT coalesce(max(position) + 1, 0) FROM ledger_leaves").Scan(&has); err != nil {
		return refusal(err)
	}
	if size < 0 || size > has {
		return noSuchPart("size")
	}
	return refusal(do(treeHashes{ctx, s.pool}))
}

func noSuchPart(field string) *proposal.Error {
	e := proposal.Errorf(proposal.CodeInvalid, "Nhật ký không có phần này.", "The ledger has no such part.")
	e.Fields = []proposal.FieldError{{Field: field, Message: proposal.T("Nằm ngoài nhật ký.", "Lies outside the ledger.")}}
	return e
}
