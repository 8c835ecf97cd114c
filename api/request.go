package api

import (
	"context"
	"log/slog"
	"net/http"
	"net/netip"
	"runtime/debug"

	"github.com/google/uuid"
	"golang.org/x/text/language"

	"pheduyet/internal/proposal"
)

// request is what is known of a request besides what it asks. The actor is set
// once it is known.
type request struct {
	id    string // to find it in the log
	lang  string // "vi" or "en"
	peer  netip.Addr
	actor proposal.Actor
}

type requestKey struct{}

// about gives what is known of a request that went through identify.
func about(r *http.Request) *request {
	q, _ := r.Context().Value(requestKey{}).(*request)
	return q
}

// actorOf gives who asks, within a request.
func actorOf(ctx context.Context) proposal.Actor {
	q, _ := ctx.Value(requestKey{}).(*request)
	return q.actor
}

// identify gives every request an id, the caller's address and a language.
func (s *server) identify(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		q := &request{id: newID(), lang: languageOf(r), peer: s.peer(r)}
		w.Header().Set("X-Request-Id", q.id)
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), requestKey{}, q)))
	})
}

// newID makes a UUIDv7.
func newID() string { return uuid.Must(uuid.NewV7()).String() }

var spoken = language.NewMatcher([]language.Tag{language.Vietnamese, language.English})

// languageOf is Vietnamese unless English is preferred.
func languageOf(r *http.Request) string {
	tags, _, err := language.ParseAcceptLanguage(r.Header.Get("Accept-Language"))
	if err != nil || len(tags) == 0 {
		return "vi"
	}
	if _, at, sure := spoken.Match(tags...); at == 1 && sure >= language.High {
		return "en"
	}
	return "vi"
}

// recover answers a handler's panic and logs it with its stack.
func (s *server) recover(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			cause := recover()
			if cause == nil {
				return
			}
			if cause == http.ErrAbortHandler {
				panic(cause)
			}
			s.Logger.LogAttrs(r.Context(), slog.LevelError, "panic", slog.String("request_id", about(r).id),
				slog.Any("cause", cause), slog.String("stack", string(debug.Stack())))
			problem(r, internal).write(w)
		}()
		next.ServeHTTP(w, r)
	})
}

// limitTime ends the request's context in time; whoever waits on it answers
// unavailable.
func (s *server) limitTime(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), s.Limits.Request)
		defer cancel()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}
