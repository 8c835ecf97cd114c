package postgres

import (
	"context"
	"strconv"

	"pheduyet/internal/ledger"
	"pheduyet/internal/proposal"
)

// FirstRead notes, once for each round of a gate, who of its authority has read
// the proposal first while the gate is open. Another's reading changes nothing.
func (s *Store) FirstRead(ctx context.Context, id string, reader proposal.Actor) error {
	if !validID(id) {
		return unknownProposal()
	}
	return s.inTx(ctx, func(t tx) error {
		c, err := s.loadCase(ctx, t, id, true)
		if err != nil {
			return err
		}
		now, first := c.FirstReading(reader, proposal.Env{Now: t.now})
		if len(first) == 0 {
			return nil
		}
		g, _ := now.Case.Gate(first[0])
		chain, err := openChain(ctx, t, id, "first-read/"+id+"/"+first[0]+"/"+strconv.Itoa(g.Round)+"/"+strconv.Itoa(c.Revision))
		if err != nil {
			return err
		}
		b := &batch{at: t}
		for i, e := range now.Events {
			g, _ := now.Case.Gate(e.Gate)
			queueHands(b, id, g)
			p := payload{Round: e.Round, Number: c.Number}
			if i == len(now.Events)-1 {
				p.State = &now.Case.Progress
			}
			chain.append(b, ledger.Entry{Actor: ledgerActor(reader, e), Action: e.Action, Gate: e.Gate, Rule: ledgerRule(c.Process, nil)}, p)
		}
		return b.send(ctx)
	})
}
