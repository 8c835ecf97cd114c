package calendar_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/calendar"
)

// shipped is the calendar of the holiday files that the product ships.
func shipped(t testing.TB) *calendar.Days {
	t.Helper()
	files, err := filepath.Glob("../../seeds/holidays/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no holiday files: %v", err)
	}
	var years []calendar.Year
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		y, err := calendar.ParseYear(filepath.Base(f), data)
		if err != nil {
			t.Fatal(err)
		}
		years = append(years, y)
	}
	days, err := calendar.New(years...)
	if err != nil {
		t.Fatal(err)
	}
	return days
}

func at(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, calendar.Zone)
	if err != nil {
		panic(err)
	}
	return t
}

func TestDueGolden(t *testing.T) {
	days := shipped(t)
	tests := []struct {
		name        string
		opened      string
		n           int
		due         string
		provisional bool
	}{
		{"an ordinary week", "2026-11-09 09:00", 3, "2026-11-12", false},
		{"opened just before midnight counts from the next day", "2026-11-09 23:59", 1, "2026-11-10", false},
		{"opened on Friday", "2026-11-13 16:00", 1, "2026-11-16", false},
		{"opened on Saturday", "2026-11-14 10:00", 1, "2026-11-16", false},
		{"Ngày Văn hóa, a Tuesday", "2026-11-23 08:00", 1, "2026-11-25", false},
		{"over Ngày Văn hóa", "2026-11-20 08:00", 5, "2026-11-30", false},
		{"Tết 2026, 14–22/02", "2026-02-13 08:00", 1, "2026-02-23", false},
		{"into Tết 2026", "2026-02-11 08:00", 3, "2026-02-23", false},
		{"Tết 2027 with its days in lieu", "2027-02-04 08:00", 1, "2027-02-12", false},
		{"Giỗ Tổ on a Sunday, 30/4 and 1/5 in 2026", "2026-04-24 08:00", 3, "2026-05-04", false},
		{"1/5 on a Saturday in 2027", "2027-04-29 08:00", 1, "2027-05-04", false},
		{"30/4–4/5/2025 with 2/5 swapped", "2025-04-29 08:00", 1, "2025-05-05", false},
		{"the Saturday worked for it counts", "2025-04-25 08:00", 1, "2025-04-26", false},
		{"a swapped Saturday in August 2026", "2026-08-20 08:00", 3, "2026-08-24", false},
		{"and the Monday it buys", "2026-08-28 08:00", 1, "2026-09-03", false},
		{"nothing to count", "2026-11-09 09:00", 0, "2026-11-09", false},
		{"up to the last day with data", "2027-12-30 09:00", 1, "2027-12-31", false},
		{"beyond the data", "2027-12-30 09:00", 2, "2028-01-03", true},
		{"before the data", "2024-12-30 09:00", 1, "2024-12-31", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := days.Due(at(tt.opened), tt.n)
			want := at(tt.due + " 23:59").Add(59 * time.Second)
			if !got.DueAt.Equal(want) || got.Provisional != tt.provisional {
				t.Errorf("due %v provisional %v, want %v %v\nskipped %v", got.DueAt, got.Provisional, want, tt.provisional, got.Skipped)
			}
			if _, offset := got.DueAt.Zone(); offset != 7*60*60 {
				t.Errorf("due date is not in +07:00: %v", got.DueAt)
			}
			if len(got.Counted) != tt.n {
				t.Errorf("counted %v, want %d days", got.Counted, tt.n)
			}
		})
	}
}

func TestDueExplains(t *testing.T) {
	got := shipped(t).Due(at("2026-11-20 15:00"), 2)
	want := calendar.Deadline{
		DueAt:   at("2026-11-25 23:59").Add(59 * time.Second),
		Counted: []string{"2026-11-23", "2026-11-25"},
		Skipped: []calendar.Skip{
			{Date: "2026-11-21", Kind: calendar.Weekend},
			{Date: "2026-11-22", Kind: calendar.Weekend},
			{Date: "2026-11-24", Kind: calendar.Holiday, Name: "Ngày Văn hóa Việt Nam", Grade: "secondary"},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestOpeningIsReadInTheZone(t *testing.T) {
	days := shipped(t)
	utc := time.Date(2026, 11, 9, 18, 0, 0, 0, time.UTC) // 01:00 of the 10th in +07:00
	if got, want := days.Due(utc, 1).DueAt, days.Due(at("2026-11-10 01:00"), 1).DueAt; !got.Equal(want) {
		t.Errorf("due %v, want %v", got, want)
	}
}

func TestBetweenAndBefore(t *testing.T) {
	days := shipped(t)
	if got := days.Between(at("2026-11-20 08:00"), at("2026-11-25 00:00")); got != 2 {
		t.Errorf("between = %d, want 2", got)
	}
	if got := days.Between(at("2026-11-25 08:00"), at("2026-11-20 00:00")); got != -2 {
		t.Errorf("backwards = %d, want -2", got)
	}
	if got, want := days.Before(at("2026-11-25 23:59"), 2), at("2026-11-20 00:00"); !got.Equal(want) {
		t.Errorf("before = %v, want %v", got, want)
	}
}

func TestCoverage(t *testing.T) {
	days := shipped(t)
	if got := days.LastYear(); got != 2027 {
		t.Errorf("last year %d", got)
	}
	if !days.Covered(2025) || days.Covered(2028) {
		t.Error("covered years are wrong")
	}
	if got := (&calendar.Days{}).LastYear(); got != 0 {
		t.Errorf("an empty calendar's last year is %d", got)
	}
}
