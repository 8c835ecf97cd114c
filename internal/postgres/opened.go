package postgres

import (
	"context"
	"strconv"

	"pheduyet/internal/ledger"
	"pheduyet/internal/proposal"
)

// Opened notes that somebody of another agency has read the submission, once; it
// ends the chance to recall. A draft, and one that was opened before, stays as it
// is.
func (s *Store) Opened(ctx context.Context, id string) error {
	if !validID(id) {
		return unknownProposal()
	}
	var opened bool
	err := s.pool.QueryRow(ctx, "SELECT status = 'draft' OR coalesce((standing ->> 'opened_by_other')::boolean, false) FROM proposals WHERE id = $1", id).
		Scan(&opened)
	if err != nil || opened {
		return refusal(err)
	}
	return s.inTx(ctx, func(t tx) error {
		c, err := s.loadCase(ctx, t, id, true)
		if err != nil || c.Status == proposal.Draft || c.Standing.OpenedByOther {
			return err
		}
		chain, err := openChain(ctx, t, id, "opened/"+id+"/"+strconv.Itoa(c.Revision))
		if err != nil {
			return err
		}
		c.Standing.OpenedByOther = true
		b := &batch{at: t}
		b.Queue("UPDATE proposals SET standing = $2 WHERE id = $1", id, b.json(c.Standing))
		chain.append(b, ledger.Entry{Actor: ledgerActor(proposal.Actor{}, proposal.Event{}), Action: "opened", Rule: ledgerRule(c.Process, nil)},
			payload{Number: c.Number, State: &c.Progress})
		return b.send(ctx)
	})
}
