package proposal

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// reminders lets time pass to a day, doing every reminder on the way when it falls
// due, and writes each as "10-07 reminded before decides:so-khcn".
func (f *flow) reminders(until time.Time) []string {
	f.t.Helper()
	var out []string
	for {
		firing, ok := f.NextFiring(at(f.now))
		if !ok || firing.At.After(until) {
			f.now = until
			return out
		}
		f.now = later(f.now, firing.At)
		t := f.Remind(at(f.now))
		if len(t.Events) != 1 {
			f.t.Fatalf("%d events at %v", len(t.Events), f.now)
		}
		e := t.Events[0]
		data := e.Data.(ReminderData)
		line := data.Scheduled.Format("01-02") + " " + e.Action + " " + data.Stage
		for _, to := range data.Targets {
			line += " " + to.Group + ":" + to.Agency
		}
		if data.Letter != nil {
			line += fmt.Sprintf(" letter %d by %s", data.Letter.N, data.Letter.SignBy)
		}
		out = append(out, line)
		f.Case = t.Case
	}
}

func TestRemindersOfAGate(t *testing.T) {
	f := filed(t, clocked()).to("tech") // opened on 05/10, due on 25/10
	got := f.reminders(f.now.AddDate(0, 0, 33))
	want := []string{
		"10-23 reminded before decides:so-khcn",
		"10-25 escalated at heads:so-khcn decides:so-khcn",
		"10-27 escalated after heads:so-khcn decides:so-khcn",
		"11-01 escalated after heads:so-khcn decides:so-khcn",
		"11-06 escalated after heads:so-khcn decides:so-khcn",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if g := f.gate("tech"); g.State != GateOpen {
		t.Errorf("time passed the gate: %s", g.State)
	}
}

func TestRemindersOfAConsultation(t *testing.T) {
	f := filed(t, clocked()).to("ministry") // the letter is due on 10/10
	got := f.reminders(noon.AddDate(0, 0, 8))
	want := []string{
		"10-08 reminded before files:so-y-te",
		"10-10 escalated at heads:so-khcn files:so-y-te decides:so-khcn",
		"10-12 escalated after heads:so-khcn files:so-y-te decides:so-khcn",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	f.letter("bo-y-te", DateOf(f.now)) // 13/10; the reply is due on 28/10
	got = f.reminders(noon.AddDate(0, 0, 35))
	want = []string{
		"10-23 letter_drafted before files:so-y-te letter 1 by so-y-te",
		"10-28 letter_drafted at heads:so-khcn files:so-y-te decides:so-khcn letter 2 by so-y-te",
		"11-02 letter_drafted after heads:so-khcn files:so-y-te decides:so-khcn letter 3 by ubnd-tinh",
		"11-07 letter_drafted after heads:so-khcn files:so-y-te decides:so-khcn letter 4 by ubnd-tinh",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	l := f.Standing.Drafts[2]
	text := l.Text(f.Case)
	for _, part := range []string{"Kính gửi: bo-y-te", "Ngày 13/10/2026", "Công văn số 1/CV", "“Quản lý tiêm chủng”", "đến ngày 02/11/2026 chưa nhận được", "ubnd-tinh trân trọng"} {
		if !strings.Contains(text, part) {
			t.Errorf("%q is not in\n%s", part, text)
		}
	}
	if !strings.Contains(l.Title(f.Case), "nhắc lần 3") {
		t.Error(l.Title(f.Case))
	}
	f.reply("bo-y-te", DateOf(f.now), Agree)
	if got := f.reminders(f.now.AddDate(0, 0, 3)); len(got) == 0 || !strings.Contains(got[0], "reminded before decides:so-khcn") {
		t.Errorf("the authority's stretch: %v", got)
	}
}

func TestAnUnansweredReturnMayBeRejected(t *testing.T) {
	f := filed(t, clocked()).to("tech")
	f.decide("tech", returning()) // 05/10; the answer is due on 25/10
	reviewer := Actor{Account: "r", Agency: "so-khcn", Roles: []Role{RoleReviewer}}
	want := []string{
		"10-20 reminded before files:so-y-te",
		"10-25 reminded at files:so-y-te decides:so-khcn",
	}
	if d := cmp.Diff(want, f.reminders(noon.AddDate(0, 0, 22))); d != "" {
		t.Error(d)
	}
	if err := CanDecide(f.Progress, reviewer, "tech"); CodeOf(err) != CodeConflict {
		t.Errorf("too early: %v", err)
	}
	if d := cmp.Diff([]string{"10-30 answer_overdue after files:so-y-te decides:so-khcn"}, f.reminders(noon.AddDate(0, 0, 30))); d != "" {
		t.Error(d)
	}
	if err := CanDecide(f.Progress, reviewer, "tech"); err != nil {
		t.Errorf("overdue: %v", err)
	}
	if CanPause(f.Progress, reviewer, "tech") == nil {
		t.Error("a returned gate is paused")
	}
	if _, err := f.Decide("tech", f.good(KindTechnology), at(f.now)); faultsOf(err) != "invalid outcome" {
		t.Errorf("passed though unanswered: %s", faultsOf(err))
	}
	f.decide("tech", rejecting())
	if f.Status != Rejected || f.gate("tech").Round != 2 || f.gate("tech").State != GateRejected {
		t.Errorf("rejected: %s", f.states())
	}
}

func TestAnAnswerInTimeEndsItsReminders(t *testing.T) {
	f := filed(t, clocked()).to("tech")
	f.decide("tech", returning())
	f.reminders(noon.AddDate(0, 0, 30))
	f.submit(clocked(), Answer{Item: "tech-1-1", Text: "đã rõ"})
	if g := f.gate("tech"); g.Clock.Unanswered || g.State != GateOpen {
		t.Errorf("%+v", g)
	}
}

func TestWhatMovesADeadlineMovesItsReminders(t *testing.T) {
	f := filed(t, clocked()).to("tech") // due on 25/10
	f.reminders(noon.AddDate(0, 0, 18)) // 23/10: reminded
	f.take(f.Extend("tech", apology(5), at(f.now)))
	want := []string{"10-28 reminded before decides:so-khcn", "10-30 escalated at heads:so-khcn decides:so-khcn"}
	if d := cmp.Diff(want, f.reminders(noon.AddDate(0, 0, 25))); d != "" {
		t.Error(d)
	}
	paused := filed(t, clocked()).to("tech")
	paused.take(paused.Pause("tech", waits, at(paused.now)))
	if got := paused.reminders(noon.AddDate(0, 0, 60)); len(got) != 0 {
		t.Errorf("a clock that stands still reminds: %v", got)
	}
}

func TestAPackWithoutRemindersIsSilent(t *testing.T) {
	f := filed(t, standard()).to("tech")
	if got := f.reminders(noon.AddDate(2, 0, 0)); len(got) != 0 {
		t.Errorf("%v", got)
	}
	if p := f.Waking(at(f.now)); p.Wake != nil {
		t.Errorf("wakes at %v", p.Wake)
	}
}

// An old letter's ministry is late already when the gate opens: one reminder says
// so at once, not all those that would have been.
func TestWhatWasMissedCountsAsOne(t *testing.T) {
	f := filed(t, clocked())
	f.letter("bo-y-te", DateOf(noon.AddDate(0, 0, -28)))
	f.pass("dup")
	f.now = f.now.Add(time.Minute)
	got := f.reminders(f.now)
	want := []string{"10-02 letter_drafted after heads:so-khcn files:so-y-te decides:so-khcn letter 1 by so-y-te"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// Whenever a worker wakes, and however the clock jumps meanwhile, what has been
// reminded of by a time is never reminded of again before that time, and once the
// clock is right the last reminder due has been given.
func TestRemindersUnderAJumpingClock(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		f := filed(t, clocked()).to("tech")
		start := f.now
		var given []string
		wake := func(now time.Time) {
			for {
				tr := f.Remind(at(now))
				if len(tr.Events) == 0 {
					return
				}
				f.Case = tr.Case
				data := tr.Events[0].Data.(ReminderData)
				if data.Scheduled.After(now) {
					r.Fatalf("at %v reminded of %v", now, data.Scheduled)
				}
				given = append(given, data.Scheduled.Format(time.RFC3339))
			}
		}
		for range rapid.IntRange(1, 8).Draw(r, "wakes") {
			wake(start.AddDate(0, 0, rapid.IntRange(0, 60).Draw(r, "day")))
		}
		end := start.AddDate(0, 0, 61)
		before := len(given)
		wake(end)
		wake(end)
		if len(given) > before+1 {
			r.Fatalf("at the end %d reminders at once", len(given)-before)
		}
		if len(given) == 0 || slices.Max(given) != "2026-12-01T07:30:00+07:00" {
			r.Fatalf("the last due was not given: %v", given)
		}
	})
}
