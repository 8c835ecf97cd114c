package pgserver

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// The roles and databases of the product. The owner makes and changes the
// schema; the application only uses what the migrations grant it.
const (
	OwnerRole    = "pheduyet_owner"
	AppRole      = "pheduyet_app"
	TemporalRole = "pheduyet_temporal"

	Database                   = "pheduyet"
	TemporalDatabase           = "temporal"
	TemporalVisibilityDatabase = "temporal_visibility"
)

// Databases are the ways into what CreateDatabases made. The URLs carry
// passwords and are good for this run only, since the port changes.
type Databases struct {
	OwnerURL string // database Database as OwnerRole
	AppURL   string // database Database as AppRole

	TemporalPassword string // of TemporalRole, which owns both Temporal databases
}

// CreateDatabases makes the roles and databases that are missing and sets the
// roles' passwords from the data folder. It is safe to repeat.
func (s *Server) CreateDatabases(ctx context.Context) (Databases, error) {
	conn, err := s.superConn(ctx, "postgres")
	if err != nil {
		return Databases{}, fmt.Errorf("create the databases: %w", err)
	}
	defer conn.Close(context.WithoutCancel(ctx))
	passwords := map[string]string{}
	for _, role := range []string{OwnerRole, AppRole, TemporalRole} {
		if passwords[role], err = secret(s.dataDir, role); err != nil {
			return Databases{}, err
		}
		if err := ensureRole(ctx, conn, role, passwords[role]); err != nil {
			return Databases{}, fmt.Errorf("create the role %s: %w", role, err)
		}
	}
	for _, d := range []struct{ name, owner string }{
		{Database, OwnerRole}, {TemporalDatabase, TemporalRole}, {TemporalVisibilityDatabase, TemporalRole},
	} {
		if err := s.ensureDatabase(ctx, conn, d.name, d.owner); err != nil {
			return Databases{}, fmt.Errorf("create the database %s: %w", d.name, err)
		}
	}
	if _, err := conn.Exec(ctx, "GRANT CONNECT ON DATABASE "+Database+" TO "+AppRole); err != nil {
		return Databases{}, fmt.Errorf("let the application in: %w", err)
	}
	return Databases{
		OwnerURL:         s.url(OwnerRole, passwords[OwnerRole], Database),
		AppURL:           s.url(AppRole, passwords[AppRole], Database),
		TemporalPassword: passwords[TemporalRole],
	}, nil
}

func ensureRole(ctx context.Context, conn *pgx.Conn, role, password string) error {
	var exists bool
	err := conn.QueryRow(ctx, "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)", role).Scan(&exists)
	if err != nil {
		return err
	}
	verb := "CREATE"
	if exists {
		verb = "ALTER"
	}
	// The names are constants and the password is hexadecimal: no quoting.
	_, err = conn.Exec(ctx, fmt.Sprintf(
		"%s ROLE %s LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD '%s'", verb, role, password))
	return err
}

// ensureDatabase makes a database that only its owner, and whom a grant
// names, may enter, and where only the owner makes objects.
func (s *Server) ensureDatabase(ctx context.Context, conn *pgx.Conn, name, owner string) error {
	var exists bool
	err := conn.QueryRow(ctx, "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", name).Scan(&exists)
	if err != nil {
		return err
	}
	if !exists {
		if _, err := conn.Exec(ctx, "CREATE DATABASE "+name+" OWNER "+owner); err != nil {
			return err
		}
	}
	if _, err := conn.Exec(ctx, "REVOKE ALL ON DATABASE "+name+" FROM PUBLIC"); err != nil {
		return err
	}
	inside, err := s.superConn(ctx, name)
	if err != nil {
		return err
	}
	defer inside.Close(context.WithoutCancel(ctx))
	// Up to PostgreSQL 14 everybody may create in the schema public.
	_, err = inside.Exec(ctx, "REVOKE CREATE ON SCHEMA public FROM PUBLIC; ALTER SCHEMA public OWNER TO "+owner)
	return err
}
