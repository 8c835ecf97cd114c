package postgres

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"pheduyet/internal/process"
	"pheduyet/internal/proposal"
)

// reminding is a world on the day from which packs remind.
func reminding(t testing.TB) *world {
	t.Helper()
	w := newWorld(t)
	s := worldSeeds(t)
	names, err := filepath.Glob("../../seeds/packs/*@2026-11-22.json")
	if err != nil || len(names) == 0 {
		t.Fatal("no packs", err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		p, err := process.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		s.Packs = append(s.Packs, p)
	}
	if err := LoadSeeds(t.Context(), w.ownerURL, s, true); err != nil {
		t.Fatal(err)
	}
	w.Now = func() time.Time { return inNovember }
	return w
}

var inNovember = time.Date(2026, 11, 30, 9, 0, 0, 0, proposal.Zone)

// remind does a reminder at a time, twice: a retried activity changes nothing.
func (w *world) remind(id string, n int, at time.Time) proposal.Progress {
	w.t.Helper()
	w.Now = func() time.Time { return at }
	var p proposal.Progress
	for range 2 {
		var err error
		if p, err = w.Remind(w.t.Context(), id, "proposal/"+id+"/firing/"+strconv.Itoa(n)); err != nil {
			w.t.Fatal(describe(err))
		}
	}
	return p
}

func (w *world) recordedAs(id, action string) int {
	w.t.Helper()
	return w.count("SELECT count(*) FROM ledger_entries WHERE proposal = $1 AND action = $2", id, action)
}

func TestALateMinistryIsRemindedByLetters(t *testing.T) {
	t.Parallel()
	w := reminding(t)
	id := w.draft("filer", facts(billion))
	if p := w.submit("filer", id); p.Wake == nil || proposal.DateOf(*p.Wake) != "2026-12-02" {
		t.Fatalf("wakes at %v", p.Wake)
	}
	w.clear(id, "1")
	p := w.do("filer", id, proposal.CommandConsult, "", proposal.Consultation{Letter: &proposal.Letter{Number: "1/SYT", Date: "2026-11-30"}})
	etag := w.kase(id).ETag
	for n := 1; n <= 3; n++ {
		p = w.remind(id, n, p.Wake.Add(time.Minute))
	}
	c := w.kase(id)
	if len(c.Standing.Drafts) != 3 || w.recordedAs(id, "letter_drafted") != 3 {
		t.Fatalf("%d drafts, %d told", len(c.Standing.Drafts), w.recordedAs(id, "letter_drafted"))
	}
	for i, by := range []string{"so-y-te", "so-y-te", "ubnd-tinh"} {
		if d := c.Standing.Drafts[i]; d.SignBy != by || d.N != i+1 || d.ToName != "Tên của bo-y-te" {
			t.Errorf("draft %d: %+v", i+1, d)
		}
	}
	if c.ETag != etag {
		t.Errorf("a reminder made what people read stale: etag %d, was %d", c.ETag, etag)
	}
	if g, _ := c.Gate(consultation); g.State != proposal.GateOpen {
		t.Errorf("silence passed the gate: %s", g.State)
	}
	w.remind(id, 4, inNovember) // the clock jumps back: nothing is due
	if w.recordedAs(id, "letter_drafted") != 3 {
		t.Error("a clock that jumped back drafted a letter")
	}
}

func TestAnUnansweredReturnComesBackToItsAuthority(t *testing.T) {
	t.Parallel()
	w := reminding(t)
	id := w.draft("filer", facts(billion))
	w.submit("filer", id)
	w.clear(id, "1")
	p := w.do("khcn", id, proposal.CommandDecide, consultation, proposal.Decision{Outcome: proposal.Return, Reason: "thiếu", Items: []proposal.ItemRequest{{Text: "Nêu rõ"}}})
	for n := 1; n <= 4; n++ {
		p = w.remind(id, n, *p.Wake)
	}
	if w.recordedAs(id, "reminded") != 3 || w.recordedAs(id, "answer_overdue") != 1 {
		t.Fatalf("reminded %d times, overdue %d", w.recordedAs(id, "reminded"), w.recordedAs(id, "answer_overdue"))
	}
	w.Now = func() time.Time { return p.Wake.Add(-time.Hour) }
	d := rejection()
	d.Reason = "quá thời hạn bổ sung"
	if p := w.do("khcn", id, proposal.CommandDecide, consultation, d); p.Status != proposal.Rejected || p.Wake != nil {
		t.Errorf("%s, wakes at %v", p.Status, p.Wake)
	}
}

func TestPauseExtensionAndDecisionOnTheRecord(t *testing.T) {
	t.Parallel()
	w := reminding(t)
	id := w.draft("filer", facts(billion))
	w.submit("filer", id)
	w.clear(id, "1")
	w.consulted(id)
	w.do("khcn", id, proposal.CommandPause, technology, proposal.PauseRequest{Cause: "supplement", Reason: "chờ số liệu"})
	if n := w.count("SELECT count(*) FROM gates WHERE proposal = $1 AND gate = $2 AND due_at IS NULL", id, technology); n != 1 {
		t.Error("a clock that stands still can be overdue")
	}
	if n := w.count("SELECT count(*) FROM proposal_editors WHERE proposal = $1 AND account = $2", id, w.people["khcn"]); n != 0 {
		t.Error("who pauses a clock counts as the filing side")
	}
	w.Now = func() time.Time { return inNovember.AddDate(0, 0, 7) }
	p := w.do("khcn", id, proposal.CommandResume, technology, proposal.Resumption{Note: "đã nhận"})
	g, _ := p.Gate(technology)
	if got := proposal.DateOf(g.Deadline.DueAt); got != "2027-01-01" {
		t.Errorf("due %s", got)
	}
	if _, err := w.try("khcn", id, proposal.CommandExtend, technology, proposal.ExtensionRequest{Reason: "x", Days: 1}); proposal.CodeOf(err) != proposal.CodeForbidden {
		t.Errorf("a reviewer extends: %v", err)
	}
	w.reviewed(id)
	rounds, err := w.Trace(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rounds.Rounds {
		if r.Gate == technology && (len(r.Deadline.Paused) != 1 || len(r.Cites) < 2 || r.Deadline.Skipped[0].Date == "") {
			t.Errorf("the trace tells %+v, %v", r.Deadline, r.Cites)
		}
	}
}

// A clock that jumps between one COMMIT and the next, weeks ahead and back, has no
// reminder recorded twice and none forgotten for good: once it goes right again,
// what falls due is recorded, and the ledger is whole.
func TestAClockThatJumpsBetweenCommits(t *testing.T) {
	t.Parallel()
	y := &year{world: reminding(t)}
	id := y.draft("filer", facts(billion))
	y.submit("filer", id)
	y.clear(id, "1")
	y.do("filer", id, proposal.CommandConsult, "", proposal.Consultation{Letter: &proposal.Letter{Number: "1/SYT", Date: "2026-11-30"}})
	n := 0
	for _, jump := range []int{1, 40, -3, 0, 90, 20, -10, 41, 90, 5} {
		n++
		y.remind(id, n, inNovember.AddDate(0, 0, jump))
	}
	n++
	p := y.remind(id, n, inNovember.AddDate(0, 0, 91))
	if p.Wake == nil || p.Wake.Before(y.Now()) {
		t.Fatalf("wakes at %v", p.Wake)
	}
	before := len(y.given(id))
	y.remind(id, n+1, p.Wake.Add(time.Minute))
	given := y.given(id)
	for key, times := range given {
		if times != 1 {
			t.Errorf("%s: %d times", key, times)
		}
	}
	if len(given) != before+1 || before < 3 {
		t.Errorf("%d reminders, then %d", before, len(given))
	}
	if doubled := y.count("SELECT count(*) FROM (SELECT cause, person FROM outbox GROUP BY 1, 2 HAVING count(*) > 1) d"); doubled > 0 {
		t.Errorf("%d letters twice", doubled)
	}
	y.ledgerOf(id)
}
