package api

import "net/http"

// signOutEverywhere takes back every token of the caller, and with them every
// session that stands on one.
func (s *server) signOutEverywhere(r *http.Request) (answer, error) {
	if err := s.Store.ForgetTokens(r.Context(), about(r).actor.Account); err != nil {
		return answer{}, err
	}
	return answer{status: http.StatusNoContent}, nil
}
