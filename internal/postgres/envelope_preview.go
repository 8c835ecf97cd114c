package postgres

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/proposal"
)

// PreviewEnvelope answers what SetEnvelope would do now, and refuses as it does; it
// writes and locks nothing.
func (s *Store) PreviewEnvelope(ctx context.Context, a proposal.Actor, in proposal.EnvelopeEntry) (proposal.EnvelopePreview, error) {
	var p proposal.EnvelopePreview
	err := s.inSnapshot(ctx, func(t tx) error {
		reg, err := s.registers(ctx, t)
		if err != nil {
			return err
		}
		if err := proposal.CanSetEnvelope(a, reg.budgetAuthorities(proposal.DateOf(t.now))); err != nil {
			return err
		}
		e := &envelopeEntry{tx: t, store: s, reg: reg, actor: a, in: in}
		p, err = e.preview(ctx)
		return err
	})
	return p, refusal(err)
}

func (e *envelopeEntry) preview(ctx context.Context) (proposal.EnvelopePreview, error) {
	p := proposal.EnvelopePreview{}
	k := e.in.Key()
	was := proposal.Envelope{EnvelopeKey: k}
	err := e.QueryRow(ctx, `SELECT amount, reserved, committed, state, document FROM envelopes WHERE fiscal_year = $1 AND source = $2 AND owner = $3`,
		k.FiscalYear, k.Source, k.Owner).Scan(&was.Amount, &was.Reserved, &was.Committed, &was.State, &was.Document)
	switch {
	case err == nil:
		p.Was = &was
	case !errors.Is(err, pgx.ErrNoRows):
		return p, err
	}
	var owner *proposal.Agency
	if a, ok := e.reg.agencies[k.Owner]; ok {
		owner = &a
	}
	if err := e.in.Check(owner, was.Committed, proposal.DateOf(e.now)); err != nil {
		return p, err
	}
	numbers, freed, err := e.givenBack(ctx)
	if err != nil {
		return p, err
	}
	p.Becomes.Reopened = numbers
	p.Becomes.Envelope = proposal.Envelope{
		EnvelopeKey: k, Amount: *e.in.AmountVND, Reserved: was.Reserved - freed, Committed: was.Committed, State: e.in.State, Document: e.in.Document,
	}
	return p, nil
}

// givenBack gives the numbers of the proposals that the new amount would not hold,
// the latest advised first, and what they hold together, in đồng.
func (e *envelopeEntry) givenBack(ctx context.Context) (numbers []string, freed int64, err error) {
	ids, err := e.outgrown(ctx)
	if err != nil {
		return nil, 0, err
	}
	k := e.in.Key()
	rows, err := e.Query(ctx, `SELECT p.number, r.amount FROM reservations r JOIN proposals p ON p.id = r.proposal
		WHERE r.fiscal_year = $1 AND r.source = $2 AND r.owner = $3 AND r.proposal::text = ANY ($4) ORDER BY array_position($4, r.proposal::text)`,
		k.FiscalYear, k.Source, k.Owner, ids)
	if err != nil {
		return nil, 0, err
	}
	numbers = []string{}
	var number string
	var amount int64
	_, err = pgx.ForEachRow(rows, []any{&number, &amount}, func() error {
		numbers, freed = append(numbers, number), freed+amount
		return nil
	})
	return numbers, freed, err
}
