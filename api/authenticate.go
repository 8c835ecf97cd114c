package api

import (
	"crypto/sha256"
	"net/http"
	"strings"

	"pheduyet/api/signedin"
	"pheduyet/internal/proposal"
)

// authenticate lets nobody past who does not hold a token or is not signed in.
func (s *server) authenticate(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a, known := signedin.From(r.Context()) // a page asks for whom it knows
		if !known {
			var err error
			if a, err = s.bearer(r); err != nil {
				s.refusal(r, err).write(w)
				return
			}
		}
		if err := mayAct(r, a); err != nil {
			s.refusal(r, err).write(w)
			return
		}
		about(r).actor = a
		next.ServeHTTP(w, r)
	})
}

// bearer finds who holds the request's token.
func (s *server) bearer(r *http.Request) (proposal.Actor, error) {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") || token == "" {
		return proposal.Actor{}, proposal.Errorf(codeUnauthenticated, "Cần đăng nhập: gửi Authorization: Bearer và mã truy cập.", "Sign in: send Authorization: Bearer with a token.")
	}
	hash := sha256.Sum256([]byte(strings.TrimSpace(token)))
	a, err := s.Store.Actor(r.Context(), hash[:])
	if err != nil && proposal.CodeOf(err) == proposal.CodeNotFound {
		return a, proposal.Errorf(codeUnauthenticated, "Mã truy cập không đúng hoặc đã hết hạn; hãy đăng nhập lại.", "The token is wrong or has expired; sign in again.")
	}
	return a, err
}
