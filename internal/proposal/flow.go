package proposal

import "slices"

// openReady opens every pending gate whose predecessors have passed.
func (t *Transition) openReady(env Env) {
	for i := range t.Case.Gates {
		g := &t.Case.Gates[i]
		if g.State == GatePending && t.Case.passed(g.After) {
			t.open(i, env)
		}
	}
}

func (t *Transition) open(i int, env Env) {
	g := &t.Case.Gates[i]
	now := env.Now
	g.State, g.OpenedAt, g.Touched = GateOpen, &now, true
	g.Deadline = t.Case.deadline(*g, env)
	action := "gate_opened"
	if g.Round > 1 {
		action = "gate_reopened"
	}
	t.happened(Event{Action: action, Gate: g.ID, Round: g.Round, Data: OpenedData{*g.Deadline, g.Authority}})
	t.warn(*g, false)
}

// OpenedData is what a gate's opening tells: its deadline and who decides.
type OpenedData struct {
	Deadline  Deadline `json:"deadline"`
	Authority string   `json:"authority"`
}

// reset takes gates back to pending for their next round, if they had been
// opened in this one. What the round's decision asked of others lapses with it.
func (t *Transition) reset(ids map[string]bool) {
	for i := range t.Case.Gates {
		g := &t.Case.Gates[i]
		if !ids[g.ID] || !g.Touched {
			continue
		}
		if g.Kind == KindBudget {
			t.Case.AcceptanceDue = false
		}
		t.lapse(g.ID)
		*g = Gate{ID: g.ID, Kind: g.Kind, After: g.After, Authority: g.Authority, State: GatePending, Round: g.Round + 1}
	}
}

// lapse drops the conditions that a gate's superseded decision set.
func (t *Transition) lapse(gate string) {
	s := &t.Case.Standing
	s.Conditions = slices.DeleteFunc(s.Conditions, func(c StandingCondition) bool { return c.Gate == gate })
}

// again gives the gates named and all that come after them.
func (p Progress) again(ids []string) map[string]bool {
	all := p.downstream(ids)
	for _, id := range ids {
		all[id] = true
	}
	return all
}

// settle derives the status of a running proposal from its gates.
func (t *Transition) settle() {
	t.Case.Status = InReview
	if slices.ContainsFunc(t.Case.Gates, func(g Gate) bool { return g.State == GateReturned }) {
		t.Case.Status = Returned
	}
}

// end closes the proposal; the gates keep the state they had.
func (t *Transition) end(s Status) {
	t.Case.Status = s
	t.Case.AcceptanceDue = false
}
