package calendar

import (
	"slices"
	"time"
)

// Deadline is a due date with its explanation ("vì sao hạn này").
type Deadline struct {
	// DueAt is 23:59:59 of the last counted day, in [Zone].
	DueAt time.Time `json:"due_at"`
	// Provisional ("tạm tính") says that the counting left the years with data.
	Provisional bool `json:"provisional"`
	// Counted are the working days counted, Skipped the days passed over, both in
	// order.
	Counted []string `json:"counted"`
	Skipped []Skip   `json:"skipped"`
}

// Skip is a day that was not counted. Name is the holiday's, "" for a weekend and
// a day on which the clock stood still.
type Skip struct {
	Date  string `json:"date"`
	Kind  Kind   `json:"why"`
	Name  string `json:"name"`
	Grade string `json:"grade"`
}

// Pause is a span in which the clock stands still.
type Pause struct{ From, To time.Time }

// over reports whether the clock stands still at the end of the day: such a day
// is not counted, so that stopping and starting on one day changes nothing.
func (p Pause) over(s serial) bool { return serialOf(p.From) <= s && s < serialOf(p.To) }

// Due counts n working days from the day after opened, leaving out the days of
// the pauses. With n ≤ 0 nothing is counted and the deadline is the end of the
// day of opening.
func (c *Days) Due(opened time.Time, n int, pauses ...Pause) Deadline {
	s := serialOf(opened)
	d := Deadline{Counted: []string{}, Skipped: []Skip{}}
	for len(d.Counted) < n {
		s++
		if !c.covered[s.year()] {
			d.Provisional = true
		}
		ok, skip := c.working(s)
		if ok && slices.ContainsFunc(pauses, func(p Pause) bool { return p.over(s) }) {
			ok, skip = false, Skip{Date: s.String(), Kind: Paused}
		}
		if !ok {
			d.Skipped = append(d.Skipped, skip)
			continue
		}
		d.Counted = append(d.Counted, s.String())
	}
	d.DueAt = s.end()
	return d
}

// Between counts the working days after the day of from, up to and including the
// day of to. It is negative when to lies before from.
func (c *Days) Between(from, to time.Time) int {
	a, b := serialOf(from), serialOf(to)
	if b < a {
		return -c.Between(to, from)
	}
	n := 0
	for s := a + 1; s <= b; s++ {
		if ok, _ := c.working(s); ok {
			n++
		}
	}
	return n
}

// Before is the working day n working days before the day of t (n ≥ 1): when to
// remind. It is the start of that day.
func (c *Days) Before(t time.Time, n int) time.Time {
	s := serialOf(t)
	for n > 0 {
		s--
		if ok, _ := c.working(s); ok {
			n--
		}
	}
	return s.start()
}
