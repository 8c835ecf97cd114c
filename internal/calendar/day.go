package calendar

import (
	"fmt"
	"time"
)

// Zone is the one time zone of the product, fixed so that no result depends on
// the host's zone data.
var Zone = time.FixedZone("+07:00", 7*60*60)

// Kind says why a day differs from what its weekday would make it.
type Kind string

// The kinds of day in the data, and those that need none: Weekend, and Paused for
// a working day on which a clock stood still.
const (
	Holiday    Kind = "holiday"     // nghỉ lễ, Tết
	Substitute Kind = "substitute"  // nghỉ bù, for a holiday on a weekend
	SwappedOff Kind = "swapped_off" // nghỉ hoán đổi, for a weekend day worked
	Worked     Kind = "worked"      // làm bù, on a weekend day
	Weekend    Kind = "weekend"
	Paused     Kind = "paused"
)

// Day is one line of the data. Dates are YYYY-MM-DD. For is the day it stands
// for: the holiday of a substitute, the other half of a swap. Grade says how far
// to trust it: "stated", "secondary", "province" or "unverified".
type Day struct {
	Date   string `json:"date"`
	Kind   Kind   `json:"kind"`
	Name   string `json:"name"`
	For    string `json:"for,omitempty"`
	Source string `json:"source"`
	Grade  string `json:"grade"`
}

// serial counts days, so that a day is one comparable number.
type serial int

func serialOf(t time.Time) serial {
	y, m, d := t.In(Zone).Date()
	return serial(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}

// start is the beginning of the day in Zone.
func (s serial) start() time.Time {
	y, m, d := time.Unix(int64(s)*24*60*60, 0).UTC().Date()
	return time.Date(y, m, d, 0, 0, 0, 0, Zone)
}

func (s serial) end() time.Time { return s.start().Add(24*time.Hour - time.Second) }
func (s serial) String() string { return s.start().Format(time.DateOnly) }
func (s serial) year() int      { return s.start().Year() }
func (s serial) atWeekend() bool {
	d := s.start().Weekday()
	return d == time.Saturday || d == time.Sunday
}

func parseSerial(date string) (serial, error) {
	t, err := time.ParseInLocation(time.DateOnly, date, Zone)
	if err != nil {
		return 0, fmt.Errorf("“%s” không phải là một ngày có thật dạng YYYY-MM-DD", date)
	}
	return serialOf(t), nil
}
