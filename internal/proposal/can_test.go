package proposal

import (
	"testing"
	"time"
)

// people of every role and relation to a proposal of Sở Y tế that is with Sở
// KH&CN; Tổ giúp việc is a council.
var people = map[string]Actor{
	"filer":               {Account: "an", Agency: "so-y-te", Roles: []Role{RoleFiler}},
	"head of filer":       {Account: "bình", Agency: "so-y-te", Roles: []Role{RoleHead}},
	"reviewer of filer":   {Account: "chi", Agency: "so-y-te", Roles: []Role{RoleReviewer}},
	"filer of co-lead":    {Account: "dung", Agency: "so-noi-vu", Roles: []Role{RoleFiler}},
	"reviewer of co-lead": {Account: "duy", Agency: "so-noi-vu", Roles: []Role{RoleReviewer}},
	"filer elsewhere":     {Account: "em", Agency: "so-xay-dung", Roles: []Role{RoleFiler}},
	"reviewer":            {Account: "giang", Agency: "so-khcn", Roles: []Role{RoleReviewer}},
	"head of authority":   {Account: "hà", Agency: "so-khcn", Roles: []Role{RoleHead}},
	"filer of authority":  {Account: "yến", Agency: "so-khcn", Roles: []Role{RoleFiler}},
	"reviewer elsewhere":  {Account: "khánh", Agency: "so-tai-chinh", Roles: []Role{RoleReviewer}},
	"council member":      {Account: "lan", Agency: "so-xay-dung", Roles: []Role{RoleReviewer}, Seats: []string{"so-khcn"}},
	"member from filer":   {Account: "minh", Agency: "so-y-te", Roles: []Role{RoleReviewer}, Seats: []string{"so-khcn"}},
	"member, no role":     {Account: "nga", Agency: "so-xay-dung", Roles: []Role{RoleFiler}, Seats: []string{"so-khcn"}},
	"left the filer":      {Account: "oanh", Agency: "so-khcn", Roles: []Role{RoleReviewer}, Memberships: []Membership{{"so-y-te", "2020-01-01", "2026-10-01"}, {"so-khcn", "2026-10-02", ""}}},
	"left long ago":       {Account: "phú", Agency: "so-khcn", Roles: []Role{RoleReviewer}, Memberships: []Membership{{"so-y-te", "2020-01-01", "2026-09-27"}, {"so-khcn", "2026-09-28", ""}}},
	"still in a unit":     {Account: "quý", Agency: "so-khcn", Roles: []Role{RoleReviewer}, Memberships: []Membership{{"trung-tam", "2020-01-01", ""}}},
	"edited a draft":      {Account: "sơn", Agency: "so-khcn", Roles: []Role{RoleReviewer}},
	"auditor":             {Account: "tú", Agency: "thanh-tra-tinh", Roles: []Role{RoleAuditor}},
	"admin":               {Account: "uy", Agency: "so-khcn", Roles: []Role{RoleAdmin}},
}

// standing is a proposal in a status whose first gate has a state.
func standing(status Status, gate GateState) Progress {
	p := Progress{Status: status, Agency: "so-y-te", DraftedAt: time.Date(2026, 9, 28, 9, 0, 0, 0, Zone),
		Parties: Parties{Agencies: []string{"so-y-te", "trung-tam", "so-noi-vu"}, Persons: []string{"an", "sơn"}}}
	if status != Draft {
		p.Gates = []Gate{{ID: "dup", Authority: "so-khcn", State: gate}, {ID: "money", Authority: "so-tai-chinh", State: GatePending, After: []string{"dup"}}}
	}
	return p
}

var statuses = []Status{Draft, InReview, Returned, Approved, Rejected, Withdrawn, Revoked}

func TestWhoMayDecide(t *testing.T) {
	may := map[string]bool{"reviewer": true, "head of authority": true, "council member": true, "left long ago": true}
	for name, a := range people {
		for _, status := range statuses {
			for _, state := range []GateState{GatePending, GateOpen, GateReturned, GatePassed, GateRejected} {
				want := Code("")
				switch {
				case status == Draft:
					want = CodeNotFound // a draft has no gates yet
				case !may[name]:
					want = CodeForbidden
				case !status.Open() || state != GateOpen:
					want = CodeConflict
				}
				if err := CanDecide(standing(status, state), a, "dup"); codeOf(err) != want {
					t.Errorf("%s, %s, gate %s: %v, want %q", name, status, state, err, want)
				}
			}
		}
		if err := CanDecide(standing(InReview, GateOpen), a, "?"); codeOf(err) != CodeNotFound {
			t.Errorf("%s at an unknown gate: %v", name, err)
		}
	}
	held := standing(InReview, GateOpen)
	held.Status, held.Gates[0].Authority = Draft, "so-khcn"
	if err := CanDecide(held, people["reviewer"], "dup"); codeOf(err) != CodeConflict {
		t.Errorf("a draft with gates: %v", err)
	}
}

func codeOf(err error) Code {
	if err == nil {
		return ""
	}
	return CodeOf(err)
}

// What only the filing agency does: who, and in which status.
func TestWhatTheFilingAgencyMayDo(t *testing.T) {
	due := func(p Progress) Progress { p.AcceptanceDue = true; return p }
	as := func(p Progress) Progress { return p }
	acts := []struct {
		name string
		can  func(Progress, Actor) error
		with func(Progress) Progress
		in   []Status
	}{
		{"edit", CanEdit, as, []Status{Draft, Returned}},
		{"submit", CanSubmit, as, []Status{Draft, Returned}},
		{"withdraw", CanWithdraw, as, []Status{Draft, InReview, Returned}},
		{"recall", CanRecall, as, []Status{InReview, Returned}},
		{"consult", CanConsult, as, []Status{Draft, InReview, Returned}},
		{"accept", CanAccept, due, []Status{InReview, Returned}},
		{"accept what is not due", CanAccept, as, nil},
	}
	for _, act := range acts {
		for name, a := range people {
			for _, status := range statuses {
				want := CodeConflict
				if name != "filer" && name != "head of filer" {
					want = CodeForbidden
				} else if contains(act.in, status) {
					want = ""
				}
				if err := act.can(act.with(standing(status, GateOpen)), a); codeOf(err) != want {
					t.Errorf("%s by %s, %s: %v, want %q", act.name, name, status, err, want)
				}
			}
		}
	}
}

func contains[T comparable](all []T, one T) bool {
	for _, x := range all {
		if x == one {
			return true
		}
	}
	return false
}

func TestWhoMayAttach(t *testing.T) {
	for name, a := range people {
		for _, status := range statuses {
			files := name == "filer" || name == "head of filer"
			decides := status.Open() && CanDecide(standing(status, GateOpen), a, "dup") == nil
			want := Code("")
			switch {
			case !files && !decides:
				want = CodeForbidden
			case status.Ended() && status != Approved: // what is owed after it is proved by files too
				want = CodeConflict
			}
			if err := CanAttach(standing(status, GateOpen), a); codeOf(err) != want {
				t.Errorf("%s, %s: %v, want %q", name, status, err, want)
			}
		}
	}
}

func TestWhoMayRead(t *testing.T) {
	side := []string{"filer", "head of filer", "filer of co-lead"}
	reviewers := []string{"reviewer", "reviewer of filer", "reviewer of co-lead", "head of authority", "council member", "reviewer elsewhere", "left the filer", "left long ago", "still in a unit", "edited a draft", "member from filer"}
	for name, a := range people {
		for _, status := range statuses {
			want := AccessNone
			switch {
			case name == "auditor", contains(side, name), contains(reviewers, name) && status != Draft:
				want = AccessFull
			case name == "admin":
				want = AccessNoFiles
			case status == Approved:
				want = AccessRegister
			}
			if got := AccessTo(standing(status, GateOpen), []string{"so-noi-vu"}, a); got != want {
				t.Errorf("%s, %s: %d, want %d", name, status, got, want)
			}
		}
	}
}

func TestWhoOpensADossier(t *testing.T) {
	p := standing(InReview, GateOpen)
	p.Gates[1].Kind, p.Gates[1].Authority = KindSecurity, "cong-an-tinh"
	police := Actor{Agency: "cong-an-tinh", Roles: []Role{RoleReviewer}}
	if !OpensDossier(p, []string{"so-khcn"}, police) {
		t.Error("the authority of the security gate may not open it")
	}
	for name, want := range map[string]bool{
		"filer": true, "auditor": true, "reviewer": true, "reviewer elsewhere": false, "filer of co-lead": false, "admin": false,
	} {
		if got := OpensDossier(p, []string{"so-khcn"}, people[name]); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
