package postgres

import (
	"context"

	"pheduyet/internal/why"
)

// Trace explains the history of a proposal out of its part of the ledger alone;
// only the days that its deadlines left out are called what the calendar calls
// them. It is not_found where there is no such proposal.
func (s *Store) Trace(ctx context.Context, id string) (why.Trace, error) {
	b, err := s.LedgerOf(ctx, id)
	if err != nil {
		return why.Trace{}, err
	}
	t, err := why.Explain(b)
	if err != nil {
		return t, refusal(err)
	}
	r, err := s.registers(ctx, s.pool)
	if err != nil {
		return t, refusal(err)
	}
	for _, round := range t.Rounds {
		until := s.now()
		if round.At != nil {
			until = *round.At
		}
		r.explain(round.Deadline, until)
	}
	return t, nil
}
