package api

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"pheduyet/internal/proposal"
)

// colleagueView is somebody to whom a gate may be handed.
type colleagueView struct {
	Username string `json:"username"`
	Name     string `json:"name"`
	Agency   string `json:"agency"`
}

// colleagues answers the head of a gate's authority all to whom the gate may be
// handed now, by name.
func (s *server) colleagues(r *http.Request) (answer, error) {
	who, gate := about(r).actor, chi.URLParam(r, "gate")
	c, _, err := s.visible(r.Context(), chi.URLParam(r, "id"), who)
	if err != nil {
		return answer{}, err
	}
	if err := proposal.CanReassign(c.Progress, who, gate); err != nil {
		return answer{}, err
	}
	g, _ := c.Gate(gate)
	found, err := s.Store.Colleagues(r.Context(), append(who.Agencies(), g.Authority))
	if err != nil {
		return answer{}, err
	}
	items := []colleagueView{}
	for _, p := range found {
		if p.Agency == who.Agency {
			p.Inherits = who.Inherits
		}
		if c.MayTake(gate, p.Actor) {
			items = append(items, colleagueView{p.Username, p.Name, p.Agency})
		}
	}
	return page(items, "")
}
