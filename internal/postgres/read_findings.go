package postgres

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/proposal"
)

// Judged is a proposal as an officer of the duplication check judged it.
type Judged struct {
	Number   string
	Agency   string         // the filing agency's name
	Facts    proposal.Facts // of the revision that was judged
	Findings []proposal.Finding
}

// JudgedProposals lists the proposals with officers' findings, by number. The
// findings are those of a gate's present round: what a reopened gate found before
// is not what the officer stands by now. What passed by rule was judged by nobody.
func (s *Store) JudgedProposals(ctx context.Context) ([]Judged, error) {
	rows, err := s.pool.Query(ctx, `SELECT p.number, a.name, r.facts, d.body->'details'->'findings'
		FROM decisions d JOIN proposals p ON p.id = d.proposal JOIN agencies a ON a.code = p.agency
		JOIN gates g ON g.proposal = d.proposal AND g.gate = d.gate AND g.round = d.round
		JOIN LATERAL (SELECT facts FROM revisions WHERE proposal = d.proposal AND at <= d.at ORDER BY revision DESC LIMIT 1) r ON true
		WHERE d.attempt = p.recalls + 1 AND d.by IS NOT NULL AND d.body->'details'->'findings' @> '[{}]'
		ORDER BY p.number, g.position`)
	if err != nil {
		return nil, refusal(err)
	}
	judged, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (Judged, error) {
		var j Judged
		var facts, findings []byte
		err := row.Scan(&j.Number, &j.Agency, &facts, &findings)
		if err != nil {
			return j, err
		}
		return j, errors.Join(json.Unmarshal(facts, &j.Facts), json.Unmarshal(findings, &j.Findings))
	})
	return judged, refusal(err)
}
