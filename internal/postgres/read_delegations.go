package postgres

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/proposal"
)

const delegationColumns = `SELECT d.id::text, d.kind, d.authority, d.position, d.gates, d.valid_from::text, d.valid_to::text, d.document, d.at,
	p.id::text, p.name, d.authority, t.id::text, t.name, d.delegate_agency,
	e.at, coalesce(b.id::text, ''), coalesce(b.name, ''), coalesce(e.reason, '')
	FROM delegations d JOIN accounts p ON p.id = d.principal JOIN accounts t ON t.id = d.delegate
	LEFT JOIN delegation_ends e ON e.delegation = d.id LEFT JOIN accounts b ON b.id = e.by`

func scanDelegationRecord(row pgx.CollectableRow) (d proposal.DelegationRecord, err error) {
	var document []byte
	err = row.Scan(&d.ID, &d.Kind, &d.Authority, &d.Position, &d.Gates, &d.From, &d.To, &document, &d.At,
		&d.Principal.Account, &d.Principal.Name, &d.Principal.Agency, &d.Delegate.Account, &d.Delegate.Name, &d.Delegate.Agency,
		&d.EndedAt, &d.EndedBy.Account, &d.EndedBy.Name, &d.EndReason)
	if err != nil {
		return d, err
	}
	inZone(&d.At)
	inZone(d.EndedAt)
	if d.EndedBy.Account != "" {
		d.EndedBy.Agency = d.Authority
	}
	return d, json.Unmarshal(document, &d.Document)
}

func readDelegation(ctx context.Context, q querier, id string) (proposal.DelegationRecord, error) {
	rows, err := q.Query(ctx, delegationColumns+" WHERE d.id = $1", id)
	if err != nil {
		return proposal.DelegationRecord{}, err
	}
	d, err := pgx.CollectExactlyOneRow(rows, scanDelegationRecord)
	if errors.Is(err, pgx.ErrNoRows) {
		return d, notFound()
	}
	return d, err
}

// Delegations lists what the actor may see, latest first: auditors and admins all,
// heads those of their agency, everybody those that name them.
func (s *Store) Delegations(ctx context.Context, a proposal.Actor) ([]proposal.DelegationRecord, error) {
	all := a.Has(proposal.RoleAuditor) || a.Has(proposal.RoleAdmin)
	agency := ""
	if a.Has(proposal.RoleHead) {
		agency = a.Agency
	}
	rows, err := s.pool.Query(ctx, delegationColumns+`
		WHERE $1 OR d.authority = $2 OR d.delegate = $3::uuid OR d.principal = $3::uuid ORDER BY d.at DESC, d.id DESC`, all, agency, a.Account)
	if err != nil {
		return nil, refusal(err)
	}
	found, err := pgx.CollectRows(rows, scanDelegationRecord)
	return found, refusal(err)
}
