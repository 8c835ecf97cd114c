package postgres

import (
	"crypto/sha256"
	"testing"
	"time"

	"pheduyet/internal/change"
	"pheduyet/internal/password"
	"pheduyet/internal/people"
	"pheduyet/internal/proposal"
)

// offered proposes a change to somebody's account, without a document.
func (w *world) offered(who, kind string, body any) (change.Change, error) {
	w.t.Helper()
	return w.proposeBy(who, change.Request{Kind: kind, Body: asJSON(w.t, body)})
}

// by two people a change takes effect.
func (w *world) twice(first, second, kind string, body any) change.Change {
	w.t.Helper()
	c, err := w.offered(first, kind, body)
	if err != nil {
		w.t.Fatal(describe(err))
	}
	if c, err = w.decideOn(second, c, true, ""); err != nil {
		w.t.Fatal(describe(err))
	}
	return c
}

func newcomer() people.Account {
	return people.Account{Username: "an.nv", Name: "Nguyễn Văn An", Agency: "so-y-te", Roles: []proposal.Role{proposal.RoleFiler}}
}

// signedIn gives the hash of a token of an account.
func (w *world) signedIn(account string) []byte {
	w.t.Helper()
	hash := sha256.Sum256([]byte(newID()))
	if err := w.SaveToken(w.t.Context(), hash[:], account, w.Now().Add(12*time.Hour)); err != nil {
		w.t.Fatal(err)
	}
	return hash[:]
}

func (w *world) wantSession(what string, token []byte, want bool) proposal.Actor {
	w.t.Helper()
	a, err := w.Actor(w.t.Context(), token)
	if (err == nil) != want {
		w.t.Errorf("%s: the token gives %+v, %v; want it to hold: %v", what, a, err, want)
	}
	return a
}

func TestANewAccountTakesTheHeadOfItsAgency(t *testing.T) {
	t.Parallel()
	w := newAgencies(t)
	_, err := w.offered("head-yte", changeAccount, newcomer())
	wantCode(t, err, proposal.CodeForbidden)
	c, err := w.offered("admin", changeAccount, newcomer())
	if err != nil {
		t.Fatal(describe(err))
	}
	for _, who := range []string{"admin", "admin-2", "head-khcn", "filer"} {
		_, err := w.decideOn(who, c, true, "")
		wantCode(t, err, proposal.CodeForbidden)
	}
	if n := w.count("SELECT count(*) FROM accounts WHERE username = 'an.nv'"); n != 0 {
		t.Fatal("the account is there before its second person's word")
	}
	if _, err := w.decideOn("head-yte", c, true, ""); err != nil {
		t.Fatal(describe(err))
	}
	found, err := w.Credentials(t.Context(), "an.nv")
	if err != nil || !found.Actor.MustChangePassword || !found.Actor.Files("so-y-te") {
		t.Errorf("%+v, %v", found, err)
	}

	_, _, _, err = w.OneTimePassword(t.Context(), w.actor("admin"), c.ID)
	wantCode(t, err, proposal.CodeNotFound)
	_, first, _, err := w.OneTimePassword(t.Context(), w.actor("head-yte"), c.ID)
	if err != nil {
		t.Fatal(err)
	}
	_, second, until, err := w.OneTimePassword(t.Context(), w.actor("head-yte"), c.ID)
	if err != nil || until != monday.Add(people.OneTimeLife) {
		t.Errorf("until %v, %v", until, err)
	}
	found, _ = w.Credentials(t.Context(), "an.nv")
	for secret, want := range map[string]bool{first: false, second: true} {
		if right, err := password.Verify(found.PasswordHash, secret); err != nil || right != want {
			t.Errorf("%s opens: %v, %v", secret, right, err)
		}
	}
	if err := w.SetPassword(t.Context(), found.Actor, "x", nil); err != nil {
		t.Fatal(err)
	}
	_, _, _, err = w.OneTimePassword(t.Context(), w.actor("head-yte"), c.ID)
	wantCode(t, err, proposal.CodeConflict)
}

func TestAOneTimePasswordWaitsAWeek(t *testing.T) {
	t.Parallel()
	w := newAgencies(t)
	w.twice("admin", "head-yte", changeAccount, newcomer())
	w.Now = func() time.Time { return monday.Add(people.OneTimeLife + time.Second) }
	_, err := w.Credentials(t.Context(), "an.nv")
	wantCode(t, err, proposal.CodeNotFound)
}

// A head's account takes another admin, and nobody touches their own.
func TestHeadsAndOwnAccounts(t *testing.T) {
	t.Parallel()
	w := newAgencies(t)
	second := newcomer()
	second.Roles = []proposal.Role{proposal.RoleHead}
	c, err := w.offered("admin", changeAccount, second)
	wantCode(t, err, "")
	_, err = w.decideOn("head-yte", c, true, "")
	wantCode(t, err, proposal.CodeForbidden)
	_, err = w.decideOn("admin-2", c, true, "")
	wantCode(t, err, "")

	own, err := w.offered("admin", changePassword, accountBody{"admin", "so-khcn"})
	wantCode(t, err, "")
	_, err = w.decideOn("head-khcn", own, true, "")
	wantCode(t, err, proposal.CodeForbidden) // its proposer's own
	mine, err := w.offered("admin", changePassword, accountBody{"head-yte", "so-y-te"})
	wantCode(t, err, "")
	_, err = w.decideOn("head-yte", mine, true, "")
	wantCode(t, err, proposal.CodeForbidden)
	theirs, err := w.offered("admin-2", changePassword, accountBody{"admin", "so-khcn"})
	wantCode(t, err, "")
	_, err = w.decideOn("admin", theirs, true, "")
	wantCode(t, err, proposal.CodeForbidden)
	_, err = w.decideOn("head-khcn", theirs, true, "")
	wantCode(t, err, "")
}

func TestAccountsThatAreRefused(t *testing.T) {
	t.Parallel()
	w := newAgencies(t)
	for name, body := range map[string]any{
		"taken":            people.Account{Username: "filer", Name: "A", Agency: "so-y-te", Roles: []proposal.Role{"filer"}},
		"no agency":        people.Account{Username: "moi", Name: "A", Agency: "so-la", Roles: []proposal.Role{"filer"}},
		"an admin besides": people.Account{Username: "moi", Name: "A", Agency: "so-y-te", Roles: []proposal.Role{"admin", "filer"}},
		"an unknown field": map[string]any{"username": "moi", "name": "A", "agency": "so-y-te", "roles": []string{"filer"}, "password": "x"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := w.offered("admin", changeAccount, body)
			wantCode(t, err, proposal.CodeInvalid)
		})
	}
	_, err := w.offered("admin", changeRoles, rolesBody{Username: "filer", Agency: "so-khcn", Roles: []proposal.Role{"reviewer"}})
	wantCode(t, err, proposal.CodeInvalid)
	_, err = w.offered("admin", changeRoles, rolesBody{Username: "filer", Agency: "so-y-te", Roles: []proposal.Role{"filer"}})
	wantCode(t, err, proposal.CodeConflict)
}

func TestRolesHaveDays(t *testing.T) {
	t.Parallel()
	w := newAgencies(t)
	w.twice("admin", "head-yte", changeRoles, rolesBody{Username: "filer", Agency: "so-y-te", Roles: []proposal.Role{"reviewer"}, Seats: []string{"to-giup-viec"}, From: "2026-09-16"})
	for day, want := range map[int]proposal.Role{1: proposal.RoleFiler, 2: proposal.RoleReviewer} {
		a, err := loadActor(t.Context(), w.pool, w.people["filer"], monday.AddDate(0, 0, day))
		if err != nil || len(a.Roles) != 1 || a.Roles[0] != want || (len(a.Seats) == 1) != (day == 2) {
			t.Errorf("after %d days: %v, seats %v, %v", day, a.Roles, a.Seats, err)
		}
	}
}

// Who leaves loses the session, roles and delegations when the last day is over,
// and tokens of the agency before open nothing in the next.
func TestWhoLeaves(t *testing.T) {
	t.Parallel()
	w := newAgencies(t)
	w.granted("head-khcn", nil)
	token := w.signedIn(w.people["khcn"])
	w.twice("admin", "head-taichinh", changeMembership, membershipBody{
		Username: "khcn", Agency: "so-tai-chinh", Leaves: "so-khcn", LastDay: "2026-09-14", Roles: []proposal.Role{"reviewer"},
	})
	if a := w.wantSession("on the last day", token, true); a.Agency != "so-khcn" || len(a.Delegations) != 1 {
		t.Errorf("on the last day: %+v", a)
	}
	w.Now = func() time.Time { return monday.Add(15 * time.Hour) } // midnight
	w.wantSession("the day after", token, false)
	if a := w.wantSession("signed in anew", w.signedIn(w.people["khcn"]), true); a.Agency != "so-tai-chinh" || len(a.Delegations) != 0 {
		t.Errorf("in the next agency: %+v", a)
	}
	w.Now = func() time.Time { return monday }
	w.twice("admin", "head-yte", changeMembership, membershipBody{Username: "filer", Agency: "so-y-te", Leaves: "so-y-te", LastDay: "2026-09-13"})
	_, err := w.Credentials(t.Context(), "filer")
	wantCode(t, err, proposal.CodeNotFound)
}

func TestADisabledAccountIsOutAtOnce(t *testing.T) {
	t.Parallel()
	w := newAgencies(t)
	token := w.signedIn(w.people["khcn"])
	disable := func(by, who string) error {
		_, err := w.DisableAccount(t.Context(), w.command(by, "", proposal.CommandDisableAccount, "", proposal.Disabling{Account: w.people[who], Reason: "Mất máy"}))
		return err
	}
	wantCode(t, disable("head-yte", "khcn"), proposal.CodeForbidden)
	wantCode(t, disable("khcn", "khcn"), proposal.CodeForbidden)
	wantCode(t, disable("head-khcn", "khcn"), "")
	w.wantSession("disabled", token, false)
	wantCode(t, disable("admin", "khcn"), proposal.CodeConflict)
	wantCode(t, disable("admin-2", "admin"), "")
	wantCode(t, disable("head-taichinh", "admin-2"), proposal.CodeConflict) // the last one

	c, err := w.offered("admin-2", changeEnable, accountBody{"khcn", "so-khcn"})
	wantCode(t, err, "")
	_, err = w.decideOn("head-khcn", c, true, "")
	wantCode(t, err, "")
	if found, err := w.Credentials(t.Context(), "khcn"); err != nil || !found.Actor.MustChangePassword {
		t.Errorf("%+v, %v", found, err)
	}
}

// The application cannot give rights by itself.
func TestRightsAreGivenByTwoOnly(t *testing.T) {
	t.Parallel()
	w := newAgencies(t)
	for _, sql := range []string{
		"INSERT INTO account_roles (account, role, valid_from) SELECT id, 'head', '2026-01-01' FROM accounts WHERE username = 'filer'",
		"UPDATE account_roles SET role = 'head'",
		"UPDATE memberships SET valid_to = NULL",
		"INSERT INTO accounts (id, username, name, password_hash, created_at) VALUES (gen_random_uuid(), 'x', 'x', 'x', now())",
		"UPDATE accounts SET username = 'y' WHERE username = 'filer'",
	} {
		if _, err := w.pool.Exec(t.Context(), sql); err == nil {
			t.Errorf("done by the application alone: %s", sql)
		}
	}
	records, next, err := w.Accounts(t.Context(), "so-y-te", "")
	if err != nil || next != "" || len(records) != 3 {
		t.Errorf("%d accounts of Sở Y tế, %q, %v", len(records), next, err)
	}
}
