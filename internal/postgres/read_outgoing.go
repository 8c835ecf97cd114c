package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/proposal"
)

// outgoing lists the filings on their way out of the actor's agency: those that lie
// before its head, and for who files those that the head handed back.
func outgoing(ctx context.Context, q querier, a proposal.Actor) ([]proposal.WorkItem, error) {
	if !a.Files(a.Agency) {
		return nil, nil
	}
	rows, err := q.Query(ctx, `SELECT p.id::text, coalesce(p.number, ''), p.name, p.agency, o.at, o.body->'submission' IS NOT NULL
		FROM proposals p JOIN LATERAL (SELECT at, body FROM preparations
			WHERE proposal = p.id AND gate = '' AND round = p.revision + 1 ORDER BY n DESC LIMIT 1) o ON true
		WHERE p.agency = $1 AND p.status IN ('draft', 'returned') ORDER BY o.at, p.id`, a.Agency)
	if err != nil {
		return nil, err
	}
	var items []proposal.WorkItem
	var item proposal.WorkItem
	var at time.Time
	var waits bool
	_, err = pgx.ForEachRow(rows, []any{&item.ProposalID, &item.Number, &item.Name, &item.Agency, &at, &waits}, func() error {
		since := at.In(proposal.Zone)
		item.OpenedAt = &since
		switch {
		case waits && a.Has(proposal.RoleHead):
			item.Task = proposal.TaskSendFiling
		case !waits && a.Has(proposal.RoleFiler):
			item.Task = proposal.TaskMendFiling
		default:
			return nil
		}
		items = append(items, item)
		return nil
	})
	return items, err
}
