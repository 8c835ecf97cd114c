package scenarios

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/apitest"
)

// HolidaysMove shows that two people give a year another day off, that open
// deadlines are then counted anew by themselves, each keeping the due time that
// held before, and that nothing happens to proposals which have ended. The day is
// taken back in the end.
func HolidaysMove(t testing.TB, c *apitest.Client) {
	p := c.WalkTo(t, c.File(t, "so-nnmt", apitest.Complete("so-nnmt")), techGate, nil)
	gone := c.WalkTo(t, c.File(t, "so-y-te", apitest.Complete("so-y-te")), techGate, nil)
	gone = c.As(gone.Filer()).POST(gone.Path("/withdrawal"), map[string]any{"reason": "Chuyển sang dùng nền tảng của Bộ."}).Want(t, 200).Proposal()
	approved := c.Walk(t, c.File(t, "so-cong-thuong", apitest.Complete("so-cong-thuong")), nil)
	ended := [][]apitest.Event{c.Events(t, gone), c.Events(t, approved)}
	before := c.As(p.Filer()).Clock(t, p, techGate).Deadline
	day := counted(t, before)
	year := readYear(t, c, day)
	name := "Nghỉ khắc phục hậu quả bão (" + apitest.Unique() + ")"
	off := map[string]any{"date": day, "kind": "holiday", "name": name, "source": "CĐ 99/CĐ-UBND", "grade": "province"}

	change := c.Change(t, "holidays", year.with(off))
	if !slices.ContainsFunc(change.Preview.Lines, func(l apitest.PreviewLine) bool { return l.Effect == "adds" && l.Subject == day }) {
		t.Errorf("the preview does not show %s: %+v", day, change.Preview)
	}
	p = c.Until(t, p, "counted anew", func(p apitest.Proposal) bool { return *p.Gate(t, techGate).DueAt > before.DueAt })
	after := c.As(p.Filer()).Clock(t, p, techGate).Deadline
	if len(after.Recounted) != 1 || after.Recounted[0].DueAt != before.DueAt || after.Days != before.Days {
		t.Errorf("due on %s before, and then %+v", before.DueAt, after)
	}
	if i := slices.IndexFunc(after.Skipped, func(s apitest.Skipped) bool { return s.Date == day }); i < 0 || after.Skipped[i].Why != name {
		t.Errorf("%s is not among the days left out: %+v", day, after.Skipped)
	}
	tracedRecount(t, c, p, before.DueAt)
	if apitest.Told(c.Notices(t, p), "deadline_changed", p.Gate(t, techGate).Title) == 0 {
		t.Error("nobody is told of the new deadline")
	}

	c.Change(t, "holidays", year.with())
	p = c.Until(t, p, "counted as at first", func(p apitest.Proposal) bool { return *p.Gate(t, techGate).DueAt == before.DueAt })
	if again := c.As(p.Filer()).Clock(t, p, techGate).Deadline; len(again.Recounted) != 2 || again.Recounted[1].DueAt != after.DueAt {
		t.Errorf("the day taken back: %+v", again)
	}
	if diff := cmp.Diff(ended, [][]apitest.Event{c.Events(t, gone), c.Events(t, approved)}); diff != "" {
		t.Errorf("proposals that have ended were touched: %s", diff)
	}
}

// counted gives a working day that the deadline counts: neither left out nor the
// last, so that one day more off moves it.
func counted(t testing.TB, d apitest.Deadline) string {
	t.Helper()
	from, err := time.Parse(time.DateOnly, apitest.InDays(2))
	if err != nil {
		t.Fatal(err)
	}
	for n := range 14 {
		day := from.AddDate(0, 0, n).Format(time.DateOnly)
		if !slices.ContainsFunc(d.Skipped, func(s apitest.Skipped) bool { return s.Date == day }) {
			return day
		}
	}
	t.Fatalf("two weeks without a working day: %+v", d)
	return ""
}

// yearOff is the holiday file of a year, as the calendar shows it.
type yearOff struct {
	Year int              `json:"year"`
	Days []map[string]any `json:"days"`
}

func (y yearOff) with(days ...map[string]any) yearOff {
	return yearOff{y.Year, slices.Concat(y.Days, days)}
}

// readYear reads the year of a day, an empty one where there are no data.
func readYear(t testing.TB, c *apitest.Client, day string) yearOff {
	t.Helper()
	var found struct{ Items []yearOff }
	c.As("admin").GET("/calendar?year="+day[:4]).Want(t, 200).JSON(&found)
	y := yearOff{Days: []map[string]any{}}
	if len(found.Items) == 1 {
		y = found.Items[0]
	} else if _, err := fmt.Sscan(day[:4], &y.Year); err != nil {
		t.Fatal(err)
	}
	for _, d := range y.Days {
		if d["for"] == nil {
			delete(d, "for")
		}
	}
	return y
}

// tracedRecount wants the trace to tell once that the deadline was counted anew,
// and to show the one before beside it.
func tracedRecount(t testing.TB, c *apitest.Client, p apitest.Proposal, was string) {
	t.Helper()
	type due struct {
		DueAt string `json:"due_at"`
	}
	var trace struct {
		Gates []struct {
			Gate     string
			Deadline *apitest.Deadline
		}
		Events []struct {
			Action string
			Data   struct{ Data struct{ Before, After due } } // the act's own inside the entry's
		}
	}
	c.As("auditor").GET(p.Path("/trace")).Want(t, 200).JSON(&trace)
	told := 0
	for _, e := range trace.Events {
		if e.Action == "deadline_recounted" {
			told++
			if e.Data.Data.Before.DueAt != was || e.Data.Data.After.DueAt <= was {
				t.Errorf("the trace tells %+v, it was due on %s", e.Data.Data, was)
			}
		}
	}
	if told != 1 {
		t.Errorf("the trace tells %d times that a deadline was counted anew", told)
	}
	for _, g := range trace.Gates {
		if g.Gate == techGate && (g.Deadline == nil || len(g.Deadline.Recounted) != 1) {
			t.Errorf("the trace shows %+v", g.Deadline)
		}
	}
}
