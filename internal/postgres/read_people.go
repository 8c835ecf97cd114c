package postgres

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/people"
	"pheduyet/internal/proposal"
)

// recordColumns are an account with all its roles and stays; $1 is today.
const recordColumns = `SELECT a.id::text, a.username, a.name, coalesce(a.email, ''), coalesce(at.agency, ''), a.created_at, a.disabled_at, a.one_time, a.signed_in_at,
	(SELECT coalesce(json_agg(json_build_object('role', r.role, 'from', r.valid_from, 'to', coalesce(r.valid_to::text, '')) ORDER BY r.valid_from, r.role), '[]')
		FROM account_roles r WHERE r.account = a.id),
	(SELECT coalesce(json_agg(json_build_object('agency', m.agency, 'seat', m.seat, 'from', m.valid_from, 'to', coalesce(m.valid_to::text, '')) ORDER BY m.valid_from, m.agency), '[]')
		FROM memberships m WHERE m.account = a.id),
	(SELECT count(*) FROM delegations d WHERE d.delegate = a.id AND $1::text::date BETWEEN d.valid_from AND d.valid_to
		AND NOT EXISTS (SELECT FROM delegation_ends e WHERE e.delegation = d.id))
	FROM accounts a LEFT JOIN memberships at ON at.account = a.id AND NOT at.seat
		AND at.valid_from <= $1::text::date AND (at.valid_to IS NULL OR at.valid_to >= $1::text::date)`

func scanRecord(row pgx.CollectableRow) (r people.Record, err error) {
	var roles, stays []byte
	err = row.Scan(&r.ID, &r.Username, &r.Name, &r.Email, &r.Agency, &r.CreatedAt, &r.DisabledAt, &r.OneTime, &r.LastSignIn, &roles, &stays, &r.Delegations)
	if err != nil {
		return r, err
	}
	inZone(&r.CreatedAt)
	inZone(r.DisabledAt)
	inZone(r.LastSignIn)
	return r, errors.Join(json.Unmarshal(roles, &r.Roles), json.Unmarshal(stays, &r.Stays))
}

func readRecord(ctx context.Context, t tx, id string) (people.Record, error) {
	rows, err := t.Query(ctx, recordColumns+" WHERE a.id = $2", string(proposal.DateOf(t.now)), id)
	if err != nil {
		return people.Record{}, err
	}
	r, err := pgx.CollectExactlyOneRow(rows, scanRecord)
	if errors.Is(err, pgx.ErrNoRows) {
		return r, notFound()
	}
	return r, err
}

// accountsListed is the size of a page of accounts.
const accountsListed = 200

// Accounts lists accounts by user name, after the one that the cursor names, with
// the cursor of the next page. An agency narrows to who belongs there today.
func (s *Store) Accounts(ctx context.Context, agency, cursor string) ([]people.Record, string, error) {
	rows, err := s.pool.Query(ctx, recordColumns+" WHERE ($2 = '' OR at.agency = $2) AND a.username > $3 ORDER BY a.username LIMIT $4",
		string(proposal.DateOf(s.now())), agency, cursor, accountsListed+1)
	if err != nil {
		return nil, "", refusal(err)
	}
	all, err := pgx.CollectRows(rows, scanRecord)
	if len(all) > accountsListed {
		all = all[:accountsListed]
		return all, all[accountsListed-1].Username, nil
	}
	return all, "", refusal(err)
}

// Username gives an account's user name.
func (s *Store) Username(ctx context.Context, account string) (string, error) {
	var name string
	err := s.pool.QueryRow(ctx, "SELECT username FROM accounts WHERE id = $1", account).Scan(&name)
	return name, refusal(err)
}
