package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/ledger"
)

// LedgerOf reads all that the ledger holds about a proposal, byte for byte as it
// is kept: its entries with the texts beside them, and the packs and comparisons
// of the proposal, which entries name by sha256. Checkpoint, proofs, documents
// and page are for whoever makes evidence of it. It is not_found where there is
// no such proposal.
func (s *Store) LedgerOf(ctx context.Context, id string) (ledger.Bundle, error) {
	var b ledger.Bundle
	if !validID(id) {
		return b, unknownProposal()
	}
	err := s.inSnapshot(ctx, func(t tx) (err error) {
		b, err = ledgerOf(ctx, t, id)
		return err
	})
	return b, err
}

func ledgerOf(ctx context.Context, q querier, id string) (ledger.Bundle, error) {
	var b ledger.Bundle
	batch := &pgx.Batch{}
	batch.Queue("SELECT bytes FROM ledger_entries WHERE proposal = $1 AND stream = '' ORDER BY seq", id)
	batch.Queue(`SELECT e.seq, t.path, t.sha256, t.salt, coalesce(t.text, '') FROM ledger_texts t JOIN ledger_entries e ON e.id = t.entry
		WHERE e.proposal = $1 AND e.stream = '' ORDER BY e.seq, t.path COLLATE "C"`, id)
	batch.Queue(`SELECT body FROM packs WHERE hash IN (SELECT convert_from(bytes, 'UTF8')::jsonb #>> '{rule,hash}'
		FROM ledger_entries WHERE proposal = $1 AND stream = '') ORDER BY hash`, id)
	batch.Queue("SELECT body::text FROM screenings WHERE proposal = $1 ORDER BY sha256", id)
	results := q.SendBatch(ctx, batch)
	defer results.Close()
	var err error
	if b.Entries, err = collect(results, pgx.RowTo[[]byte]); err != nil {
		return b, err
	}
	if len(b.Entries) == 0 {
		return b, unknownProposal()
	}
	if b.Texts, err = collect(results, scanText); err != nil {
		return b, err
	}
	if b.Packs, err = collect(results, pgx.RowTo[[]byte]); err != nil {
		return b, err
	}
	b.Screenings, err = collect(results, func(row pgx.CollectableRow) ([]byte, error) {
		body, err := pgx.RowTo[string](row)
		return []byte(body), err
	})
	return b, err
}

// scanText reads a kept text; without its salt it is sealed away.
func scanText(row pgx.CollectableRow) (ledger.EntryText, error) {
	var k ledger.EntryText
	var salt []byte
	err := row.Scan(&k.Seq, &k.Path, &k.SHA256, &salt, &k.Text)
	k.Gone = salt == nil
	copy(k.Salt[:], salt)
	return k, err
}
