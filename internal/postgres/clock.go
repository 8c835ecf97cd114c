package postgres

import (
	"time"

	"pheduyet/internal/calendar"
	"pheduyet/internal/proposal"
)

// due counts working days as the domain wants them. A pause that lasts leaves
// nothing out yet.
func (r *registers) due(from time.Time, days int, pauses ...proposal.Pause) proposal.Deadline {
	var ended []calendar.Pause
	for _, p := range pauses {
		if p.To != nil {
			ended = append(ended, calendar.Pause{From: p.From, To: *p.To})
		}
	}
	d := r.days.Due(from, days, ended...)
	var skipped []proposal.SkippedDay
	for _, s := range d.Skipped {
		skipped = append(skipped, proposal.SkippedDay{Date: proposal.Date(s.Date), Why: string(s.Kind), Name: s.Name, Grade: s.Grade})
	}
	return proposal.Deadline{Days: days, From: from, DueAt: d.DueAt, Provisional: d.Provisional, Skipped: skipped}
}

// explainGates gives the deadlines of gates the reasons that are not kept with
// them; until is when each stopped counting, or now.
func (r *registers) explainGates(gates []proposal.Gate, now time.Time) {
	for i := range gates {
		g := &gates[i]
		until := now
		if g.DecidedAt != nil {
			until = *g.DecidedAt
		}
		r.explain(g.Deadline, until)
		r.explain(g.Clock.AnswerBy, now)
	}
}

// explain names the days that a deadline skipped, and counts how late a time is by
// the first due time. A deadline kept without its skipped days gets those of
// today's calendar where they lead to the same end.
func (r *registers) explain(d *proposal.Deadline, until time.Time) {
	if d == nil {
		return
	}
	if d.Skipped == nil && d.Extended == nil {
		if again := r.due(d.From, d.Days, d.Paused...); again.DueAt.Equal(d.DueAt) {
			d.Skipped = again.Skipped
		}
	}
	for i := range d.Skipped {
		s := &d.Skipped[i]
		if _, day := r.days.Working(s.Date.Time()); string(day.Kind) == s.Why {
			s.Name, s.Grade = day.Name, day.Grade
		}
	}
	if d.StoppedAt != nil && d.StoppedAt.Before(until) {
		until = *d.StoppedAt
	}
	first := d.DueAt
	if d.FirstDueAt != nil {
		first = *d.FirstDueAt
	}
	d.LateDays = max(0, r.days.Between(first, until))
}

// met is a gate's deadline as the act's decision meets it.
func (a *act) met(g proposal.Gate) *proposal.Deadline {
	if g.Deadline == nil {
		return nil
	}
	return new(g.Deadline.Met(a.env(nil)))
}

// workday is the n-th working day after the day of t, before it where n < 0.
func (r *registers) workday(t time.Time, n int) time.Time {
	if n < 0 {
		return r.days.Before(t, -n)
	}
	return r.days.Due(t, n).DueAt
}

// waking is where a case stands, with its next reminder, as the workflow keeps it.
func (a *act) waking(c proposal.Case) proposal.Progress {
	return c.Waking(a.reg.env(a.now, nil, c.Rules.LateEntryDays))
}
