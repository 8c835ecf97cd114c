package proposal

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// clocked is the standard process with causes to pause, extensions and an answer
// time.
func clocked() Rules {
	r := standard()
	r.AnswerDays, r.RemindAt = 20, "07:30"
	r.AnswerReminders = &Reminders{BeforeDays: []int{5}, AfterDays: 5, RepeatDays: 10}
	for i := range r.Gates {
		g := &r.Gates[i]
		g.Reminders = &Reminders{BeforeDays: []int{2}, AfterDays: 2, RepeatDays: 5, Inform: []string{"so-khcn"}}
		g.Pauses = []PauseCause{{ID: "supplement", Text: Text{"Chờ bổ sung", "Waiting"}, Citation: Citation{Document: "NĐ 45", Article: "Điều 34"}}}
		g.Extension = &ExtensionRule{Times: 1, MaxDays: 5, Citations: []Citation{{Document: "NĐ 118"}}}
		g.Grounds = []Ground{{"deadline", Citation{Document: "KH 651"}}, {"labels", Citation{Document: "x"}}}
		if g.Stretches != nil {
			g.Stretches.RemindAfter, g.Stretches.RemindEvery = 10, 5
			g.Stretches.OwnLetters, g.Stretches.ThenSignedBy = 2, "ubnd-tinh"
		}
	}
	return r
}

func (f *flow) gate(id string) Gate {
	g, _ := f.Gate(id)
	return g
}

func (f *flow) due(id string) Date { return DateOf(f.gate(id).Deadline.DueAt) }

// days lets time pass.
func (f *flow) days(n int) { f.now = f.now.AddDate(0, 0, n) }

var waits = PauseRequest{Cause: "supplement", Reason: "chờ số liệu"}

func apology(days int) ExtensionRequest {
	return ExtensionRequest{Reason: "nhiều hồ sơ", Days: days, Document: new(paper())}
}

func TestAPauseMovesTheDeadlineByItsDays(t *testing.T) {
	f := filed(t, clocked()).to("tech")
	due := f.due("tech")
	f.take(f.Pause("tech", waits, at(f.now)))
	d := f.gate("tech").Deadline
	if d.StoppedAt == nil || DateOf(d.DueAt) != due || d.Overdue(d.DueAt.AddDate(1, 0, 0)) {
		t.Errorf("paused: %+v", d)
	}
	if e := f.events[0]; e.Action != "clock_paused" || e.Citations[0].Document != "NĐ 45" {
		t.Errorf("told as %+v", e)
	}
	f.days(4)
	f.take(f.Resume("tech", Resumption{Note: "đã nhận"}, at(f.now)))
	d = f.gate("tech").Deadline
	if want := DateOf(due.Time().AddDate(0, 0, 4)); DateOf(d.DueAt) != want || d.StoppedAt != nil {
		t.Errorf("due %v, want %s", d.DueAt, want)
	}
	moved := f.events[0].Data.(ResumedData)
	if DateOf(moved.Before.DueAt) != due || !moved.After.DueAt.Equal(d.DueAt) {
		t.Errorf("told as %+v", moved)
	}
	if p := f.Standing.Pauses[0]; p.Reason != "chờ số liệu" || p.Note != "đã nhận" || p.To == nil {
		t.Errorf("kept as %+v", p)
	}
	want := []Citation{{Document: "KH 651"}, {Document: "NĐ 45", Article: "Điều 34"}}
	if diff := cmp.Diff(want, f.Rules.Gates[2].DeadlineCites(*d)); diff != "" {
		t.Error(diff)
	}
}

func TestADecisionEndsAPause(t *testing.T) {
	f := filed(t, clocked()).to("tech")
	f.take(f.Pause("tech", waits, at(f.now)))
	f.days(3)
	f.pass("tech")
	if d := f.gate("tech").Deadline; d.Paused[0].To == nil || f.Standing.Pauses[0].To == nil {
		t.Errorf("still paused: %+v", d)
	}
}

func TestPausesThatMayNotBe(t *testing.T) {
	f := filed(t, clocked()).to("tech")
	for name, tt := range map[string]struct {
		in   PauseRequest
		late int
		want string
	}{
		"no such cause": {PauseRequest{Cause: "holiday", Reason: "x"}, 0, "invalid cause"},
		"no reason":     {PauseRequest{Cause: "supplement"}, 0, "invalid reason"},
		"a bare paper":  {PauseRequest{Cause: "supplement", Reason: "x", Document: &Document{}}, 0, "invalid document.title document.signatory"},
		"overdue":       {waits, 30, "conflict"},
	} {
		if _, err := f.Pause("tech", tt.in, at(f.now.AddDate(0, 0, tt.late))); faultsOf(err) != tt.want {
			t.Errorf("%s: %s, want %s", name, faultsOf(err), tt.want)
		}
	}
}

func TestAnExtensionKeepsTheFirstDueTime(t *testing.T) {
	f := filed(t, clocked()).to("tech")
	first := f.gate("tech").Deadline.DueAt
	f.days(22) // late already
	f.take(f.Extend("tech", apology(5), at(f.now)))
	d := f.gate("tech").Deadline
	if !d.FirstDueAt.Equal(first) || !d.DueAt.Equal(first.AddDate(0, 0, 5)) || d.Extended.Days != 5 {
		t.Errorf("extended: %+v", d)
	}
	if s := f.Standing.Extensions[0]; s.Reason != "nhiều hồ sơ" || !s.FirstDueAt.Equal(first) {
		t.Errorf("kept as %+v", s)
	}
	if _, err := f.Extend("tech", apology(1), at(f.now)); faultsOf(err) != "conflict" {
		t.Errorf("a second time: %s", faultsOf(err))
	}
}

func TestExtensionsThatMayNotBe(t *testing.T) {
	f := filed(t, clocked()).to("tech")
	for name, tt := range map[string]struct {
		in   ExtensionRequest
		want string
	}{
		"nothing said": {ExtensionRequest{}, "invalid reason days document"},
		"too many":     {apology(6), "invalid days"},
		"none":         {apology(0), "invalid days"},
	} {
		if _, err := f.Extend("tech", tt.in, at(f.now)); faultsOf(err) != tt.want {
			t.Errorf("%s: %s, want %s", name, faultsOf(err), tt.want)
		}
	}
	plain := filed(t, standard()).to("tech")
	if _, err := plain.Extend("tech", apology(1), at(plain.now)); faultsOf(err) != "conflict" {
		t.Errorf("by a pack that allows none: %s", faultsOf(err))
	}
}

func TestWhoMayMoveAClock(t *testing.T) {
	f := filed(t, clocked()).to("tech")
	reviewer := Actor{Account: "r", Agency: "so-khcn", Roles: []Role{RoleReviewer}}
	head := Actor{Account: "h", Agency: "so-khcn", Roles: []Role{RoleHead}}
	other := Actor{Account: "o", Agency: "so-tai-chinh", Roles: []Role{RoleHead}}
	check := func(when string, err error, want Code) {
		t.Helper()
		if got := CodeOf(err); (err == nil) != (want == "") || (err != nil && got != want) {
			t.Errorf("%s: %v, want %q", when, err, want)
		}
	}
	check("a reviewer pauses", CanPause(f.Progress, reviewer, "tech"), "")
	check("another agency pauses", CanPause(f.Progress, other, "tech"), CodeForbidden)
	check("resumes what runs", CanResume(f.Progress, reviewer, "tech"), CodeConflict)
	check("a reviewer extends", CanExtend(f.Progress, reviewer, "tech"), CodeForbidden)
	check("the head extends", CanExtend(f.Progress, head, "tech"), "")
	check("another head extends", CanExtend(f.Progress, other, "tech"), CodeForbidden)
	check("a gate that is not open", CanPause(f.Progress, reviewer, "ministry"), CodeConflict)
	check("no such gate", CanExtend(f.Progress, reviewer, "x"), CodeNotFound)
	f.take(f.Pause("tech", waits, at(f.now)))
	check("pauses twice", CanPause(f.Progress, reviewer, "tech"), CodeConflict)
	check("extends what stands still", CanExtend(f.Progress, head, "tech"), CodeConflict)
	check("resumes", CanResume(f.Progress, reviewer, "tech"), "")
	ministry := filed(t, clocked()).to("ministry")
	check("the filing agency's stretch", CanExtend(ministry.Progress, head, "ministry"), CodeConflict)
	check("nor paused", CanPause(ministry.Progress, reviewer, "ministry"), CodeConflict)
}

func TestAReturnStopsItsClockAndStartsTheAnswers(t *testing.T) {
	f := filed(t, clocked()).to("tech")
	due := f.due("tech")
	now := f.now
	f.decide("tech", returning())
	g := f.gate("tech")
	if g.Deadline.StoppedAt == nil || f.due("tech") != due {
		t.Errorf("returned: %+v", g.Deadline)
	}
	if want := DateOf(now.AddDate(0, 0, 20)); DateOf(g.Clock.AnswerBy.DueAt) != want {
		t.Errorf("answer by %v, want %s", g.Clock.AnswerBy.DueAt, want)
	}
	f.submit(clocked(), Answer{Item: "tech-1-1", Text: "đã rõ"})
	if g := f.gate("tech"); g.Clock.AnswerBy != nil || g.Deadline.StoppedAt != nil || g.Round != 2 {
		t.Errorf("resubmitted: %+v", g)
	}
}

func TestTheClocksOfGatesBesideAReturnRunOn(t *testing.T) {
	f := filed(t, parallel())
	before := f.gate("level").Deadline
	f.screen(Match{ID: "N01", Weighty: true})
	f.decide("dup", returning())
	if g := f.gate("level"); g.State != GateOpen || !g.Deadline.DueAt.Equal(before.DueAt) || g.Deadline.StoppedAt != nil {
		t.Errorf("beside: %+v", g.Deadline)
	}
}

func TestAConsultationTellsItsStretches(t *testing.T) {
	f := filed(t, clocked()).to("ministry")
	if d := f.gate("ministry").Deadline; d.Stretch != StretchSend || d.Holder != "so-y-te" || d.Days != 5 {
		t.Errorf("first: %+v", d)
	}
	f.days(1)
	f.letter("bo-y-te", DateOf(f.now))
	if d := f.gate("ministry").Deadline; d.Stretch != StretchReply || d.Holder != "bo-y-te" || d.Days != 15 {
		t.Errorf("second: %+v", d)
	}
	f.days(20)
	f.reply("bo-y-te", DateOf(f.now), Agree)
	g := f.gate("ministry")
	if d := g.Deadline; d.Stretch != StretchConfirm || d.Holder != "so-khcn" || d.Days != 3 {
		t.Errorf("third: %+v", d)
	}
	var past []string
	for _, s := range g.Clock.Past {
		past = append(past, s.Name+" "+s.Holder)
	}
	if diff := cmp.Diff([]string{"send so-y-te", "reply bo-y-te"}, past); diff != "" {
		t.Error(diff)
	}
	f.decide("ministry", f.good(KindConsultation))
}

func TestRecountingKeepsPausesAndExtensions(t *testing.T) {
	f := filed(t, clocked()).to("tech")
	f.take(f.Extend("tech", apology(3), at(f.now)))
	before := f.gate("tech").Deadline.DueAt
	env := at(f.now)
	if got := f.Recount(env); len(got.Events) != 0 {
		t.Fatalf("nothing changed, but %v", got.Events)
	}
	count := env.Due
	env.Due = func(from time.Time, days int, pauses ...Pause) Deadline {
		d := count(from, days+1, pauses...) // one more holiday on the way
		d.Days = days
		return d
	}
	got := f.Recount(env)
	if d := got.Case.Gates[2].Deadline; !d.DueAt.Equal(before.AddDate(0, 0, 1)) || d.Extended.Days != 3 {
		t.Errorf("%+v", d)
	}
	if e := got.Events[0]; e.Action != "deadline_recounted" || !e.Data.(Recounted).Before.DueAt.Equal(before) || !e.ByRule {
		t.Errorf("told as %+v", e)
	}
}

func TestAProvisionalDeadlineIsTold(t *testing.T) {
	f := &flow{t: t, Case: draft(), now: noon}
	env := at(noon)
	count := env.Due
	env.Due = func(from time.Time, days int, pauses ...Pause) Deadline {
		d := count(from, days, pauses...)
		d.Provisional = true
		return d
	}
	f.take(f.Submit(Submission{}, filing(clocked()), env))
	if got := f.actions(); got != "submitted, gate_opened dup, deadline_provisional dup" {
		t.Error(got)
	}
}
