package proposal

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func plea() ReviewPlea {
	return ReviewPlea{Reason: "Ý kiến chưa xét nghiệp vụ đặc thù", Document: laterPaper()}
}

func ruling(o AmendmentKind, gate string) ReviewRuling {
	return ReviewRuling{Outcome: o, Gate: gate, Reason: "Đã xem xét", Document: laterPaper()}
}

// An adviser's rejection may be reviewed within its days; sent back, the proposal
// runs again from the gate named, with the money that still stands.
func TestReviewSendsBack(t *testing.T) {
	f := filed(t, standard()).to("level")
	held := f.Standing.Reserved
	f.decide("level", rejecting())
	f.take(f.RequestReview(plea(), head("so-y-te"), at(f.now)))
	if f.Status != Rejected || f.Review != ReviewRequested || f.actions() != "review_requested level" {
		t.Fatalf("%s %s %s", f.Status, f.Review, f.actions())
	}
	f.take(f.Rule(ruling(SendBack, "level"), staff("ubnd-tinh"), at(f.now)))
	if diff := cmp.Diff("dup:passed/1 ministry:passed/1 tech:passed/1 money:passed/1 level:open/2 province:pending/1", f.states()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(held, f.Standing.Reserved); diff != "" {
		t.Error(diff)
	}
	if f.Review != ReviewNone || f.ReviewUntil != nil || f.Status != InReview {
		t.Errorf("%+v", f.Progress)
	}
	f.decide("level", rejecting()) // and may be asked for again: it is another decision
	f.take(f.RequestReview(plea(), head("so-y-te"), at(f.now)))
}

// Sent back before the advice, the money is free until it is advised anew.
func TestReviewSendsBackBeforeTheMoney(t *testing.T) {
	f := filed(t, standard()).to("level")
	f.decide("level", rejecting())
	f.take(f.RequestReview(plea(), head("so-y-te"), at(f.now)))
	f.take(f.Rule(ruling(SendBack, "dup"), staff("ubnd-tinh"), at(f.now)))
	if g, ok := f.AwaitsScreening(); !ok || g != "dup" {
		t.Errorf("nothing to compare: %s", f.states())
	}
	if len(f.Standing.Reserved) != 0 || f.Standing.Advice != nil {
		t.Errorf("%+v", f.Standing.Reserved)
	}
}

// Less money that was accepted stays accepted; less that was not still waits.
func TestReviewKeepsWhatWasAccepted(t *testing.T) {
	for _, accepted := range []bool{true, false} {
		f := filed(t, standard()).to("money")
		less := withConditions(f.good(KindBudget), "Thu gọn")
		less.Details.Allocations[0].AmountVND = billion
		f.decide("money", less)
		if accepted {
			f.take(f.Accept(Acceptance{Accepted: true}, at(f.now)))
		}
		f.decide("level", rejecting())
		f.take(f.RequestReview(plea(), head("so-y-te"), at(f.now)))
		f.take(f.Rule(ruling(SendBack, "level"), staff("ubnd-tinh"), at(f.now)))
		if f.AcceptanceDue == accepted {
			t.Errorf("accepted %v, due %v", accepted, f.AcceptanceDue)
		}
	}
}

// Upheld, the rejection stands for good.
func TestReviewUpholds(t *testing.T) {
	f := filed(t, standard()).to("tech")
	f.decide("tech", rejecting())
	f.take(f.RequestReview(plea(), head("so-y-te"), at(f.now)))
	f.take(f.Rule(ruling(Uphold, ""), staff("ubnd-tinh"), at(f.now)))
	if f.Status != Rejected || f.Review != ReviewUpheld || f.actions() != "review_upheld tech" {
		t.Errorf("%s %s %s", f.Status, f.Review, f.actions())
	}
	if got := codeOf(CanRequestReview(f.Progress, head("so-y-te"))); got != CodeConflict {
		t.Errorf("asked again: %q", got)
	}
}

// A review never jumps over the gate that said no: not over the ministry either.
func TestReviewJumpsOverNoGate(t *testing.T) {
	f := filed(t, standard()).to("ministry")
	f.consult(Disagree)
	f.decide("ministry", rejecting())
	f.take(f.RequestReview(plea(), head("so-y-te"), at(f.now)))
	for gate, want := range map[string]string{
		"tech": "invalid gate", "province": "invalid gate", "": "invalid gate", "none": "invalid gate", "dup": "", "ministry": "",
	} {
		_, err := f.Rule(ruling(SendBack, gate), staff("ubnd-tinh"), at(f.now))
		if got := faultsOf(err); got != want {
			t.Errorf("%q: %q, want %q", gate, got, want)
		}
	}
	if _, err := f.Rule(ruling(Uphold, "dup"), staff("ubnd-tinh"), at(f.now)); faultsOf(err) != "invalid gate" {
		t.Error(err)
	}
	f.take(f.Rule(ruling(SendBack, "ministry"), staff("ubnd-tinh"), at(f.now)))
	if _, err := f.Decide("ministry", f.good(KindConsultation), at(f.now)); faultsOf(err) != "invalid outcome" {
		t.Errorf("the ministry still disagrees: %v", err)
	}
}

// The days are counted by the pack; after them nothing is asked for.
func TestReviewInItsDays(t *testing.T) {
	f := filed(t, standard()).to("tech")
	f.decide("tech", rejecting())
	last := *f.ReviewUntil
	if _, err := f.RequestReview(plea(), head("so-y-te"), at(last)); err != nil {
		t.Error(err)
	}
	if _, err := f.RequestReview(plea(), head("so-y-te"), at(last.Add(time.Second))); codeOf(err) != CodeConflict {
		t.Error(err)
	}
	if _, err := f.RequestReview(ReviewPlea{}, head("so-y-te"), at(last)); faultsOf(err) != "invalid reason document" {
		t.Error(err)
	}
}

// Holidays that change move the end of the days while they run, and say what held
// before; when they are over they stay over, and a request that waits keeps them.
func TestReviewDaysAreRecounted(t *testing.T) {
	f := filed(t, standard()).to("tech")
	f.decide("tech", rejecting())
	was := *f.ReviewUntil
	changed := func(now time.Time) Env {
		env := at(now)
		count := env.Due
		env.Due = func(from time.Time, days int, pauses ...Pause) Deadline {
			d := count(from, days+1, pauses...) // one more holiday on the way
			d.Days, d.Provisional = days, true
			return d
		}
		return env
	}
	if got := f.Recount(at(f.now)); len(got.Events) != 0 {
		t.Fatalf("nothing changed, but %v", got.Events)
	}
	if got := f.Recount(changed(was.Add(time.Second))); len(got.Events) != 0 || !got.Case.ReviewUntil.Equal(was) {
		t.Errorf("days that are over run again: %v", got.Events)
	}
	got := f.Recount(changed(f.now))
	if len(got.Events) != 1 || !got.Case.ReviewUntil.Equal(was.AddDate(0, 0, 1)) || !got.Case.Standing.ReviewProvisional {
		t.Fatalf("until %v, %+v", got.Case.ReviewUntil, got.Events)
	}
	if e := got.Events[0]; e.Action != "review_recounted" || e.Gate != "tech" || !e.ByRule || !e.Data.(Recounted).Before.DueAt.Equal(was) {
		t.Errorf("told as %+v", e)
	}
	f.take(f.RequestReview(plea(), head("so-y-te"), at(f.now)))
	if got := f.Recount(changed(f.now)); len(got.Events) != 0 {
		t.Errorf("moved under a request: %v", got.Events)
	}
}

func TestWhoReviewsAndRevokes(t *testing.T) {
	open := filed(t, standard())
	rejected := filed(t, standard()).to("tech")
	rejected.decide("tech", rejecting())
	waiting := &flow{t: t, Case: rejected.Case, now: rejected.now}
	waiting.take(waiting.RequestReview(plea(), head("so-y-te"), at(waiting.now)))
	refused := filed(t, standard()).to("province")
	refused.decide("province", rejecting())
	approved := filed(t, standard()).to("")
	filer := Actor{Account: "an", Agency: "so-y-te", Roles: []Role{RoleFiler}}
	for _, c := range []struct {
		name              string
		f                 *flow
		who               Actor
		ask, rule, revoke Code
	}{
		{"running, filing head", open, head("so-y-te"), CodeConflict, CodeForbidden, CodeForbidden},
		{"rejected, filing head", rejected, head("so-y-te"), "", CodeForbidden, CodeForbidden},
		{"rejected, filer", rejected, filer, CodeForbidden, CodeForbidden, CodeForbidden},
		{"rejected, another head", rejected, head("so-khcn"), CodeForbidden, CodeForbidden, CodeForbidden},
		{"rejected, province", rejected, staff("ubnd-tinh"), CodeForbidden, CodeConflict, CodeConflict},
		{"asked, filing head", waiting, head("so-y-te"), CodeConflict, CodeForbidden, CodeForbidden},
		{"asked, province", waiting, staff("ubnd-tinh"), CodeForbidden, "", CodeConflict},
		{"refused by the province, filing head", refused, head("so-y-te"), CodeConflict, CodeForbidden, CodeForbidden},
		{"approved, province", approved, head("ubnd-tinh"), CodeForbidden, CodeConflict, ""},
		{"approved, filing head", approved, head("so-y-te"), CodeConflict, CodeForbidden, CodeForbidden},
		{"a draft", &flow{Case: draft()}, staff("ubnd-tinh"), CodeForbidden, CodeForbidden, CodeForbidden},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := []Code{codeOf(CanRequestReview(c.f.Progress, c.who)), codeOf(CanReview(c.f.Progress, c.who)), codeOf(CanRevoke(c.f.Progress, c.who))}
			if diff := cmp.Diff([]Code{c.ask, c.rule, c.revoke}, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Revoked, the money is free and the entry has ended.
func TestRevoke(t *testing.T) {
	f := filed(t, standard()).to("")
	if f.Status != Approved || !f.Standing.Committed {
		t.Fatal(f.Status)
	}
	if _, err := f.Revoke(RevocationOrder{}, head("ubnd-tinh"), at(f.now)); faultsOf(err) != "invalid reason document" {
		t.Error(err)
	}
	provincial := &f.Rules.Gates[len(f.Rules.Gates)-1]
	provincial.Sign = SignHead
	if _, err := f.Revoke(RevocationOrder{Reason: "Không còn nhu cầu", Document: laterPaper()}, staff("ubnd-tinh"), at(f.now)); codeOf(err) != CodeForbidden {
		t.Errorf("an officer revokes what the head signed: %v", err)
	}
	f.take(f.Revoke(RevocationOrder{Reason: "Không còn nhu cầu", Document: laterPaper()}, head("ubnd-tinh"), at(f.now)))
	if f.Status != Revoked || len(f.Standing.Reserved) != 0 || f.Standing.Committed {
		t.Errorf("%s %+v", f.Status, f.Standing)
	}
	if want := "revoked province, money_released, entry_ended"; f.actions() != want {
		t.Error(f.actions())
	}
}
