package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/notice"
	"pheduyet/internal/proposal"
)

// QueueNotices writes notices of what happens outside acts on a proposal to the
// outbox: one row for each cause and person, however often it is asked.
func (s *Store) QueueNotices(ctx context.Context, notices ...notice.Notice) error {
	return s.inTx(ctx, func(t tx) error { return queueNotices(ctx, t, notices...) })
}

// queueNotices is QueueNotices in a transaction: it is there or not with what
// caused it.
func queueNotices(ctx context.Context, t tx, notices ...notice.Notice) error {
	b := &batch{at: t}
	if err := b.queueNotices(ctx, notices...); err != nil || b.Len() == 0 {
		return err
	}
	return b.send(ctx)
}

// queueNotices looks the recipients up and queues a row for each.
func (b *batch) queueNotices(ctx context.Context, notices ...notice.Notice) error {
	if len(notices) == 0 {
		return nil
	}
	people, err := peopleAmong(ctx, b.at, notices)
	if err != nil {
		return err
	}
	for _, n := range notices {
		for _, account := range n.Recipients(people) {
			id := newID()
			b.Queue(`INSERT INTO outbox (id, cause, person, proposal, kind, parameters, message_id, next_at, queued_at)
				VALUES ($1, $2, $3, nullif($4, '')::uuid, $5, $6, $7, $8, $8) ON CONFLICT (cause, person) DO NOTHING`,
				id, n.Cause, account, n.Proposal, string(n.Kind), b.json(n.Said), id+"@"+messageDomain, b.at.now)
		}
	}
	return nil
}

// messageDomain ends every Message-ID. The id before it is unique by itself, and
// the mail server's name may change between two attempts.
const messageDomain = "pheduyet.invalid"

// peopleAmong reads the active people among whom the notices' recipients are. What
// concerns an agency that has given way concerns the people of its successor.
func peopleAmong(ctx context.Context, t tx, notices []notice.Notice) ([]proposal.Actor, error) {
	pool := notice.Sought(notices)
	day := proposal.DateOf(t.now)
	rows, err := t.Query(ctx, `WITH RECURSIVE after AS (
			SELECT code AS was, code FROM agencies WHERE code = ANY ($2)
			UNION SELECT after.was, a.successor FROM after JOIN agencies a ON a.code = after.code
				WHERE a.successor IS NOT NULL AND a.valid_to < $1::text::date)
		SELECT a.id::text,
			(SELECT coalesce(array_agg(role), '{}') FROM account_roles WHERE account = a.id
				AND valid_from <= $1::text::date AND (valid_to IS NULL OR valid_to >= $1::text::date)),
			(SELECT coalesce(jsonb_agg(jsonb_build_object('agency', agency, 'seat', seat, 'from', valid_from::text, 'to', coalesce(valid_to::text, ''))), '[]')
				FROM memberships WHERE account = a.id),
			(SELECT coalesce(array_agg(DISTINCT after.was), '{}') FROM after JOIN memberships m ON m.agency = after.code
				WHERE m.account = a.id AND NOT m.seat AND after.was <> after.code
				AND m.valid_from <= $1::text::date AND (m.valid_to IS NULL OR m.valid_to >= $1::text::date))
		FROM accounts a WHERE disabled_at IS NULL
			AND (id IN (SELECT account FROM memberships WHERE agency IN (SELECT code FROM after)) OR id IN (SELECT account FROM account_roles WHERE role = ANY ($3))
				OR id::text = ANY ($4))
		ORDER BY a.username`, string(day), pool.Agencies, pool.Roles, pool.Accounts)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (proposal.Actor, error) {
		var a proposal.Actor
		var stays []byte
		if err := row.Scan(&a.Account, &a.Roles, &stays, &a.Inherits); err != nil {
			return a, err
		}
		return a, placeAll(&a, stays, day)
	})
}

// queueNotices tells whom the act's events concern.
func (a *act) queueNotices(ctx context.Context, b *batch, t proposal.Transition, eventKey string) error {
	return b.queueNotices(ctx, notice.Of(notice.Happened{
		Before: a.before, After: t.Case, Events: t.Events, Key: eventKey, By: a.actor.Account,
	})...)
}
