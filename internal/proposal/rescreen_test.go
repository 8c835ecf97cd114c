package proposal

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func (f *flow) rescreen(matches ...Match) {
	f.t.Helper()
	s := Screening{ID: "again", Verdict: "review", Revision: f.Revision, Matches: matches}
	f.take(f.Rescreened("change", s, at(f.now)), nil)
}

func TestANewMatchReopensTheCheck(t *testing.T) {
	tests := []struct {
		name    string
		rules   Rules
		acts    func(*flow)
		matches []Match
		want    string
		status  Status
		tells   string
	}{
		{"passed, and gates after it decided", standard(), func(f *flow) { f.to("money") }, []Match{weighty("N01")},
			"dup:open/2 ministry:pending/2 tech:pending/2 money:pending/2 level:pending/1 province:pending/1", InReview,
			"rescreened dup, match_found dup, gate_reopened dup"},
		{"nothing of weight", standard(), func(f *flow) { f.to("tech") }, []Match{{ID: "N01", Score: .4}},
			"dup:passed/1 ministry:passed/1 tech:open/1 money:pending/1 level:pending/1 province:pending/1", InReview,
			"rescreened dup"},
		{"a gate that waits for the filer goes on waiting", standard(), func(f *flow) { f.to("tech"); f.decide("tech", returning()) }, []Match{weighty("N01")},
			"dup:open/2 ministry:pending/2 tech:returned/1 money:pending/1 level:pending/1 province:pending/1", Returned,
			"rescreened dup, match_found dup, gate_reopened dup"},
		{"gates beside the check go on", parallel(), func(f *flow) { f.screen() }, []Match{weighty("N01")},
			"dup:open/2 ministry:pending/2 tech:pending/1 money:pending/1 level:open/1 legal:open/1 province:pending/1", InReview,
			"rescreened dup, match_found dup, gate_reopened dup"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := filed(t, tt.rules)
			tt.acts(f)
			before, looked := f.Case, frozen(f.Case)
			f.events = nil
			f.rescreen(tt.matches...)
			if got := f.states(); got != tt.want || f.Status != tt.status {
				t.Errorf("%s\ngot  %s\nwant %s", f.Status, got, tt.want)
			}
			if got := f.actions(); got != tt.tells {
				t.Errorf("told %s, want %s", got, tt.tells)
			}
			if f.Screening.ID != "again" || frozen(before) != looked {
				t.Error("the new comparison does not count, or the case before changed")
			}
		})
	}
}

func TestAMatchFoundBeforeReopensNothing(t *testing.T) {
	f := filed(t, standard())
	known := weighty("N01")
	known.Twins = []string{"N01-twin"}
	f.screen(known)
	d := f.good(KindDuplication)
	d.Details.Findings = []Finding{{EntryID: "N01", Finding: FindingDifferent, Note: "khác"}}
	f.decide("dup", d)
	f.rescreen(weighty("N01"))
	f.rescreen(known)
	twin := weighty("other-id")
	twin.Twins = []string{"N01"}
	f.rescreen(twin)
	if g, _ := f.Gate("dup"); g.State != GatePassed || g.Round != 1 {
		t.Errorf("%s", f.states())
	}
	f.rescreen(twin, weighty("N02"))
	if g, _ := f.Gate("dup"); g.State != GateOpen || g.Round != 2 {
		t.Fatalf("%s", f.states())
	}
	// The officer finds what is new, and the gate passes again.
	d.Details.Findings = append(d.Details.Findings, Finding{EntryID: "N02", Finding: FindingDifferent, Note: "khác"})
	f.decide("dup", d)
	if got := f.states(); got != "dup:passed/2 ministry:open/2 tech:pending/1 money:pending/1 level:pending/1 province:pending/1" {
		t.Error(got)
	}
}

func TestAnOfficerAtTheCheckHasTheNewMatchesToJudge(t *testing.T) {
	f := filed(t, standard())
	f.screen(weighty("N01"))
	f.rescreen(weighty("N01"), weighty("N02"))
	d := f.good(KindDuplication)
	d.Details.Findings = []Finding{{EntryID: "N01", Finding: FindingDifferent, Note: "khác"}}
	_, err := f.Decide("dup", d, at(f.now))
	if d := cmp.Diff("invalid details.findings", faultsOf(err)); d != "" {
		t.Error(d)
	}
	if g, _ := f.Gate("dup"); g.Round != 1 {
		t.Errorf("round %d, want the same", g.Round)
	}
}

func TestOnlyOpenOnesAreRescreened(t *testing.T) {
	s := Screening{Matches: []Match{weighty("N01")}}
	awaiting := filed(t, standard())
	withdrawn := filed(t, standard())
	withdrawn.screen()
	withdrawn.take(withdrawn.Withdraw(Withdrawal{Reason: "x"}, at(withdrawn.now)))
	for name, c := range map[string]Case{"draft": draft(), "awaits its comparison": awaiting.Case, "withdrawn": withdrawn.Case} {
		if got := c.Rescreened("change", s, at(noon)); len(got.Events) != 0 {
			t.Errorf("%s: %v", name, got.Events)
		}
	}
}

func TestAnApprovedOneIsTold(t *testing.T) {
	f := filed(t, standard())
	f.to("province")
	f.decide("province", f.good(KindProvincial))
	states := f.states()
	f.events = nil
	f.rescreen(weighty("N01"))
	if got := f.actions(); got != "rescreened, match_advised" || f.Status != Approved || f.states() != states {
		t.Errorf("%s, %s, %s", got, f.Status, f.states())
	}
	later := Match{ID: "DX-2026-000009", Weighty: true, Proposal: true}
	if again := f.Rescreened("change", Screening{Matches: []Match{later}}, at(f.now)); len(again.Events) != 0 {
		t.Error("told of a later proposal, which met this one")
	}
	if again := f.Rescreened("change", Screening{Matches: []Match{weighty("N01")}}, at(f.now)); len(again.Events) != 0 {
		t.Error("told twice of one match")
	}
}
