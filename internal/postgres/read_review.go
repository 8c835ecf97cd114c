package postgres

import (
	"context"

	"pheduyet/internal/proposal"
)

// toReview lists the rejections that wait for the province's review, for who
// decides for it. No rule sets a time for it.
func toReview(ctx context.Context, q tx, a proposal.Actor) ([]proposal.WorkItem, error) {
	authorities := decidesFor(a)
	if len(authorities) == 0 {
		return nil, nil
	}
	rows, err := q.Query(ctx, `SELECT p.id::text AS proposal, coalesce(p.number, '') AS number, coalesce(p.filed_name, p.name) AS name, p.agency,
		g.gate, g.round, p.updated_at AS opened_at, p.parties, p.drafted_at, g.authority
		FROM proposals p JOIN gates g ON g.proposal = p.id AND g.kind = 'provincial_decision'
		WHERE p.review = 'requested' AND p.status = 'rejected' AND g.authority = ANY ($1)
		ORDER BY p.updated_at, p.id`, authorities)
	if err != nil {
		return nil, err
	}
	items, err := waitingItems(rows, a, claimants(ctx, q))
	for i := range items {
		items[i].Task = proposal.TaskReview
	}
	return items, err
}
