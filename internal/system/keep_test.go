package system

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/notice"
	"pheduyet/internal/proposal"
)

// live keeps a system at each of its wakings up to a day and lists what was told.
func live(t *testing.T, s System, until time.Time) (System, []string) {
	t.Helper()
	var all []string
	for wakings := 0; ; wakings++ {
		at := s.WakeAt(env(s.KeptUntil))
		if at == nil || at.After(until) || wakings > 1000 {
			return s, all
		}
		step := s.Keep(env(*at))
		for _, n := range step.Notices {
			all = append(all, at.Format("2006-01-02 15:04")+" "+string(n.Kind)+" "+n.Said.Subject.VI)
		}
		s = step.System
	}
}

func TestRemindersOfAYear(t *testing.T) {
	_, got := live(t, planned(t), day("2027-01-10"))
	want := []string{
		"2026-11-27 07:30 obligation_due Báo cáo year", // the fifth working day before lies before the approval
		"2026-12-01 07:30 obligation_overdue Báo cáo year",
		"2026-12-15 07:30 obligation_overdue Báo cáo year",
		"2026-12-29 07:30 obligation_overdue Báo cáo year",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestKeepingTwiceTellsOnce(t *testing.T) {
	s := planned(t)
	at := env(day("2026-12-16"))
	first := s.Keep(at)
	if told(first) != "obligation_due obligation_overdue obligation_overdue" {
		t.Errorf("after a long absence: %s", told(first))
	}
	keys := map[string]bool{}
	for _, n := range first.Notices {
		keys[n.Cause] = true
	}
	if len(keys) != 3 {
		t.Errorf("causes %v", keys)
	}
	if again := first.System.Keep(at); told(again) != "" || again.System.Version != first.System.Version {
		t.Errorf("%s %d", told(again), again.System.Version)
	}
}

func TestTheNextYearIsOwedOnceTheDayHasPassed(t *testing.T) {
	s, _ := live(t, inUse(t), day("2029-01-05"))
	var years []string
	for _, o := range s.Obligations {
		if o.Rule == "safety" || o.Rule == "year" {
			years = append(years, o.Rule+" "+o.DueAt.Format(time.DateOnly))
		}
	}
	want := []string{"year 2026-11-30", "safety 2027-12-20", "year 2027-11-30", "year 2028-11-30", "safety 2028-12-20", "year 2029-11-30", "safety 2029-12-20"}
	if d := cmp.Diff(want, slicesSorted(years, want)); d != "" {
		t.Error(d)
	}
	if o := find(t, s, "year"); !o.Provisional {
		t.Error("2029 has no holiday data, but the day is not provisional")
	}
}

// slicesSorted brings got into the order of want where both hold the same.
func slicesSorted(got, want []string) []string {
	var out []string
	for _, w := range want {
		for _, g := range got {
			if g == w {
				out = append(out, g)
			}
		}
	}
	if len(out) == len(got) {
		return out
	}
	return got
}

func TestAnApprovalLapsesUnlessBegun(t *testing.T) {
	s, got := live(t, ready(t), day("2027-12-01"))
	if s.State != Lapsed || len(owed(s)) != 0 {
		t.Fatalf("%s %+v", s.State, owed(s))
	}
	all := strings.Join(got, "\n")
	for _, line := range []string{"2027-11-16 07:30 system_lapsing", "2027-11-22 07:30 system_lapsing", "2027-11-24 00:00 system_lapsed"} {
		if strings.Count(all, line) != 1 {
			t.Errorf("%q in\n%s", line, all)
		}
	}
	begun := must(t)(ready(t).Begin(minutes("2026-12-10"), env(day("2026-12-10"))))
	if s, got := live(t, begun, day("2028-01-01")); s.State != Planned || strings.Contains(strings.Join(got, "\n"), "laps") {
		t.Errorf("%s %v", s.State, got)
	}
}

// Holiday data that come later move what is counted in working days.
func TestWorkingDaysAreCountedAgain(t *testing.T) {
	s := inUse(t)
	e := env(day("2027-01-10"))
	due := e.Due
	e.Due = func(from time.Time, days int) proposal.Deadline { return due(from, days+3) }
	step := s.Keep(e)
	if o := find(t, step.System, "kpi"); o.DueAt.Format(time.DateOnly) != "2027-02-04" || !strings.HasPrefix(actions(step), "obligation_recounted") {
		t.Errorf("%v %s", o.DueAt, actions(step))
	}
}

func TestWhoIsReminded(t *testing.T) {
	s := must(t)(planned(t).Fulfil(find(t, planned(t), "year").ID, Proof{Text: "x"}, env(day("2026-11-25"))))
	people := []proposal.Actor{
		{Account: "owner", Agency: "so-y-te", Roles: []proposal.Role{proposal.RoleFiler}},
		{Account: "khcn", Agency: "so-khcn", Roles: []proposal.Role{proposal.RoleReviewer}},
	}
	for want, from := range map[string]System{"owner khcn": planned(t), "khcn": s} {
		for _, n := range from.Keep(env(day("2026-12-02"))).Notices {
			if n.Kind != notice.ObligationOverdue {
				continue
			}
			if got := strings.Join(n.Recipients(people), " "); got != want {
				t.Errorf("told %q, want %q", got, want)
			}
		}
	}
}

func TestWhoMayDoWhat(t *testing.T) {
	s := planned(t)
	person := func(agency string, r proposal.Role) proposal.Actor {
		return proposal.Actor{Account: agency + string(r), Agency: agency, Roles: []proposal.Role{r}}
	}
	filer, khcn, money := person("so-y-te", proposal.RoleFiler), person("so-khcn", proposal.RoleReviewer), person("so-tai-chinh", proposal.RoleReviewer)
	own := person("so-y-te", proposal.RoleReviewer)
	drafter := proposal.Actor{Account: "drafter", Agency: "so-khcn", Roles: []proposal.Role{proposal.RoleReviewer}}
	year, lgsp := find(t, s, "year").ID, find(t, s, "Tích hợp LGSP").ID
	for name, c := range map[string]struct {
		err  error
		want proposal.Code
	}{
		"the filer keeps":              {CanKeep(s, filer), ""},
		"a reviewer does not":          {CanKeep(s, khcn), proposal.CodeForbidden},
		"the owner fulfils":            {CanFulfil(s, filer, year), ""},
		"another does not":             {CanFulfil(s, filer, lgsp), proposal.CodeForbidden},
		"whom a condition names does":  {CanFulfil(s, money, lgsp), ""},
		"nobody fulfils what is not":   {CanFulfil(s, filer, "none"), proposal.CodeNotFound},
		"the authority agrees":         {CanAgree(s, khcn, year), ""},
		"another authority does not":   {CanAgree(s, money, year), proposal.CodeForbidden},
		"the filing side does not":     {CanAgree(s, own, year), proposal.CodeForbidden},
		"who drafted it does not":      {CanAgree(s, drafter, year), proposal.CodeForbidden},
		"nobody agrees to what is not": {CanAgree(s, khcn, "none"), proposal.CodeNotFound},
	} {
		got := proposal.Code("")
		if c.err != nil {
			got = proposal.CodeOf(c.err)
		}
		if got != c.want {
			t.Errorf("%s: %v", name, c.err)
		}
	}
	used := inUse(t)
	if err := CanAgree(used, khcn, find(t, used, "kpi").ID); proposal.CodeOf(err) != proposal.CodeConflict {
		t.Errorf("agrees to what nobody agrees to: %v", err)
	}
	other, admin := person("so-noi-vu", proposal.RoleFiler), person("so-noi-vu", proposal.RoleAdmin)
	for want, who := range map[proposal.Access]proposal.Actor{proposal.AccessFull: money, proposal.AccessRegister: other, proposal.AccessNoFiles: admin} {
		if got := Access(s, who); got != want {
			t.Errorf("%s reads %d, want %d", who.Account, got, want)
		}
	}
	if got := Access(s.Revoke(approved).System, other); got != proposal.AccessNone {
		t.Errorf("a revoked system is shown to others: %d", got)
	}
}
