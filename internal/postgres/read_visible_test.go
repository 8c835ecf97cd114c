package postgres

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"pheduyet/internal/catalog"
	"pheduyet/internal/proposal"
)

var (
	someAgencies = []string{"so-khcn", "so-y-te", "so-tai-chinh", "cong-an-tinh", "xa-hung-nguyen", "ubnd-tinh", "to-giup-viec"}
	someStatuses = []proposal.Status{proposal.Draft, proposal.InReview, proposal.Returned, proposal.Approved, proposal.Rejected, proposal.Withdrawn, proposal.Revoked}
	someStates   = []proposal.GateState{proposal.GatePending, proposal.GateOpen, proposal.GateReturned, proposal.GatePassed, proposal.GateRejected}
	someWords    = []string{"Đất đai", "Y tế", "Hộ tịch", "dat", "tế"}
)

// library puts many unlike proposals, several with the same time of change.
func library(s *shelf, n int) []proposal.Case {
	random := rand.New(rand.NewPCG(1, 2))
	pick := func(from []string) string { return from[random.IntN(len(from))] }
	filers := map[string]proposal.Actor{}
	for _, code := range someAgencies {
		filers[code] = s.person("filer-"+code, code, proposal.RoleFiler)
	}
	var all []proposal.Case
	for i := range n {
		c := s.filed(filers[pick(someAgencies)], pick(someWords)+" "+pick(someWords), fmt.Sprintf("DX-2026-%06d", i))
		c.Status = someStatuses[random.IntN(len(someStatuses))]
		for range random.IntN(3) {
			c.Facts.CoAgencies = append(c.Facts.CoAgencies, pick(someAgencies))
		}
		c.Gates = c.Gates[:random.IntN(len(c.Gates)+1)]
		for j := range c.Gates {
			opened(&c, c.Gates[j].ID, random.IntN(5)-2)
			c.Gates[j].State, c.Gates[j].Authority = someStates[random.IntN(len(someStates))], pick(someAgencies)
			if random.IntN(2) == 0 {
				decided := noon.Add(-time.Duration(random.IntN(400*24*3600)) * time.Second)
				c.Gates[j].DecidedAt, c.Gates[j].Deadline.DueAt = &decided, decided.AddDate(0, 0, random.IntN(5)-2)
			}
		}
		c.UpdatedAt = noon.Add(time.Duration(random.IntN(n/3)) * time.Second)
		all = append(all, s.put(c))
	}
	slices.SortFunc(all, func(a, b proposal.Case) int {
		if order := b.UpdatedAt.Compare(a.UpdatedAt); order != 0 {
			return order
		}
		return strings.Compare(b.ID, a.ID)
	})
	return all
}

// keeps says in Go what the filter says in SQL.
func keeps(f proposal.Filter, c proposal.Case) bool {
	if f.Status != "" && f.Status != c.Status || f.Agency != "" && f.Agency != c.Agency {
		return false
	}
	for _, word := range strings.Fields(f.Query) {
		if !strings.Contains(catalog.Fold(c.Facts.Name+" "+c.Number), catalog.Fold(word)) {
			return false
		}
	}
	if f.Gate == "" && !f.Overdue {
		return true
	}
	return c.Status.Open() && slices.ContainsFunc(c.Gates, func(g proposal.Gate) bool {
		return g.State == proposal.GateOpen && (f.Gate == "" || g.ID == f.Gate) && (!f.Overdue || g.Deadline.DueAt.Before(noon))
	})
}

func drawActor(t *rapid.T) proposal.Actor {
	agencies := rapid.SampledFrom(append([]string{"", "thanh-tra-tinh"}, someAgencies...))
	return proposal.Actor{
		Account: "somebody", Agency: agencies.Draw(t, "agency"),
		Roles: rapid.SliceOfNDistinct(rapid.SampledFrom([]proposal.Role{
			proposal.RoleFiler, proposal.RoleReviewer, proposal.RoleHead, proposal.RoleAuditor, proposal.RoleAdmin,
		}), 0, 3, rapid.ID).Draw(t, "roles"),
		Seats: rapid.SliceOfN(agencies, 0, 2).Draw(t, "seats"),
		Delegations: rapid.SliceOfN(rapid.Custom(func(t *rapid.T) proposal.Delegation {
			return proposal.Delegation{Authority: agencies.Draw(t, "authority"), Gates: rapid.SliceOfN(rapid.SampledFrom([]string{duplication, technology, "another"}), 0, 2).Draw(t, "gates")}
		}), 0, 1).Draw(t, "delegations"),
	}
}

func drawFilter(t *rapid.T, s *shelf) proposal.Filter {
	some := func(label string, of ...string) string {
		return rapid.SampledFrom(append([]string{"", "", ""}, of...)).Draw(t, label)
	}
	return proposal.Filter{
		Status:  proposal.Status(some("status", "draft", "in_review", "returned", "approved")),
		Gate:    some("gate", s.pack.Gates[0].ID, s.pack.Gates[1].ID),
		Agency:  some("agency", someAgencies...),
		Query:   some("q", "dat", "Y TẾ", "dx-2026 tich"),
		Overdue: rapid.IntRange(0, 3).Draw(t, "overdue") == 0,
		Limit:   rapid.IntRange(15, 200).Draw(t, "limit"),
	}
}

// What the domain lets a person see and what a list holds are one, whoever asks
// for whatever in pages of any size.
func TestListHoldsWhatTheDomainLetsOneSee(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	all := library(s, 150)
	rapid.Check(t, func(rt *rapid.T) {
		a, f := drawActor(rt), drawFilter(rt, s)
		var want []string
		for _, c := range all {
			if proposal.AccessTo(c.Progress, c.Facts.CoAgencies, a) != proposal.AccessNone && keeps(f, c) {
				want = append(want, c.ID)
			}
		}
		var got []string
		for {
			page, next, err := s.List(t.Context(), a, f)
			if err != nil {
				rt.Fatal(err)
			}
			for _, c := range page {
				got = append(got, c.ID)
			}
			if f.Cursor = next; next == "" {
				break
			}
			if len(page) != f.Limit {
				rt.Fatalf("a page of %d before the last, want %d", len(page), f.Limit)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			rt.Fatalf("(-domain +list)\n%s", diff)
		}
	})
}
