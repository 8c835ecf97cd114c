package postgres

import (
	"testing"
	"time"

	"pheduyet/internal/people"
	"pheduyet/internal/proposal"
)

// Who leaves, loses the role or is barred loses what they have claimed, and a
// colleague decides; who goes where the agency goes keeps it.
func TestWhoLeavesLosesTheirClaims(t *testing.T) {
	t.Parallel()
	const yesterday = "2026-09-13"
	for name, c := range map[string]struct {
		happens func(w *world)
		stays   bool
	}{
		"moves": {func(w *world) {
			w.twice("admin", "head-khcn", changeMembership, membershipBody{Username: "taichinh", Agency: "so-khcn", Leaves: "so-tai-chinh", LastDay: yesterday, Roles: []proposal.Role{"reviewer"}})
		}, false},
		"moves on a later day": {func(w *world) {
			w.twice("admin", "head-khcn", changeMembership, membershipBody{Username: "taichinh", Agency: "so-khcn", Leaves: "so-tai-chinh", LastDay: "2026-09-30", Roles: []proposal.Role{"reviewer"}})
		}, true},
		"leaves": {func(w *world) {
			w.twice("admin", "head-taichinh", changeMembership, membershipBody{Username: "taichinh", Agency: "so-tai-chinh", Leaves: "so-tai-chinh", LastDay: yesterday})
		}, false},
		"loses the role": {func(w *world) {
			w.twice("admin", "head-taichinh", changeRoles, rolesBody{Username: "taichinh", Agency: "so-tai-chinh", Roles: []proposal.Role{"filer"}})
		}, false},
		"gains a role": {func(w *world) {
			w.twice("admin", "head-taichinh", changeRoles, rolesBody{Username: "taichinh", Agency: "so-tai-chinh", Roles: []proposal.Role{"filer", "reviewer"}})
		}, true},
		"is disabled": {func(w *world) {
			if _, err := w.DisableAccount(t.Context(), w.command("head-taichinh", "", proposal.CommandDisableAccount, "", proposal.Disabling{Account: w.people["taichinh"], Reason: "thử"})); err != nil {
				t.Fatal(describe(err))
			}
		}, false},
		"is of an agency renamed": {func(w *world) {
			w.succeed(people.Succession{Kind: people.Rename, Agencies: []string{"so-tai-chinh"}, Day: "2026-09-14", Successor: people.Successor{Code: "so-tc-moi", Name: "Sở Tài chính mới"}})
		}, true},
		"is of one merged into the filing side": {func(w *world) {
			w.succeed(people.Succession{Kind: people.Merge, Agencies: []string{"so-tai-chinh"}, Day: "2026-09-14", Successor: people.Successor{Code: "so-y-te"}})
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newAgencies(t)
			id := w.toBudget(billion)
			w.do("taichinh", id, proposal.CommandClaim, budget, struct{}{})
			c.happens(w)
			w.Now = func() time.Time { return monday.Add(time.Minute) }
			if err := w.ApplySuccessions(t.Context()); err != nil {
				t.Fatal(describe(err))
			}
			stays := func(when string) {
				kase, err := w.Case(t.Context(), id)
				if g, _ := kase.Gate(budget); err != nil || (g.Claim != nil) != c.stays {
					t.Errorf("%s the claim is %+v, %v", when, g.Claim, err)
				}
			}
			stays("at once")
			facts, err := w.Spreads(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range facts {
				if _, err := w.TakeNote(t.Context(), id, f, "note/"+f.Kind); err != nil {
					t.Fatal(describe(err))
				}
			}
			stays("when told")
		})
	}
}
