package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/proposal"
	"pheduyet/internal/rebuild"
)

// CheckReadModel holds every proposal's rows in every table of the read model
// against what its ledger says, then the totals against the proposals, and gives
// each difference to report; one in the totals is no proposal's. It answers how
// many proposals it looked at.
func (s *Store) CheckReadModel(ctx context.Context, report func(proposal string, d rebuild.Difference) error) (int, error) {
	rows, err := s.pool.Query(ctx, "SELECT id::text FROM proposals ORDER BY id")
	if err != nil {
		return 0, refusal(err)
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return 0, refusal(err)
	}
	for i, id := range ids {
		found, err := s.differences(ctx, id)
		if err != nil {
			return i, fmt.Errorf("proposal %s: %w", id, err)
		}
		for _, d := range found {
			if err := report(id, d); err != nil {
				return i, err
			}
		}
	}
	return len(ids), s.checkTotals(ctx, func(d rebuild.Difference) error { return report("", d) })
}

// differences looks at one proposal on one view of the database.
func (s *Store) differences(ctx context.Context, id string) ([]rebuild.Difference, error) {
	var found []rebuild.Difference
	err := s.inSnapshot(ctx, func(t tx) error {
		b, err := ledgerOf(ctx, t, id)
		if err != nil {
			return err
		}
		entries, err := rebuild.Read(b.Entries, b.Texts)
		if err != nil {
			return err
		}
		told, err := rebuild.Fold(entries)
		if err != nil {
			return err
		}
		stored, err := s.tables(ctx, t, id)
		if err != nil {
			return err
		}
		found, err = rebuild.Differences(told.Tables(), stored)
		return err
	})
	return found, err
}

// tables reads a proposal's rows as they are stored.
func (s *Store) tables(ctx context.Context, t tx, id string) (rebuild.Tables, error) {
	var out rebuild.Tables
	c, err := s.loadCase(ctx, t, id, false)
	if err != nil {
		return out, err
	}
	var recalls int
	if err := t.QueryRow(ctx, "SELECT recalls FROM proposals WHERE id = $1", id).Scan(&recalls); err != nil {
		return out, err
	}
	for _, p := range c.Preparations {
		out.Preparations = append(out.Preparations, proposal.PreparedData{N: p.N, SHA256: p.SHA256})
	}
	out.Proposal, out.Gates, out.Amendments = rebuild.RowOf(c, recalls, c.UpdatedAt), c.Gates, rebuild.AmendmentsOf(c)
	batch := &pgx.Batch{}
	batch.Queue("SELECT account::text FROM proposal_editors WHERE proposal = $1 ORDER BY account::text COLLATE \"C\"", id)
	batch.Queue("SELECT revision, facts, document, by::text, at FROM revisions WHERE proposal = $1 ORDER BY revision", id)
	batch.Queue("SELECT gate, round, attempt, outcome, coalesce(by::text, ''), agency, body, pack, deadline, at FROM decisions WHERE proposal = $1", id)
	batch.Queue("SELECT id::text, revision, verdict, sha256, at FROM screenings WHERE proposal = $1", id)
	batch.Queue(`SELECT id::text, kind, title, name, media_type, size, sha256, readable, declared, by::text, at
		FROM attachments WHERE proposal = $1`, id)
	batch.Queue("SELECT fiscal_year, source, owner, amount, committed FROM reservations WHERE proposal = $1 ORDER BY fiscal_year, source COLLATE \"C\", owner COLLATE \"C\"", id)
	results := t.SendBatch(ctx, batch)
	defer results.Close()
	out.Editors, err = collect(results, pgx.RowTo[string])
	out.Revisions, err = collectOr(err, results, scanRevision)
	out.Decisions, err = collectOr(err, results, scanDecision)
	out.Screenings, err = collectOr(err, results, func(row pgx.CollectableRow) (r rebuild.ScreeningRow, err error) {
		err = row.Scan(&r.ID, &r.Revision, &r.Verdict, &r.SHA256, &r.At)
		inZone(&r.At)
		return r, err
	})
	out.Attachments, err = collectOr(err, results, func(row pgx.CollectableRow) (r rebuild.AttachmentRow, err error) {
		err = row.Scan(&r.ID, &r.Kind, &r.Title, &r.Name, &r.MediaType, &r.Size, &r.SHA256, &r.Readable, &r.Declared, &r.By, &r.At)
		inZone(&r.At)
		return r, err
	})
	out.Reservations, err = collectOr(err, results, func(row pgx.CollectableRow) (r proposal.Reserve, err error) {
		err = row.Scan(&r.FiscalYear, &r.Source, &r.Owner, &r.AmountVND, &r.Committed)
		return r, err
	})
	out.Sort()
	return out, err
}

// collectOr reads the next answer of a batch unless an earlier one failed.
func collectOr[T any](failed error, results pgx.BatchResults, row pgx.RowToFunc[T]) ([]T, error) {
	if failed != nil {
		return nil, failed
	}
	return collect(results, row)
}

func scanRevision(row pgx.CollectableRow) (r rebuild.RevisionRow, err error) {
	var facts, document []byte
	if err := row.Scan(&r.Revision, &facts, &document, &r.By, &r.At); err != nil {
		return r, err
	}
	inZone(&r.At)
	return r, errors.Join(json.Unmarshal(facts, &r.Facts), optional(document, &r.Document))
}

func scanDecision(row pgx.CollectableRow) (d rebuild.DecisionRow, err error) {
	var body, pack, deadline []byte
	var at time.Time
	if err := row.Scan(&d.Gate, &d.Round, &d.Attempt, &d.Outcome, &d.By, &d.Agency, &body, &pack, &deadline, &at); err != nil {
		return d, err
	}
	d.At = at.In(proposal.Zone)
	return d, errors.Join(json.Unmarshal(body, &d.Body), json.Unmarshal(pack, &d.Pack), optional(deadline, &d.Deadline))
}
