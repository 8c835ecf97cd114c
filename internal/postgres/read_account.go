package postgres

import (
	"context"
	"slices"
	"time"

	"pheduyet/internal/proposal"
)

// Credentials finds an account that is not disabled by its user name; not_found
// otherwise.
func (s *Store) Credentials(ctx context.Context, username string) (proposal.Credentials, error) {
	var c proposal.Credentials
	err := s.inSnapshot(ctx, func(t tx) error {
		err := t.QueryRow(ctx, `SELECT id::text, password_hash FROM accounts WHERE username = $1 AND disabled_at IS NULL
			AND (password_until IS NULL OR password_until > $2)`, username, t.now).
			Scan(&c.Account, &c.PasswordHash)
		if err != nil {
			return err
		}
		c.Actor, err = loadActor(ctx, t, c.Account, t.now)
		if err == nil && c.Actor.Agency == "" {
			return notFound() // who has left everywhere
		}
		return err
	})
	return c, err
}

// Actor finds who holds an unexpired token of an account that is not disabled,
// with the roles, agency and seats of today; not_found otherwise. A token ends with
// the stay in the agency in which it was given: here at the turn of a day; a change
// that ends a stay at once takes the tokens back itself.
func (s *Store) Actor(ctx context.Context, tokenHash []byte) (proposal.Actor, error) {
	var a proposal.Actor
	err := s.inSnapshot(ctx, func(t tx) error {
		var account string
		var given time.Time
		err := t.QueryRow(ctx, `SELECT a.id::text, t.created_at FROM tokens t JOIN accounts a ON a.id = t.account
			WHERE t.hash = $1 AND t.expires_at > $2 AND a.disabled_at IS NULL`, tokenHash, t.now).Scan(&account, &given)
		if err != nil {
			return err
		}
		if a, err = loadActor(ctx, t, account, t.now); err != nil {
			return err
		}
		if !belongsSince(a, proposal.DateOf(t.now), proposal.DateOf(given)) {
			return notFound()
		}
		return nil
	})
	return a, err
}

// FailedSignIns counts the failed sign-ins under a user name since a time.
func (s *Store) FailedSignIns(ctx context.Context, username string, since time.Time) (int, error) {
	var n int
	err := s.pool.QueryRow(ctx, `SELECT count(*) FROM failed_sign_ins WHERE username = $1 AND at >= $2`,
		typedName(username), since).Scan(&n)
	return n, refusal(err)
}

// belongsSince reports whether a person has belonged to today's agency since a
// day.
func belongsSince(a proposal.Actor, today, since proposal.Date) bool {
	return slices.ContainsFunc(a.Memberships, func(m proposal.Membership) bool {
		return m.Agency == a.Agency && !m.From.After(since) && (m.To == "" || !m.To.Before(today))
	})
}
