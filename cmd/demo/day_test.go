package main

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// sunday is 22/11/2026, a Sunday.
var sunday = time.Date(2026, 11, 22, 0, 0, 0, 0, zone)

func TestWithDays(t *testing.T) {
	tests := []struct{ in, want string }{
		{"$today", "2026-11-22"},
		{"$today-1", "2026-11-20"}, // Saturday falls back to Friday
		{"$today-7", "2026-11-13"}, // so does a Sunday
		{"$today-3", "2026-11-19"},
		{"$today+180", "2027-05-21"},
		{"hôm nay $today", "hôm nay $today"},
	}
	for _, tt := range tests {
		got, err := withDays(map[string]any{"a": []any{tt.in, 3.0, nil}}, sunday)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(map[string]any{"a": []any{tt.want, 3.0, nil}}, got); diff != "" {
			t.Errorf("%s: %s", tt.in, diff)
		}
	}
}

func TestWithDaysRefusesWhatIsNoDay(t *testing.T) {
	for _, bad := range []string{"$today3", "$today-", "$today+x", "$todayish"} {
		if _, err := withDays([]any{map[string]any{"date": bad}}, sunday); err == nil {
			t.Errorf("%q was taken for a day", bad)
		}
	}
}

func TestDayOfTheServer(t *testing.T) {
	// Late in the evening at Greenwich it is already the next day in Việt Nam.
	if got := day("Sat, 21 Nov 2026 20:00:00 GMT"); !got.Equal(sunday) {
		t.Errorf("got %s", got)
	}
	if got := day("nonsense"); time.Since(got) > 25*time.Hour || got.Hour() != 0 {
		t.Errorf("got %s", got)
	}
}
