package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/calendar"
	"pheduyet/internal/proposal"
)

// Holidays tells which years have holiday data, and how many open gates,
// answers, review periods and obligations are due by a count that left them.
func (s *Store) Holidays(ctx context.Context) (proposal.HolidayData, error) {
	var out proposal.HolidayData
	err := s.inSnapshot(ctx, func(t tx) error {
		rows, err := t.Query(ctx, "SELECT body FROM calendar_years ORDER BY year")
		if err != nil {
			return err
		}
		years, err := pgx.CollectRows(rows, scanYear)
		if err != nil {
			return err
		}
		for _, y := range years {
			out.Years = append(out.Years, proposal.HolidayYear{Year: y.Year, Days: len(y.Days), Note: y.Note})
		}
		last, err := provisional(ctx, t, &out)
		if err != nil {
			return err
		}
		days, err := calendar.New(years...)
		for year := t.now.Year(); year <= last; year++ {
			if err == nil && !days.Covered(year) {
				out.Missing = append(out.Missing, year)
			}
		}
		return err
	})
	return out, err
}

// provisional counts what is due provisionally, and tells the last year of it.
func provisional(ctx context.Context, t tx, out *proposal.HolidayData) (last int, err error) {
	err = t.QueryRow(ctx, `WITH due AS (
			SELECT 'gate' AS of, CASE WHEN g.state = 'open' THEN g.deadline ELSE g.clock->'answer_by' END AS d
			FROM gates g JOIN proposals p ON p.id = g.proposal WHERE `+running+` AND g.state IN ('open', 'returned')
			UNION ALL
			SELECT 'review', jsonb_build_object('provisional', true, 'due_at', review_until) FROM proposals
			WHERE status = 'rejected' AND review_until >= $1 AND (standing->>'review_provisional')::boolean
			UNION ALL
			SELECT 'obligation', o FROM systems, jsonb_array_elements(body->'obligations') o
			WHERE state IN ('planned', 'in_use') AND o->>'state' IN ('open', 'claimed'))
		SELECT count(*) FILTER (WHERE of = 'gate'), count(*) FILTER (WHERE of = 'review'), count(*) FILTER (WHERE of = 'obligation'),
			coalesce(max(extract(year FROM (d->>'due_at')::timestamptz AT TIME ZONE INTERVAL '+07:00')), 0)::int
		FROM due WHERE (d->>'provisional')::boolean`, t.now).Scan(&out.Gates, &out.Reviews, &out.Obligations, &last)
	return last, err
}
