package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/proposal"
)

// owed lists what the actor's agency owes as a filer: returned proposals to
// answer, letters to send, replies to record and amounts to accept.
func (s *Store) owed(ctx context.Context, t tx, a proposal.Actor) ([]proposal.WorkItem, error) {
	if !a.Files(a.Agency) {
		return nil, nil
	}
	var w where
	w.and("p.agency = " + w.arg(a.Agency))
	w.and(running + " OR p.status = 'draft'")
	w.and(`p.status = 'returned' OR p.acceptance_due OR jsonb_path_exists(p.standing, '$.letters[0].number')
		OR EXISTS (SELECT FROM gates g WHERE g.proposal = p.id AND g.state = 'open' AND g.kind = 'ministry_consultation')`)
	cases, err := s.listed(ctx, t, w, noLimit)
	if err != nil {
		return nil, err
	}
	returned, err := returnedAt(ctx, t, cases)
	if err != nil {
		return nil, err
	}
	r, err := s.registers(ctx, t)
	if err != nil {
		return nil, err
	}
	var items []proposal.WorkItem
	for _, c := range cases {
		o := owes{c: c, due: r.due}
		o.answers(returned)
		o.letters()
		o.acceptance()
		items = append(items, o.items...)
	}
	return items, nil
}

// returnedGate names a gate that handed a proposal back.
type returnedGate struct{ proposal, gate string }

// returnedAt says when the gates of the proposals last handed them back. The
// gate's own time would not do: refusing a lower amount hands back too, long
// after the gate's decision.
func returnedAt(ctx context.Context, q querier, cases []proposal.Case) (map[returnedGate]time.Time, error) {
	var ids []string
	for _, c := range cases {
		if c.Status == proposal.Returned {
			ids = append(ids, c.ID)
		}
	}
	rows, err := q.Query(ctx, `SELECT proposal::text, gate, max(at) FROM ledger_entries
		WHERE proposal = ANY ($1::uuid[]) AND stream = '' AND action = 'returned' GROUP BY proposal, gate`, ids)
	if err != nil {
		return nil, err
	}
	times := map[returnedGate]time.Time{}
	var g returnedGate
	var at time.Time
	_, err = pgx.ForEachRow(rows, []any{&g.proposal, &g.gate, &at}, func() error {
		times[g] = at.In(proposal.Zone)
		return nil
	})
	return times, err
}

// owes gathers what the filer of one proposal owes.
type owes struct {
	c     proposal.Case
	due   func(from time.Time, days int, pauses ...proposal.Pause) proposal.Deadline
	items []proposal.WorkItem
}

func (o *owes) add(task string, g proposal.Gate, since *time.Time, d *proposal.Deadline) {
	o.items = append(o.items, proposal.WorkItem{
		Task: task, ProposalID: o.c.ID, Number: o.c.Number, Name: o.c.Facts.Name, Agency: o.c.Agency,
		Gate: g.ID, Round: g.Round, OpenedAt: since, Deadline: d,
	})
}

// answers: each gate that returned the proposal is to be answered within the
// pack's days.
func (o *owes) answers(returned map[returnedGate]time.Time) {
	for _, g := range o.c.Gates {
		if g.State != proposal.GateReturned || o.c.Status != proposal.Returned {
			continue
		}
		at := returned[returnedGate{o.c.ID, g.ID}]
		d := o.due(at, o.c.Rules.AnswerDays)
		if g.Clock.AnswerBy != nil {
			d = *g.Clock.AnswerBy
		}
		o.add(proposal.TaskAnswer, g, &at, &d)
	}
}

// acceptance: less money than was asked waits for the agency's word. No rule sets
// a time for it.
func (o *owes) acceptance() {
	if !o.c.AcceptanceDue {
		return
	}
	for _, g := range o.c.Gates {
		if g.Kind == proposal.KindBudget && g.State == proposal.GatePassed {
			o.add(proposal.TaskAccept, g, g.DecidedAt, nil)
		}
	}
}
