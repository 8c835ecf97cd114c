package proposal

import (
	"strings"
	"testing"
)

func TestRequiredLevel(t *testing.T) {
	rule := standard().Level
	set := func(changes ...func(*Security)) *Security {
		s := &Security{Audience: "internal", Information: "public", Infrastructure: "none", PersonalDataSubjects: new(int64(0)), SensitiveDataSubjects: new(int64(0)), HandlesTTHC: new(false)}
		for _, change := range changes {
			change(s)
		}
		return s
	}
	public := func(s *Security) { s.Audience = "public" }
	shared := func(s *Security) { s.Infrastructure = "shared" }
	basic := func(n int64) func(*Security) { return func(s *Security) { s.PersonalDataSubjects = &n } }
	sensitive := func(n int64) func(*Security) { return func(s *Security) { s.SensitiveDataSubjects = &n } }
	tests := []struct {
		name    string
		facts   *Security
		level   int
		reasons string
	}{
		{"nothing stated", nil, 2, "No security facts"},
		{"internal, public information", set(), 1, "Internal, public information only."},
		{"restricted information", set(func(s *Security) { s.Information = "restricted" }), 2, "Holds restricted"},
		{"personal information", set(func(s *Security) { s.Information = "personal" }), 2, "Holds restricted"},
		{"infrastructure of one agency", set(func(s *Security) { s.Infrastructure = "one_agency" }), 2, "one agency"},
		{"shared infrastructure", set(shared), 3, "shared by several"},
		{"serving citizens", set(public), 2, "Serves citizens"},
		{"procedures for citizens", set(public, func(s *Security) { s.HandlesTTHC = new(true) }), 3, "administrative procedures"},
		{"procedures inside", set(func(s *Security) { s.HandlesTTHC = new(true) }), 1, "Internal"},
		{"99,999 citizens", set(public, basic(99_999)), 2, "Serves citizens"},
		{"100,000 citizens", set(public, basic(100_000)), 3, "100000 people"},
		{"9,999 citizens, sensitive", set(public, sensitive(9_999)), 2, "Serves citizens"},
		{"10,000 citizens, sensitive", set(public, sensitive(10_000)), 3, "10000 people"},
		{"much inside is advice", set(basic(1_000_000), sensitive(1_000_000)), 1, "Internal"},
		{"the highest wins with all its reasons", set(public, shared, basic(100_000)), 3, "Basic personal data of 100000 people or more. Infrastructure shared by several agencies."},
		{"no audience", set(func(s *Security) { s.Audience = "" }), 2, "fact is missing"},
		{"no information", set(func(s *Security) { s.Information = "" }), 2, "fact is missing"},
		{"no infrastructure", set(func(s *Security) { s.Infrastructure = "" }), 2, "fact is missing"},
		{"no count of people", set(func(s *Security) { s.PersonalDataSubjects = nil }), 2, "fact is missing"},
		{"no count of sensitive data", set(func(s *Security) { s.SensitiveDataSubjects = nil }), 2, "fact is missing"},
		{"procedures not stated", set(func(s *Security) { s.HandlesTTHC = nil }), 2, "fact is missing"},
		{"a missing fact hides nothing", set(shared, func(s *Security) { s.HandlesTTHC = nil }), 3, "shared by several"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			level, reasons := rule.RequiredLevel(tt.facts)
			var why []string
			for _, r := range reasons {
				why = append(why, r.EN)
			}
			if level != tt.level || !strings.Contains(strings.Join(why, " "), tt.reasons) {
				t.Errorf("level %d because %q", level, why)
			}
		})
	}
}

func TestAdvice(t *testing.T) {
	rule := standard().Level
	much := &Security{Audience: "internal", PersonalDataSubjects: new(int64(100_000)), SensitiveDataSubjects: new(int64(10_000))}
	if got := rule.Advice(much); len(got) != 2 || !strings.Contains(got[0].EN, "100000") || !strings.Contains(got[1].EN, "10000") {
		t.Errorf("much data inside gives %v", got)
	}
	served := *much
	served.Audience = "public"
	for name, s := range map[string]*Security{"none stated": nil, "few": secure(), "required anyway": &served} {
		if got := rule.Advice(s); got != nil {
			t.Errorf("%s gives %v", name, got)
		}
	}
}

func TestDaysByLevel(t *testing.T) {
	g, _ := standard().Gate("level")
	for level, want := range map[int]int{0: 7, 1: 7, 2: 7, 3: 15, 4: 25, 5: 25} {
		if got := g.Days(level); got != want {
			t.Errorf("level %d: %d days, want %d", level, got, want)
		}
	}
}

// The deadline of a gate follows the higher of the claimed and required level.
func TestDeadlineByLevel(t *testing.T) {
	for _, tt := range []struct {
		name  string
		facts func(*Facts)
		days  int
	}{
		{"as claimed and required", func(*Facts) {}, 7},
		{"claimed higher", func(f *Facts) { f.Security.ProposedLevel = new(3) }, 15},
		{"required higher", func(f *Facts) { f.Security.Infrastructure = "shared" }, 15},
		{"claimed four", func(f *Facts) { f.Security.ProposedLevel = new(4) }, 25},
		{"none claimed", func(f *Facts) { f.Security.ProposedLevel = nil }, 7},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := filed(t, parallel(), tt.facts)
			if g, _ := f.Gate("level"); g.State != GateOpen || g.Deadline.Days != tt.days || !g.Deadline.From.Equal(noon) {
				t.Errorf("%s with deadline %+v", g.State, g.Deadline)
			}
		})
	}
}

func TestCapacities(t *testing.T) {
	for s, want := range map[string]string{"": "", "TM.": "TM.", "TM.KT.": "TM. KT.", " TM.  KT. ": "TM. KT."} {
		if got := NormalCapacity(s); got != want {
			t.Errorf("%q is written %q", s, got)
		}
	}
	for s, want := range map[string]bool{
		"": true, "TM.": true, "TM. KT.": true, "Q. TUQ.": true, "TM. Q. KT. TL. TUQ.": true, "TM.KT.": true,
		"KT. TM.": false, "TM. TM.": false, "PP.": false, "TM": false, "tm.": false,
	} {
		if got := ValidCapacity(s); got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
}
