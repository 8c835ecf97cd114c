package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"pheduyet/internal/ledger"
)

// treeLock is the advisory lock of whoever makes the tree grow or signs it: one
// at a time, whatever the number of workers.
const treeLock = 0x7068656475796574 // "pheduyet"

// Integrate gives committed entries that have no leaf yet their places in the
// tree, at most limit of them, in one transaction, and answers how many and the
// highest id that it looked at. It may be run by several at once, and again after any failure:
// an entry gets one leaf, and no position is left out.
//
// It looks at entries whose id is greater than after. Ids become visible out of
// order, so after must lie behind the oldest transaction that could still
// commit; 0 looks at everything.
func (s *Store) Integrate(ctx context.Context, after int64, limit int) (added int, highest int64, err error) {
	err = s.inTx(ctx, func(t tx) error {
		size, err := lockTree(ctx, t)
		if err != nil {
			return err
		}
		entries, err := unleaved(ctx, t, after, limit)
		if err != nil {
			return err
		}
		if added = len(entries); added == 0 {
			return t.QueryRow(ctx, "SELECT coalesce(max(id), 0) FROM ledger_entries").Scan(&highest)
		}
		highest = entries[added-1].id
		return grow(ctx, t, size, entries)
	})
	return added, highest, err
}

// lockTree waits for its turn and gives the number of leaves then.
func lockTree(ctx context.Context, t tx) (size int64, err error) {
	if _, err := t.Exec(ctx, "SELECT pg_advisory_xact_lock($1)", int64(treeLock)); err != nil {
		return 0, err
	}
	err = t.QueryRow(ctx, "SELECT coalesce(max(position) + 1, 0) FROM ledger_leaves").Scan(&size)
	return size, err
}

// unleavedEntry is an entry about to become a leaf.
type unleavedEntry struct {
	id   int64
	leaf ledger.Hash
}

// unleaved reads the entries without a leaf. Whoever appends to a chain holds its
// lock until the commit, so the order of ids is the order of seq in each.
func unleaved(ctx context.Context, t tx, after int64, limit int) ([]unleavedEntry, error) {
	rows, err := t.Query(ctx, `SELECT e.id, e.bytes FROM ledger_entries e
		LEFT JOIN ledger_leaves l ON l.entry = e.id AND l.entry > $1
		WHERE e.id > $1 AND l.entry IS NULL ORDER BY e.id LIMIT $2`, after, limit)
	if err != nil {
		return nil, err
	}
	var found []unleavedEntry
	var id int64
	var raw pgtype.DriverBytes
	_, err = pgx.ForEachRow(rows, []any{&id, &raw}, func() error {
		found = append(found, unleavedEntry{id, ledger.LeafHash(raw)})
		return nil
	})
	return found, err
}

// grow adds the entries as leaves from position size on.
func grow(ctx context.Context, t tx, size int64, entries []unleavedEntry) error {
	frontier, err := ledger.LoadFrontier(size, treeHashes{ctx, t})
	if err != nil {
		return fmt.Errorf("ledger tree: %w", err)
	}
	first := ledger.StoredIndex(size)
	var stored []ledger.Hash
	for _, e := range entries {
		stored = append(stored, frontier.Append(e.leaf)...)
	}
	leaves := pgx.CopyFromSlice(len(entries), func(i int) ([]any, error) {
		return []any{size + int64(i), entries[i].id}, nil
	})
	if _, err := t.CopyFrom(ctx, pgx.Identifier{"ledger_leaves"}, []string{"position", "entry"}, leaves); err != nil {
		return err
	}
	hashes := pgx.CopyFromSlice(len(stored), func(i int) ([]any, error) {
		return []any{first + int64(i), stored[i][:]}, nil
	})
	_, err = t.CopyFrom(ctx, pgx.Identifier{"ledger_hashes"}, []string{"index", "hash"}, hashes)
	return err
}

// treeHashes reads the tree's stored hashes.
type treeHashes struct {
	ctx context.Context
	q   querier
}

// ReadHashes implements ledger.HashReader.
func (r treeHashes) ReadHashes(indexes []int64) ([]ledger.Hash, error) {
	rows, err := r.q.Query(r.ctx, `SELECT h.hash FROM unnest($1::bigint[]) WITH ORDINALITY AS asked (index, place)
		JOIN ledger_hashes h USING (index) ORDER BY asked.place`, indexes)
	if err != nil {
		return nil, err
	}
	hashes := make([]ledger.Hash, 0, len(indexes))
	var raw pgtype.DriverBytes
	if _, err := pgx.ForEachRow(rows, []any{&raw}, func() error { hashes = append(hashes, ledger.Hash(raw)); return nil }); err != nil {
		return nil, err
	}
	if len(hashes) != len(indexes) {
		return nil, fmt.Errorf("of %d hashes of the ledger's tree only %d are there", len(indexes), len(hashes))
	}
	return hashes, nil
}
