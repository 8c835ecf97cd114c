package postgres

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrate brings the database at ownerURL to the newest schema, as its owner.
// Programs that migrate at the same time wait for each other; each migration is
// a transaction of its own.
func Migrate(ctx context.Context, ownerURL string) error {
	config, err := pgx.ParseConfig(ownerURL)
	if err != nil {
		return err
	}
	db := stdlib.OpenDB(*config)
	defer db.Close()
	provider, err := newProvider(db)
	if err != nil {
		return err
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}

func newProvider(db *sql.DB) (*goose.Provider, error) {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, err
	}
	locker, err := lock.NewPostgresSessionLocker()
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(goose.DialectPostgres, db, files, goose.WithSessionLocker(locker))
}

// newest is the version of the newest migration in this program.
func newest() (int64, error) {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return 0, err
	}
	var last int64
	for _, name := range names {
		version, err := goose.NumericComponent(name)
		if err != nil {
			return 0, err
		}
		last = max(last, version)
	}
	return last, nil
}

// SchemaVersion is the version of the last migration that the database has, 0
// when it was never migrated.
func (s *Store) SchemaVersion(ctx context.Context) (int64, error) {
	var migrated bool
	if err := s.pool.QueryRow(ctx, "SELECT to_regclass('goose_db_version') IS NOT NULL").Scan(&migrated); err != nil {
		return 0, refusal(err)
	}
	if !migrated {
		return 0, nil
	}
	var version int64
	err := s.pool.QueryRow(ctx, "SELECT coalesce(max(version_id), 0) FROM goose_db_version WHERE is_applied").Scan(&version)
	return version, refusal(err)
}

// CheckSchema says why this program cannot work with the database's schema: it
// starts on its own version or on one release newer, so that servers of two
// releases can run side by side while one replaces the other.
func (s *Store) CheckSchema(ctx context.Context) error {
	has, err := s.SchemaVersion(ctx)
	if err != nil {
		return err
	}
	own, err := newest()
	if err != nil {
		return err
	}
	return fits(own, has)
}

func fits(own, has int64) error {
	switch {
	case has == 0:
		return errors.New("cơ sở dữ liệu chưa có lược đồ; hãy chạy lệnh migrate trước")
	case has < own:
		return fmt.Errorf("lược đồ cơ sở dữ liệu ở phiên bản %d, chương trình cần %d; hãy chạy lệnh migrate", has, own)
	case has > own+1:
		return fmt.Errorf("lược đồ cơ sở dữ liệu ở phiên bản %d, mới hơn chương trình (%d) quá một phiên bản; hãy dùng bản chương trình mới", has, own)
	}
	return nil
}

// RefusePrivileged says why the role of the connection must not run the server or
// the worker: it could change the schema or the ledger.
func (s *Store) RefusePrivileged(ctx context.Context) error {
	var role string
	var super, owner bool
	err := s.pool.QueryRow(ctx, `SELECT current_user, rolsuper,
		pg_has_role(current_user, (SELECT datdba FROM pg_database WHERE datname = current_database()), 'MEMBER')
		OR has_schema_privilege('public', 'CREATE')
		OR EXISTS (SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace AND pg_has_role(current_user, relowner, 'MEMBER'))
		FROM pg_roles WHERE rolname = current_user`).Scan(&role, &super, &owner)
	if err != nil {
		return refusal(err)
	}
	if super || owner {
		return fmt.Errorf("vai trò “%s” là chủ sở hữu cơ sở dữ liệu hoặc siêu người dùng; máy chủ chỉ chạy với vai trò ứng dụng (pheduyet_app)", role)
	}
	return nil
}
