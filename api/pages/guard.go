package pages

import (
	"log/slog"
	"net/http"
	"net/url"
	"runtime/debug"
	"time"

	"github.com/go-chi/chi/v5/middleware"
)

// policy lets a page load what this server serves and nothing else; no script and
// no style stands in a page itself.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// guarded puts before the pages what holds for each of them, outermost first.
func (s *site) guarded(pages http.Handler, public *url.URL) (http.Handler, error) {
	cross := http.NewCrossOriginProtection()
	if public.Host != "" {
		if err := cross.AddTrustedOrigin(public.Scheme + "://" + public.Host); err != nil {
			return nil, err
		}
	}
	s.sessions.ErrorFunc = func(w http.ResponseWriter, r *http.Request, err error) {
		s.Logger.LogAttrs(r.Context(), slog.LevelError, "session", slog.Any("error", err))
		http.Error(w, "Hệ thống tạm thời chưa phục vụ được; hãy thử lại. / Temporarily unavailable; try again.", http.StatusServiceUnavailable)
	}
	h := s.sessions.LoadAndSave(pages)
	h = cross.Handler(h)
	h = middleware.NewCompressor(5).Handler(h)
	return s.observe(headers(h, public.Scheme == "https")), nil
}

// headers of every page. What a page shows is for one person and for now.
func headers(next http.Handler, secure bool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		if secure {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		next.ServeHTTP(w, r)
	})
}

// observe logs every page by its pattern, never by its address, and answers a
// handler's panic.
func (s *site) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		seen := middleware.NewWrapResponseWriter(w, r.ProtoMajor)
		route := new(string)
		defer func() {
			if cause := recover(); cause != nil {
				if cause == http.ErrAbortHandler {
					panic(cause)
				}
				s.Logger.LogAttrs(r.Context(), slog.LevelError, "panic", slog.Any("cause", cause), slog.String("stack", string(debug.Stack())))
				http.Error(seen, "Hệ thống gặp lỗi. / Something went wrong.", http.StatusInternalServerError)
			}
			s.Logger.LogAttrs(r.Context(), slog.LevelInfo, "page", slog.String("route", *route),
				slog.Int("status", seen.Status()), slog.Int("bytes", seen.BytesWritten()), slog.Duration("took", time.Since(start)))
		}()
		next.ServeHTTP(seen, withRoute(r, route))
	})
}
