package postgres

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/calendar"
	"pheduyet/internal/proposal"
)

// A gate whose days run into a year without data is due provisionally, is counted
// and its admins are told; with the year's data it is due for sure.
func TestDeadlinesBeyondTheHolidayDataAreCounted(t *testing.T) {
	w := newKeptWorld(t)
	w.Now = func() time.Time { return time.Date(2027, 12, 27, 9, 0, 0, 0, proposal.Zone) }
	id := w.draft("filer", facts(billion))
	w.submit("filer", id)
	w.clear(id, "key")
	holidays := func(gates int, missing ...int) {
		t.Helper()
		got, err := w.Holidays(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(missing, got.Missing); d != "" || got.Gates != gates || got.Obligations != 0 {
			t.Errorf("%+v %s", got, d)
		}
	}
	holidays(1, 2028)
	g, _ := w.kase(id).Gate(consultation)
	if !g.Deadline.Provisional || w.recordedAs(id, "deadline_provisional") == 0 {
		t.Errorf("%+v, told %d", g.Deadline, w.recordedAs(id, "deadline_provisional"))
	}
	w.changed("holidays", calendar.Year{Year: 2028})
	if _, err := w.TakeNote(t.Context(), id, proposal.Fact{Kind: proposal.FactCalendar, Ref: "x"}, "note/1"); err != nil {
		t.Fatal(err)
	}
	holidays(0)
}
