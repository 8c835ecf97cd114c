package api

import (
	"net/http"

	"pheduyet/internal/proposal"
)

// levelRequest is the body of POST /required-level: facts as far as they are known.
type levelRequest struct {
	Kind     proposal.Kind     `json:"kind" validate:"omitempty,oneof=new_build upgrade extension lease"`
	Security proposal.Security `json:"security"`
}

// levelView is the security level that the facts require, and why.
type levelView struct {
	Level     int            `json:"level"`
	Reasons   []string       `json:"reasons"`
	Advice    []string       `json:"advice"`
	Citations []citationView `json:"citations"`
}

// requiredLevel computes the level by the process in force today, for who is still
// stating the facts. Nothing is stored.
func (s *server) requiredLevel(r *http.Request) (answer, error) {
	in, body, err := decode[levelRequest](s, r)
	if err != nil {
		return answer{}, err
	}
	if err := body.check(in); err != nil {
		return answer{}, err
	}
	if in.Kind == "" {
		in.Kind = proposal.NewBuild
	}
	rules, err := s.Store.RulesNow(r.Context(), in.Kind)
	if err != nil {
		return answer{}, err
	}
	word := func(t proposal.Text) string { return t.In(about(r).lang) }
	level, reasons := rules.Level.RequiredLevel(&in.Security)
	return ok(levelView{level, each(reasons, word), each(rules.Level.Advice(&in.Security), word), each(rules.Level.Citations, viewCitation)})
}
