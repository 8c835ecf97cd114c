package postgres

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/catalog"
	"pheduyet/internal/proposal"
)

// CatalogChanges gives what is compared on a day and changed after version since
// (0: everything), and the ids that are compared no longer, in one snapshot with
// its version: entries of the editions in force, open, approved, and rejected or
// withdrawn proposals. An approved proposal stands for the entry that its
// approval made.
func (s *Store) CatalogChanges(ctx context.Context, since int64, today proposal.Date) (version int64, changed []catalog.Entry, removed []string, err error) {
	err = s.inSnapshot(ctx, func(t tx) error {
		if version, err = catalogVersion(ctx, t); err != nil || version == since {
			return err
		}
		if changed, err = systems(ctx, t, since, today); err != nil {
			return err
		}
		ended, err := endedSystems(ctx, t, since, today)
		if err != nil {
			return err
		}
		filed, gone, err := proposals(ctx, t, since)
		changed, removed = append(changed, filed...), append(gone, ended...)
		return err
	})
	return version, changed, removed, err
}

// CatalogEntries gives everything that is compared today, with its version.
func (s *Store) CatalogEntries(ctx context.Context) ([]catalog.Entry, int64, error) {
	version, all, _, err := s.CatalogChanges(ctx, 0, proposal.DateOf(s.now()))
	return all, version, err
}

// systems reads the entries of editions in force, by edition and row.
func systems(ctx context.Context, t tx, since int64, today proposal.Date) ([]catalog.Entry, error) {
	rows, err := t.Query(ctx, `SELECT c.id, c.name, c.owner, coalesce(c.owner_code, ''), c.scope, c.source, e.id, e.title,
			c.description, c.state, c.same_as, c.reference, c.profile
		FROM catalog_entries c JOIN catalog_editions e ON e.id = c.edition
		WHERE c.compared > $1 AND e.id <> $2 AND c.state <> 'retired'
		AND (e.effective_from IS NULL OR e.effective_from <= $3::text::date) AND (e.effective_to IS NULL OR e.effective_to >= $3::text::date)
		ORDER BY c.position, c.id`, since, approvedEdition, string(today))
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (catalog.Entry, error) {
		e := catalog.Entry{Kind: catalog.KindCatalog}
		var profile []byte
		err := row.Scan(&e.ID, &e.Name, &e.Owner, &e.OwnerCode, &e.Scope, &e.Source, &e.Edition, &e.EditionTitle,
			&e.Description, &e.State, &e.SameAs, &e.Reference, &profile)
		if err == nil {
			err = json.Unmarshal(profile, &e.Profile)
		}
		return e, err
	})
}

// endedSystems lists the entries that changed since and are compared no longer:
// retired ones, and those of an edition that has ended.
func endedSystems(ctx context.Context, t tx, since int64, today proposal.Date) ([]string, error) {
	rows, err := t.Query(ctx, `SELECT c.id FROM catalog_entries c JOIN catalog_editions e ON e.id = c.edition
		WHERE $1 > 0 AND c.compared > $1 AND e.id <> $2
		AND (c.state = 'retired' OR e.effective_from > $3::text::date OR e.effective_to < $3::text::date) ORDER BY c.id`,
		since, approvedEdition, string(today))
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}

// proposals reads the proposals that are compared, and the numbers of those that
// were and no longer are.
func proposals(ctx context.Context, t tx, since int64) (compared []catalog.Entry, removed []string, err error) {
	rows, err := t.Query(ctx, `SELECT p.number, p.agency, a.name, p.status, 
			CASE WHEN y.state IN ('retired', 'lapsed') THEN 'retired' ELSE coalesce(c.state, nullif(y.state, 'revoked'), 'planned') END, p.filed
		FROM proposals p JOIN agencies a ON a.code = p.agency LEFT JOIN catalog_entries c ON c.id = p.number LEFT JOIN systems y ON y.id = p.id
		WHERE p.compared > $1 ORDER BY p.number`, since)
	if err != nil {
		return nil, nil, err
	}
	var e catalog.Entry
	var status proposal.Status
	var state proposal.EntryState
	var filed []byte
	_, err = pgx.ForEachRow(rows, []any{&e.ID, &e.OwnerCode, &e.Owner, &status, &state, &filed}, func() error {
		if seenAs(status) == "" || state == proposal.EntryRetired {
			removed = append(removed, e.ID)
			return nil
		}
		var f proposal.Facts
		if err := json.Unmarshal(filed, &f); err != nil {
			return err
		}
		compared = append(compared, filedEntry(e, seenAs(status), state, f))
		return nil
	})
	return compared, removed, err
}

// filedEntry describes a proposal as an entry; its functions are its profile.
func filedEntry(e catalog.Entry, kind catalog.Kind, state proposal.EntryState, f proposal.Facts) catalog.Entry {
	e.Name, e.Description, e.Kind, e.State = f.Name, f.Summary, kind, catalog.State(state)
	e.Scope, e.Source = string(f.Scope), "Hồ sơ "+e.ID
	e.Profile = catalog.Profile{Does: f.Functions, Users: f.Users, Sector: strings.TrimSpace(f.Sector)}
	e.SameAs = nil
	if kind == catalog.KindApproved && f.Realises != "" {
		e.SameAs = []string{f.Realises}
	}
	return e
}
