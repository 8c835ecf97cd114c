package calendar

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"
)

// Days answers questions about working days. It is immutable; make one with
// [New]. The zero value knows weekends only and covers no year.
type Days struct {
	days    map[serial]Day
	covered map[int]bool
}

// New builds the calendar of the years given, in any order. It refuses a year or
// a date given twice, and a swap of which only one half is there.
func New(years ...Year) (*Days, error) {
	c := &Days{days: map[serial]Day{}, covered: map[int]bool{}}
	var errs []error
	for _, y := range years {
		if c.covered[y.Year] {
			errs = append(errs, fmt.Errorf("năm %d có hai bộ dữ liệu", y.Year))
		}
		c.covered[y.Year] = true
		for _, d := range y.Days {
			if err := d.check(y.Year); err != nil {
				errs = append(errs, err)
				continue
			}
			s, _ := parseSerial(d.Date)
			if _, twice := c.days[s]; twice {
				errs = append(errs, fmt.Errorf("ngày %s có hai lần", d.Date))
			}
			c.days[s] = d
		}
	}
	errs = append(errs, c.checkPairs()...)
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return c, nil
}

// checkPairs holds that a substitute names a holiday and that the two halves of
// a swap name each other.
func (c *Days) checkPairs() []error {
	var errs []error
	pair := map[Kind]Kind{Substitute: Holiday, SwappedOff: Worked, Worked: SwappedOff}
	for _, s := range slices.Sorted(maps.Keys(c.days)) {
		d := c.days[s]
		want, ok := pair[d.Kind]
		if !ok {
			continue
		}
		f, _ := parseSerial(d.For)
		other := c.days[f]
		if other.Kind != want || (d.Kind != Substitute && other.For != d.Date) {
			errs = append(errs, fmt.Errorf("ngày %s (%s) thay cho %s, nhưng %s không được khai là %s tương ứng", d.Date, d.Kind, d.For, d.For, want))
		}
	}
	return errs
}

// Covered reports whether the year has data.
func (c *Days) Covered(year int) bool { return c.covered[year] }

// LastYear is the last year with data, 0 without any.
func (c *Days) LastYear() int {
	last := 0
	for y := range c.covered {
		last = max(last, y)
	}
	return last
}

// Working reports whether the day of t in [Zone] is a working day, and if not,
// why.
func (c *Days) Working(t time.Time) (bool, Skip) { return c.working(serialOf(t)) }

func (c *Days) working(s serial) (bool, Skip) {
	d, special := c.days[s]
	switch {
	case special && d.Kind == Worked:
		return true, Skip{}
	case special:
		return false, Skip{Date: d.Date, Kind: d.Kind, Name: d.Name, Grade: d.Grade}
	case s.atWeekend():
		return false, Skip{Date: s.String(), Kind: Weekend}
	}
	return true, Skip{}
}
