package postgres

import (
	"strings"
	"testing"
	"time"

	"pheduyet/internal/calendar"
	"pheduyet/internal/proposal"
)

// A holiday that becomes known moves the open deadline, once, and the old value
// stays in the ledger; a fact that changes nothing leaves no trace.
func TestAHolidayMovesOpenDeadlinesOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.draft("filer", facts(billion))
	w.submit("filer", id)
	note := func(key string) proposal.Gate {
		t.Helper()
		if _, err := w.TakeNote(t.Context(), id, proposal.Fact{Kind: proposal.FactCalendar, Ref: "2026"}, key); err != nil {
			t.Fatal(describe(err))
		}
		g, _ := w.kase(id).Gate(duplication)
		return g
	}
	before, entries := note("note/1"), len(w.ledgerOf(id))
	if proposal.DateOf(before.Deadline.DueAt) != "2026-09-17" || w.kase(id).Version != 1 {
		t.Fatalf("due %v, version %d", before.Deadline, w.kase(id).Version)
	}
	s := worldSeeds(t)
	s.Years[0].Days = []calendar.Day{{Date: "2026-09-16", Kind: calendar.Holiday, Name: "Nghỉ", Source: "QĐ", Grade: "stated"}}
	if err := LoadSeeds(t.Context(), w.ownerURL, s, true); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if after := note("note/2"); proposal.DateOf(after.Deadline.DueAt) != "2026-09-18" {
			t.Errorf("due %v", after.Deadline.DueAt)
		} else if b := after.Deadline.Before; len(b) != 1 || !b[0].DueAt.Equal(before.Deadline.DueAt) {
			t.Errorf("it was due on %v", b)
		}
	}
	all := w.ledgerOf(id)
	if len(all) != entries+1 || all[entries].Action != "deadline_recounted" || all[entries].Actor.Account != "" {
		t.Errorf("%d entries, the last %+v", len(all)-entries, all[len(all)-1])
	}
	if _, err := w.TakeNote(t.Context(), id, proposal.Fact{Kind: "rumour"}, "note/3"); proposal.CodeOf(err) != proposal.CodeInvalid {
		t.Errorf("an unknown fact: %v", err)
	}
}

// A rejected proposal hears of the calendar while it may be reviewed, and only of
// that; the ledger keeps the end that was.
func TestHolidaysMoveAReviewPeriod(t *testing.T) {
	t.Parallel()
	w := newKeptWorld(t)
	id := w.draft("filer", facts(billion))
	w.submit("filer", id)
	w.clear(id, "key")
	w.consulted(id)
	w.do("khcn", id, proposal.CommandDecide, technology, rejection())
	was := *w.kase(id).ReviewUntil
	w.changed("holidays", calendar.Year{Year: 2026, Days: []calendar.Day{{Date: was.Format(time.DateOnly), Kind: calendar.Holiday, Name: "Nghỉ", Source: "QĐ", Grade: "stated"}}})
	for kind, want := range map[string]int{proposal.FactCalendar: 1, proposal.FactEdition: 0, proposal.FactSuccession: 0} {
		if ids, err := w.ToTell(t.Context(), kind, false, "", 10); err != nil || len(ids) != want {
			t.Errorf("%s is told to %v, %v", kind, ids, err)
		}
	}
	for range 2 {
		if _, err := w.TakeNote(t.Context(), id, proposal.Fact{Kind: proposal.FactCalendar, Ref: "x"}, "note/1"); err != nil {
			t.Fatal(describe(err))
		}
	}
	if got := *w.kase(id).ReviewUntil; !got.After(was) {
		t.Errorf("until %v, was %v", got, was)
	}
	all := w.ledgerOf(id)
	if last := all[len(all)-1]; last.Action != "review_recounted" || !strings.Contains(string(last.Payload), was.Format(time.RFC3339)) {
		t.Errorf("%s %s", last.Action, last.Payload)
	}
	if n := w.count("SELECT count(*) FROM outbox WHERE kind = 'review_period_changed' AND proposal = $1", id); n == 0 {
		t.Error("the filing agency is not told")
	}
}
