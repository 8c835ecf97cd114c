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
			facts, err := w.Spreads(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range facts {
				if ids, err := w.ToTell(t.Context(), f.Kind, false, "", 10); err != nil || len(ids) != 1 {
					t.Fatalf("to tell of %+v: %v, %v", f, ids, err)
				}
				for range 2 { // a fact told twice changes nothing more
					if _, err := w.TakeNote(t.Context(), id, f, "note/"+f.Kind); err != nil {
						t.Fatal(describe(err))
					}
				}
			}
			g, _ := w.kase(id).Gate(budget)
			if (g.Claim != nil) != c.stays {
				t.Errorf("the claim is %+v, to stay: %v", g.Claim, c.stays)
			}
			released := 0
			for _, e := range w.ledgerOf(id) {
				if e.Action == "released" && e.Actor.Account == "" {
					released++
				}
			}
			if want := map[bool]int{true: 0, false: 1}[c.stays]; released != want {
				t.Errorf("told %d times", released)
			}
		})
	}
}
