package api

import (
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"pheduyet/internal/proposal"
)

// metrics are told by route, never by address: there are as many as calls in the
// contract.
type metrics struct {
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	running  prometheus.Gauge
}

func newMetrics(r *prometheus.Registry) (metrics, error) {
	m := metrics{
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "pheduyet_http_requests_total", Help: "Requests answered."}, []string{"method", "route", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "pheduyet_http_request_seconds", Help: "Time to answer, in seconds.",
			Buckets: []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10},
		}, []string{"method", "route"}),
		running: prometheus.NewGauge(prometheus.GaugeOpts{Name: "pheduyet_http_requests_running", Help: "Requests being answered."}),
	}
	for _, c := range []prometheus.Collector{m.requests, m.seconds, m.running} {
		if err := r.Register(c); err != nil {
			return m, err
		}
	}
	return m, nil
}

// observe logs and counts every request. What people wrote, who they are, where
// they sit and what they search stays out: the route stands for the address.
func (s *server) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		seen := middleware.NewWrapResponseWriter(w, r.ProtoMajor)
		s.metrics.running.Inc()
		defer func() {
			s.metrics.running.Dec()
			route, took := routeOf(r), time.Since(start)
			method := methodOf(r)
			s.metrics.requests.WithLabelValues(method, route, strconv.Itoa(seen.Status())).Inc()
			s.metrics.seconds.WithLabelValues(method, route).Observe(took.Seconds())
			s.Logger.LogAttrs(r.Context(), slog.LevelInfo, "request", slog.String("request_id", about(r).id),
				slog.String("method", method), slog.String("route", route), slog.Int("status", seen.Status()),
				slog.Int("bytes", seen.BytesWritten()), slog.Duration("took", took))
		}()
		next.ServeHTTP(seen, r)
	})
}

func routeOf(r *http.Request) string {
	if p := chi.RouteContext(r.Context()).RoutePattern(); p != "" {
		return p
	}
	return "unknown"
}

func methodOf(r *http.Request) string {
	switch r.Method {
	case http.MethodGet, http.MethodPost, http.MethodPatch, http.MethodDelete:
		return r.Method
	}
	return "other"
}

// scrape gives the metrics to this machine and to admins.
func (s *server) scrape(w http.ResponseWriter, r *http.Request) {
	if !s.local(r) {
		if err := s.admits(r); err != nil {
			s.refusal(r, err).write(w)
			return
		}
	}
	promhttp.HandlerFor(s.Registry, promhttp.HandlerOpts{}).ServeHTTP(w, r)
}

func (s *server) admits(r *http.Request) error {
	a, err := s.bearer(r)
	if err != nil {
		return err
	}
	if !a.Has(proposal.RoleAdmin) {
		return proposal.Errorf(proposal.CodeForbidden, "Chỉ quản trị hệ thống được xem số liệu vận hành.", "Metrics are for admins.")
	}
	return nil
}
