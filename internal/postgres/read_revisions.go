package postgres

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/proposal"
)

// Revisions reads what was filed, revision by revision, each with its covering
// document and who sent it, with the agency of that day.
func (s *Store) Revisions(ctx context.Context, id string) ([]proposal.Revision, error) {
	if !validID(id) {
		return nil, unknownProposal()
	}
	rows, err := s.pool.Query(ctx, `SELECT r.revision, r.facts, r.document, r.at, r.by::text, a.name, coalesce(own.agency, '')
		FROM revisions r JOIN accounts a ON a.id = r.by
		LEFT JOIN LATERAL (SELECT m.agency FROM memberships m
			WHERE m.account = r.by AND NOT m.seat AND m.valid_from <= (r.at AT TIME ZONE INTERVAL '+07:00')::date
			ORDER BY m.valid_from DESC LIMIT 1) own ON true
		WHERE r.proposal = $1 ORDER BY r.revision`, id)
	if err != nil {
		return nil, refusal(err)
	}
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (r proposal.Revision, err error) {
		var facts, document []byte
		if err := row.Scan(&r.Revision, &facts, &document, &r.At, &r.By.Account, &r.By.Name, &r.By.Agency); err != nil {
			return r, err
		}
		inZone(&r.At)
		return r, errors.Join(json.Unmarshal(facts, &r.Facts), optional(document, &r.Document))
	})
	return all, refusal(err)
}
