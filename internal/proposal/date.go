package proposal

import "time"

// Zone is the one time zone of the product, fixed so that no result depends on
// the host's zone data.
var Zone = time.FixedZone("+07:00", 7*60*60)

// Date is a calendar day as YYYY-MM-DD in Zone; "" is no date.
type Date string

// DateOf is the day on which t falls in Zone.
func DateOf(t time.Time) Date { return Date(t.In(Zone).Format(time.DateOnly)) }

// Written is the day as letters in Vietnam write it, 22/11/2026; what is no day
// stays as it is.
func (d Date) Written() string {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return string(d)
	}
	return t.Format("02/01/2006")
}

// Valid reports whether d is a real day (31/02 is not).
func (d Date) Valid() bool {
	_, err := time.Parse(time.DateOnly, string(d))
	return err == nil
}

// Time is the start of the day in Zone; the zero time for an invalid date.
func (d Date) Time() time.Time {
	t, err := time.ParseInLocation(time.DateOnly, string(d), Zone)
	if err != nil {
		return time.Time{}
	}
	return t
}

// Before and After compare two valid days.
func (d Date) Before(o Date) bool { return d < o }

// After reports whether d is a later day than o.
func (d Date) After(o Date) bool { return d > o }
