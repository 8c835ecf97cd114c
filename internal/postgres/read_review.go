package postgres

import (
	"context"

	"pheduyet/internal/proposal"
)

// toReview lists the rejections that wait for the province's review, for who
// decides for it. No rule sets a time for it.
func toReview(ctx context.Context, q querier, a proposal.Actor) ([]proposal.WorkItem, error) {
	authorities := decidesFor(a)
	if len(authorities) == 0 {
		return nil, nil
	}
	rows, err := q.Query(ctx, `SELECT p.id::text, coalesce(p.number, ''), coalesce(p.filed->>'name', p.name), p.agency,
		g.gate, g.round, p.updated_at, NULL::jsonb, p.parties, p.drafted_at, g.authority, '', '', NULL::timestamptz, ''
		FROM proposals p JOIN gates g ON g.proposal = p.id AND g.kind = 'provincial_decision'
		WHERE p.review = 'requested' AND p.status = 'rejected' AND g.authority = ANY ($1)
		ORDER BY p.updated_at, p.id`, authorities)
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
		item.Task = proposal.TaskReview
		if !barred {
			items = append(items, item)
		}
	}
	return items, rows.Err()
}
