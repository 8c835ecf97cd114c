package postgres

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/process"
	"pheduyet/internal/proposal"
)

// Packs lists every version of every process pack by id and version, each as the
// canonical JSON that its hash is taken over.
func (s *Store) Packs(ctx context.Context) ([]json.RawMessage, error) {
	r, err := s.registers(ctx, s.pool)
	if err != nil {
		return nil, refusal(err)
	}
	all := []json.RawMessage{}
	for _, p := range r.packs.All() {
		all = append(all, p.Canonical())
	}
	return all, nil
}

// Pack gives one version of a process pack as its canonical JSON; version "" is
// that in force today. It is not_found where there is none.
func (s *Store) Pack(ctx context.Context, id, version string) (json.RawMessage, error) {
	r, err := s.registers(ctx, s.pool)
	if err != nil {
		return nil, refusal(err)
	}
	var p process.Pack
	var ok bool
	if version == "" {
		p, ok = r.packs.InForce(id, proposal.DateOf(s.now()))
	} else {
		p, ok = r.packs.Get(id, proposal.Date(version))
	}
	if !ok {
		return nil, proposal.Errorf(proposal.CodeNotFound, "Không có quy trình này, hoặc phiên bản này của nó.", "There is no such process, or no such version of it.")
	}
	return p.Canonical(), nil
}

// Agencies lists all agencies there are and were, by code.
func (s *Store) Agencies(ctx context.Context) ([]proposal.Agency, error) {
	r, err := s.registers(ctx, s.pool)
	if err != nil {
		return nil, refusal(err)
	}
	return slices.SortedFunc(maps.Values(r.agencies), func(a, b proposal.Agency) int { return strings.Compare(a.Code, b.Code) }), nil
}

// Agency finds an agency by its code, also one that has ended; not_found
// otherwise.
func (s *Store) Agency(ctx context.Context, code string) (proposal.Agency, error) {
	r, err := s.registers(ctx, s.pool)
	if err != nil {
		return proposal.Agency{}, refusal(err)
	}
	a, ok := r.agencies[code]
	if !ok {
		return proposal.Agency{}, proposal.Errorf(proposal.CodeNotFound, "Không có cơ quan nào với mã “%s”.", "No agency has the code “%s”.", code)
	}
	return a, nil
}

// Envelopes lists the envelopes of a fiscal year, or of all years for 0, by year,
// source and owner.
func (s *Store) Envelopes(ctx context.Context, year int) ([]proposal.Envelope, error) {
	rows, err := s.pool.Query(ctx, `SELECT fiscal_year, source, owner, amount, reserved, committed, state, document
		FROM envelopes WHERE $1 IN (0, fiscal_year) ORDER BY fiscal_year, source, owner`, year)
	if err != nil {
		return nil, refusal(err)
	}
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (e proposal.Envelope, err error) {
		err = row.Scan(&e.FiscalYear, &e.Source, &e.Owner, &e.Amount, &e.Reserved, &e.Committed, &e.State, &e.Document)
		return e, err
	})
	return all, refusal(err)
}

// File finds an uploaded document; not_found where there is none.
func (s *Store) File(ctx context.Context, id string) (proposal.File, error) {
	var f proposal.File
	if !validID(id) {
		return f, notFound()
	}
	err := s.pool.QueryRow(ctx, `SELECT id::text, proposal::text, kind, title, name, media_type, size, sha256, readable, declared, at, sealed_at IS NOT NULL
		FROM attachments WHERE id = $1`, id).
		Scan(&f.ID, &f.Proposal, &f.Kind, &f.Title, &f.Name, &f.MediaType, &f.Size, &f.SHA256, &f.Readable, &f.Declared, &f.At, &f.Sealed)
	inZone(&f.At)
	return f, refusal(err)
}
