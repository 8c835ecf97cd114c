package postgres

import (
	"testing"

	"pheduyet/internal/people"
	"pheduyet/internal/proposal"
)

// A stay that is over from today on takes the sessions with it that were given in
// it this very day; nobody else's, and who signs in again is in the next agency
// alone, also where the first stay began today.
func TestSessionsEndWithTheStayThatGaveThem(t *testing.T) {
	t.Parallel()
	const today, yesterday = "2026-09-14", "2026-09-13"
	for name, c := range map[string]struct {
		next string
		end  func(*world)
	}{
		"moves": {"so-khcn", func(w *world) {
			w.twice("admin", "head-khcn", changeMembership, membershipBody{Username: "filer", Agency: "so-khcn", Leaves: "so-y-te", LastDay: yesterday, Roles: []proposal.Role{"filer"}})
		}},
		"leaves for good": {"", func(w *world) {
			w.twice("admin", "head-yte", changeMembership, membershipBody{Username: "filer", Agency: "so-y-te", Leaves: "so-y-te", LastDay: yesterday})
		}},
		"its agency is renamed": {"so-y-te-moi", func(w *world) {
			w.succeed(people.Succession{Kind: people.Rename, Agencies: []string{"so-y-te"}, Day: today, Successor: people.Successor{Code: "so-y-te-moi", Name: "Sở Y tế mới"}})
		}},
		"its agency is merged": {"so-khcn", func(w *world) {
			w.succeed(people.Succession{Kind: people.Merge, Agencies: []string{"so-y-te"}, Day: today, Successor: people.Successor{Code: "so-khcn"}})
		}},
	} {
		for began, since := range map[string]string{"long ago": "2026-01-01", "today": today} {
			t.Run(name+", there since "+began, func(t *testing.T) {
				t.Parallel()
				w := newAgencies(t)
				w.exec("UPDATE memberships SET valid_from = $2::date WHERE account = $1", w.people["filer"], since)
				before, others := w.signedIn(w.people["filer"]), w.signedIn(w.people["head-taichinh"])
				c.end(w)
				w.wantSession("given before", before, false)
				w.wantSession("somebody else's", others, true)
				if c.next == "" {
					_, err := w.Credentials(t.Context(), "filer")
					wantCode(t, err, proposal.CodeNotFound)
					return
				}
				if a := w.wantSession("given after", w.signedIn(w.people["filer"]), true); a.Agency != c.next {
					t.Errorf("belongs to %q, want %q", a.Agency, c.next)
				}
				var stays int
				if err := w.owner.QueryRow(t.Context(), "SELECT count(*) FROM memberships WHERE account = $1 AND valid_from <= $2 AND coalesce(valid_to, 'infinity') >= $2", w.people["filer"], today).Scan(&stays); err != nil || stays != 1 {
					t.Errorf("belongs to %d agencies at once, %v", stays, err)
				}
			})
		}
	}
}

// Who is to join an agency later, or to leave it on a day, does so where the agency
// has given way meanwhile.
func TestStaysToComePassToo(t *testing.T) {
	t.Parallel()
	w := newAgencies(t)
	w.exec("UPDATE memberships SET valid_from = '2026-10-01' WHERE account = $1", w.people["colleague"])
	w.exec("UPDATE memberships SET valid_to = '2026-09-30' WHERE account = $1", w.people["filer"])
	w.succeed(merger(people.Successor{Code: "so-khcn"}, "so-y-te"))
	for who, want := range map[string]string{"colleague": "so-khcn 2026-10-01 ", "filer": "so-khcn 2026-09-16 2026-09-30"} {
		var stay string
		err := w.owner.QueryRow(t.Context(), "SELECT agency || ' ' || valid_from || ' ' || coalesce(valid_to::text, '') FROM memberships WHERE account = $1 AND agency = 'so-khcn'", w.people[who]).Scan(&stay)
		if err != nil || stay != want {
			t.Errorf("%s: %q, %v; want %q", who, stay, err, want)
		}
	}
}
