package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/notice"
)

// lease is how long a taken row is left alone: longer than any sending lasts.
const lease = 5 * time.Minute

// The name is that of the submitted revision, sealed where it was sealed.
const outboxColumns = `o.id::text, o.message_id, a.name, coalesce(o.address, ''), o.kind, coalesce(p.filed_name, p.name, ''), o.parameters,
	o.state, o.attempts, o.next_at, o.last_error, o.queued_at, o.sent_at`

const outboxJoins = " JOIN accounts a ON a.id = o.person LEFT JOIN proposals p ON p.id = o.proposal "

func scanQueued(row pgx.CollectableRow) (n notice.Queued, err error) {
	err = row.Scan(&n.ID, &n.MessageID, &n.Person, &n.Address, &n.Kind, &n.Name, &n.Said,
		&n.State, &n.Attempts, &n.NextAt, &n.LastError, &n.QueuedAt, &n.SentAt)
	return n, err
}

// TakeNotice takes the notice that is due longest, counts the attempt and leaves
// it due again after the lease. The address is the person's of now, "" for an
// account that has none or is disabled. It answers false where none is due.
func (s *Store) TakeNotice(ctx context.Context) (notice.Queued, bool, error) {
	rows, err := s.pool.Query(ctx, `WITH o AS (
			UPDATE outbox SET attempts = attempts + 1, next_at = $1::timestamptz + $2::interval,
				address = (SELECT email FROM accounts WHERE id = person AND disabled_at IS NULL)
			WHERE id = (SELECT id FROM outbox WHERE state IN ('queued', 'failed') AND next_at <= $1
				ORDER BY next_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
			RETURNING *)
		SELECT `+outboxColumns+" FROM o"+outboxJoins, s.now(), lease)
	if err != nil {
		return notice.Queued{}, false, refusal(err)
	}
	n, err := pgx.CollectExactlyOneRow(rows, scanQueued)
	if errors.Is(err, pgx.ErrNoRows) {
		return n, false, nil
	}
	return n, err == nil, refusal(err)
}

// NoticeSent keeps that the mail server took the letter.
func (s *Store) NoticeSent(ctx context.Context, n notice.Queued) error {
	_, err := s.pool.Exec(ctx, `UPDATE outbox SET state = 'sent', sent_at = $2, address = $3, last_error = ''
		WHERE id = $1 AND state <> 'sent'`, n.ID, s.now(), n.Address)
	return refusal(err)
}

// NoticeFailed keeps that the attempt failed, unless another has begun since or
// the letter is out.
func (s *Store) NoticeFailed(ctx context.Context, n notice.Queued, state notice.State, cause string, again time.Duration) error {
	_, err := s.pool.Exec(ctx, `UPDATE outbox SET state = $3, last_error = $4, next_at = $5
		WHERE id = $1 AND attempts = $2 AND state <> 'sent'`, n.ID, n.Attempts, string(state), cause, s.now().Add(again))
	return refusal(err)
}
