package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
)

// Sessions keeps the sessions of browsers: what they hold is the pages' affair. A
// session is found by the sha256 of what its cookie says.
type Sessions struct{ store *Store }

// Sessions gives the sessions kept in this database.
func (s *Store) Sessions() Sessions { return Sessions{s} }

// FindCtx reads a session that has not expired.
func (s Sessions) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	var data []byte
	err := s.store.pool.QueryRow(ctx, "SELECT data FROM sessions WHERE token = $1 AND expires_at > $2", token, s.store.now()).Scan(&data)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, false, nil
	}
	return data, err == nil, refusal(err)
}

// CommitCtx keeps a session until it expires. A new one takes the place of those
// that have.
func (s Sessions) CommitCtx(ctx context.Context, token string, data []byte, expires time.Time) error {
	return s.store.inTx(ctx, func(t tx) error {
		done, err := t.Exec(ctx, "UPDATE sessions SET data = $2, expires_at = $3 WHERE token = $1", token, data, expires)
		if err != nil || done.RowsAffected() > 0 {
			return err
		}
		if _, err := t.Exec(ctx, "DELETE FROM sessions WHERE expires_at <= $1", t.now); err != nil {
			return err
		}
		_, err = t.Exec(ctx, "INSERT INTO sessions (token, data, expires_at) VALUES ($1, $2, $3) ON CONFLICT (token) DO UPDATE SET data = $2, expires_at = $3",
			token, data, expires)
		return err
	})
}

// DeleteCtx ends a session.
func (s Sessions) DeleteCtx(ctx context.Context, token string) error {
	_, err := s.store.pool.Exec(ctx, "DELETE FROM sessions WHERE token = $1", token)
	return refusal(err)
}

// Find is FindCtx without a context, as Commit and Delete are: for who has none.
func (s Sessions) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

// Commit is CommitCtx without a context.
func (s Sessions) Commit(token string, data []byte, expires time.Time) error {
	return s.CommitCtx(context.Background(), token, data, expires)
}

// Delete is DeleteCtx without a context.
func (s Sessions) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }
