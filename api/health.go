package api

import (
	"net/http"

	"pheduyet/internal/proposal"
)

// live answers while the process runs at all.
func live(*http.Request) (answer, error) { return ok(map[string]string{"status": "ok"}) }

// ready answers whether everything that requests need is there, and says what is
// missing.
func (s *server) ready(r *http.Request) (answer, error) {
	if err := s.Ready(r.Context()); err != nil {
		a := problem(r, notReady)
		body, encodeErr := encode(map[string]string{"status": "not ready", "missing": err.Error()})
		a.media, a.body = mediaJSON, body
		return a, encodeErr
	}
	return ok(map[string]string{"status": "ok"})
}

var notReady = proposal.Errorf(proposal.CodeUnavailable, "Hệ thống chưa sẵn sàng.", "The system is not ready.")

// document gives the contract itself.
func document(*http.Request) (answer, error) {
	return answer{status: http.StatusOK, media: "application/yaml; charset=utf-8", body: openAPI}, nil
}
