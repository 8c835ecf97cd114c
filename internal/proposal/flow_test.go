package proposal

import (
	"strings"
	"testing"
)

// Each row: a return, what the filer changes, and where the gates then stand.
func TestReopening(t *testing.T) {
	functions := func(f *Facts) { f.Functions = []string{"Khác"} }
	name := func(f *Facts) { f.Name = "Tên khác" }
	budget := func(f *Facts) { f.Budget = f.Budget[:1] }
	security := func(f *Facts) { s := *f.Security; s.Infrastructure = "one_agency"; f.Security = &s }
	legal := func(f *Facts) { f.LegalBasis = []string{"Luật"} }
	tests := []struct {
		name     string
		rules    Rules
		passed   string // gates passed before, in order
		returned string // gates that return
		change   func(*Facts)
		reopens  string
		want     string
	}{
		{"nothing changed", standard(), "dup ministry tech", "money", func(*Facts) {}, "money",
			"dup:passed/1 ministry:passed/1 tech:passed/1 money:open/2 level:pending/1 province:pending/1"},
		{"an earlier gate", standard(), "dup ministry tech", "money", functions, "dup ministry tech money",
			"dup:open/2 ministry:pending/2 tech:pending/2 money:pending/2 level:pending/1 province:pending/1"},
		{"one in the middle", standard(), "dup ministry tech money level", "province", legal, "tech money level province",
			"dup:passed/1 ministry:passed/1 tech:open/2 money:pending/2 level:pending/2 province:pending/2"},
		{"a gate not reached", standard(), "dup ministry", "tech", budget, "tech",
			"dup:passed/1 ministry:passed/1 tech:open/2 money:pending/1 level:pending/1 province:pending/1"},
		{"beside goes on", parallel(), "dup", "level", func(*Facts) {}, "level",
			"dup:passed/1 ministry:open/1 tech:pending/1 money:pending/1 level:open/2 legal:open/1 province:pending/1"},
		{"beside, touched by the change", parallel(), "dup", "level", functions, "dup ministry level",
			"dup:open/2 ministry:pending/2 tech:pending/1 money:pending/1 level:open/2 legal:open/1 province:pending/1"},
		{"a passed one beside", parallel(), "dup ministry level", "legal", security, "level legal",
			"dup:passed/1 ministry:passed/1 tech:open/1 money:pending/1 level:open/2 legal:open/2 province:pending/1"},
		{"several returned", parallel(), "dup ministry", "tech level legal", name, "dup ministry tech level legal",
			"dup:open/2 ministry:pending/2 tech:pending/2 money:pending/1 level:open/2 legal:open/2 province:pending/1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := filed(t, tt.rules)
			for _, g := range strings.Fields(tt.passed) {
				f.pass(g)
			}
			var answers []Answer
			for _, g := range strings.Fields(tt.returned) {
				f.decide(g, returning())
				if f.Status != Returned {
					t.Errorf("%s after %s returned", f.Status, g)
				}
				answers = append(answers, Answer{g + "-1-1", "Đã bổ sung"})
			}
			tt.change(&f.Facts)
			if got := strings.Join(f.Reopens(), " "); got != tt.reopens {
				t.Errorf("before submitting %s, want %s", got, tt.reopens)
			}
			f.submit(tt.rules, answers...)
			if got := f.states(); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if f.Status != InReview || f.Revision != 2 || !strings.HasPrefix(f.actions(), "resubmitted, gate_reopened") {
				t.Errorf("%s, revision %d, events %s", f.Status, f.Revision, f.actions())
			}
		})
	}
}

// A return stops one gate; those beside it are decided, and what waits for both
// stays pending.
func TestBesideAReturn(t *testing.T) {
	f := filed(t, parallel())
	f.decide("level", returning())
	f.pass("dup")
	f.decide("legal", f.good(KindReview))
	if got, want := f.states(), "dup:passed/1 ministry:open/1 tech:pending/1 money:pending/1 level:returned/1 legal:passed/1 province:pending/1"; got != want || f.Status != Returned {
		t.Errorf("%s: %s", f.Status, got)
	}
	f.Facts.Budget = nil // what the filer has under work is not what is judged
	f.pass("ministry")
	f.pass("tech")
	f.decide("money", f.good(KindBudget))
	if got, _ := f.Gate("province"); got.State != GatePending {
		t.Errorf("the province's gate is %s", got.State)
	}
}

func TestReturnToAnEarlierGate(t *testing.T) {
	f := filed(t, standard()).to("province")
	d := Decision{Outcome: Return, Reason: "Xem lại kinh phí", ReturnTo: "money"}
	f.decide("province", d)
	if got, want := f.states(), "dup:passed/1 ministry:passed/1 tech:passed/1 money:open/2 level:pending/2 province:pending/2"; got != want || f.Status != InReview {
		t.Errorf("%s: %s", f.Status, got)
	}
	if got, want := f.actions(), "decided province, gate_reopened money"; got != want {
		t.Errorf("events %s", got)
	}
	if len(f.Standing.Reserved) == 0 {
		t.Error("the reservation stands until the new decision")
	}
}

// Conditions bind until the gate that set them is decided anew.
func TestConditions(t *testing.T) {
	texts := func(f *flow) string {
		var out []string
		for _, c := range f.Standing.Conditions {
			kind := ""
			if c.Obligation {
				kind = "!"
			}
			out = append(out, c.Gate+kind)
		}
		return strings.Join(out, " ")
	}
	f := filed(t, standard()).to("tech")
	f.decide("tech", withConditions(f.good(KindTechnology), "a", "b"))
	f.pass("money")
	f.pass("level")
	if got := texts(f); got != "tech tech level!" {
		t.Errorf("conditions of %s", got)
	}
	f.decide("province", Decision{Outcome: Return, Reason: "x", ReturnTo: "tech"})
	if got := texts(f); got != "" {
		t.Errorf("conditions of gates open again: %s", got)
	}
	f.decide("tech", withConditions(f.good(KindTechnology), "c"))
	f.pass("money")
	d := f.good(KindSecurity)
	d.Details.Basis = "dossier"
	f.decide("level", d)
	f.decide("province", withConditions(f.good(KindProvincial), "d"))
	if got := texts(f); got != "tech province" || f.Status != Approved {
		t.Errorf("%s with conditions of %s", f.Status, got)
	}
}

func TestPassByRule(t *testing.T) {
	f := filed(t, standard())
	if gate, ok := f.AwaitsScreening(); gate != "dup" || !ok {
		t.Errorf("awaits %q", gate)
	}
	f.screen()
	g, _ := f.Gate("dup")
	if !g.ByRule || g.State != GatePassed || f.Standing.PersonDecided {
		t.Errorf("passed by rule: %+v", g)
	}
	if got, want := f.actions(), "screened dup, decided dup, gate_opened ministry"; got != want || !f.events[1].ByRule || f.events[1].Citations[0].Document != "KH 651" {
		t.Errorf("events %s: %+v", got, f.events[1])
	}
	if _, ok := f.AwaitsScreening(); ok {
		t.Error("still awaits a comparison")
	}
	if _, err := f.Screened("dup", Screening{}, at(f.now)); codeOf(err) != CodeConflict {
		t.Errorf("compared twice: %v", err)
	}
}

func TestScreeningThatWeighs(t *testing.T) {
	for name, s := range map[string]Screening{
		"a match of weight":         {Verdict: ClearByRule, Matches: []Match{weighty("N01")}},
		"the text says too little":  {Verdict: "review"},
		"both a verdict and weight": {Verdict: "review", Matches: []Match{weighty("N01")}},
	} {
		f := filed(t, standard())
		f.take(f.Screened("dup", s, at(f.now)))
		if g, _ := f.Gate("dup"); g.State != GateOpen || !g.Screened || f.actions() != "screened dup" {
			t.Errorf("%s: %s, %s", name, g.State, f.actions())
		}
	}
	for name, end := range map[string]func(*flow){
		"withdrawn": func(f *flow) { f.take(f.Withdraw(Withdrawal{Reason: "x"}, at(f.now))) },
		"recalled":  func(f *flow) { f.take(f.Recall()) },
	} {
		f := filed(t, standard())
		end(f)
		if _, err := f.Screened("dup", Screening{Verdict: ClearByRule}, at(f.now)); codeOf(err) != CodeConflict {
			t.Errorf("compared after it was %s: %v", name, err)
		}
	}
}

func TestRejection(t *testing.T) {
	f := filed(t, standard()).to("level")
	f.decide("level", rejecting())
	if f.Status != Rejected || f.ReviewUntil == nil || DateOf(*f.ReviewUntil) != DateOf(f.now.AddDate(0, 0, 15)) || f.Standing.Reserved != nil {
		t.Errorf("%s until %v, %v reserved", f.Status, f.ReviewUntil, f.Standing.Reserved)
	}
	if got, want := f.actions(), "decided level, money_released, rejected"; got != want {
		t.Errorf("events %s", got)
	}
	last := filed(t, standard()).to("province")
	last.decide("province", rejecting())
	if last.Status != Rejected || last.ReviewUntil != nil {
		t.Errorf("the province's word is the last, yet reviewed until %v", last.ReviewUntil)
	}
}

// What a decision's documents are known by is added, and nothing of it to what
// was sent.
func TestDocumentsAreCompleted(t *testing.T) {
	f := filed(t, standard()).to("tech")
	d := f.good(KindTechnology)
	d.Documents[0].AttachmentID, d.Documents[0].Date = scan, "2026-09-01"
	f.decide("tech", d)
	if got := f.events[0].Documents[0]; got.SHA256 != "abc" || !got.Late {
		t.Errorf("recorded %+v", got)
	}
	if got := d.Documents[0]; got.SHA256 != "" || got.Late {
		t.Errorf("sent %+v", got)
	}
}
