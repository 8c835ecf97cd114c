package api

import "pheduyet/internal/proposal"

// handView is who has laid hands on a gate, and when.
type handView struct {
	By *personView `json:"by"`
	At string      `json:"at"`
}

// handOf shows a hand as one of the authority's.
func handOf(h proposal.Hand, agency string) handView {
	return handView{viewPerson(proposal.Person{Account: h.Account, Name: h.Name, Agency: agency}), timeView(h.At)}
}

// preparationView is what waits inside an authority for the head's signature.
// Decision is null where nothing waits; Steps are all so far.
type preparationView struct {
	SHA256   *string            `json:"sha256"`
	Decision *decisionView      `json:"decision"`
	Steps    []preparedStepView `json:"steps"`
}

// preparedStepView is a decision prepared, or the note that sent one back.
type preparedStepView struct {
	Outcome *proposal.Outcome `json:"outcome"`
	Note    *string           `json:"note"`
	By      *personView       `json:"by"`
	At      string            `json:"at"`
}

// preparation shows a gate's steps to who may decide it and to auditors: they stay
// inside the authority. Nil where there are none or they are not the viewer's.
func (v viewer) preparation(c proposal.Case, g proposal.Gate) *preparationView {
	if !v.actor.Has(proposal.RoleAuditor) && !v.actor.Decides(g.Authority) && !v.actor.ActsAt(g.Authority, g.ID) {
		return nil
	}
	var out preparationView
	for _, p := range c.Preparations {
		if p.Gate != g.ID || p.Round != g.Round {
			continue
		}
		step := preparedStepView{Note: orNull(p.Note), By: viewPerson(p.By), At: timeView(p.At)}
		if p.Decision != nil {
			step.Outcome = orNull(p.Decision.Outcome)
		}
		out.Steps = append(out.Steps, step)
	}
	if len(out.Steps) == 0 {
		return nil
	}
	if p, ok := c.Waiting(g.ID); ok {
		d := viewDecision(*p.Decision)
		out.SHA256, out.Decision = orNull(p.SHA256), &d
	}
	return &out
}
