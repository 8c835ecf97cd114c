package postgres

import (
	"slices"

	"pheduyet/internal/process"
	"pheduyet/internal/proposal"
)

// rulesOn are a pack's rules with, for each authority and substitute that has
// given way, the agency that stands for it on a day. The pack itself, and its
// hash, stay as published.
func (r *registers) rulesOn(p process.Pack, day proposal.Date) proposal.Rules {
	rules := p.Rules
	rules.Gates = slices.Clone(rules.Gates)
	for i := range rules.Gates {
		g := &rules.Gates[i]
		g.Authority, g.Substitute = r.succeededBy(g.Authority, day, nil), r.succeededBy(g.Substitute, day, nil)
	}
	return rules
}
