package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/proposal"
)

const caseColumns = `p.id::text, coalesce(p.number, ''), p.agency, ag.kind, p.status, p.revision, p.version, p.etag,
	p.facts, p.filed, p.standing, p.parties, coalesce(p.pack_id, ''), coalesce(p.pack_version::text, ''),
	p.acceptance_due, p.review_until, p.review, p.run, p.drafted_at, p.submitted_at, p.first_submitted_at, p.updated_at,
	p.filed_by::text, a.name, s.body
	FROM proposals p JOIN agencies ag ON ag.code = p.agency JOIN accounts a ON a.id = p.filed_by
	LEFT JOIN screenings s ON s.id = p.screening`

// loadCase reads the whole of a proposal; forUpdate locks its row until the
// transaction ends. An unknown id is not_found.
func (s *Store) loadCase(ctx context.Context, q querier, id string, forUpdate bool) (proposal.Case, error) {
	if !validID(id) {
		return proposal.Case{}, unknownProposal()
	}
	if forUpdate { // first alone: the row is then read as the holder before left it
		if _, err := q.Exec(ctx, "SELECT FROM proposals WHERE id = $1 FOR UPDATE", id); err != nil {
			return proposal.Case{}, err
		}
	}
	c, err := scanCase(q.QueryRow(ctx, "SELECT "+caseColumns+" WHERE p.id = $1", id))
	if errors.Is(err, pgx.ErrNoRows) {
		return proposal.Case{}, unknownProposal()
	}
	if err != nil {
		return proposal.Case{}, err
	}
	err = s.complete(ctx, q, &c)
	return c, err
}

// scanCase reads caseColumns: everything but rules, gates, attachments and
// envelopes.
func scanCase(row pgx.Row) (proposal.Case, error) {
	var c proposal.Case
	var facts, filed, standing, parties, screening []byte
	err := row.Scan(&c.ID, &c.Number, &c.Agency, &c.FilingKind, &c.Status, &c.Revision, &c.Version, &c.ETag,
		&facts, &filed, &standing, &parties, &c.Process.ID, &c.Process.Version,
		&c.AcceptanceDue, &c.ReviewUntil, &c.Review, &c.Run, &c.DraftedAt, &c.SubmittedAt, &c.FirstSubmittedAt, &c.UpdatedAt,
		&c.FiledBy.Account, &c.FiledBy.Name, &screening)
	if err != nil {
		return c, err
	}
	c.FiledBy.Agency = c.Agency
	c.DraftedAt, c.UpdatedAt = c.DraftedAt.In(proposal.Zone), c.UpdatedAt.In(proposal.Zone)
	for _, t := range []*time.Time{c.ReviewUntil, c.SubmittedAt, c.FirstSubmittedAt} {
		inZone(t)
	}
	err = errors.Join(
		json.Unmarshal(facts, &c.Facts), json.Unmarshal(standing, &c.Standing), json.Unmarshal(parties, &c.Parties),
		optional(filed, &c.Filed), optional(screening, &c.Screening))
	return c, err
}

func optional(data []byte, into any) error {
	if data == nil {
		return nil
	}
	return json.Unmarshal(data, into)
}

// complete adds what lies in tables of its own.
func (s *Store) complete(ctx context.Context, q querier, c *proposal.Case) error {
	r, err := s.registers(ctx, q)
	if err != nil {
		return err
	}
	c.FilingSign = r.agencies[c.Agency].FilingSign
	if c.Process.ID != "" {
		pack, err := r.pack(c.Process)
		if err != nil {
			return err
		}
		c.Process, c.Rules = ref(pack), r.rulesOn(pack, proposal.DateOf(s.now()))
	}
	batch := &pgx.Batch{}
	batch.Queue("SELECT "+gateColumns+" FROM gates WHERE proposal = $1 ORDER BY position", c.ID)
	batch.Queue("SELECT id::text, kind, title, name, media_type, size, sha256, readable, by::text FROM attachments WHERE proposal = $1 ORDER BY at, id", c.ID)
	batch.Queue(`SELECT fiscal_year, source, owner FROM envelopes JOIN agencies ON code = owner
		WHERE owner = $1 OR kind = 'peoples_committee' ORDER BY fiscal_year, source, owner`, c.Agency)
	batch.Queue("SELECT body FROM amendments WHERE proposal = $1 ORDER BY n", c.ID)
	batch.Queue("SELECT body, sha256 FROM preparations WHERE proposal = $1 ORDER BY n", c.ID)
	batch.Queue("SELECT body FROM paper_dossiers WHERE proposal = $1", c.ID)
	results := q.SendBatch(ctx, batch)
	defer results.Close()
	if c.Gates, err = collect(results, scanGate); err != nil {
		return err
	}
	r.explainGates(c.Gates, s.now())
	if c.Attachments, err = collect(results, pgx.RowToStructByPos[proposal.Attachment]); err != nil {
		return err
	}
	if c.Envelopes, err = collect(results, pgx.RowToStructByPos[proposal.EnvelopeKey]); err != nil {
		return err
	}
	if c.Amendments, err = collect(results, scanAmendment); err != nil {
		return err
	}
	if c.Preparations, err = collect(results, scanPreparation); err != nil {
		return err
	}
	entered, err := collect(results, scanPaper)
	if len(entered) > 0 {
		c.Paper = &entered[0]
	}
	return err
}

// collect reads the next answer of a batch.
func collect[T any](results pgx.BatchResults, row pgx.RowToFunc[T]) ([]T, error) {
	rows, err := results.Query()
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, row)
}

func scanGate(row pgx.CollectableRow) (g proposal.Gate, err error) {
	var deadline, clock []byte
	var first, claim, prepared hand
	err = row.Scan(slices.Concat([]any{&g.ID, &g.Kind, &g.After, &g.Authority, &g.State, &g.Round, &g.OpenedAt, &deadline, &g.DecidedAt,
		&g.Outcome, &g.ByRule, &g.Screened, &g.Touched, &clock}, first.into(), claim.into(), prepared.into())...)
	if err != nil {
		return g, err
	}
	g.FirstOpened, g.Claim, g.Prepared = first.read(), claim.read(), prepared.read()
	inZone(g.OpenedAt)
	inZone(g.DecidedAt)
	return g, errors.Join(optional(deadline, &g.Deadline), optional(clock, &g.Clock))
}

// inZone writes a time that is there in the product's zone.
func inZone(t *time.Time) {
	if t != nil {
		*t = t.In(proposal.Zone)
	}
}
