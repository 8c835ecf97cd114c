package postgres

import (
	"context"
	"encoding/json"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/people"
	"pheduyet/internal/proposal"
)

// Colleagues lists the active accounts of people who belong or sit today in one of
// the agencies, by name, with their roles, agency, seats and memberships.
func (s *Store) Colleagues(ctx context.Context, agencies []string) ([]people.Colleague, error) {
	day := proposal.DateOf(s.now())
	rows, err := s.pool.Query(ctx, `SELECT a.id::text, a.username, a.name,
			(SELECT coalesce(array_agg(role), '{}') FROM account_roles WHERE account = a.id
				AND valid_from <= $1::text::date AND (valid_to IS NULL OR valid_to >= $1::text::date)),
			(SELECT jsonb_agg(jsonb_build_object('agency', agency, 'seat', seat, 'from', valid_from::text, 'to', coalesce(valid_to::text, '')))
				FROM memberships WHERE account = a.id)
		FROM accounts a WHERE disabled_at IS NULL AND id IN (SELECT account FROM memberships WHERE agency = ANY ($2)
			AND valid_from <= $1::text::date AND (valid_to IS NULL OR valid_to >= $1::text::date))
		ORDER BY a.name, a.username`, string(day), agencies)
	if err != nil {
		return nil, refusal(err)
	}
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (people.Colleague, error) {
		var c people.Colleague
		var stays []byte
		if err := row.Scan(&c.Account, &c.Username, &c.Name, &c.Roles, &stays); err != nil {
			return c, err
		}
		return c, placeAll(&c.Actor, stays, day)
	})
	return all, refusal(err)
}

// placeAll adds stays and seats, as jsonb gives them, to a person as of a day.
func placeAll(a *proposal.Actor, stays []byte, day proposal.Date) error {
	var all []struct {
		proposal.Membership
		Seat bool `json:"seat"`
	}
	err := json.Unmarshal(stays, &all)
	for _, m := range all {
		place(a, m.Membership, m.Seat, day)
	}
	return err
}
