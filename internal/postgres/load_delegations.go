package postgres

import (
	"encoding/json"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/proposal"
)

// delegationsHeld finds what an account ($1) may do for others on a day ($2) at a
// moment ($3): neither expired nor ended, the delegate still where the delegation
// found them, the principal still the head there.
const delegationsHeld = `SELECT d.id::text, d.kind, d.authority, d.gates, d.document->>'number', d.document->>'date',
	p.id::text, p.name, (SELECT json_agg(json_build_object('agency', m.agency, 'from', m.valid_from, 'to', coalesce(m.valid_to::text, '')))
		FROM memberships m WHERE m.account = p.id AND NOT m.seat)
	FROM delegations d JOIN accounts p ON p.id = d.principal AND p.disabled_at IS NULL
	WHERE d.delegate = $1 AND $2::text::date BETWEEN d.valid_from AND d.valid_to
	AND NOT EXISTS (SELECT FROM delegation_ends e WHERE e.delegation = d.id AND e.at <= $3)
	AND EXISTS (SELECT FROM memberships m WHERE m.account = d.delegate AND m.agency = d.delegate_agency AND NOT m.seat
		AND m.valid_from <= $2::text::date AND (m.valid_to IS NULL OR m.valid_to >= $2::text::date))
	AND EXISTS (SELECT FROM memberships m WHERE m.account = p.id AND m.agency = d.authority AND NOT m.seat
		AND m.valid_from <= $2::text::date AND (m.valid_to IS NULL OR m.valid_to >= $2::text::date))
	AND EXISTS (SELECT FROM account_roles r WHERE r.account = p.id AND r.role = 'head'
		AND r.valid_from <= $2::text::date AND (r.valid_to IS NULL OR r.valid_to >= $2::text::date))
	ORDER BY d.at, d.id`

func scanDelegation(row pgx.CollectableRow) (d proposal.Delegation, err error) {
	var memberships []byte
	err = row.Scan(&d.ID, &d.Kind, &d.Authority, &d.Gates, &d.Number, &d.Date, &d.Principal.Account, &d.Principal.Name, &memberships)
	if err != nil {
		return d, err
	}
	d.Principal.Agency = d.Authority
	return d, json.Unmarshal(memberships, &d.Principal.Memberships)
}
