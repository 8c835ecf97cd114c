package proposal

import "slices"

// Repin puts the case on another pack. A gate that the new pack still has keeps
// its decision, or waits for the filer's answer, where all that the new pack puts
// before it has passed; the others start pending, and what is ready opens. One
// that was open before starts its next round, so that no round is decided twice.
func (t *Transition) Repin(ref PackRef, rules Rules, env Env) error {
	return t.repin(ref, rules, t.Case.stays(rules), env)
}

// repin puts the case on another pack, in which the gates named keep their
// standing.
func (t *Transition) repin(ref PackRef, rules Rules, stays map[string]bool, env Env) error {
	kept := t.Case.Progress
	t.Case.Process, t.Case.Rules = ref, rules
	t.Case.Gates = rules.newGates()
	for i := range t.Case.Gates {
		g := &t.Case.Gates[i]
		old, ok := kept.Gate(g.ID)
		switch {
		case !ok:
		case stays[g.ID]:
			old.After = g.After
			*g = old
		case old.Touched:
			g.Round = old.Round + 1
		default:
			g.Round = old.Round
		}
	}
	t.forget(stays)
	if err := t.assignAuthorities(); err != nil {
		return err
	}
	t.Case.Standing.Required, _ = rules.Level.RequiredLevel(t.Case.stated().Security)
	t.happened(Event{Action: "repinned", Data: ref})
	t.settle()
	t.openReady(env)
	return nil
}

// stays gives the gates of the rules that keep their standing: of the same kind,
// passed or returned, and after nothing but gates that keep their pass.
func (p Progress) stays(rules Rules) map[string]bool {
	stays := map[string]bool{}
	for range rules.Gates { // a chain is no longer than the gates are many
		for _, r := range rules.Gates {
			g, ok := p.Gate(r.ID)
			open := slices.ContainsFunc(r.After, func(id string) bool { return !stays[id] || !p.passed([]string{id}) })
			stays[r.ID] = ok && !open && g.Kind == r.Kind && (g.State == GatePassed || g.State == GateReturned)
		}
	}
	return stays
}

// forget drops what gates that start anew had asked for: conditions, answers,
// the acceptance of an amount. Their decisions stay in the trace.
func (t *Transition) forget(stays map[string]bool) {
	s := &t.Case.Standing
	s.Conditions = slices.DeleteFunc(s.Conditions, func(c StandingCondition) bool { return !stays[c.Gate] })
	s.Items = slices.DeleteFunc(s.Items, func(it Item) bool { return !it.Answered && !stays[it.Gate] })
	advised := slices.ContainsFunc(t.Case.Gates, func(g Gate) bool { return g.Kind == KindBudget && g.State == GatePassed })
	t.Case.AcceptanceDue = t.Case.AcceptanceDue && advised
}
