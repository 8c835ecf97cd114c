package system

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"pheduyet/internal/notice"
	"pheduyet/internal/proposal"
)

// Keep does what time brings: it lapses an approval on which nothing began, sets
// the next year's obligations, and reminds. Done twice at a time it does nothing
// more.
func (s System) Keep(env Env) Step {
	if s.State.Over() {
		return Step{System: s}
	}
	t := s.begin()
	if s.State == Planned && s.Begun == nil && s.BeginBy != nil && env.Now.After(*s.BeginBy) {
		t.happened("system_lapsed", Told{Entry: s.Entry, DueAt: s.BeginBy}, nil)
		t.end(Lapsed, env.Now)
		t.tell("lapsed", notice.SystemLapsed, notice.Parameters{}, append(s.authorities(), notice.Files(s.Agency))...)
		return t
	}
	t.recount(env)
	t.nextYears(env)
	for _, m := range t.System.moments(env) {
		if m.at.After(s.KeptUntil) && !m.at.After(env.Now) {
			t.tell(m.key, m.kind, m.said, m.to...)
		}
	}
	if len(t.Events) == 0 {
		t.System.Version-- // reminding alone is no act
	}
	t.System.KeptUntil = env.Now
	return t
}

// recount counts working days again by the holiday data of now.
func (t *Step) recount(env Env) {
	for i := range t.System.Obligations {
		o := &t.System.Obligations[i]
		if o.Unit != proposal.WorkingDays || !o.State.Owed() {
			continue
		}
		if d := env.Due(o.StartedAt, o.Days); !d.DueAt.Equal(*o.DueAt) || d.Provisional != o.Provisional {
			o.DueAt, o.Provisional = &d.DueAt, d.Provisional
			t.happened("obligation_recounted", of(*o, ""), nil)
		}
	}
}

// nextYears sets what is due every year again once its day has passed.
func (t *Step) nextYears(env Env) {
	last := map[string]Obligation{}
	var rules []string
	for _, o := range t.System.Obligations {
		if o.EachYear == "" {
			continue
		}
		if _, seen := last[o.Rule]; !seen {
			rules = append(rules, o.Rule)
		}
		last[o.Rule] = o
	}
	for _, rule := range rules {
		for o := last[rule]; env.Now.After(*o.DueAt); {
			o.ID, o.State, o.Proof, o.Answer = env.NewID(), Open, nil, nil
			o.StartedAt = *o.DueAt
			o.setYearly(proposal.DateOf(o.DueAt.AddDate(0, 0, 1)), env)
			t.owe(o)
		}
	}
}

// WakeAt is when time next brings something; nil where nothing comes.
func (s System) WakeAt(env Env) *time.Time {
	if s.State.Over() {
		return nil
	}
	var next *time.Time
	at := func(t time.Time) {
		if t.After(env.Now) && (next == nil || t.Before(*next)) {
			next = &t
		}
	}
	if s.State == Planned && s.Begun == nil && s.BeginBy != nil {
		at(s.BeginBy.Add(time.Second))
	}
	for _, o := range s.Obligations {
		if o.EachYear != "" {
			at(o.DueAt.Add(time.Second))
		}
	}
	for _, m := range s.moments(env) {
		at(m.at)
	}
	return next
}

// moment is when somebody is reminded of something.
type moment struct {
	at   time.Time
	key  string
	kind notice.Kind
	said notice.Parameters
	to   []notice.Group
}

// moments are all reminders of what is owed up to now, and the first after it, in
// their order.
func (s System) moments(env Env) []moment {
	life := env.Rules.Life
	if life == nil || life.Reminders == nil {
		return nil
	}
	var all []moment
	if s.State == Planned && s.Begun == nil && s.BeginBy != nil {
		all = s.before(all, "begin", *s.BeginBy, env, moment{kind: notice.SystemLapsing, said: notice.Parameters{Due: s.BeginBy}, to: []notice.Group{notice.Files(s.Agency)}})
	}
	for _, o := range s.Obligations {
		if !o.State.Owed() || o.DueAt == nil {
			continue
		}
		key := "obligation/" + o.ID
		if o.State == Open {
			all = s.before(all, key, *o.DueAt, env, moment{kind: notice.ObligationDue, said: said(o), to: []notice.Group{notice.Files(o.Owner)}})
		}
		all = s.after(all, key, o, env)
	}
	slices.SortStableFunc(all, func(a, b moment) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.key, b.key)) })
	return all
}

func (s System) before(all []moment, key string, due time.Time, env Env, m moment) []moment {
	for _, days := range env.Rules.Life.Reminders.BeforeDays {
		m.at, m.key = atHour(env.Before(due, days), env.Rules.RemindAt), key+"/before/"+strconv.Itoa(days)
		all = append(all, m)
	}
	return all
}

// after tells whoever lets it lie: the owner's filers and head while it is open,
// the authority while it has not answered; and those whom the pack informs.
func (s System) after(all []moment, key string, o Obligation, env Env) []moment {
	r := env.Rules.Life.Reminders
	m := moment{kind: notice.ObligationOverdue, said: said(o), to: []notice.Group{notice.Files(o.Owner)}}
	if o.State == Claimed {
		m.to = []notice.Group{notice.Decides(o.Agrees)}
	}
	for _, agency := range r.Inform {
		m.to = append(m.to, notice.Decides(agency))
	}
	day := env.Due(*o.DueAt, r.AfterDays).DueAt
	for n := 1; ; n, day = n+1, env.Due(day, r.RepeatDays).DueAt {
		m.at, m.key = atHour(startOf(day), env.Rules.RemindAt), key+"/after/"+strconv.Itoa(n)
		all = append(all, m)
		if m.at.After(env.Now) || r.RepeatDays == 0 {
			return all
		}
	}
}

func startOf(t time.Time) time.Time { return proposal.DateOf(t).Time() }

// atHour is a time of day, HH:MM, of the day that begins at t.
func atHour(t time.Time, hour string) time.Time {
	h, err := time.Parse("15:04", hour)
	if err != nil {
		return t
	}
	return t.Add(time.Duration(h.Hour())*time.Hour + time.Duration(h.Minute())*time.Minute)
}

func version(s System) string { return strconv.FormatInt(s.Version, 10) }
