package proposal

import "time"

// The stretches of a consultation: who has it in hand, and until when.
const (
	StretchSend    = "send"    // the filing agency sends its letter
	StretchReply   = "reply"   // the ministry replies
	StretchConfirm = "confirm" // the authority confirms the reply
)

// Stretch is a stretch of a consultation that has ended.
type Stretch struct {
	Name    string    `json:"name"`
	Holder  string    `json:"holder"`
	From    time.Time `json:"from"`
	DueAt   time.Time `json:"due_at"`
	EndedAt time.Time `json:"ended_at"`
}

// deadline counts the gate's working days. A consultation runs in stretches, and
// its deadline is that of the one that runs: sending the letter, the ministry's
// reply, the authority's confirmation.
func (c Case) deadline(g Gate, env Env) *Deadline {
	rule, _ := c.Rules.Gate(g.ID)
	if rule.Stretches == nil {
		return new(env.Due(*g.OpenedAt, rule.Days(max(c.Standing.Required, c.claimedLevel()))))
	}
	name, holder, from := c.stretch(rule, *g.OpenedAt)
	d := env.Due(from, rule.Stretches.days(name))
	d.Stretch, d.Holder = name, holder
	if name == StretchConfirm {
		d.Holder = g.Authority
	}
	return &d
}

func (s Stretches) days(name string) int {
	switch name {
	case StretchSend:
		return s.SendDays
	case StretchReply:
		return s.ReplyDays
	}
	return s.ConfirmDays
}

// stretch gives the consultation's stretch that runs for a gate opened at a time,
// its holder ("" for the authority) and its start. The ministry's counts from its
// letter's date, also where the letter is older than the filing; nobody can
// confirm before the gate is open.
func (c Case) stretch(rule GateRule, opened time.Time) (name, holder string, from time.Time) {
	var sending bool
	var waiting time.Time
	var ministry string
	confirming, from := opened, opened
	for _, e := range c.exchanges(rule) {
		switch {
		case !e.sent:
			sending = true
		case !e.answered():
			if at := e.letter.Date.Time(); waiting.IsZero() || at.Before(waiting) {
				waiting, ministry = at, e.with
			}
		case !e.final():
			sending, from = true, later(from, e.reply.At)
		default:
			confirming = later(confirming, e.reply.At)
		}
	}
	switch {
	case sending:
		return StretchSend, c.Agency, from
	case !waiting.IsZero():
		return StretchReply, ministry, waiting
	default:
		return StretchConfirm, "", confirming
	}
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// restretch gives an open consultation the deadline of the stretch that now runs;
// the one before is kept with its end.
func (t *Transition) restretch(env Env) {
	for i := range t.Case.Gates {
		g := &t.Case.Gates[i]
		rule, _ := t.Case.Rules.Gate(g.ID)
		if g.State != GateOpen || rule.Stretches == nil {
			continue
		}
		d := t.Case.deadline(*g, env)
		was := g.Deadline
		if was != nil && was.From.Equal(d.From) && was.Days == d.Days {
			continue
		}
		if was != nil && was.Stretch != "" {
			t.halt(g, env)
			g.Clock.Past = append(g.Clock.Past[:len(g.Clock.Past):len(g.Clock.Past)], Stretch{was.Stretch, was.Holder, was.From, g.Deadline.DueAt, env.Now})
		}
		g.Deadline, g.Clock.Reminded = d, nil
		t.happened(Event{Action: "deadline_changed", Gate: g.ID, Round: g.Round, Data: OpenedData{*d, g.Authority}})
		t.warn(*g, was != nil && was.Provisional)
	}
}
