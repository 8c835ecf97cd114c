package proposal

// Recounted tells a deadline that holiday data moved: the value that held before
// and the one that holds now.
type Recounted struct {
	Before Deadline `json:"before"`
	After  Deadline `json:"after"`
}

// Recount computes the deadlines of the open gates again by the calendar of now.
// The old value stays in the event.
func (c Case) Recount(env Env) Transition {
	t := c.begin()
	if !c.Status.Open() {
		return t
	}
	for i := range t.Case.Gates {
		g := &t.Case.Gates[i]
		if g.State != GateOpen || g.Deadline == nil {
			continue
		}
		after := env.Due(g.Deadline.From, g.Deadline.Days)
		if after.DueAt.Equal(g.Deadline.DueAt) && after.Provisional == g.Deadline.Provisional {
			continue
		}
		t.happened(Event{Action: "deadline_recounted", Gate: g.ID, Round: g.Round, ByRule: true, Data: Recounted{*g.Deadline, after}})
		g.Deadline = &after
	}
	return t
}
