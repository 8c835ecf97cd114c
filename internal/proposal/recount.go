package proposal

import "slices"

// Recounted tells a deadline that moved: the value that held before and the one
// that holds now.
type Recounted struct {
	Before Deadline `json:"before"`
	After  Deadline `json:"after"`
}

// Recount computes the deadlines that run again by the calendar of now: those of
// the open gates and those of answers, and the period in which a rejection may be
// reviewed. The old value stays in the event.
func (c Case) Recount(env Env) Transition {
	t := c.begin()
	t.recountReview(env)
	if !c.Status.Open() {
		return t
	}
	for i := range t.Case.Gates {
		g := &t.Case.Gates[i]
		if g.State == GateOpen && g.Deadline != nil {
			before := *g.Deadline
			if after := before.recount(env).instead(before, env); !after.same(before) {
				g.Deadline = &after
				g.moved(before, after, env.Now)
				t.recounted(*g, before, after)
				t.warn(*g, before.Provisional)
			}
		}
		if g.State == GateReturned && g.Clock.AnswerBy != nil {
			before := *g.Clock.AnswerBy
			if after := before.recount(env).instead(before, env); !after.same(before) {
				g.Clock.AnswerBy = &after
				g.moved(before, after, env.Now)
				t.recounted(*g, before, after)
			}
		}
	}
	return t
}

// instead keeps the due time that held before beside the one that holds now.
func (d Deadline) instead(before Deadline, env Env) Deadline {
	if !d.DueAt.Equal(before.DueAt) {
		d.Before = append(slices.Clone(before.Before), Held{before.DueAt, env.Now})
	}
	return d
}

func (t *Transition) recounted(g Gate, before, after Deadline) {
	t.happened(Event{Action: "deadline_recounted", Gate: g.ID, Round: g.Round, ByRule: true, Data: Recounted{before, after}})
}

// recountReview counts the days for asking for a review again while they run. A
// period that is over stays over.
func (t *Transition) recountReview(env Env) {
	c := &t.Case
	if !c.Reviewable() || c.Review != ReviewNone || env.Now.After(*c.ReviewUntil) {
		return
	}
	g := c.rejecting()
	after := env.Due(*g.DecidedAt, c.Rules.ReviewDays)
	before := Deadline{Days: after.Days, From: after.From, DueAt: *c.ReviewUntil, Provisional: c.Standing.ReviewProvisional}
	if after.same(before) {
		return
	}
	c.ReviewUntil, c.Standing.ReviewProvisional = &after.DueAt, after.Provisional
	t.happened(Event{Action: "review_recounted", Gate: g.ID, Round: g.Round, ByRule: true, Data: Recounted{before, after}})
}
