package proposal

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// newer is a pack of the next version with the rules given.
func newer(r Rules) Destination {
	return Destination{Ref: PackRef{ID: "p", Version: "2026-10-01", Hash: "h2"}, Kinds: []Kind{NewBuild}, From: "2026-10-01", Rules: r}
}

func order(starts ...string) MoveOrder {
	d := paper()
	return MoveOrder{Version: "2026-10-01", Reason: "Luật mới", Citation: &Citation{Document: "NĐ 9/2026", Article: "Điều 3"}, Document: &d, Starts: starts}
}

// changed gives the rules with one gate altered.
func changed(r Rules, id string, alter func(*GateRule)) Rules {
	gates := append([]GateRule{}, r.Gates...)
	for i := range gates {
		if gates[i].ID == id {
			alter(&gates[i])
		}
	}
	r.Gates = gates
	return r
}

func TestMove(t *testing.T) {
	tests := []struct {
		name   string
		acts   func(*flow)
		to     Rules
		starts []string
		want   string
	}{
		{"nothing changes", func(f *flow) { f.to("tech") }, standard(), nil,
			"dup:passed/1 ministry:passed/1 tech:open/1 money:pending/1 level:pending/1 province:pending/1"},
		{"a gate falls away", func(f *flow) { f.to("tech") }, without(standard(), "ministry"), nil,
			"dup:passed/1 tech:open/1 money:pending/1 level:pending/1 province:pending/1"},
		{"another authority for an open gate", func(f *flow) { f.to("tech") }, changed(standard(), "tech", func(g *GateRule) { g.Authority = "cong-an-tinh" }), []string{"tech"},
			"dup:passed/1 ministry:passed/1 tech:open/2 money:pending/1 level:pending/1 province:pending/1"},
		{"another kind under the same id", func(f *flow) { f.to("tech") }, changed(standard(), "ministry", func(g *GateRule) { g.Kind, g.Consulted = KindReview, "" }), []string{"ministry", "tech"},
			"dup:passed/1 ministry:open/2 tech:pending/2 money:pending/1 level:pending/1 province:pending/1"},
		{"what waits for the filer goes on waiting", func(f *flow) { f.to("tech"); f.decide("tech", returning()) }, standard(), nil,
			"dup:passed/1 ministry:passed/1 tech:returned/1 money:pending/1 level:pending/1 province:pending/1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := filed(t, standard())
			tt.acts(f)
			before := frozen(f.Case)
			d, err := f.Against(newer(tt.to), at(f.now))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(append([]string{}, tt.starts...), d.Starts); diff != "" {
				t.Error(diff)
			}
			if frozen(f.Case) != before {
				t.Error("looking changed the case")
			}
			f.events = nil
			f.take(f.Move(order(tt.starts...), newer(tt.to), at(f.now)))
			if got := f.states(); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if f.Process.Version != "2026-10-01" || !strings.HasPrefix(f.actions(), "moved, repinned") {
				t.Errorf("%+v: %s", f.Process, f.actions())
			}
		})
	}
}

func TestAMoveTellsDaysAndLevels(t *testing.T) {
	f := filed(t, standard())
	f.to("tech")
	to := newer(changed(standard(), "tech", func(g *GateRule) { g.WorkingDays += 5 }))
	d, err := f.Against(to, at(f.now))
	if err != nil || len(d.Gates) != 1 || d.Gates[0].Gate != "tech" || !d.Changes() {
		t.Fatalf("%+v, %v", d, err)
	}
	one := d.Gates[0]
	if one.Becomes.Days != one.Was.Days+5 || !one.Becomes.DueAt.After(*one.Was.DueAt) {
		t.Errorf("%+v becomes %+v", one.Was, one.Becomes)
	}
	opened, _ := f.Gate("tech")
	f.take(f.Move(order(), to, at(f.now)))
	g, _ := f.Gate("tech")
	if g.Deadline.Days != one.Becomes.Days || !g.OpenedAt.Equal(*opened.OpenedAt) {
		t.Errorf("%+v", g)
	}
	strict := standard()
	strict.Level.BasicSubjectsForLevel3 = 1
	secure := filed(t, standard(), func(f *Facts) { f.Security.PersonalDataSubjects = new(int64(500)); f.Security.Audience = "public" })
	if d, err := secure.Compared(newer(strict), at(noon)); err != nil || d.RequiredLevel.Becomes <= d.RequiredLevel.Was {
		t.Errorf("%+v, %v", d.RequiredLevel, err)
	}
}

func TestMovesThatAreRefused(t *testing.T) {
	f := filed(t, standard())
	f.to("tech")
	old := newer(standard())
	old.Ref.Version = f.Process.Version
	old.Ref.ID = f.Process.ID
	lease := newer(standard())
	lease.Kinds = []Kind{Lease}
	later := newer(standard())
	later.From = "2027-01-01"
	for name, c := range map[string]struct {
		in   MoveOrder
		to   Destination
		want string
	}{
		"without grounds":          {MoveOrder{Version: "2026-10-01"}, newer(standard()), "invalid reason document citation"},
		"to its own version":       {order(), old, "conflict"},
		"to another kind's":        {order(), lease, "conflict"},
		"before its day":           {order(), later, "conflict"},
		"another preview was seen": {order("tech"), newer(standard()), "conflict"},
	} {
		if _, err := f.Move(c.in, c.to, at(f.now)); faultsOf(err) != c.want {
			t.Errorf("%s: %q, want %q", name, faultsOf(err), c.want)
		}
	}
	province := Actor{Account: "u", Agency: "ubnd-tinh", Roles: []Role{RoleHead}}
	if err := CanMove(f.Progress, province); err != nil {
		t.Error(err)
	}
	for _, a := range []Actor{theFiler, {Account: "k", Agency: "so-khcn", Roles: []Role{RoleHead}}, {Account: "x", Agency: "ubnd-tinh", Roles: []Role{RoleAdmin}}} {
		if CodeOf(CanMove(f.Progress, a)) != CodeForbidden {
			t.Errorf("%+v may move", a)
		}
	}
	f.take(f.Withdraw(Withdrawal{Reason: "x"}, at(f.now)))
	if CodeOf(CanMove(f.Progress, province)) != CodeConflict {
		t.Error("an ended one may be moved")
	}
}
