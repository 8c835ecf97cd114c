package system

import (
	"strings"
	"testing"

	"pheduyet/internal/proposal"
)

// What is offered is exactly what an act would not refuse for who or when: only
// its content may still be wanting.
func TestWhatIsOfferedCanBeDone(t *testing.T) {
	of := func(agency string, roles ...proposal.Role) proposal.Actor {
		return proposal.Actor{Account: agency, Agency: agency, Roles: roles}
	}
	claimed := must(t)(planned(t).Fulfil(find(t, planned(t), "dossier").ID, Proof{Text: "Đã xong"}, env(day("2026-12-01"))))
	begun := must(t)(planned(t).Begin(minutes("2026-12-01"), env(day("2026-12-01"))))
	used := inUse(t)
	seen := map[string]bool{}
	for _, s := range []System{planned(t), claimed, begun, used, must(t)(used.Retire(minutes("2027-02-01"), env(day("2027-02-01")))), planned(t).Revoke(approved).System} {
		for _, a := range []proposal.Actor{of("so-y-te", proposal.RoleFiler), of("so-tai-chinh", proposal.RoleReviewer), of("so-khcn", proposal.RoleHead), of("hoi-dong", proposal.RoleReviewer), of("so-y-te", proposal.RoleAuditor)} {
			offered := strings.Join(s.Actions(a), " ")
			for _, kind := range []string{CommandBegin, CommandAccept, CommandRetire} {
				check(t, s, a, kind, "", offered)
				seen[kind] = seen[kind] || strings.Contains(offered, kind)
			}
			for _, o := range s.Obligations {
				offered := strings.Join(s.ActionsOn(o, a), " ")
				for _, kind := range []string{CommandFulfil, CommandVerify, CommandWaive} {
					check(t, s, a, kind, o.ID, offered)
					seen[kind] = seen[kind] || strings.Contains(offered, kind)
				}
			}
		}
	}
	for _, kind := range []string{CommandBegin, CommandAccept, CommandRetire, CommandFulfil, CommandVerify, CommandWaive} {
		if !seen[kind] {
			t.Errorf("%s is never offered", kind)
		}
	}
}

func check(t *testing.T, s System, a proposal.Actor, kind, obligation, offered string) {
	t.Helper()
	_, err := s.Do(proposal.Command{Kind: kind, Gate: obligation, Body: []byte(`{}`)}, a, kase(), env(day("2027-03-01")))
	code := proposal.CodeOf(err)
	can := code != proposal.CodeForbidden && code != proposal.CodeConflict
	if strings.Contains(offered, kind) != can {
		t.Errorf("%s by %s at %s %s: offered %q, answered %v", kind, a.Agency, s.State, obligation, offered, err)
	}
}
