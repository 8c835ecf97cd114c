package postgres

import (
	"testing"
	"time"

	"pheduyet/internal/people"
	"pheduyet/internal/proposal"
)

// A person and an agency go through every change; at each step the person tries to
// decide with the token of the first day and to sign in anew.
func TestAPersonAndAnAgencyThroughEveryChange(t *testing.T) {
	t.Parallel()
	w := newAgencies(t)
	id := w.draft("filer", facts(billion))
	w.submit("filer", id)
	w.clear(id, "screening")
	w.do("filer", id, proposal.CommandConsult, "", proposal.Consultation{Letter: &proposal.Letter{Number: "1/SYT", Date: "2026-09-10"}})
	w.do("filer", id, proposal.CommandConsult, "", proposal.Consultation{Reply: &proposal.Reply{Number: "2/BYT", Date: "2026-09-11", Position: proposal.Agree}})
	day := 0
	token := w.signedIn(w.people["khcn"])
	may := func(step string, session bool, want proposal.Code) {
		t.Helper()
		w.Now = func() time.Time { return monday.AddDate(0, 0, day) }
		w.wantSession(step, token, session)
		a, err := loadActor(t.Context(), w.pool, w.people["khcn"], w.Now())
		if err == nil {
			err = proposal.CanDecide(w.kase(id).Progress, a, consultation)
		}
		got := proposal.Code("")
		if err != nil {
			got = proposal.CodeOf(err)
		}
		if got != want {
			t.Errorf("%s: %v, want %q", step, err, want)
		}
		// What the API would refuse, recording refuses too.
		if want != "" {
			_, err := w.try("khcn", id, proposal.CommandDecide, consultation, decision(proposal.Details{}))
			wantCode(t, err, want)
		}
	}
	roles := func(r ...proposal.Role) {
		t.Helper()
		w.twice("admin", "head-khcn", changeRoles, rolesBody{Username: "khcn", Agency: "so-khcn", Roles: r})
	}
	may("as hired", true, "")
	roles(proposal.RoleFiler)
	may("without the role", true, proposal.CodeForbidden)
	roles(proposal.RoleReviewer, proposal.RoleFiler)
	may("with the role again", true, "")
	w.twice("admin", "head-taichinh", changeMembership, membershipBody{Username: "khcn", Agency: "so-tai-chinh", Leaves: "so-khcn", LastDay: "2026-09-14", Roles: []proposal.Role{"reviewer"}})
	may("on the last day", true, "")
	day = 1
	may("in another agency", false, proposal.CodeForbidden)
	token = w.signedIn(w.people["khcn"])
	w.granted("head-khcn", func(g *proposal.DelegationGrant) {
		to(proposal.Assignment, "khcn-filer", consultation)(g)
		g.From = "2026-09-15"
	})
	may("while a colleague of before is the deputy", true, proposal.CodeForbidden)
	w.succeed(merger(people.Successor{Code: "so-khcn"}, "so-tai-chinh")) // from Wednesday on
	may("the day before the merger", true, proposal.CodeForbidden)
	w.pass()
	day = 2
	may("merged with the authority, the old token", false, "")
	token = w.signedIn(w.people["khcn"])
	may("merged with the authority", true, "")
	if _, err := w.DisableAccount(t.Context(), w.command("head-khcn", "", proposal.CommandDisableAccount, "", proposal.Disabling{Account: w.people["khcn"], Reason: "thử"})); err != nil {
		t.Fatal(describe(err))
	}
	may("disabled", false, proposal.CodeForbidden)
	w.twice("admin", "head-khcn", changeEnable, accountBody{"khcn", "so-khcn"})
	token = w.signedIn(w.people["khcn"])
	may("enabled", true, "")
	w.twice("admin", "head-yte", changeMembership, membershipBody{Username: "khcn", Agency: "so-y-te", Leaves: "so-khcn", LastDay: "2026-09-16", Roles: []proposal.Role{"reviewer"}})
	day = 3
	may("in the filing agency", false, proposal.CodeForbidden)
	token = w.signedIn(w.people["khcn"])
	w.twice("admin", "head-khcn", changeMembership, membershipBody{Username: "khcn", Agency: "so-khcn", Leaves: "so-y-te", LastDay: "2026-09-17", Roles: []proposal.Role{"reviewer"}})
	day = 4
	may("back, having belonged to the filing side", false, proposal.CodeForbidden)
}
