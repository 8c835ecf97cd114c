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
		outgoing, err := outgoing(ctx, t, a)
		if err != nil {
			return err
		}
		obliged, err := obliged(ctx, t, a)
		items = append(items, slices.Concat(decide, review, owed, outgoing, obliged)...)
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
func toDecide(ctx context.Context, q tx, a proposal.Actor) ([]proposal.WorkItem, error) {
	authorities := decidesFor(a)
	acts, at := delegatedGates(a)
	if len(authorities)+len(acts) == 0 {
		return nil, nil
	}
	rows, err := q.Query(ctx, `SELECT p.id::text AS proposal, coalesce(p.number, '') AS number, coalesce(p.filed_name, p.name) AS name, p.agency,
		g.gate, g.round, g.opened_at, g.deadline, p.parties, p.drafted_at, g.authority,
		coalesce(g.claim_by::text, '') AS claim_by, coalesce((SELECT name FROM accounts WHERE id = g.claim_by), '') AS claim_name, g.claim_at,
		coalesce(g.prepared_by::text, '') AS prepared_by
		FROM gates g JOIN proposals p ON p.id = g.proposal
		WHERE (g.state = 'open' OR g.state = 'returned' AND g.clock @> '{"unanswered": true}') AND (g.authority = ANY ($1) OR (g.authority, g.gate) IN (SELECT * FROM unnest($2::text[], $3::text[]))) AND `+running+`
		ORDER BY g.due_at, p.id`, authorities, acts, at)
	if err != nil {
		return nil, err
	}
	return waitingItems(rows, a, claimants(ctx, q))
}

// waitingRow is a gate that waits for who decides for its authority. A query that
// has no claim or no preparation to tell leaves their columns out.
type waitingRow struct {
	Proposal   string     `db:"proposal"`
	Number     string     `db:"number"`
	Name       string     `db:"name"`
	Agency     string     `db:"agency"`
	Gate       string     `db:"gate"`
	Round      int        `db:"round"`
	OpenedAt   *time.Time `db:"opened_at"`
	Deadline   []byte     `db:"deadline"`
	Parties    []byte     `db:"parties"`
	DraftedAt  time.Time  `db:"drafted_at"`
	Authority  string     `db:"authority"`
	ClaimBy    string     `db:"claim_by"`
	ClaimName  string     `db:"claim_name"`
	ClaimAt    *time.Time `db:"claim_at"`
	PreparedBy string     `db:"prepared_by"`
}

// waitingItems gives what the rows hold, but for what a conflict of interest keeps from
// the actor.
func waitingItems(rows pgx.Rows, a proposal.Actor, who func(account string) (proposal.Actor, error)) ([]proposal.WorkItem, error) {
	all, err := pgx.CollectRows(rows, pgx.RowToStructByNameLax[waitingRow])
	if err != nil {
		return nil, err
	}
	var items []proposal.WorkItem
	for _, row := range all {
		item, barred, err := row.item(a, who)
		if err != nil {
			return nil, err
		}
		if !barred {
			items = append(items, item)
		}
	}
	return items, nil
}

func (row waitingRow) item(a proposal.Actor, who func(account string) (proposal.Actor, error)) (item proposal.WorkItem, barred bool, err error) {
	item = proposal.WorkItem{
		Task: proposal.TaskDecide, ProposalID: row.Proposal, Number: row.Number, Name: row.Name, Agency: row.Agency,
		Gate: row.Gate, Round: row.Round, OpenedAt: row.OpenedAt,
	}
	inZone(item.OpenedAt)
	p := proposal.Progress{Status: proposal.InReview, DraftedAt: row.DraftedAt}
	g := proposal.Gate{ID: row.Gate, State: proposal.GateOpen, Authority: row.Authority}
	if row.PreparedBy != "" {
		g.Prepared = &proposal.Hand{Account: row.PreparedBy}
	}
	err = errors.Join(optional(row.Deadline, &item.Deadline), json.Unmarshal(row.Parties, &p.Parties))
	p.Gates = []proposal.Gate{g}
	if row.ClaimAt != nil && err == nil {
		var by proposal.Actor
		if by, err = who(row.ClaimBy); err == nil && p.HoldsClaim(by, g.ID) {
			item.Claim = &proposal.Hand{Account: row.ClaimBy, Name: row.ClaimName, At: row.ClaimAt.In(proposal.Zone)}
		}
	}
	if proposal.CanSign(p, a, g.ID) == nil {
		item.Task = proposal.TaskSign
	}
	return item, proposal.CanDecide(p, a, g.ID) != nil, err
}
