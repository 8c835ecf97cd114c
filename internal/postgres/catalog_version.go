package postgres

import "context"

// bumpCatalog tells screenings that what they compare has changed.
func bumpCatalog(ctx context.Context, q querier) error {
	_, err := q.Exec(ctx, "UPDATE catalog_version SET version = version + 1")
	return err
}

// CatalogVersion counts the changes of what screenings compare.
func (s *Store) CatalogVersion(ctx context.Context) (int64, error) {
	return catalogVersion(ctx, s.pool)
}

func catalogVersion(ctx context.Context, q querier) (int64, error) {
	var version int64
	err := q.QueryRow(ctx, "SELECT version FROM catalog_version").Scan(&version)
	return version, refusal(err)
}
