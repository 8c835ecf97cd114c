package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/notice"
	"pheduyet/internal/proposal"
)

// Notices lists the outbox, newest first, and the cursor of the next page ("" at
// the end).
func (s *Store) Notices(ctx context.Context, f notice.Filter) ([]notice.Queued, string, error) {
	if f.Cursor != "" && !validID(f.Cursor) {
		return nil, "", badCursor()
	}
	rows, err := s.pool.Query(ctx, "SELECT "+outboxColumns+" FROM outbox o"+outboxJoins+`
		WHERE ($1 = '' OR o.state = $1) AND ($2 = '' OR o.id < nullif($2, '')::uuid) ORDER BY o.id DESC LIMIT $3`,
		string(f.State), f.Cursor, f.Limit+1)
	if err != nil {
		return nil, "", refusal(err)
	}
	found, err := pgx.CollectRows(rows, scanQueued)
	if err != nil || len(found) <= f.Limit {
		return found, "", refusal(err)
	}
	found = found[:f.Limit]
	return found, found[f.Limit-1].ID, nil
}

// ResendNotice has a failed or dead notice tried again at once, from its first
// attempt. One that waits already stays as it is; one that was sent is a
// conflict.
func (s *Store) ResendNotice(ctx context.Context, id string) (notice.Queued, error) {
	var n notice.Queued
	if !validID(id) {
		return n, unknownNotice()
	}
	err := s.inTx(ctx, func(t tx) error {
		_, err := t.Exec(ctx, `UPDATE outbox SET state = 'queued', attempts = 0, next_at = $2
			WHERE id = $1 AND state IN ('failed', 'dead')`, id, t.now)
		if err != nil {
			return err
		}
		rows, err := t.Query(ctx, "SELECT "+outboxColumns+" FROM outbox o"+outboxJoins+"WHERE o.id = $1", id)
		if err != nil {
			return err
		}
		found, err := pgx.CollectRows(rows, scanQueued)
		switch {
		case err != nil:
			return err
		case len(found) == 0:
			return unknownNotice()
		}
		if n = found[0]; n.State == notice.StateSent {
			return proposal.Errorf(proposal.CodeConflict, "Thông báo này đã được gửi.", "This notice has been sent.")
		}
		return nil
	})
	return n, err
}

func unknownNotice() error {
	return proposal.Errorf(proposal.CodeNotFound, "Không có thông báo này.", "There is no such notice.")
}

// NoticeCounts counts the outbox by state.
func (s *Store) NoticeCounts(ctx context.Context) (map[notice.State]int, error) {
	counts := map[notice.State]int{}
	for _, state := range notice.States {
		counts[state] = 0
	}
	rows, err := s.pool.Query(ctx, "SELECT state, count(*) FROM outbox GROUP BY state")
	if err != nil {
		return nil, refusal(err)
	}
	var state notice.State
	var n int
	_, err = pgx.ForEachRow(rows, []any{&state, &n}, func() error { counts[state] = n; return nil })
	return counts, refusal(err)
}
