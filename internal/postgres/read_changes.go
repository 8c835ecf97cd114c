package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/change"
	"pheduyet/internal/proposal"
)

const changeColumns = `c.id::text, c.kind, c.body, c.document, c.note, c.by::text, a.name, c.agency, c.at,
	d.confirmed, coalesce(d.by::text, ''), coalesce(e.name, ''), d.at, coalesce(d.note, ''),
	(SELECT lines FROM change_previews WHERE change = c.id ORDER BY seq DESC LIMIT 1)
	FROM changes c JOIN accounts a ON a.id = c.by
	LEFT JOIN change_decisions d ON d.change = c.id LEFT JOIN accounts e ON e.id = d.by`

func scanChange(row pgx.CollectableRow) (change.Change, error) {
	var c change.Change
	var document, lines []byte
	var confirmed *bool
	var by proposal.Person
	var at *time.Time
	err := row.Scan(&c.ID, &c.Kind, &c.Body, &document, &c.Note, &c.ProposedBy.Account, &c.ProposedBy.Name, &c.ProposedBy.Agency, &c.ProposedAt,
		&confirmed, &by.Account, &by.Name, &at, &c.DecisionNote, &lines)
	if err != nil {
		return c, err
	}
	c.ProposedAt, c.State = c.ProposedAt.In(proposal.Zone), change.Proposed
	if confirmed != nil {
		inZone(at)
		c.State, c.DecidedBy, c.DecidedAt = change.Declined, &by, at
		if *confirmed {
			c.State = change.Confirmed
		}
	}
	return c, errors.Join(optional(document, &c.Document), json.Unmarshal(lines, &c.Preview.Lines))
}

func loadChange(ctx context.Context, q querier, id string) (change.Change, error) {
	if !validID(id) {
		return change.Change{}, unknownChange()
	}
	rows, err := q.Query(ctx, "SELECT "+changeColumns+" WHERE c.id = $1", id)
	if err != nil {
		return change.Change{}, err
	}
	c, err := pgx.CollectExactlyOneRow(rows, scanChange)
	if errors.Is(err, pgx.ErrNoRows) {
		err = unknownChange()
	}
	return c, err
}

func unknownChange() error {
	return proposal.Errorf(proposal.CodeNotFound, "Không có thay đổi này, hoặc bạn không được xem.", "There is no such change, or it is not for you to see.")
}

// Change reads a change for a person; one that is not for the person to see is
// not there.
func (s *Store) Change(ctx context.Context, a proposal.Actor, id string) (change.Change, error) {
	c, err := loadChange(ctx, s.pool, id)
	if err == nil && !MayReadChange(a, c) {
		err = unknownChange()
	}
	return c, refusal(err)
}

// changesListed bounds a list of changes; there are a few in a month.
const changesListed = 500

// ListChanges lists what the person may see, newest first, of one state or, for "",
// of all.
func (s *Store) ListChanges(ctx context.Context, a proposal.Actor, state change.State) ([]change.Change, error) {
	rows, err := s.pool.Query(ctx, "SELECT "+changeColumns+` WHERE $1 = '' OR $1 = CASE d.confirmed
		WHEN true THEN 'confirmed' WHEN false THEN 'declined' ELSE 'proposed' END
		ORDER BY c.at DESC, c.id DESC LIMIT $2`, string(state), changesListed)
	if err != nil {
		return nil, refusal(err)
	}
	all, err := pgx.CollectRows(rows, scanChange)
	seen := []change.Change{}
	for _, c := range all {
		if MayReadChange(a, c) {
			seen = append(seen, c)
		}
	}
	return seen, refusal(err)
}
