package proposal

import "time"

// The stages of a reminder: before the due day, on it, after it.
const (
	StageBefore = "before"
	StageAt     = "at"
	StageAfter  = "after"
)

// What a reminder calls to mind.
const (
	OfDeadline = "deadline" // the gate's
	OfAnswer   = "answer"   // the filer's, to a return
)

// Firing is a reminder with the time at which it falls due.
type Firing struct {
	Gate   string
	Of     string
	Stage  string
	At     time.Time
	Letter bool // to the ministry: a letter is drafted
}

// schedule walks a deadline's firings, in order of their times, until next says
// stop; those after the due day go on for ever.
type schedule struct {
	env   Env
	clock time.Duration // the time of day
	d     Deadline
}

func (s schedule) at(day time.Time, n int) time.Time {
	if n != 0 {
		day = s.env.Workday(day, n)
	}
	y, m, d := day.In(Zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, Zone).Add(s.clock)
}

// reminders walks those of a rule.
func (s schedule) reminders(r Reminders, next func(stage string, at time.Time) bool) {
	for _, n := range r.BeforeDays {
		if !next(StageBefore, s.at(s.d.DueAt, -n)) {
			return
		}
	}
	if !next(StageAt, s.at(s.d.DueAt, 0)) {
		return
	}
	for n := r.AfterDays; next(StageAfter, s.at(s.d.DueAt, n)) && r.RepeatDays > 0; {
		n += r.RepeatDays
	}
}

// letters walks those to a ministry, counted from its letter.
func (s schedule) letters(r Stretches, next func(stage string, at time.Time) bool) {
	due := DateOf(s.d.DueAt)
	for n := r.RemindAfter; n > 0; n += r.RemindEvery {
		at, stage := s.at(s.d.From, n), StageBefore
		switch day := DateOf(at); {
		case day == due:
			stage = StageAt
		case day.After(due):
			stage = StageAfter
		}
		if !next(stage, at) || r.RemindEvery <= 0 {
			return
		}
	}
}

// after gives the firing of a walk that comes now: the last one whose time has
// come since the cursor, or else the first that is still to come. Several that
// were missed count as one, since the last says all of them.
func after(cursor, now time.Time, walk func(next func(stage string, at time.Time) bool)) (stage string, at time.Time, ok bool) {
	if cursor.After(now) {
		cursor = now // the clock has jumped back: what is still to come will come
	}
	walk(func(s string, t time.Time) bool {
		switch {
		case !t.After(cursor):
		case !t.After(now):
			stage, at, ok = s, t, true
		default:
			if !ok {
				stage, at, ok = s, t, true
			}
			return false
		}
		return true
	})
	return stage, at, ok
}

// next gives a gate's next firing: of its deadline while it is open, of the answer
// while it is returned.
func (c Case) next(g Gate, env Env) (Firing, bool) {
	rule, _ := c.Rules.Gate(g.ID)
	f := Firing{Gate: g.ID, Of: OfDeadline}
	s := schedule{env: env, clock: c.Rules.remindAt()}
	var walk func(func(string, time.Time) bool)
	switch {
	case g.State == GateReturned && g.Clock.AnswerBy != nil && c.Rules.AnswerReminders != nil:
		f.Of, s.d = OfAnswer, *g.Clock.AnswerBy
		walk = func(next func(string, time.Time) bool) { s.reminders(*c.Rules.AnswerReminders, next) }
	case g.State != GateOpen || g.Deadline == nil || g.Deadline.StoppedAt != nil || rule.Reminders == nil:
		return f, false
	case g.Deadline.Stretch == StretchReply:
		f.Letter, s.d = true, *g.Deadline
		walk = func(next func(string, time.Time) bool) { s.letters(*rule.Stretches, next) }
	default:
		s.d = *g.Deadline
		walk = func(next func(string, time.Time) bool) { s.reminders(*rule.Reminders, next) }
	}
	cursor := s.d.From
	if g.Clock.Reminded != nil {
		cursor = *g.Clock.Reminded
	}
	var ok bool
	f.Stage, f.At, ok = after(cursor, env.Now, walk)
	return f, ok
}

// NextFiring is the reminder that comes first of all the proposal's gates; none
// where nothing is open or the pack stays silent.
func (c Case) NextFiring(env Env) (first Firing, ok bool) {
	if !c.Status.Open() {
		return first, false
	}
	for _, g := range c.Gates {
		if f, has := c.next(g, env); has && (!ok || f.At.Before(first.At)) {
			first, ok = f, true
		}
	}
	return first, ok
}

// Waking is the standing with the time of the next reminder, as the workflow keeps
// it.
func (c Case) Waking(env Env) Progress {
	p := c.Progress
	p.Wake = nil
	if f, ok := c.NextFiring(env); ok {
		p.Wake = &f.At
	}
	return p
}

// remindAt is the time of day of reminders; a pack that reminds states it.
func (r Rules) remindAt() time.Duration {
	t, err := time.Parse("15:04", r.RemindAt)
	if err != nil {
		return 0
	}
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute
}
