package postgres

import (
	"context"
	"slices"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/proposal"
)

// noteSuccession passes a proposal to the agencies that follow today.
func (a *act) noteSuccession(ctx context.Context, ref string) (proposal.Transition, error) {
	day := proposal.DateOf(a.now)
	parts, err := partsOf(ctx, a.tx, a.before.Number)
	if err != nil {
		return proposal.Transition{}, err
	}
	s := proposal.Succession{Ref: ref, Rules: a.before.Rules, Of: func(code string) string { return a.reg.succeededBy(code, day, parts) }}
	s.Parties = a.partiesAfter(s.Of)
	t := a.before.Succeed(s)
	if len(t.Events) == 0 {
		return t, nil
	}
	if t.Case.Agency != a.before.Agency {
		if _, err := a.Exec(ctx, "UPDATE proposals SET agency = $2 WHERE id = $1", a.before.ID, t.Case.Agency); err != nil {
			return t, err
		}
	}
	if err := a.passReservations(ctx, t.Case.Standing.Reserved); err != nil {
		return t, err
	}
	// The envelopes have changed hands above: nothing is drawn anew.
	a.before.Standing.Reserved = t.Case.Standing.Reserved
	return t, nil
}

// partiesAfter are the parties of the filing side as it is now, together with the
// agencies that it was: who belonged to one of them since the draft stays barred.
func (a *act) partiesAfter(of func(string) string) proposal.Parties {
	c := a.before
	c.Agency = of(c.Agency)
	c.Facts.CoAgencies = slices.Clone(a.before.Facts.CoAgencies)
	for i := range c.Facts.CoAgencies {
		c.Facts.CoAgencies[i] = of(c.Facts.CoAgencies[i])
	}
	now := a.reg.parties(c)
	both := func(was, is []string) []string {
		all := slices.Concat(was, is)
		slices.Sort(all)
		return slices.Compact(all)
	}
	return proposal.Parties{
		Agencies: both(c.Parties.Agencies, now.Agencies), Conflicted: both(c.Parties.Conflicted, now.Conflicted), Persons: c.Parties.Persons,
	}
}

// passReservations moves what the proposal has reserved, and the money for it,
// from the old owner's envelopes to the new one's.
func (a *act) passReservations(ctx context.Context, after []proposal.Allocation) error {
	if a.before.Standing.Committed {
		return nil
	}
	for i, was := range a.before.Standing.Reserved {
		is := after[i]
		if is.Owner == was.Owner {
			continue
		}
		b := &batch{at: a.tx}
		b.Queue(`INSERT INTO envelopes (fiscal_year, source, owner, amount, reserved, state, document)
			SELECT fiscal_year, source, $4, $5, $5, state, document FROM envelopes WHERE fiscal_year = $1 AND source = $2 AND owner = $3
			ON CONFLICT (fiscal_year, source, owner) DO UPDATE SET amount = envelopes.amount + excluded.amount, reserved = envelopes.reserved + excluded.reserved`,
			was.FiscalYear, was.Source, was.Owner, is.Owner, was.AmountVND)
		b.Queue("UPDATE reservations SET owner = $5 WHERE proposal = $1 AND fiscal_year = $2 AND source = $3 AND owner = $4",
			a.before.ID, was.FiscalYear, was.Source, was.Owner, is.Owner)
		b.Queue("UPDATE envelopes SET amount = amount - $4, reserved = reserved - $4 WHERE fiscal_year = $1 AND source = $2 AND owner = $3",
			was.FiscalYear, was.Source, was.Owner, was.AmountVND)
		if err := b.send(ctx); err != nil {
			return err
		}
	}
	return nil
}

// ApplySuccessions does, once, what is due of the successions whose day has come:
// envelopes pass with what nobody has reserved, drafts with all they hold. Open
// proposals are told by the fact that is spread. Whoever comes first does it.
func (s *Store) ApplySuccessions(ctx context.Context) error {
	rows, err := s.pool.Query(ctx, "SELECT change::text FROM successions WHERE applied_at IS NULL AND day <= $1::text::date ORDER BY day, change",
		string(proposal.DateOf(s.now())))
	if err != nil {
		return refusal(err)
	}
	due, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return refusal(err)
	}
	for _, id := range due {
		if err := s.passDrafts(ctx, id); err != nil {
			return err
		}
		if err := s.inTx(ctx, func(t tx) error { return s.passEnvelopes(ctx, t, id) }); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) passEnvelopes(ctx context.Context, t tx, change string) error {
	done, err := t.Exec(ctx, "UPDATE successions SET applied_at = $2 WHERE change = $1 AND applied_at IS NULL", change, t.now)
	if err != nil || done.RowsAffected() == 0 {
		return err // another process came first
	}
	const main = `FROM succession_parts p JOIN agencies a ON a.code = p.agency AND a.successor = p.successor WHERE p.change = $1`
	b := &batch{at: t}
	b.Queue("SELECT FROM envelopes WHERE owner IN (SELECT p.agency "+main+") ORDER BY fiscal_year, source, owner FOR UPDATE", change)
	b.Queue(`INSERT INTO envelopes (fiscal_year, source, owner, amount, state, document)
		SELECT e.fiscal_year, e.source, m.successor, sum(e.amount - e.reserved - e.committed), 'assigned', (array_agg(e.document))[1]
		FROM envelopes e JOIN (SELECT p.agency, p.successor `+main+`) m ON m.agency = e.owner
		GROUP BY 1, 2, 3 HAVING bool_and(e.state = 'assigned')
		ON CONFLICT (fiscal_year, source, owner) DO UPDATE SET amount = envelopes.amount + excluded.amount`, change)
	b.Queue(`INSERT INTO envelopes (fiscal_year, source, owner, amount, state, document)
		SELECT e.fiscal_year, e.source, m.successor, sum(e.amount - e.reserved - e.committed), 'indicative', (array_agg(e.document))[1]
		FROM envelopes e JOIN (SELECT p.agency, p.successor `+main+`) m ON m.agency = e.owner
		GROUP BY 1, 2, 3 HAVING NOT bool_and(e.state = 'assigned')
		ON CONFLICT (fiscal_year, source, owner) DO UPDATE SET amount = envelopes.amount + excluded.amount, state = 'indicative'`, change)
	b.Queue("UPDATE envelopes SET amount = reserved + committed WHERE owner IN (SELECT p.agency "+main+")", change)
	if err := b.send(ctx); err != nil {
		return err
	}
	return s.appendStream(ctx, t, streamMoney, proposal.Actor{}, "succession/"+change, proposal.Event{Action: "envelopes_passed", ByRule: true, Data: struct {
		Change string `json:"change"`
	}{change}})
}

// passDrafts passes what was never submitted: it has no workflow to be told.
func (s *Store) passDrafts(ctx context.Context, change string) error {
	rows, err := s.pool.Query(ctx, `SELECT p.id::text FROM proposals p WHERE p.status = 'draft'
		AND (p.agency IN (SELECT agency FROM succession_parts WHERE change = $1) OR p.co_agencies && (SELECT array_agg(agency) FROM succession_parts WHERE change = $1))`, change)
	if err != nil {
		return refusal(err)
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return refusal(err)
	}
	for _, id := range ids {
		_, err := s.TakeNote(ctx, id, proposal.Fact{Kind: proposal.FactSuccession, Ref: change}, "succession/"+change+"/"+id)
		if err != nil {
			return err
		}
	}
	return nil
}
