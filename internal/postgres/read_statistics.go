package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/proposal"
)

// Statistics counts the proposals that the actor may see: how many there are by
// status, where they wait, and how many decisions since a time came in time; a
// zero time leaves all that out. What running proposals ask of the envelopes
// counts all of them.
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
	w.visible(a)
	rows, err := t.Query(ctx, "SELECT p.status, count(*) FROM proposals p WHERE "+w.String()+" GROUP BY p.status", w.args...)
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
		FROM proposals p JOIN gates g ON g.proposal = p.id AND g.state IN ('open', 'returned')
		WHERE `+w.String()+` GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`, w.args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[proposal.Waiting])
}

func punctuality(ctx context.Context, t tx, a proposal.Actor, since time.Time) ([]proposal.Punctuality, error) {
	var w where
	w.visible(a)
	visible := ""
	if len(w.conditions) > 0 { // who sees all need not look at each
		visible = " JOIN proposals p ON p.id = g.proposal AND (" + w.String() + ")"
	}
	rows, err := t.Query(ctx, `SELECT g.gate, count(*) FILTER (WHERE g.due_at IS NULL OR g.decided_at <= g.due_at),
		count(*) FILTER (WHERE g.decided_at > g.due_at)
		FROM gates g`+visible+` WHERE g.decided_at >= `+w.arg(since)+`
		AND NOT EXISTS (SELECT FROM paper_dossiers d WHERE d.proposal = g.proposal) -- begun on paper: nobody's time was counted
		GROUP BY 1 ORDER BY min(g.position)`, w.args...)
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
