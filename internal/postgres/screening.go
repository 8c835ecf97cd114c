package postgres

import (
	"context"
	"errors"
	"slices"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/catalog"
	"pheduyet/internal/proposal"
)

// Comparison gives what to compare for a proposal's last submitted revision (the
// draft's facts before the first). What it realises, builds on or follows is
// named, where its kind does so, so that it is set apart. Of two open proposals
// alike only the later
// meets the earlier, so open ones with a later number are left out, like itself.
func (s *Store) Comparison(ctx context.Context, proposalID string) (catalog.Query, error) {
	var q catalog.Query
	err := s.inSnapshot(ctx, func(t tx) error {
		c, err := s.loadCase(ctx, t, proposalID, false)
		if err != nil {
			return err
		}
		reg, err := s.registers(ctx, t)
		if err != nil {
			return err
		}
		rows, err := t.Query(ctx, "SELECT number FROM proposals WHERE status IN ('in_review', 'returned') AND number > $1 ORDER BY number", c.Number)
		if err != nil {
			return err
		}
		later, err := pgx.CollectRows(rows, pgx.RowTo[string])
		q = query(c, reg.agencies[c.Agency].Name)
		if err := dropTaken(ctx, t, c.Number, &q); err != nil {
			return err
		}
		q.Exclude = append(q.Exclude, later...)
		return err
	})
	return q, err
}

// dropTaken no longer sets apart an entry that another approved proposal realises
// already, unless this one follows it: the same system must not be approved twice
// under two names.
func dropTaken(ctx context.Context, t tx, number string, q *catalog.Query) error {
	if q.Realises == "" {
		return nil
	}
	var by string
	err := t.QueryRow(ctx, "SELECT coalesce(approved_by, '') FROM catalog_entries WHERE id = $1", q.Realises).Scan(&by)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return err
	}
	if by != "" && by != number && !slices.Contains(q.Follows, by) {
		q.Realises = ""
	}
	return nil
}

func query(c proposal.Case, agency string) catalog.Query {
	f := c.Facts
	if c.Filed != nil {
		f = *c.Filed
	}
	q := catalog.Query{
		Name: f.Name, Summary: f.Summary, Functions: f.Functions, Sector: f.Sector,
		Agency: agency, AgencyCode: c.Agency,
	}
	if f.Kind.BuildsOn() {
		q.BuildsOn = f.BuildsOn
	}
	if f.Kind == proposal.NewBuild {
		q.Realises = f.Realises
	}
	for _, p := range f.Follows {
		q.Follows = append(q.Follows, p.Number)
	}
	if c.Number != "" {
		q.Exclude = []string{c.Number}
	}
	return q
}

// RecordScreening records the comparison at an open duplication gate under an
// event key, once, and passes the gate by rule where nothing weighs. A known key
// answers where the proposal stands. A gate that waits for no comparison is a
// conflict.
func (s *Store) RecordScreening(ctx context.Context, proposalID, gate, eventKey string, found catalog.Result) (proposal.Progress, error) {
	var result proposal.Progress
	err := s.inTx(ctx, func(t tx) error {
		a, err := s.lock(ctx, t, proposalID)
		if err != nil {
			return err
		}
		known, err := recordedEvent(ctx, t, eventKey)
		if err != nil || known {
			result = a.waking(a.before)
			return err
		}
		transition, err := a.before.Screened(gate, screeningOf(found, a.before.Revision, a.now), a.env(nil))
		if err != nil {
			return err
		}
		result, err = a.keep(ctx, transition, eventKey)
		return err
	})
	return result, err
}

// recordedEvent reports whether an act with this event key is in the ledger.
func recordedEvent(ctx context.Context, t tx, eventKey string) (known bool, err error) {
	err = t.QueryRow(ctx, "SELECT EXISTS (SELECT FROM ledger_entries WHERE event_key = $1)", eventKey+"/0").Scan(&known)
	return known, err
}
