package postgres

import (
	"crypto/sha256"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"pheduyet/internal/proposal"
)

func TestStatisticsCountWhatOneMaySee(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	filer, other := s.person("filer", "so-y-te", proposal.RoleFiler), s.person("other", "so-tai-chinh", proposal.RoleFiler)
	put := func(by proposal.Actor, number, gateID string, due int, change func(c *proposal.Case)) {
		c := s.filed(by, "Hồ sơ "+number, number)
		opened(&c, gateID, due)
		c.Filed.Budget = []proposal.BudgetLine{{FiscalYear: 2027, Source: "khac", AmountVND: 7}}
		if change != nil {
			change(&c)
		}
		s.put(c)
	}
	put(filer, "1", "duplication_check", -2, nil)
	put(filer, "2", "duplication_check", 3, nil)
	put(filer, "3", "technology_review", 3, func(c *proposal.Case) {
		gate(c, "technology_review").State = proposal.GateReturned
		c.Status = proposal.Returned
		g := gate(c, "duplication_check")
		decided := noon.AddDate(0, -2, 0)
		g.State, g.DecidedAt = proposal.GatePassed, &decided
	})
	put(filer, "4", "duplication_check", 1, func(c *proposal.Case) { c.Status = proposal.Withdrawn })
	put(other, "5", "duplication_check", 1, nil)

	read := func(a proposal.Actor) proposal.Statistics {
		t.Helper()
		got, err := s.Statistics(t.Context(), a, noon.AddDate(0, -12, 0))
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	all := read(s.person("auditor", "thanh-tra-tinh", proposal.RoleAuditor))
	want := []proposal.Waiting{
		{Gate: "duplication_check", Authority: "so-khcn", Agency: "so-tai-chinh", Open: 1},
		{Gate: "duplication_check", Authority: "so-khcn", Agency: "so-y-te", Open: 2, Overdue: 1},
		{Gate: "technology_review", Authority: "so-khcn", Agency: "so-y-te", Returned: 1},
	}
	if d := cmp.Diff(want, all.Waiting, cmpopts.IgnoreFields(proposal.Waiting{}, "Days", "Oldest")); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(map[proposal.Status]int{"in_review": 3, "returned": 1, "withdrawn": 1}, all.Statuses); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]proposal.Punctuality{{Gate: "duplication_check", InTime: 1}}, all.Decided); d != "" {
		t.Error(d)
	}
	asks := []proposal.Asked{{EnvelopeKey: proposal.EnvelopeKey{FiscalYear: 2027, Source: "khac"}, Amount: 4 * 7}}
	if d := cmp.Diff(asks, all.Asked); d != "" {
		t.Error(d)
	}
	part, err := s.Statistics(t.Context(), filer, time.Time{})
	if err != nil || part.Waiting != nil || cmp.Diff(asks, part.Asked) != "" {
		t.Errorf("%v, part %+v", err, part)
	}
	mine := read(filer)
	if d := cmp.Diff(want[1:], mine.Waiting, cmpopts.IgnoreFields(proposal.Waiting{}, "Days", "Oldest")); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(all.Asked, mine.Asked); d != "" {
		t.Error("what is asked of the province counts all")
	}
}

func TestSessionsAreKeptUntilTheyExpire(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	sessions := s.Sessions()
	put := func(token, data string, hours int) {
		t.Helper()
		if err := sessions.Commit(token, []byte(data), noon.Add(time.Duration(hours)*time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	found := func(token string) string {
		t.Helper()
		data, ok, err := sessions.Find(token)
		if err != nil || ok != (data != nil) {
			t.Fatalf("%v %v", ok, err)
		}
		return string(data)
	}
	put("a", "one", 1)
	put("a", "two", 1)
	put("b", "past", -1)
	if found("a") != "two" || found("b") != "" || found("c") != "" {
		t.Errorf("found %q, %q, %q", found("a"), found("b"), found("c"))
	}
	put("d", "new", 1) // expired ones go
	var n int
	if err := s.owner.QueryRow(t.Context(), "SELECT count(*) FROM sessions").Scan(&n); err != nil || n != 2 {
		t.Errorf("%d sessions are kept, %v", n, err)
	}
	if err := sessions.Delete("a"); err != nil || found("a") != "" {
		t.Errorf("a deleted session is found, %v", err)
	}
}

func TestTokensAreTakenBack(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	a, b := s.person("an", "so-y-te", proposal.RoleFiler), s.person("binh", "so-y-te", proposal.RoleFiler)
	hashOf := func(s string) []byte { sum := sha256.Sum256([]byte(s)); return sum[:] }
	for _, token := range []struct{ hash, account string }{{"x", a.Account}, {"y", a.Account}, {"z", b.Account}} {
		if err := s.SaveToken(t.Context(), hashOf(token.hash), token.account, noon.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.ForgetTokens(t.Context(), a.Account); err != nil {
		t.Fatal(err)
	}
	for hash, want := range map[string]bool{"x": false, "y": false, "z": true} {
		if _, err := s.Actor(t.Context(), hashOf(hash)); (err == nil) != want {
			t.Errorf("%s: %v", hash, err)
		}
	}
}
