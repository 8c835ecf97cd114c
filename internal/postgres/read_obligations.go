package postgres

import (
	"context"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/proposal"
	"pheduyet/internal/system"
)

// soon is how long before its day an obligation is on the worklist; what only the
// operation waits for is there from the start.
const soon = 60 * 24 * time.Hour

// obliged lists what the actor's agency is to do for approved systems, and what is
// said to be done and waits for an authority of theirs to agree.
func obliged(ctx context.Context, t tx, a proposal.Actor) ([]proposal.WorkItem, error) {
	owners := decidesFor(a)
	for _, code := range a.Agencies() { // what a predecessor owed is the successor's
		if a.Files(code) && !slices.Contains(owners, code) {
			owners = append(owners, code)
		}
	}
	if len(owners) == 0 {
		return nil, nil
	}
	rows, err := t.Query(ctx, `SELECT y.body, p.filed_name FROM systems y JOIN proposals p ON p.id = y.id
		WHERE y.id IN (SELECT system FROM obligations WHERE state = 'open' AND owner = ANY ($1) AND (due_at IS NULL OR due_at < $2)
			UNION SELECT system FROM obligations WHERE state = 'claimed' AND agrees = ANY ($1))
		ORDER BY y.id`, owners, t.now.Add(soon))
	if err != nil {
		return nil, err
	}
	found, err := pgx.CollectRows(rows, scanNamed)
	var items []proposal.WorkItem
	for _, y := range found {
		for _, o := range y.Obligations {
			switch {
			case o.State == system.Open && (o.DueAt == nil || o.DueAt.Before(t.now.Add(soon))) && system.CanFulfil(y.System, a, o.ID) == nil:
				items = append(items, owedItem(proposal.TaskFulfil, y, o))
			case o.State == system.Claimed && system.CanAgree(y.System, a, o.ID) == nil:
				items = append(items, owedItem(proposal.TaskAgree, y, o))
			}
		}
	}
	return items, err
}

func owedItem(task string, y system.Named, o system.Obligation) proposal.WorkItem {
	item := proposal.WorkItem{
		Task: task, ProposalID: y.ID, Number: y.Number, Name: y.Name, Agency: y.Agency, Obligation: o.ID, Title: o.Title, OpenedAt: &o.StartedAt,
		BeforeOperation: o.BeforeOperation,
	}
	if o.DueAt != nil {
		item.Deadline = &proposal.Deadline{Days: o.Days, From: o.StartedAt, DueAt: *o.DueAt, Provisional: o.Provisional}
	}
	return item
}
