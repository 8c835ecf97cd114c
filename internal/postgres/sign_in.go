package postgres

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"pheduyet/internal/proposal"
)

// SaveToken keeps a token's sha256 until it expires, and forgets those of the
// account that have. An admin's sign-in goes into the ledger.
func (s *Store) SaveToken(ctx context.Context, hash []byte, account string, expires time.Time) error {
	return s.inTx(ctx, func(t tx) error {
		if _, err := t.Exec(ctx, "DELETE FROM tokens WHERE account = $1 AND expires_at <= $2", account, t.now); err != nil {
			return err
		}
		_, err := t.Exec(ctx, "INSERT INTO tokens (hash, account, created_at, expires_at) VALUES ($1, $2, $3, $4)",
			hash, account, t.now, expires)
		if err != nil {
			return err
		}
		if _, err := t.Exec(ctx, "UPDATE accounts SET signed_in_at = $2 WHERE id = $1", account, t.now); err != nil {
			return err
		}
		return s.noteAdmin(ctx, t, account)
	})
}

// noteAdmin writes the sign-in of who holds the admin role.
func (s *Store) noteAdmin(ctx context.Context, t tx, account string) error {
	actor, err := loadActor(ctx, t, account, t.now)
	if err != nil || !actor.Has(proposal.RoleAdmin) {
		return err
	}
	return s.appendStream(ctx, t, streamPeople, actor, "sign-in/"+newID(), proposal.Event{Action: "admin_signed_in"})
}

// failuresKept is how long failed sign-ins are remembered.
const failuresKept = 24 * time.Hour

// RecordFailedSignIn adds a failed sign-in under a user name.
func (s *Store) RecordFailedSignIn(ctx context.Context, username string) error {
	return s.inTx(ctx, func(t tx) error {
		if _, err := t.Exec(ctx, "DELETE FROM failed_sign_ins WHERE at < $1", t.now.Add(-failuresKept)); err != nil {
			return err
		}
		_, err := t.Exec(ctx, "INSERT INTO failed_sign_ins (username, at) VALUES ($1, $2)", typedName(username), t.now)
		return err
	})
}

// typedName is what is kept of a user name that somebody typed: its sha256, since
// a password is easily typed into the wrong field.
func typedName(username string) string {
	sum := sha256.Sum256([]byte(strings.ToLower(strings.TrimSpace(username))))
	return hex.EncodeToString(sum[:])
}

// ForgetTokens takes back every token of an account.
func (s *Store) ForgetTokens(ctx context.Context, account string) error {
	_, err := s.pool.Exec(ctx, "DELETE FROM tokens WHERE account = $1", account)
	return refusal(err)
}
