package postgres

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/proposal"
)

// Worklist lists what waits for the actor, soonest due first and what has no due
// time last: the open gates of the authorities they decide for, but for those
// that a conflict of interest keeps them from, for who files what their agency
// owes, and what approved systems ask of either.
func (s *Store) Worklist(ctx context.Context, a proposal.Actor) ([]proposal.WorkItem, error) {
	items := []proposal.WorkItem{}
	err := s.inSnapshot(ctx, func(t tx) error {
		decide, err := toDecide(ctx, t, a)
		if err != nil {
			return err
		}
		review, err := toReview(ctx, t, a)
		if err != nil {
			return err
		}
		owed, err := s.owed(ctx, t, a)
		if err != nil {
			return err
		}
		obliged, err := obliged(ctx, t, a)
		items = append(items, slices.Concat(decide, review, owed, obliged)...)
		return err
	})
	slices.SortStableFunc(items, func(a, b proposal.WorkItem) int {
		return cmp.Or(sooner(a.Deadline, b.Deadline), cmp.Compare(a.Number, b.Number))
	})
	return items, err
}

func sooner(a, b *proposal.Deadline) int {
	switch {
	case a != nil && b != nil:
		return a.DueAt.Compare(b.DueAt)
	case a != nil:
		return -1
	case b != nil:
		return 1
	}
	return 0
}

// toDecide lists open gates. The name is that of the submitted revision: what the
// filer edits meanwhile is not before the authority.
func toDecide(ctx context.Context, q querier, a proposal.Actor) ([]proposal.WorkItem, error) {
	authorities := decidesFor(a)
	acts, at := delegatedGates(a)
	if len(authorities)+len(acts) == 0 {
		return nil, nil
	}
	rows, err := q.Query(ctx, `SELECT p.id::text, coalesce(p.number, ''), coalesce(p.filed->>'name', p.name), p.agency,
		g.gate, g.round, g.opened_at, g.deadline, p.parties, p.drafted_at, g.authority,
		coalesce(g.claim_by::text, ''), coalesce((SELECT name FROM accounts WHERE id = g.claim_by), ''), g.claim_at,
		coalesce(g.prepared_by::text, '')
		FROM gates g JOIN proposals p ON p.id = g.proposal
		WHERE (g.state = 'open' OR g.state = 'returned' AND g.clock @> '{"unanswered": true}') AND (g.authority = ANY ($1) OR (g.authority, g.gate) IN (SELECT * FROM unnest($2::text[], $3::text[]))) AND `+running+`
		ORDER BY g.due_at, p.id`, authorities, acts, at)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var items []proposal.WorkItem
	for rows.Next() {
		item, barred, err := scanToDecide(rows, a)
		if err != nil {
			return nil, err
		}
		if !barred {
			items = append(items, item)
		}
	}
	return items, rows.Err()
}

func scanToDecide(row pgx.CollectableRow, a proposal.Actor) (item proposal.WorkItem, barred bool, err error) {
	var deadline, parties []byte
	p := proposal.Progress{Status: proposal.InReview}
	g := proposal.Gate{State: proposal.GateOpen}
	var claim, prepared proposal.Hand
	var claimed *time.Time
	err = row.Scan(&item.ProposalID, &item.Number, &item.Name, &item.Agency,
		&item.Gate, &item.Round, &item.OpenedAt, &deadline, &parties, &p.DraftedAt, &g.Authority, &claim.Account, &claim.Name, &claimed,
		&prepared.Account)
	if err != nil {
		return item, false, err
	}
	if claimed != nil {
		claim.At = claimed.In(proposal.Zone)
		item.Claim = &claim
	}
	inZone(item.OpenedAt)
	err = errors.Join(optional(deadline, &item.Deadline), json.Unmarshal(parties, &p.Parties))
	g.ID = item.Gate
	if prepared.Account != "" {
		g.Prepared = &prepared
	}
	p.Gates = []proposal.Gate{g}
	item.Task = proposal.TaskDecide
	if proposal.CanSign(p, a, g.ID) == nil {
		item.Task = proposal.TaskSign
	}
	return item, proposal.CanDecide(p, a, g.ID) != nil, err
}
