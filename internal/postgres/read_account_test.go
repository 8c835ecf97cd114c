package postgres

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/proposal"
)

func TestCredentialsFindOnlyWhoMaySignIn(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	an := s.person("an", "so-y-te", proposal.RoleFiler)
	gone := s.person("gone", "so-y-te", proposal.RoleFiler)
	s.exec("UPDATE accounts SET disabled_at = $2 WHERE id = $1", gone.Account, noon)

	got, err := s.Credentials(t.Context(), "an")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(proposal.Credentials{Account: an.Account, PasswordHash: "hash of an", Actor: an}, got); diff != "" {
		t.Error(diff)
	}
	for _, name := range []string{"gone", "nobody", "AN", ""} {
		_, err := s.Credentials(t.Context(), name)
		refused(t, err, proposal.CodeNotFound)
	}
}

func TestActorIsWhoTheyAreToday(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	a := s.person("binh", "so-khcn", proposal.RoleReviewer)
	s.exec("UPDATE memberships SET valid_to = '2026-10-04' WHERE account = $1", a.Account)
	s.exec(`INSERT INTO memberships (account, agency, seat, valid_from, valid_to) VALUES
		($1, 'so-y-te', false, '2026-10-05', NULL), ($1, 'to-giup-viec', true, '2026-01-01', '2026-10-05'), ($1, 'ubnd-tinh', true, '2026-10-06', NULL)`, a.Account)
	s.exec(`INSERT INTO account_roles (account, role, valid_from, valid_to) VALUES
		($1, 'head', '2026-01-01', '2026-10-04'), ($1, 'filer', '2026-10-05', '2026-10-05'), ($1, 'auditor', '2026-10-06', NULL)`, a.Account)
	hash := []byte("sha256 of a token")
	if err := s.SaveToken(t.Context(), hash, a.Account, noon.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	want := proposal.Actor{
		Account: a.Account, Name: a.Name, Agency: "so-y-te",
		Roles:       []proposal.Role{proposal.RoleFiler, proposal.RoleReviewer},
		Seats:       []string{"to-giup-viec"},
		Memberships: []proposal.Membership{{Agency: "so-khcn", From: "2026-01-01", To: "2026-10-04"}, {Agency: "so-y-te", From: "2026-10-05"}},
	}
	got, err := s.Actor(t.Context(), hash)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestTokenOpensNothing(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	a, off := s.person("chi", "so-y-te", proposal.RoleFiler), s.person("dung", "so-y-te", proposal.RoleFiler)
	for hash, account := range map[string]string{"fresh": a.Account, "disabled": off.Account} {
		if err := s.SaveToken(t.Context(), []byte(hash), account, noon.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	s.exec("UPDATE accounts SET disabled_at = $2 WHERE id = $1", off.Account, noon)
	for _, hash := range []string{"disabled", "unknown", ""} {
		_, err := s.Actor(t.Context(), []byte(hash))
		refused(t, err, proposal.CodeNotFound)
	}
	s.Now = func() time.Time { return noon.Add(time.Hour) }
	_, err := s.Actor(t.Context(), []byte("fresh"))
	refused(t, err, proposal.CodeNotFound)
}

func TestFailedSignInsCountOneNameFromATimeOn(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	for i, name := range []string{"an", "An ", "binh", "an"} {
		s.Now = func() time.Time { return noon.Add(time.Duration(i) * time.Minute) }
		if err := s.RecordFailedSignIn(t.Context(), name); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		name  string
		since time.Time
		want  int
	}{{"an", noon, 3}, {"AN", noon.Add(time.Minute), 2}, {"an", noon.Add(4 * time.Minute), 0}, {"binh", noon, 1}, {"chi", noon, 0}} {
		got, err := s.FailedSignIns(t.Context(), c.name, c.since)
		if err != nil || got != c.want {
			t.Errorf("%s since %s: %d (%v), want %d", c.name, c.since, got, err, c.want)
		}
	}
}

func TestADatabaseThatDoesNotAnswerIsUnavailable(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := s.Credentials(ctx, "an")
	refused(t, err, proposal.CodeUnavailable)
	_, err = s.Packs(ctx)
	refused(t, err, proposal.CodeUnavailable)
}
