package postgres

import (
	"context"

	"pheduyet/internal/calendar"
	"pheduyet/internal/proposal"
)

// Holidays tells which years have holiday data, and how many open gates,
// answers, review periods and obligations are due by a count that left them.
func (s *Store) Holidays(ctx context.Context) (proposal.HolidayData, error) {
	var out proposal.HolidayData
	err := s.inSnapshot(ctx, func(t tx) error {
		years, err := calendarYears(ctx, t)
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
			SELECT 'gate' AS of, g.deadline ->> 'due_at' AS at FROM gates g JOIN proposals p ON p.id = g.proposal
			WHERE `+running+` AND g.state = 'open' AND (g.deadline ->> 'provisional')::boolean
			UNION ALL
			SELECT 'gate', g.clock -> 'answer_by' ->> 'due_at' FROM gates g JOIN proposals p ON p.id = g.proposal
			WHERE `+running+` AND g.state = 'returned' AND (g.clock -> 'answer_by' ->> 'provisional')::boolean
			UNION ALL
			SELECT 'review', review_until::text FROM proposals
			WHERE status = 'rejected' AND (standing ->> 'review_provisional')::boolean AND review_until >= $1
			UNION ALL
			SELECT 'obligation', o ->> 'due_at' FROM systems, jsonb_array_elements(body -> 'obligations') o
			WHERE jsonb_path_exists(body, '$.obligations[*] ? (@.provisional == true)') AND state IN ('planned', 'in_use')
				AND o ->> 'state' IN ('open', 'claimed') AND (o ->> 'provisional')::boolean)
		SELECT count(*) FILTER (WHERE of = 'gate'), count(*) FILTER (WHERE of = 'review'), count(*) FILTER (WHERE of = 'obligation'),
			coalesce(max(extract(year FROM at::timestamptz AT TIME ZONE INTERVAL '+07:00')), 0)::int
		FROM due`, t.now).Scan(&out.Gates, &out.Reviews, &out.Obligations, &last)
	return last, err
}
