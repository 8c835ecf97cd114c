package calendar_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"pheduyet/internal/calendar"
)

var firstDay = time.Date(2026, 1, 1, 9, 0, 0, 0, calendar.Zone)

// holidays draws distinct days of 2026 as holidays.
func holidays(t *rapid.T, label string) map[int]bool {
	set := map[int]bool{}
	for _, n := range rapid.SliceOfN(rapid.IntRange(0, 364), 0, 40).Draw(t, label) {
		set[n] = true
	}
	return set
}

func calendarOf(t *rapid.T, off map[int]bool) *calendar.Days {
	year := calendar.Year{Year: 2026}
	for n := range off {
		year.Days = append(year.Days, calendar.Day{
			Date: firstDay.AddDate(0, 0, n).Format(time.DateOnly), Kind: calendar.Holiday,
			Name: "Lễ", Source: "x", Grade: "secondary",
		})
	}
	days, err := calendar.New(year)
	if err != nil {
		t.Fatal(err)
	}
	return days
}

func drawOpening(t *rapid.T) time.Time {
	return firstDay.AddDate(0, 0, rapid.IntRange(0, 364).Draw(t, "opened")).
		Add(time.Duration(rapid.IntRange(-9*60, 15*60-1).Draw(t, "minute")) * time.Minute)
}

func TestMoreHolidaysNeverBringADeadlineNearer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fewer := holidays(t, "fewer")
		more := holidays(t, "more")
		for n := range fewer {
			more[n] = true
		}
		opened, n := drawOpening(t), rapid.IntRange(0, 60).Draw(t, "n")
		a, b := calendarOf(t, fewer).Due(opened, n), calendarOf(t, more).Due(opened, n)
		if b.DueAt.Before(a.DueAt) {
			t.Fatalf("with more holidays due %v, with fewer %v", b.DueAt, a.DueAt)
		}
	})
}

func TestDueAndBetweenAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days := calendarOf(t, holidays(t, "off"))
		opened, n := drawOpening(t), rapid.IntRange(0, 60).Draw(t, "n")
		due := days.Due(opened, n)
		if got := days.Between(opened, due.DueAt); got != n {
			t.Fatalf("between = %d, want %d", got, n)
		}
		if ok, _ := days.Working(due.DueAt); n > 0 && !ok {
			t.Fatalf("due on a day off: %v", due.DueAt)
		}
		y, m, d := opened.Date()
		if len(due.Counted)+len(due.Skipped) != int(due.DueAt.Sub(time.Date(y, m, d, 0, 0, 0, 0, calendar.Zone)).Hours()/24) {
			t.Fatalf("days between %v and %v are not all explained: %d counted, %d skipped", opened, due.DueAt, len(due.Counted), len(due.Skipped))
		}
	})
}

func TestLaterOpeningNeverGivesAnEarlierDeadline(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days := calendarOf(t, holidays(t, "off"))
		opened, n := drawOpening(t), rapid.IntRange(0, 60).Draw(t, "n")
		later := opened.Add(time.Duration(rapid.IntRange(0, 96).Draw(t, "hours")) * time.Hour)
		if days.Due(later, n).DueAt.Before(days.Due(opened, n).DueAt) {
			t.Fatalf("opened at %v earlier due than opened at %v", later, opened)
		}
	})
}

func TestBeforeUndoesDue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days := calendarOf(t, holidays(t, "off"))
		opened, n := drawOpening(t), rapid.IntRange(1, 60).Draw(t, "n")
		due := days.Due(opened, n)
		remind := days.Before(due.DueAt, n-1)
		if remind.Format(time.DateOnly) != due.Counted[0] {
			t.Fatalf("%d days before the due date is %v, want %s", n-1, remind, due.Counted[0])
		}
	})
}

// A deadline is provisional exactly where it passes a day of a year without data:
// no such day is counted as a working one, or left out, without saying so.
func TestNoDayWithoutDataIsCountedSilently(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days := calendarOf(t, holidays(t, "off")) // of 2026 alone
		opened := drawOpening(t).AddDate(rapid.IntRange(-2, 1).Draw(t, "years"), 0, 0)
		due := days.Due(opened, rapid.IntRange(0, 60).Draw(t, "n"))
		beyond := false
		for _, day := range due.Counted {
			beyond = beyond || !strings.HasPrefix(day, "2026-")
		}
		for _, skipped := range due.Skipped {
			beyond = beyond || !strings.HasPrefix(skipped.Date, "2026-")
		}
		if due.Provisional != beyond {
			t.Fatalf("opened %v, counted %v, skipped %v: provisional %v", opened, due.Counted, due.Skipped, due.Provisional)
		}
	})
}
