package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/rebuild"
)

// checkTotals holds the totals behind an overview against the proposals counted
// from nothing, and gives each difference to report.
func (s *Store) checkTotals(ctx context.Context, report func(d rebuild.Difference) error) error {
	rows, err := s.pool.Query(ctx, `SELECT 'totals/' || week || '/' || gate || '/' || scope, coalesce(a.n || ', late ' || a.late, ''), coalesce(t.n || ', late ' || t.late, '')
		FROM totals_anew a FULL JOIN totals t USING (week, gate, scope)
		WHERE (coalesce(a.n, 0), coalesce(a.late, 0)) <> (coalesce(t.n, 0), coalesce(t.late, 0)) ORDER BY 1`)
	if err != nil {
		return refusal(err)
	}
	found, err := pgx.CollectRows(rows, pgx.RowToStructByPos[rebuild.Difference])
	if err != nil {
		return refusal(err)
	}
	for _, d := range found {
		if err := report(d); err != nil {
			return err
		}
	}
	return nil
}
