package pages

import (
	"context"
	"encoding/gob"
	"net/http"
	"net/url"
	"time"

	"github.com/alexedwards/scs/v2"

	"pheduyet/internal/proposal"
)

// The lives of a session: at most as long as the token it stands for, less where
// nothing is done.
const (
	sessionLife = 12 * time.Hour
	sessionIdle = time.Hour
)

// What a session holds. The token itself is held nowhere: its sha256 finds whose it
// is, until it expires or is taken back.
const (
	keyToken       = "token"       // sha256 of the token, bytes
	keyNotice      = "notice"      // said once on the next page
	keyInterrupted = "interrupted" // a form sent after the session had ended
	keyProofs      = "proofs"      // files added from systems' pages
)

func init() { gob.Register(url.Values{}) }

func newSessions(store scs.Store, secure bool) *scs.SessionManager {
	m := scs.New()
	m.Store, m.HashTokenInStore = store, true
	m.Lifetime, m.IdleTimeout = sessionLife, sessionIdle
	m.Cookie.Name, m.Cookie.Secure = "session", secure
	m.Cookie.SameSite, m.Cookie.HttpOnly = http.SameSiteLaxMode, true
	m.Cookie.Persist = false // it ends with the browser
	if secure {
		m.Cookie.Name = "__Host-session"
	}
	return m
}

// signedIn finds who the session stands for; nobody where its token has expired or
// was taken back, or the account was disabled.
func (s *site) signedIn(ctx context.Context) (proposal.Actor, error) {
	hash := s.sessions.GetBytes(ctx, keyToken)
	if len(hash) == 0 {
		return proposal.Actor{}, nil
	}
	a, err := s.People.Actor(ctx, hash)
	if err != nil && proposal.CodeOf(err) == proposal.CodeNotFound {
		s.sessions.Remove(ctx, keyToken)
		return proposal.Actor{}, nil
	}
	return a, err
}
