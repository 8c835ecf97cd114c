package proposal

import (
	"slices"
	"time"
)

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
}

// OpenedData is what a gate's opening tells: its deadline and who decides.
type OpenedData struct {
	Deadline  Deadline `json:"deadline"`
	Authority string   `json:"authority"`
}

// deadline counts the gate's working days. A consultation runs in stretches, and
// its deadline is that of the one that runs: sending the letter, the ministry's
// reply, the authority's confirmation.
func (c Case) deadline(g Gate, env Env) *Deadline {
	rule, _ := c.Rules.Gate(g.ID)
	from, days := *g.OpenedAt, rule.Days(max(c.Standing.Required, c.claimedLevel()))
	if s := rule.Stretches; s != nil {
		from, days = c.stretch(*s, from)
	}
	d := env.Due(from, days)
	return &d
}

func (c Case) stretch(s Stretches, opened time.Time) (from time.Time, days int) {
	waiting, lastReply := c.waitingFor()
	switch {
	case len(c.Standing.Letters) == 0:
		return opened, s.SendDays
	case len(waiting) > 0:
		return later(opened, waiting[0].Date.Time()), s.ReplyDays
	default:
		return later(opened, lastReply), s.ConfirmDays
	}
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// reset takes gates back to pending for their next round, if they had been
// opened in this one.
func (t *Transition) reset(ids map[string]bool) {
	for i := range t.Case.Gates {
		g := &t.Case.Gates[i]
		if !ids[g.ID] || !g.Touched {
			continue
		}
		if g.Kind == KindBudget {
			t.Case.AcceptanceDue = false
		}
		*g = Gate{ID: g.ID, Kind: g.Kind, After: g.After, Authority: g.Authority, State: GatePending, Round: g.Round + 1}
	}
}

// reopen resets the gates named and all that come after them, then opens what is
// ready.
func (t *Transition) reopen(ids []string, env Env) {
	again := t.Case.downstream(ids)
	for _, id := range ids {
		again[id] = true
	}
	t.reset(again)
	t.settle()
	t.openReady(env)
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
