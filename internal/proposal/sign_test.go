package proposal

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// signed is the standard process with one gate that the head signs.
func signed(gate string) Rules {
	r := standard()
	for i := range r.Gates {
		if r.Gates[i].ID == gate {
			r.Gates[i].Sign = SignHead
		}
	}
	return r
}

// acting is the environment of an act of somebody.
func (f *flow) acting(a Actor) Env {
	env := at(f.now)
	env.Actor = a
	return env
}

func (f *flow) give(gate string, d Decision, by Actor) {
	f.t.Helper()
	f.take(f.Give(gate, d, by, f.acting(by)))
}

// What an officer prepares decides nothing until the head signs it: money is drawn
// then, the paper may come then, and both stand in the decision.
func TestTheHeadSignsWhatAnOfficerPrepared(t *testing.T) {
	f := filed(t, signed("money")).to("money")
	d := f.good(KindBudget)
	d.Documents = nil
	f.give("money", d, staff("so-tai-chinh"))
	g, _ := f.Gate("money")
	if g.State != GateOpen || g.Prepared == nil || len(f.Standing.Reserved) != 0 || f.actions() != "decision_prepared money" {
		t.Fatalf("%+v, %v, %s", g, f.Standing.Reserved, f.actions())
	}
	if _, err := f.Sign("money", Signature{}, f.acting(head("so-tai-chinh"))); faultsOf(err) != "invalid documents" {
		t.Errorf("signed without a paper: %v", err)
	}
	if _, err := f.Sign("money", Signature{Document: laterPaper(), SHA256: "other"}, f.acting(head("so-tai-chinh"))); codeOf(err) != CodeConflict {
		t.Errorf("signed another preparation: %v", err)
	}
	f.take(f.Sign("money", Signature{Document: laterPaper()}, f.acting(head("so-tai-chinh"))))
	g, _ = f.Gate("money")
	if g.State != GatePassed || g.Prepared != nil || len(f.Standing.Reserved) == 0 {
		t.Errorf("%+v, %v", g, f.Standing.Reserved)
	}
	if want := "decided money, money_reserved, gate_opened level"; f.actions() != want {
		t.Error(f.actions())
	}
	was := f.events[0].Data.(Decision)
	if got := was.PreparedBy; got == nil || got.Account != "staff-so-tai-chinh" {
		t.Errorf("prepared by %+v", got)
	}
	now := was
	now.PreparedBy, now.Reason = nil, "Sửa một lỗi chính tả"
	f.take(f.Amend("money", AmendmentRequest{Kind: Rectify, Reason: "Sai chính tả", Document: laterPaper(), Decision: &now}, was, staff("so-tai-chinh"), f.acting(staff("so-tai-chinh"))))
	if got := f.events[0].Data.(AmendmentData).Decision.PreparedBy; !cmp.Equal(got, was.PreparedBy) {
		t.Errorf("corrected, it was prepared by %+v", got)
	}
}

// What could not pass is refused to the officer already; what changed since is
// refused to the head.
func TestConditionsAreJudgedTwice(t *testing.T) {
	f := filed(t, signed("tech")).to("tech")
	bad := f.good(KindTechnology)
	bad.Details.Checklist[0].Answer = "no"
	if _, err := f.Give("tech", bad, staff("so-khcn"), f.acting(staff("so-khcn"))); faultsOf(err) != "invalid details.checklist" {
		t.Error(err)
	}
	f.give("tech", f.good(KindTechnology), staff("so-khcn"))
	rule := &f.Rules.Gates[slices.IndexFunc(f.Rules.Gates, func(g GateRule) bool { return g.ID == "tech" })]
	rule.Checklist = append(slices.Clone(rule.Checklist), ChecklistItem{ID: "new"})
	if _, err := f.Sign("tech", Signature{}, f.acting(head("so-khcn"))); faultsOf(err) != "invalid details.checklist" {
		t.Error(err)
	}
}

// Sent back, a preparation is read with its note and prepared anew.
func TestSentBackToTheOfficer(t *testing.T) {
	f := filed(t, signed("tech")).to("tech")
	f.give("tech", f.good(KindTechnology), staff("so-khcn"))
	if _, err := f.SendBackPrepared("tech", SentBack{Note: " "}, head("so-khcn"), at(f.now)); faultsOf(err) != "invalid note" {
		t.Error(err)
	}
	f.take(f.SendBackPrepared("tech", SentBack{Note: "Nêu rõ căn cứ"}, head("so-khcn"), at(f.now)))
	if g, _ := f.Gate("tech"); g.Prepared != nil || g.State != GateOpen {
		t.Errorf("%+v", g)
	}
	if _, ok := f.Waiting("tech"); ok {
		t.Error("something still waits")
	}
	if _, err := f.Sign("tech", Signature{}, f.acting(head("so-khcn"))); codeOf(err) != CodeConflict {
		t.Error(err)
	}
	f.give("tech", f.good(KindTechnology), staff("so-khcn"))
	f.take(f.Sign("tech", Signature{}, f.acting(head("so-khcn"))))
	var notes []string
	for _, p := range f.Preparations {
		notes = append(notes, p.Note)
	}
	if diff := cmp.Diff([]string{"", "Nêu rõ căn cứ", ""}, notes); diff != "" {
		t.Error(diff)
	}
}

func TestWhoSigns(t *testing.T) {
	f := filed(t, signed("tech")).to("tech")
	deputy := staff("so-khcn")
	deputy.Account = "deputy"
	deputy.Delegations = []Delegation{{ID: "d1", Kind: Assignment, Authority: "so-khcn", Gates: []string{"tech"}, Principal: Principal{Account: "x", Agency: "so-khcn"}}}
	for _, c := range []struct {
		name string
		who  Actor
		want Code
	}{
		{"nothing prepared", head("so-khcn"), CodeConflict}, {"an officer", staff("so-khcn"), CodeForbidden},
		{"another's head", head("so-tai-chinh"), CodeForbidden}, {"a deputy", deputy, CodeConflict},
	} {
		if got := codeOf(CanSign(f.Progress, c.who, "tech")); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	d := f.good(KindTechnology)
	d.Documents = nil
	f.give("tech", d, head("so-khcn")) // a head may prepare, and then does not sign
	if got := codeOf(CanSign(f.Progress, head("so-khcn"), "tech")); got != CodeForbidden {
		t.Errorf("who prepared signs: %q", got)
	}
	if err := CanSign(f.Progress, deputy, "tech"); err != nil {
		t.Error(err)
	}
	if _, err := f.Sign("tech", Signature{}, f.acting(deputy)); faultsOf(err) != "invalid acting_for" {
		t.Errorf("a deputy names no delegation: %v", err)
	}
	own := laterPaper()
	own.Capacity = "KT."
	f.take(f.Sign("tech", Signature{ActingFor: "d1", Document: own}, f.acting(deputy)))
	if got := codeOf(CanSign(f.Progress, deputy, "tech")); got != CodeConflict {
		t.Errorf("signed twice: %q", got)
	}
}

// A claimed gate is decided by who claimed it or the head.
func TestClaims(t *testing.T) {
	f := filed(t, standard()).to("tech")
	one, two, boss := staff("so-khcn"), staff("so-khcn"), head("so-khcn")
	two.Account = "two"
	may := func(can func(Progress, Actor, string) error) string {
		out := ""
		for _, a := range []Actor{one, two, boss, head("so-tai-chinh")} {
			out += string(codeOf(can(f.Progress, a, "tech"))) + "|"
		}
		return out
	}
	check := func(when, decide, claim, release string) {
		t.Helper()
		if diff := cmp.Diff([]string{decide, claim, release}, []string{may(CanDecide), may(CanClaim), may(CanRelease)}); diff != "" {
			t.Errorf("%s: %s", when, diff)
		}
	}
	check("free", "|||forbidden|", "|||forbidden|", "conflict|conflict|conflict|forbidden|")
	f.take(f.Claim("tech", one, at(f.now)))
	check("claimed", "|conflict||forbidden|", "conflict|conflict||forbidden|", "|forbidden||forbidden|")
	if may(CanReassign) != "forbidden|forbidden||forbidden|" {
		t.Error(may(CanReassign))
	}
	outsider := staff("so-y-te")
	for name, to := range map[string]*Actor{"account nobody": nil, "account filing side": &outsider, "account other authority": new(staff("so-tai-chinh")), "account the same": &one} {
		if _, err := f.Reassign("tech", Reassignment{Account: "x", Reason: "Nghỉ phép"}, to, at(f.now)); faultsOf(err) != "invalid account" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := f.Reassign("tech", Reassignment{Account: "x"}, &two, at(f.now)); faultsOf(err) != "invalid reason" {
		t.Error(err)
	}
	f.take(f.Reassign("tech", Reassignment{Account: "two", Reason: "Nghỉ phép"}, &two, at(f.now)))
	check("reassigned", "conflict|||forbidden|", "conflict|conflict||forbidden|", "forbidden|||forbidden|")
	f.take(f.Release("tech"))
	check("released", "|||forbidden|", "|||forbidden|", "conflict|conflict|conflict|forbidden|")
	f.take(f.Claim("tech", two, at(f.now)))
	f.decide("tech", f.good(KindTechnology))
	if g, _ := f.Gate("tech"); g.Claim != nil {
		t.Error("a decided gate is still claimed")
	}
}

// The first reader of the authority is kept for every round of a gate.
func TestFirstReading(t *testing.T) {
	f := filed(t, standard()).to("tech")
	if _, first := f.FirstReading(head("so-tai-chinh"), at(f.now)); first != nil {
		t.Errorf("another authority's reading counts: %v", first)
	}
	tr, first := f.FirstReading(staff("so-khcn"), at(f.now))
	if diff := cmp.Diff([]string{"tech"}, first); diff != "" {
		t.Error(diff)
	}
	if tr.Case.Version != f.Version {
		t.Error("reading is no act")
	}
	f.take(tr, nil)
	if _, again := f.FirstReading(head("so-khcn"), at(f.now)); again != nil {
		t.Errorf("read first twice: %v", again)
	}
	f.decide("tech", f.good(KindTechnology))
	if g, _ := f.Gate("tech"); g.FirstOpened.Account != "staff-so-khcn" {
		t.Errorf("%+v", g.FirstOpened)
	}
}

func TestWhoSendsFilings(t *testing.T) {
	filer := Actor{Agency: "so-y-te", Roles: []Role{RoleFiler}}
	for _, c := range []struct {
		sign string
		who  Actor
		want Code
	}{{"", filer, ""}, {SignHead, filer, CodeForbidden}, {SignHead, head("so-y-te"), ""}} {
		if got := codeOf(Case{FilingSign: c.sign}.CanSend(c.who)); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
}
