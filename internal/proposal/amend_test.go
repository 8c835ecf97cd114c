package proposal

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// Who signs, and who works, at an agency.
func head(agency string) Actor {
	return Actor{Account: "head-" + agency, Name: "Lãnh đạo", Agency: agency, Roles: []Role{RoleHead}}
}

func staff(agency string) Actor {
	return Actor{Account: "staff-" + agency, Agency: agency, Roles: []Role{RoleReviewer}}
}

// laterPaper is the document of a later act.
func laterPaper() *Document {
	d := paper()
	d.Title = "V/v thay thế ý kiến"
	return &d
}

func replacing(d Decision) AmendmentRequest {
	return AmendmentRequest{Kind: Replace, Reason: "Nhầm hồ sơ", Document: laterPaper(), Decision: &d}
}

func (f *flow) replace(gate string, d, was Decision) {
	f.t.Helper()
	f.take(f.Amend(gate, replacing(d), was, head("so-khcn"), at(f.now)))
}

// A rejection entered by mistake is replaced: the proposal runs again, the gate in
// its next round, and money that still stands is drawn again.
func TestReplaceOwnRejection(t *testing.T) {
	f := filed(t, standard()).to("level")
	held := f.Standing.Reserved
	f.decide("level", rejecting())
	if f.Status != Rejected || len(f.Standing.Reserved) != 0 {
		t.Fatalf("rejected: %s, %v held", f.Status, f.Standing.Reserved)
	}
	f.replace("level", f.good(KindSecurity), rejecting())
	if diff := cmp.Diff("dup:passed/1 ministry:passed/1 tech:passed/1 money:passed/1 level:passed/2 province:open/1", f.states()); diff != "" {
		t.Error(diff)
	}
	if f.Status != InReview || f.ReviewUntil != nil {
		t.Errorf("status %s, review until %v", f.Status, f.ReviewUntil)
	}
	if diff := cmp.Diff(held, f.Standing.Reserved); diff != "" {
		t.Errorf("money (-before +after):\n%s", diff)
	}
	if want := "replaced level, money_reserved, gate_reopened level, decided level, gate_opened province"; f.actions() != want {
		t.Errorf("%s", f.actions())
	}
	a := f.Amendments[0]
	if a.Was.Outcome != Reject || a.Decision.Outcome != Approve || a.By.Account != "head-so-khcn" || a.Round != 1 {
		t.Errorf("kept %+v", a)
	}
}

// Those that relied on a replaced decision start anew, and its money goes back.
func TestReplacedPassReopensWhatReliedOnIt(t *testing.T) {
	f := filed(t, standard()).to("province")
	was := f.good(KindTechnology)
	f.replace("tech", withConditions(f.good(KindTechnology), "Kết nối LGSP"), was)
	if diff := cmp.Diff("dup:passed/1 ministry:passed/1 tech:passed/2 money:open/2 level:pending/2 province:pending/2", f.states()); diff != "" {
		t.Error(diff)
	}
	if len(f.Standing.Reserved) != 0 || f.Standing.Advice != nil {
		t.Errorf("money %v, advice %v", f.Standing.Reserved, f.Standing.Advice)
	}
	if len(f.Standing.Conditions) != 1 {
		t.Errorf("conditions %+v", f.Standing.Conditions)
	}
}

// A return replaced by a pass asks nothing of the filer any more.
func TestReplacedReturn(t *testing.T) {
	f := filed(t, standard()).to("tech")
	f.decide("tech", returning())
	f.replace("tech", f.good(KindTechnology), returning())
	if f.Status != InReview || len(f.Standing.Items) != 0 {
		t.Errorf("status %s, items %v", f.Status, f.Standing.Items)
	}
}

// Less money put in the place of the advice waits for acceptance, and only the
// difference is asked of the envelopes.
func TestReplacedAdvice(t *testing.T) {
	f := filed(t, standard()).to("level")
	less := withConditions(f.good(KindBudget), "Thu gọn phạm vi")
	less.Details.Allocations[0].AmountVND = billion
	f.replace("money", less, f.good(KindBudget))
	if got := f.Standing.Reserved[0].AmountVND; got != billion || !f.AcceptanceDue {
		t.Errorf("%d reserved, acceptance due %v", got, f.AcceptanceDue)
	}
}

// A replaced duplication finding needs no new comparison.
func TestReplacedFindingKeepsTheComparison(t *testing.T) {
	f := filed(t, standard())
	f.screen(Match{ID: "N01", Name: "Nền tảng", Weighty: true})
	no := rejecting()
	no.Details.Findings = []Finding{{EntryID: "N01", Finding: FindingDuplicate, WayOut: "use", Note: "Cùng chức năng"}}
	f.decide("dup", no)
	yes := f.good(KindDuplication)
	yes.Details.Findings = []Finding{{EntryID: "N01", Finding: FindingDifferent, Note: "Khác nghiệp vụ"}}
	f.replace("dup", yes, no)
	if g, _ := f.Gate("dup"); g.State != GatePassed || g.Round != 2 {
		t.Errorf("%+v", g)
	}
}

func TestCanAmend(t *testing.T) {
	open := filed(t, standard()).to("tech")
	rejected := filed(t, standard()).to("tech")
	rejected.decide("tech", rejecting())
	approved := filed(t, standard()).to("")
	refused := filed(t, standard()).to("province")
	refused.decide("province", rejecting())
	withdrawn := filed(t, standard()).to("money")
	withdrawn.take(withdrawn.Withdraw(Withdrawal{Reason: "Thôi"}, at(noon)))
	barred := head("so-khcn")
	barred.Memberships = []Membership{{Agency: "so-y-te", From: "2026-01-01", To: "2026-10-01"}}
	for _, c := range []struct {
		name            string
		f               *flow
		who             Actor
		gate            string
		rectify, replac Code
	}{
		{"no such gate", open, head("so-khcn"), "none", CodeNotFound, CodeNotFound},
		{"another authority", open, head("so-tai-chinh"), "ministry", CodeForbidden, CodeForbidden},
		{"one who belonged to the filing side", open, barred, "ministry", CodeForbidden, CodeForbidden},
		{"passed by rule", open, head("so-khcn"), "dup", CodeConflict, CodeConflict},
		{"not decided", open, head("so-khcn"), "tech", CodeConflict, CodeConflict},
		{"an officer", open, staff("so-khcn"), "ministry", "", CodeForbidden},
		{"the head", open, head("so-khcn"), "ministry", "", ""},
		{"its own rejection", rejected, head("so-khcn"), "tech", "", ""},
		{"another's rejection ended it", rejected, head("so-khcn"), "ministry", "", CodeConflict},
		{"after the approval", approved, head("so-khcn"), "tech", "", CodeConflict},
		{"the approval itself", approved, head("ubnd-tinh"), "province", "", CodeConflict},
		{"the province's rejection", refused, head("ubnd-tinh"), "province", "", CodeConflict},
		{"before the province's rejection", refused, head("so-khcn"), "tech", "", CodeConflict},
		{"withdrawn", withdrawn, head("so-khcn"), "tech", "", CodeConflict},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := codeOf(CanAmend(c.f.Progress, c.who, c.gate)); got != c.rectify {
				t.Errorf("rectify: %q, want %q", got, c.rectify)
			}
			if got := codeOf(CanReplace(c.f.Progress, c.who, c.gate)); got != c.replac {
				t.Errorf("replace: %q, want %q", got, c.replac)
			}
		})
	}
}

// A correction mends the record and nothing else.
func TestRectify(t *testing.T) {
	f := filed(t, standard()).to("money")
	was := f.good(KindTechnology)
	now := f.good(KindTechnology)
	now.Documents[0].Number = "13/SKHCN"
	in := AmendmentRequest{Kind: Rectify, Reason: "Sai số văn bản", Document: laterPaper(), Decision: &now}
	states := f.states()
	f.take(f.Amend("tech", in, was, staff("so-khcn"), at(f.now)))
	if f.states() != states || f.actions() != "rectified tech" {
		t.Errorf("%s, %s", f.states(), f.actions())
	}
	if a := f.Amendments[0]; a.Decision.Documents[0].Number != "13/SKHCN" || a.Was.Documents[0].Number != "12/SKHCN" {
		t.Errorf("%+v", a)
	}
	for name, change := range map[string]func(*AmendmentRequest, *Decision){
		"document reason": func(in *AmendmentRequest, _ *Decision) { in.Document, in.Reason = nil, " " },
		"decision":        func(in *AmendmentRequest, _ *Decision) { in.Decision = nil },
		"decision.outcome": func(_ *AmendmentRequest, d *Decision) {
			d.Outcome, d.Reason = Reject, "x"
			d.Citations = rejecting().Citations
		},
		"decision.details":           func(_ *AmendmentRequest, d *Decision) { d.Details.Checklist[0].Answer = "n/a" },
		"decision.documents":         func(_ *AmendmentRequest, d *Decision) { d.Documents = nil },
		"decision.documents[0].date": func(_ *AmendmentRequest, d *Decision) { d.Documents[0].Date = "2030-01-01" },
		"decision.items":             func(_ *AmendmentRequest, d *Decision) { d.Items = []ItemRequest{{Text: "x"}} },
		"decision.conditions":        func(_ *AmendmentRequest, d *Decision) { d.Conditions = []Condition{{Text: "x"}} },
		"document.signatory":         func(in *AmendmentRequest, _ *Decision) { in.Document.Signatory = "" },
	} {
		d := f.good(KindTechnology)
		in := AmendmentRequest{Kind: Rectify, Reason: "Sai", Document: laterPaper(), Decision: &d}
		change(&in, &d)
		_, err := f.Amend("tech", in, was, staff("so-khcn"), at(f.now))
		got := []string{}
		for _, fe := range err.(*Error).Fields {
			if !slices.Contains(got, fe.Field) {
				got = append(got, fe.Field)
			}
		}
		slices.Sort(got)
		want := []string{name}
		if name == "document reason" {
			want = []string{"document", "reason"}
		}
		if name == "decision.items" || name == "decision.conditions" {
			got = slices.Compact(got)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// A replacement is judged as a decision; its faults are named below "decision",
// and nothing changes.
func TestReplacementIsJudged(t *testing.T) {
	f := filed(t, standard()).to("money")
	before := frozen(f.Case)
	bad := f.good(KindTechnology)
	bad.Details.Checklist[0].Answer = "no"
	_, err := f.Amend("tech", replacing(bad), f.good(KindTechnology), head("so-khcn"), at(f.now))
	if got := faultsOf(err); got != "invalid decision.details.checklist" {
		t.Error(got)
	}
	_, err = f.Amend("tech", AmendmentRequest{Kind: Replace}, f.good(KindTechnology), head("so-khcn"), at(f.now))
	if got := faultsOf(err); got != "invalid reason document decision" {
		t.Error(got)
	}
	if frozen(f.Case) != before {
		t.Error("a refused act changed the case")
	}
}

// A decision that lost its force is struck, says why, and stays.
func TestSupersede(t *testing.T) {
	when := func(h int) *time.Time { at := noon.Add(time.Duration(h) * time.Hour); return &at }
	d := &Decision{Outcome: Approve}
	rounds := []GateRound{
		{Gate: "dup", Round: 1, Decision: d, At: when(1)},   // before a recall
		{Gate: "dup", Round: 1, Decision: d, At: when(2)},   // in force
		{Gate: "tech", Round: 1, Decision: d, At: when(3)},  // replaced
		{Gate: "tech", Round: 2, Decision: d, At: when(4)},  // rectified
		{Gate: "money", Round: 1, Decision: d, At: when(5)}, // opened again
		{Gate: "level", Round: 1},
	}
	amendments := []Amendment{
		{Kind: Replace, Gate: "tech", Round: 1, At: *when(4)}, {Kind: Rectify, Gate: "tech", Round: 2, At: *when(6)},
	}
	Supersede(rounds, []Gate{
		{ID: "dup", Round: 1, DecidedAt: when(2)}, {ID: "tech", Round: 2, DecidedAt: when(4)}, {ID: "money", Round: 2}, {ID: "level", Round: 1},
	}, amendments)
	want := []*Superseded{{"recall", 1, when(2)}, nil, {"replace", 2, when(4)}, {"rectify", 2, when(6)}, {"round", 2, nil}, nil}
	for i, r := range rounds {
		if diff := cmp.Diff(want[i], r.Superseded); diff != "" {
			t.Errorf("%s round %d: %s", r.Gate, r.Round, diff)
		}
	}
	if len(rounds[2].Amendments) != 1 || len(rounds[3].Amendments) != 1 {
		t.Errorf("%+v", rounds)
	}
}
