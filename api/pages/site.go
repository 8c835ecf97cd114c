package pages

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"github.com/alexedwards/scs/v2"

	"pheduyet/internal/proposal"
)

// Deps is what the pages work with.
type Deps struct {
	// API answers /api/v1.
	API http.Handler
	// People tells who holds an unexpired token, by its sha256.
	People People
	// Sessions keeps sessions.
	Sessions scs.CtxStore
	Logger   *slog.Logger
	Clock    func() time.Time // time.Now where nil
	// PublicURL is where people reach the server; with https cookies are Secure.
	PublicURL string
	// Demo says on every page that the data is for demonstration.
	Demo bool
}

// People finds who holds a token; not_found where nobody does. Roles, agency and
// seats are as of now.
type People interface {
	Actor(ctx context.Context, tokenHash []byte) (proposal.Actor, error)
}

// site answers the pages.
type site struct {
	Deps
	sessions *scs.SessionManager
	agencies memo[map[string]agency]
	gates    memo[[]gateName]
	kept     allowance
}

// New makes the handler of everything outside /api/v1. It refuses dependencies
// that are missing.
func New(d Deps) (http.Handler, error) {
	if d.API == nil || d.People == nil || d.Sessions == nil || d.Logger == nil {
		return nil, errors.New("pages: API, People, Sessions and Logger are needed")
	}
	clock := d.Clock
	if clock == nil {
		clock = time.Now
	}
	// Days and years on a page are the province's, wherever the server runs.
	d.Clock = func() time.Time { return clock().In(proposal.Zone) }
	public, err := url.Parse(d.PublicURL)
	if err != nil {
		return nil, err
	}
	s := &site{Deps: d, sessions: newSessions(d.Sessions, public.Scheme == "https")}
	return s.guarded(s.routes(), public)
}
