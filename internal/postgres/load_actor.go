package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/proposal"
)

// loadActor reads a person's roles, agency, seats, memberships and delegations as
// of now. An account that is disabled or unknown is forbidden to act; who belongs
// to no agency today holds no role.
func loadActor(ctx context.Context, q querier, account string, now time.Time) (proposal.Actor, error) {
	a, err := readActor(ctx, q, account, now)
	if err == nil && a.disabled {
		err = pgx.ErrNoRows
	}
	if errors.Is(err, pgx.ErrNoRows) {
		err = proposal.Errorf(proposal.CodeForbidden, "Tài khoản này không còn hoạt động.", "This account is not active.")
	}
	if a.Agency == "" {
		a.Roles, a.Seats, a.Delegations, a.Inherits = []proposal.Role{}, []string{}, nil, nil
	}
	return a.Actor, err
}

// accountRead is a person with what only the keepers of accounts look at.
type accountRead struct {
	proposal.Actor
	disabled bool
}

// readActor reads a person whatever may bar them from acting.
func readActor(ctx context.Context, q querier, account string, now time.Time) (accountRead, error) {
	var a accountRead
	day := string(proposal.DateOf(now))
	a.Actor = proposal.Actor{Account: account, Roles: []proposal.Role{}, Seats: []string{}, Memberships: []proposal.Membership{}}
	batch := &pgx.Batch{}
	batch.Queue("SELECT name, disabled_at IS NOT NULL, one_time FROM accounts WHERE id = $1", account)
	batch.Queue(`SELECT role FROM account_roles WHERE account = $1
		AND valid_from <= $2::text::date AND (valid_to IS NULL OR valid_to >= $2::text::date) ORDER BY role`, account, day)
	batch.Queue(`SELECT agency, seat, valid_from::text, coalesce(valid_to::text, '') FROM memberships
		WHERE account = $1 ORDER BY valid_from, agency`, account)
	batch.Queue(delegationsHeld, account, day, now)
	batch.Queue(inherited, account, day)
	results := q.SendBatch(ctx, batch)
	defer results.Close()
	if err := results.QueryRow().Scan(&a.Name, &a.disabled, &a.MustChangePassword); err != nil {
		return a, err
	}
	rows, err := results.Query()
	if err != nil {
		return a, err
	}
	if a.Roles, err = pgx.AppendRows(a.Roles, rows, pgx.RowTo[proposal.Role]); err != nil {
		return a, err
	}
	if rows, err = results.Query(); err != nil {
		return a, err
	}
	if err = readMemberships(&a.Actor, rows, proposal.Date(day)); err != nil {
		return a, err
	}
	if rows, err = results.Query(); err != nil {
		return a, err
	}
	if a.Delegations, err = pgx.AppendRows(a.Delegations, rows, scanDelegation); err != nil {
		return a, err
	}
	if rows, err = results.Query(); err != nil {
		return a, err
	}
	a.Inherits, err = pgx.AppendRows(a.Inherits, rows, pgx.RowTo[string])
	return a, err
}

// readMemberships fills in where the person belongs and sits: the agency is the
// one of today, the memberships are those of all times.
func readMemberships(a *proposal.Actor, rows pgx.Rows, day proposal.Date) error {
	var m proposal.Membership
	var seat bool
	_, err := pgx.ForEachRow(rows, []any{&m.Agency, &seat, &m.From, &m.To}, func() error {
		place(a, m, seat, day)
		return nil
	})
	return err
}

// place adds one stay in an agency or one seat in a council to the person as of
// the day.
func place(a *proposal.Actor, m proposal.Membership, seat bool, day proposal.Date) {
	now := !m.From.After(day) && (m.To == "" || !m.To.Before(day))
	switch {
	case seat && now:
		a.Seats = append(a.Seats, m.Agency)
	case !seat:
		a.Memberships = append(a.Memberships, m)
		if now {
			a.Agency = m.Agency
		}
	}
}

// inherited finds the agencies that have given way, in one step or more, to where
// an account ($1) belongs on a day ($2).
const inherited = `WITH RECURSIVE before AS (
	SELECT a.code FROM agencies a JOIN memberships m ON a.successor = m.agency
		WHERE m.account = $1 AND NOT m.seat AND m.valid_from <= $2::text::date AND (m.valid_to IS NULL OR m.valid_to >= $2::text::date)
		AND a.valid_to < $2::text::date
	UNION SELECT a.code FROM agencies a JOIN before ON a.successor = before.code WHERE a.valid_to < $2::text::date)
	SELECT code FROM before ORDER BY code`
