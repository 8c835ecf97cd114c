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

// Gather looks at every entry, and has those wait for a leaf that have none and are
// not waiting. Each entry waits from its own transaction on; this is for what came
// in, or was taken away, some other way.
func (s *Store) Gather(ctx context.Context) error {
	_, err := s.pool.Exec(ctx, `INSERT INTO ledger_waiting SELECT e.id FROM ledger_entries e
		WHERE NOT EXISTS (SELECT FROM ledger_leaves l WHERE l.entry = e.id) ON CONFLICT DO NOTHING`)
	return refusal(err)
}

// Integrate gives entries that wait for a leaf their places in the tree, at most
// limit of them, in one transaction, and answers how many it took from those that
// wait. It may be run by several at once, and again after any failure: an entry
// gets one leaf, and no position is left out.
func (s *Store) Integrate(ctx context.Context, limit int) (taken int, err error) {
	err = s.inTx(ctx, func(t tx) error {
		size, err := lockTree(ctx, t)
		if err != nil {
			return err
		}
		var entries []unleavedEntry
		if taken, entries, err = waitingEntries(ctx, t, limit); err != nil || len(entries) == 0 {
			return err
		}
		return grow(ctx, t, size, entries)
	})
	return taken, err
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

// waitingEntries takes entries from those that wait and gives the ones that have no
// leaf yet; a program of an earlier release leaves waiting what it gave one. Whoever
// appends to a chain holds its lock until the commit, so the order of ids is the
// order of seq in each.
func waitingEntries(ctx context.Context, t tx, limit int) (taken int, entries []unleavedEntry, err error) {
	rows, err := t.Query(ctx, `WITH taken AS (
			DELETE FROM ledger_waiting WHERE entry IN (SELECT entry FROM ledger_waiting ORDER BY entry LIMIT $1) RETURNING entry)
		SELECT e.id, e.bytes, EXISTS (SELECT FROM ledger_leaves l WHERE l.entry = e.id) FROM taken JOIN ledger_entries e ON e.id = taken.entry ORDER BY e.id`, limit)
	if err != nil {
		return 0, nil, err
	}
	var id int64
	var raw pgtype.DriverBytes
	var leaf bool
	_, err = pgx.ForEachRow(rows, []any{&id, &raw, &leaf}, func() error {
		taken++
		if !leaf {
			entries = append(entries, unleavedEntry{id, ledger.LeafHash(raw)})
		}
		return nil
	})
	return taken, entries, err
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
