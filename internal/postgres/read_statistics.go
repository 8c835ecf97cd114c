package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/proposal"
)

// Statistics counts the proposals that the actor may see: how many there are by
// status, where they wait, and how many decisions since the week of a time began
// came in time; a zero time leaves all that out. What running proposals ask of the
// envelopes counts all of them.
func (s *Store) Statistics(ctx context.Context, a proposal.Actor, since time.Time) (proposal.Statistics, error) {
	out := proposal.Statistics{}
	err := s.inSnapshot(ctx, func(t tx) (err error) {
		if out.Asked, err = asked(ctx, t); err != nil || since.IsZero() {
			return err
		}
		if out.Statuses, err = countStatuses(ctx, t, a); err != nil {
			return err
		}
		if out.Waiting, err = waiting(ctx, t, a); err != nil {
			return err
		}
		out.Decided, err = punctuality(ctx, t, a, since)
		return err
	})
	return out, err
}

func countStatuses(ctx context.Context, t tx, a proposal.Actor) (map[proposal.Status]int, error) {
	var w where
	w.visibleScopes(a)
	rows, err := t.Query(ctx, "SELECT p.status, sum(n)::int FROM totals JOIN scopes p ON p.id = scope WHERE week = -1 AND "+w.String()+" GROUP BY 1 HAVING sum(n) > 0", w.args...)
	if err != nil {
		return nil, err
	}
	counts := map[proposal.Status]int{}
	var status proposal.Status
	var n int
	_, err = pgx.ForEachRow(rows, []any{&status, &n}, func() error { counts[status] = n; return nil })
	return counts, err
}

func waiting(ctx context.Context, t tx, a proposal.Actor) ([]proposal.Waiting, error) {
	var w where
	w.visible(a)
	w.and(running)
	now := w.arg(t.now)
	rows, err := t.Query(ctx, `SELECT g.gate, g.authority, p.agency,
		count(*) FILTER (WHERE g.state = 'open'), count(*) FILTER (WHERE g.state = 'open' AND g.due_at < `+now+`),
		count(*) FILTER (WHERE g.state = 'returned'),
		coalesce(sum(extract(epoch FROM `+now+` - g.opened_at)) / 86400, 0)::float8, coalesce(min(g.opened_at), `+now+`)
		FROM proposals p CROSS JOIN LATERAL (SELECT * FROM gates WHERE proposal = p.id AND state IN ('open', 'returned') OFFSET 0) g
		WHERE `+w.String()+` GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`, w.args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[proposal.Waiting])
}

// weekOf numbers weeks as the totals do: from the Monday before 1970 began, in
// proposal.Zone.
func weekOf(t time.Time) int64 {
	const days, zone, week = 3 * 24 * 60 * 60, 7 * 60 * 60, 7 * 24 * 60 * 60
	return (t.Unix() + days + zone) / week
}

func punctuality(ctx context.Context, t tx, a proposal.Actor, since time.Time) ([]proposal.Punctuality, error) {
	var w where
	w.visibleScopes(a)
	rows, err := t.Query(ctx, `SELECT t.gate, sum(t.n - t.late)::int, sum(t.late)::int
		FROM totals t JOIN scopes p ON p.id = t.scope JOIN scope_gates g ON g.scope = t.scope AND g.gate = t.gate
		WHERE `+w.String()+" AND t.week >= "+w.arg(weekOf(since))+" GROUP BY 1 HAVING sum(t.n) > 0 ORDER BY min(g.position)", w.args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[proposal.Punctuality])
}

func asked(ctx context.Context, t tx) ([]proposal.Asked, error) {
	rows, err := t.Query(ctx, `SELECT l.fiscal_year, l.source, coalesce(e.owner, ''), sum(l.amount_vnd)::bigint
		FROM proposals p CROSS JOIN LATERAL jsonb_to_recordset(CASE jsonb_typeof(p.filed->'budget') WHEN 'array' THEN p.filed->'budget' ELSE '[]' END) AS l (fiscal_year int, source text, amount_vnd bigint)
		LEFT JOIN envelopes e ON e.fiscal_year = l.fiscal_year AND e.source = l.source AND e.owner = p.agency
		WHERE `+running+`
		GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`)
	if err != nil {
		return nil, err
	}
	var all []proposal.Asked
	var one proposal.Asked
	_, err = pgx.ForEachRow(rows, []any{&one.FiscalYear, &one.Source, &one.Owner, &one.Amount}, func() error {
		all = append(all, one)
		return nil
	})
	return all, err
}
