package proposal

import (
	"slices"
	"strings"
	"testing"
)

// without leaves a gate out of the rules, its successors after its predecessors.
func without(r Rules, id string) Rules {
	gone, _ := r.Gate(id)
	var gates []GateRule
	for _, g := range r.Gates {
		if i := slices.Index(g.After, id); i >= 0 {
			g.After = slices.Concat(g.After[:i], gone.After, g.After[i+1:])
		}
		if g.ID != id {
			gates = append(gates, g)
		}
	}
	r.Gates = gates
	return r
}

func TestRepin(t *testing.T) {
	tests := []struct {
		name   string
		from   Rules
		acts   func(*flow)
		to     Rules
		want   string
		status Status
	}{
		{"a gate falls away", standard(), func(f *flow) { f.pass("dup") }, without(standard(), "ministry"),
			"dup:passed/1 tech:open/1 money:pending/1 level:pending/1 province:pending/1", InReview},
		{"one that was open starts its next round", standard(), func(f *flow) { f.to("tech") }, without(standard(), "ministry"),
			"dup:passed/1 tech:open/2 money:pending/1 level:pending/1 province:pending/1", InReview},
		{"a gate is added before what has passed", without(standard(), "ministry"), func(f *flow) { f.to("money") }, standard(),
			"dup:passed/1 ministry:open/1 tech:pending/2 money:pending/2 level:pending/1 province:pending/1", InReview},
		{"a later round stays later", standard(), func(f *flow) {
			f.to("province")
			f.decide("province", Decision{Outcome: Return, Reason: "x", ReturnTo: "ministry"})
		}, without(standard(), "money"),
			"dup:passed/1 ministry:open/3 tech:pending/2 level:pending/2 province:pending/2", InReview},
		{"what returned goes on waiting", parallel(), func(f *flow) { f.decide("level", returning()); f.pass("dup") }, without(parallel(), "ministry"),
			"dup:passed/1 tech:open/1 money:pending/1 level:returned/1 legal:open/2 province:pending/1", Returned},
		{"what returned waits for another gate now", parallel(), func(f *flow) { f.decide("level", returning()); f.pass("dup") }, standard(),
			"dup:passed/1 ministry:open/2 tech:pending/1 money:pending/1 level:pending/2 province:pending/1", InReview},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := filed(t, tt.from)
			tt.acts(f)
			again := f.begin()
			if err := again.Repin(PackRef{ID: "other"}, tt.to, at(f.now)); err != nil {
				t.Fatal(err)
			}
			f.take(again, nil)
			if got := f.states(); got != tt.want || f.Status != tt.status {
				t.Errorf("%s\ngot  %s\nwant %s", f.Status, got, tt.want)
			}
			if f.Process.ID != "other" || !strings.HasPrefix(f.actions(), "repinned") {
				t.Errorf("process %+v, events %s", f.Process, f.actions())
			}
			for _, it := range f.Standing.Items {
				if g, _ := f.Gate(it.Gate); !it.Answered && g.State != GateReturned {
					t.Errorf("item %s waits for an answer that nobody can give", it.ID)
				}
			}
		})
	}
}

// A new pack judges by its own thresholds, forgets what gates that start anew
// had asked for, and needs substitutes as the first did.
func TestRepinTakesTheNewRules(t *testing.T) {
	old := without(standard(), "ministry")
	f := filed(t, old, func(f *Facts) { f.Security.Audience, f.Security.PersonalDataSubjects = "public", new(int64(500)) })
	f.pass("dup")
	f.decide("tech", withConditions(f.good(KindTechnology), "x"))
	short(f)
	strict := standard()
	strict.Level.BasicSubjectsForLevel3 = 100
	again := f.begin()
	if err := again.Repin(PackRef{}, strict, at(f.now)); err != nil {
		t.Fatal(err)
	}
	if s := again.Case.Standing; s.Required != 3 || len(s.Conditions) != 0 || again.Case.AcceptanceDue || len(s.Reserved) == 0 {
		t.Errorf("required %d, conditions %v, due %v, reserved %v", s.Required, s.Conditions, again.Case.AcceptanceDue, s.Reserved)
	}
	again = f.begin()
	again.Case.Parties.Conflicted = []string{"ubnd-tinh"}
	if err := again.Repin(PackRef{}, strict, at(f.now)); codeOf(err) != CodeInvalid {
		t.Errorf("no substitute: %v", err)
	}
}
