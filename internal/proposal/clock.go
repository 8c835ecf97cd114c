package proposal

import (
	"slices"
	"time"
)

// Deadline is a gate's due time and how it came about. DueAt is 23:59:59 of the
// last counted day; Provisional when it lies beyond the last year with holiday
// data ("tạm tính"). It is always counted: from From, so many working days,
// leaving out Skipped and Paused.
type Deadline struct {
	Days        int       `json:"days"`
	From        time.Time `json:"from"`
	DueAt       time.Time `json:"due_at"`
	Provisional bool      `json:"provisional"`
	// Stretch and Holder tell, of a consultation, what runs and with whom.
	Stretch string       `json:"stretch,omitempty"`
	Holder  string       `json:"holder,omitempty"`
	Paused  []Pause      `json:"paused,omitempty"`
	Skipped []SkippedDay `json:"skipped,omitempty"`
	// Extended is set once the authority's head has extended it; FirstDueAt is then
	// the due time without.
	Extended   *Extended  `json:"extended,omitempty"`
	FirstDueAt *time.Time `json:"first_due_at,omitempty"`
	// Before are the due times that it had until the calendar, or the process's days,
	// had it counted anew, oldest first.
	Before []Held `json:"before,omitempty"`
	// StoppedAt is set while the clock stands still.
	StoppedAt *time.Time `json:"stopped_at,omitempty"`
	// LateDays are the working days past the first due time, as read.
	LateDays int `json:"-"`
}

// Pause is a span in which a gate's clock stands still, for a cause of the pack;
// To is nil while it lasts.
type Pause struct {
	Cause string     `json:"cause"`
	From  time.Time  `json:"from"`
	To    *time.Time `json:"to"`
}

// SkippedDay is a day that was not counted. Why is "weekend", "paused" or the
// kind of the day in the holiday data; Name and Grade are the holiday's, as read.
type SkippedDay struct {
	Date  Date   `json:"date"`
	Why   string `json:"why"`
	Name  string `json:"-"`
	Grade string `json:"-"`
}

// Held is a due time that a deadline had until then.
type Held struct {
	DueAt time.Time `json:"due_at"`
	Until time.Time `json:"until"`
}

// Extended tells by how many working days a deadline was extended, and when last.
type Extended struct {
	Days int       `json:"days"`
	At   time.Time `json:"at"`
}

// Clock is what the time of a gate's round has left behind besides its deadline.
type Clock struct {
	// Past are the stretches of a consultation that have ended.
	Past       []Stretch `json:"past,omitempty"`
	Extensions int       `json:"extensions,omitempty"`
	// AnswerBy is when the filer's answer to a return is due; Unanswered is set once
	// that has passed without one.
	AnswerBy   *Deadline `json:"answer_by,omitempty"`
	Unanswered bool      `json:"unanswered,omitempty"`
	// Reminded is up to when reminders are done; nil is from the start.
	Reminded *time.Time `json:"reminded,omitempty"`
}

// unanswered reports whether the gate's return was not answered in time.
func (g Gate) unanswered() bool { return g.State == GateReturned && g.Clock.Unanswered }

// Overdue reports whether the time is up at a moment.
func (d Deadline) Overdue(now time.Time) bool { return d.StoppedAt == nil && now.After(d.DueAt) }

// paused gives the pause that lasts.
func (d Deadline) paused() (Pause, bool) {
	if n := len(d.Paused); n > 0 && d.Paused[n-1].To == nil {
		return d.Paused[n-1], true
	}
	return Pause{}, false
}

// recount computes the due times again from the calendar of now.
func (d Deadline) recount(env Env) Deadline {
	days := d.Days
	if d.Extended != nil {
		days += d.Extended.Days
		first := env.Due(d.From, d.Days, d.Paused...).DueAt
		d.FirstDueAt = &first
	}
	counted := env.Due(d.From, days, d.Paused...)
	d.DueAt, d.Provisional, d.Skipped = counted.DueAt, counted.Provisional, counted.Skipped
	return d
}

// same reports whether two deadlines end alike and for the same reasons. One that
// was recorded without its reasons is compared by its end alone.
func (d Deadline) same(other Deadline) bool {
	if !d.DueAt.Equal(other.DueAt) || d.Provisional != other.Provisional {
		return false
	}
	return other.Skipped == nil || slices.EqualFunc(d.Skipped, other.Skipped, func(a, b SkippedDay) bool { return a.Date == b.Date && a.Why == b.Why })
}

// halt stops the clock of a gate that is decided; a pause ends with it.
func (t *Transition) halt(g *Gate, env Env) {
	if g.Deadline == nil {
		return
	}
	if _, paused := g.Deadline.paused(); paused {
		g.Deadline = new(g.Deadline.Met(env))
		t.resumedAt(g.ID, g.Round, env.Now)
	}
}

// awaitAnswer leaves a gate to the filer: its own clock stands still, that of the
// answer runs.
func (t *Transition) awaitAnswer(g *Gate, env Env) {
	now := env.Now
	g.State = GateReturned
	if g.Deadline != nil {
		d := *g.Deadline
		d.StoppedAt = &now
		g.Deadline = &d
	}
	g.Clock.AnswerBy, g.Clock.Unanswered, g.Clock.Reminded = nil, false, nil
	if days := t.Case.Rules.AnswerDays; days > 0 {
		g.Clock.AnswerBy = new(env.Due(now, days))
	}
}

// warn tells of a deadline that left the years with holiday data, unless it had
// before.
func (t *Transition) warn(g Gate, before bool) {
	if g.Deadline.Provisional && !before {
		t.happened(Event{Action: "deadline_provisional", Gate: g.ID, Round: g.Round, ByRule: true, Data: OpenedData{*g.Deadline, g.Authority}})
	}
}
