package main

import (
	"net/http"

	"pheduyet/internal/proposal"
)

// laterActs are the acts beside decisions, by the last part of their path.
var laterActs = map[string]func(s *rules, r *http.Request, k *kept, a proposal.Actor, path []string) (proposal.Transition, error){
	"amendment": func(s *rules, r *http.Request, k *kept, a proposal.Actor, path []string) (proposal.Transition, error) {
		var in proposal.AmendmentRequest
		s.read(r, &in)
		if err := proposal.CanReplace(k.Progress, a, path[1]); err != nil {
			return proposal.Transition{}, err
		}
		return k.Amend(path[1], in, k.said[path[1]], a, s.env())
	},
	"review-request": func(s *rules, r *http.Request, k *kept, a proposal.Actor, _ []string) (proposal.Transition, error) {
		var in proposal.ReviewPlea
		s.read(r, &in)
		if err := proposal.CanRequestReview(k.Progress, a); err != nil {
			return proposal.Transition{}, err
		}
		return k.RequestReview(in, a, s.env())
	},
	"review": func(s *rules, r *http.Request, k *kept, a proposal.Actor, _ []string) (proposal.Transition, error) {
		var in proposal.ReviewRuling
		s.read(r, &in)
		if err := proposal.CanReview(k.Progress, a); err != nil {
			return proposal.Transition{}, err
		}
		return k.Rule(in, a, s.env())
	},
}
