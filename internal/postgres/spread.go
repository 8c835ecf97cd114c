package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// The kinds of fact.
const (
	factCalendar = "calendar" // holidays: deadlines are computed again
	factEdition  = "edition"  // the catalog: proposals are screened again
)

// fact is something from outside the proposals that all open ones must hear of.
// Ref names what happened: the id of the change.
type fact struct{ kind, ref string }

// queueFacts notes what must be spread, in the transaction that made it true: the
// workflow that spreads it may be started at any time after.
func queueFacts(ctx context.Context, t tx, facts []fact) error {
	b := &batch{at: t}
	for _, f := range facts {
		b.Queue("INSERT INTO spreads (kind, ref, at) VALUES ($1, $2, $3)", f.kind, f.ref, t.now)
	}
	return b.send(ctx)
}

// spread hands on a fact once the change is confirmed.
func (c *confirming) spread(kind string) { c.facts = append(c.facts, fact{kind, c.change.ID}) }

// Spread is a fact that open proposals have yet to hear of.
type Spread struct {
	Kind string
	Ref  string
}

// Spreads lists what is not spread yet, oldest first.
func (s *Store) Spreads(ctx context.Context) ([]Spread, error) {
	rows, err := s.pool.Query(ctx, "SELECT kind, ref FROM spreads WHERE done IS NULL ORDER BY at, kind, ref")
	if err != nil {
		return nil, refusal(err)
	}
	all, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Spread])
	return all, refusal(err)
}
