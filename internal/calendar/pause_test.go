package calendar_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"pheduyet/internal/calendar"
)

func TestDueOverPauses(t *testing.T) {
	days := shipped(t)
	type pauses []calendar.Pause
	pause := func(from, to string) calendar.Pause { return calendar.Pause{From: at(from), To: at(to)} }
	tests := []struct {
		name   string
		opened string
		n      int
		pauses pauses
		due    string
	}{
		{"none", "2026-11-09 09:00", 5, nil, "2026-11-16"},
		{"two working days", "2026-11-09 09:00", 5, pauses{pause("2026-11-11 10:00", "2026-11-13 10:00")}, "2026-11-18"},
		{"stopped and started on one day", "2026-11-09 09:00", 5, pauses{pause("2026-11-11 08:00", "2026-11-11 17:00")}, "2026-11-16"},
		{"over a weekend only", "2026-11-09 09:00", 5, pauses{pause("2026-11-14 08:00", "2026-11-16 08:00")}, "2026-11-16"},
		{"over 24/11/2026, a holiday inside", "2026-11-20 09:00", 5, pauses{pause("2026-11-23 09:00", "2026-11-26 09:00")}, "2026-12-02"},
		{"over Tết 2027", "2027-02-03 09:00", 3, pauses{pause("2027-02-04 09:00", "2027-02-15 09:00")}, "2027-02-17"},
		{"from the due day on", "2026-11-09 09:00", 5, pauses{pause("2026-11-16 15:00", "2026-11-18 15:00")}, "2026-11-18"},
		{"after the due day it is too late", "2026-11-09 09:00", 5, pauses{pause("2026-11-17 08:00", "2026-11-25 08:00")}, "2026-11-16"},
		{"twice", "2026-11-09 09:00", 5, pauses{pause("2026-11-10 08:00", "2026-11-11 08:00"), pause("2026-11-12 08:00", "2026-11-13 08:00")}, "2026-11-18"},
		{"with a swapped Saturday inside", "2026-08-19 08:00", 3, pauses{pause("2026-08-21 08:00", "2026-08-24 08:00")}, "2026-08-25"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := days.Due(at(tt.opened), tt.n, tt.pauses...)
			if want := at(tt.due + " 23:59").Add(59 * time.Second); !got.DueAt.Equal(want) {
				t.Errorf("due %v, want %v; skipped %v", got.DueAt, want, got.Skipped)
			}
		})
	}
}

func TestAPausedDayIsExplained(t *testing.T) {
	got := shipped(t).Due(at("2026-11-20 15:00"), 1, calendar.Pause{From: at("2026-11-23 08:00"), To: at("2026-11-25 08:00")})
	want := []calendar.Skip{
		{Date: "2026-11-21", Kind: calendar.Weekend}, {Date: "2026-11-22", Kind: calendar.Weekend},
		{Date: "2026-11-23", Kind: calendar.Paused},
		{Date: "2026-11-24", Kind: calendar.Holiday, Name: "Ngày Văn hóa Việt Nam", Grade: "secondary"},
	}
	if d := cmp.Diff(want, got.Skipped); d != "" {
		t.Error(d)
	}
}

func TestPausingWorkingDaysMovesTheDeadlineByThem(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days := calendarOf(t, holidays(t, "off"))
		opened, n := drawOpening(t), rapid.IntRange(1, 40).Draw(t, "n")
		plain := days.Due(opened, n)
		// The clock stops at a time from the opening's next day up to the due time.
		y, m, d := opened.Date()
		next := time.Date(y, m, d+1, 0, 0, 0, 0, calendar.Zone)
		from := next.Add(time.Duration(rapid.Int64Range(0, int64(plain.DueAt.Sub(next))).Draw(t, "from")))
		to := from.Add(time.Duration(rapid.IntRange(0, 24*40).Draw(t, "hours")) * time.Hour)
		paused := 0
		for day := from; day.Format(time.DateOnly) < to.Format(time.DateOnly); day = day.AddDate(0, 0, 1) {
			if ok, _ := days.Working(day); ok {
				paused++
			}
		}
		got := days.Due(opened, n, calendar.Pause{From: from, To: to})
		if want := days.Due(opened, n+paused).DueAt; !got.DueAt.Equal(want) {
			t.Fatalf("paused for %d working days, due %v, want %v", paused, got.DueAt, want)
		}
	})
}
