package postgres

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/catalog"
	"pheduyet/internal/proposal"
)

const entryColumns = `e.id, e.name, coalesce(e.owner_code, ''), e.state, e.shared, e.provinces, e.reference, e.same_as,
	e.owner, e.scope, e.application, e.description, e.source, e.edition, d.title, coalesce(e.approved_by, '')
	FROM catalog_entries e JOIN catalog_editions d ON d.id = e.edition`

func scanEntry(row pgx.CollectableRow) (proposal.CatalogEntry, error) {
	var e proposal.CatalogEntry
	err := row.Scan(&e.ID, &e.Name, &e.Owner, &e.State, &e.Shared, &e.Provinces, &e.Reference, &e.SameAs,
		&e.OwnerText, &e.Scope, &e.Application, &e.Description, &e.Source, &e.Edition, &e.EditionTitle, &e.ApprovedBy)
	return e, err
}

// SearchCatalog lists the entries of the editions in force today that hold every
// word of q somewhere, without regard to accents and case: those that hold them
// in the name first, then in the catalog's order. An empty q lists all.
func (s *Store) SearchCatalog(ctx context.Context, q string) ([]proposal.CatalogEntry, error) {
	rows, err := s.pool.Query(ctx, "SELECT "+entryColumns+`
		WHERE (d.effective_from IS NULL OR d.effective_from <= $1::text::date) AND (d.effective_to IS NULL OR d.effective_to >= $1::text::date)
		ORDER BY d.effective_from, d.id, e.position`, string(proposal.DateOf(s.now())))
	if err != nil {
		return nil, refusal(err)
	}
	all, err := pgx.CollectRows(rows, scanEntry)
	if err != nil {
		return nil, refusal(err)
	}
	words := strings.Fields(catalog.Fold(q))
	inName, elsewhere := []proposal.CatalogEntry{}, []proposal.CatalogEntry{}
	for _, e := range all {
		switch {
		case holds(words, e.Name):
			inName = append(inName, e)
		case holds(words, e.ID, e.Name, e.OwnerText, e.Application, e.Description, e.Source):
			elsewhere = append(elsewhere, e)
		}
	}
	return append(inName, elsewhere...), nil
}

// holds reports whether every word, already folded, stands somewhere in the texts.
func holds(words []string, texts ...string) bool {
	text := catalog.Fold(strings.Join(texts, "\n"))
	return !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(text, word) })
}

// CatalogEntry finds an entry by its id, also one of an edition that has ended;
// not_found otherwise.
func (s *Store) CatalogEntry(ctx context.Context, id string) (proposal.CatalogEntry, error) {
	rows, err := s.pool.Query(ctx, "SELECT "+entryColumns+" WHERE e.id = $1", id)
	if err != nil {
		return proposal.CatalogEntry{}, refusal(err)
	}
	e, err := pgx.CollectExactlyOneRow(rows, scanEntry)
	if errors.Is(err, pgx.ErrNoRows) {
		err = proposal.Errorf(proposal.CodeNotFound, "Danh mục không có mục “%s”.", "The catalog has no entry “%s”.", id)
	}
	return e, refusal(err)
}
