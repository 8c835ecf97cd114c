package postgres

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"pheduyet/internal/proposal"
)

// env is what a transition looks at besides the case: the registers and the
// catalog entries given. lateDays is the pack's late_entry_days.
func (r *registers) env(now time.Time, entries map[string]proposal.Entry, lateDays int) proposal.Env {
	return proposal.Env{
		Now:     now,
		Due:     r.due,
		Workday: r.workday,
		Late:    func(d proposal.Date) bool { return r.days.Between(d.Time(), now) > lateDays },
		Entry:   func(id string) (proposal.Entry, bool) { e, ok := entries[id]; return e, ok },
		Agency:  func(code string) (proposal.Agency, bool) { a, ok := r.agencies[code]; return a, ok },
		NewID:   newID,
	}
}

// newID makes a UUIDv7.
func newID() string { return uuid.Must(uuid.NewV7()).String() }

// entries reads catalog entries by their ids; all of them when ids is nil.
func entries(ctx context.Context, q querier, ids []string) (map[string]proposal.Entry, error) {
	rows, err := q.Query(ctx, `SELECT id, name, coalesce(owner_code, ''), state, shared, provinces, reference, same_as
		FROM catalog_entries WHERE $1::text[] IS NULL OR id = ANY ($1)`, ids)
	if err != nil {
		return nil, err
	}
	all, err := pgx.CollectRows(rows, pgx.RowToStructByPos[proposal.Entry])
	byID := make(map[string]proposal.Entry, len(all))
	for _, e := range all {
		byID[e.ID] = e
	}
	return byID, err
}

// validID reports whether an id could be one: asking the database for another
// would be an error of syntax.
func validID(id string) bool { return uuid.Validate(id) == nil && len(id) == 36 }
