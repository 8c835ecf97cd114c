package postgres

import (
	"context"
	"strings"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/proposal"
)

// queueFacts notes what must be spread, in the transaction that made it true: the
// workflow that spreads it may be started at any time after.
func queueFacts(ctx context.Context, t tx, facts []proposal.Fact) error {
	b := &batch{at: t}
	for _, f := range facts {
		b.Queue("INSERT INTO spreads (kind, ref, at) VALUES ($1, $2, $3)", f.Kind, f.Ref, t.now)
	}
	return b.send(ctx)
}

// spread hands on a fact once the change is confirmed.
func (c *confirming) spread(kind string) {
	c.facts = append(c.facts, proposal.Fact{Kind: kind, Ref: c.change.ID})
}

// Spreads lists the facts that open proposals have yet to hear of, oldest first;
// one with a day of its own from that day on.
func (s *Store) Spreads(ctx context.Context) ([]proposal.Fact, error) {
	rows, err := s.pool.Query(ctx, "SELECT kind, ref FROM spreads WHERE done IS NULL AND at <= $1 ORDER BY at, kind, ref", s.now())
	if err != nil {
		return nil, refusal(err)
	}
	all, err := pgx.CollectRows(rows, pgx.RowToStructByPos[proposal.Fact])
	return all, refusal(err)
}

// SpreadDone notes that everybody has heard of a fact.
func (s *Store) SpreadDone(ctx context.Context, f proposal.Fact) error {
	_, err := s.pool.Exec(ctx, "UPDATE spreads SET done = $3 WHERE kind = $1 AND ref = $2 AND done IS NULL", f.Kind, f.Ref, s.now())
	return refusal(err)
}

// ToTell lists by id, after the one given, proposals that must hear of a kind of
// fact: the open ones, of the calendar those whose rejection may still be reviewed
// as well; or the approved ones whose system is not in use. One that runs in a
// workflow of a later act is "<id>/reopen/<n>", and may be given so too: an earlier
// release goes on after what it was told.
//
// Whoever is submitted while the list is read is compared with what is in force
// then, and needs no telling.
func (s *Store) ToTell(ctx context.Context, kind string, approved bool, after string, limit int) ([]string, error) {
	if after, _, _ = strings.Cut(after, "/"); after == "" {
		after = "00000000-0000-0000-0000-000000000000"
	}
	which, args := running, []any{after, limit}
	switch {
	case approved:
		which = `p.status = 'approved' AND EXISTS (SELECT FROM catalog_entries WHERE approved_by = p.number AND state IN ('planned', 'unknown'))`
	case kind == proposal.FactCalendar:
		which = "(" + which + " OR p.status = 'rejected' AND p.review_until >= $3)"
		args = append(args, s.now())
	}
	rows, err := s.pool.Query(ctx, `SELECT p.id::text || CASE WHEN p.run > 0 THEN '/reopen/' || p.run ELSE '' END
		FROM proposals p WHERE p.id > $1 AND `+which+" ORDER BY p.id LIMIT $2", args...)
	if err != nil {
		return nil, refusal(err)
	}
	found, err := pgx.CollectRows(rows, pgx.RowTo[string])
	return found, refusal(err)
}
