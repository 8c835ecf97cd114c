package pgserver

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// CloneDatabase copies the database from, which nobody may be using, into a
// new one of the owner's and returns the owner's and the application's way in.
// Grants on objects are copied with it.
func (s *Server) CloneDatabase(ctx context.Context, from, to string) (Databases, error) {
	conn, err := s.superConn(ctx, "postgres")
	if err != nil {
		return Databases{}, fmt.Errorf("clone the database %s: %w", from, err)
	}
	defer conn.Close(context.WithoutCancel(ctx))
	_, err = conn.Exec(ctx, fmt.Sprintf("CREATE DATABASE %s TEMPLATE %s OWNER %s",
		pgx.Identifier{to}.Sanitize(), pgx.Identifier{from}.Sanitize(), OwnerRole))
	if err != nil {
		return Databases{}, fmt.Errorf("clone the database %s: %w", from, err)
	}
	owner, err := secret(s.dataDir, OwnerRole)
	if err != nil {
		return Databases{}, err
	}
	app, err := secret(s.dataDir, AppRole)
	if err != nil {
		return Databases{}, err
	}
	return Databases{OwnerURL: s.url(OwnerRole, owner, to), AppURL: s.url(AppRole, app, to)}, nil
}

// DropDatabase removes a database, ending whatever connections it still has.
func (s *Server) DropDatabase(ctx context.Context, name string) error {
	conn, err := s.superConn(ctx, "postgres")
	if err != nil {
		return fmt.Errorf("drop the database %s: %w", name, err)
	}
	defer conn.Close(context.WithoutCancel(ctx))
	if _, err := conn.Exec(ctx, "DROP DATABASE "+pgx.Identifier{name}.Sanitize()+" WITH (FORCE)"); err != nil {
		return fmt.Errorf("drop the database %s: %w", name, err)
	}
	return nil
}
