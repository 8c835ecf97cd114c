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
	if rule.Stretches != nil {
		from, days = c.stretch(rule, from)
	}
	d := env.Due(from, days)
	return &d
}

// stretch gives the start and the length of the consultation's stretch that runs
// for a gate opened at a time. The ministry's counts from its letter's date, also
// where the letter is older than the filing; nobody can confirm before the gate
// is open.
func (c Case) stretch(rule GateRule, opened time.Time) (from time.Time, days int) {
	sending, waiting, confirming := false, time.Time{}, opened
	from = opened
	for _, e := range c.exchanges(rule) {
		switch {
		case !e.sent:
			sending = true
		case !e.answered():
			if at := e.letter.Date.Time(); waiting.IsZero() || at.Before(waiting) {
				waiting = at
			}
		case !e.final():
			sending, from = true, later(from, e.reply.At)
		default:
			confirming = later(confirming, e.reply.At)
		}
	}
	switch s := rule.Stretches; {
	case sending:
		return from, s.SendDays
	case !waiting.IsZero():
		return waiting, s.ReplyDays
	default:
		return confirming, s.ConfirmDays
	}
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
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
