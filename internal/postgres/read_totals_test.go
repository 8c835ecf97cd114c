package postgres

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"pheduyet/internal/proposal"
	"pheduyet/internal/rebuild"
)

// figuresOf says in Go what the totals say.
func figuresOf(all []proposal.Case, a proposal.Actor, since time.Time) (map[proposal.Status]int, []proposal.Punctuality) {
	statuses, decided := map[proposal.Status]int{}, map[string]*proposal.Punctuality{}
	var order []proposal.Gate
	for _, c := range all {
		if proposal.AccessTo(c.Progress, c.Facts.CoAgencies, a) == proposal.AccessNone {
			continue
		}
		statuses[c.Status]++
		for i, g := range c.Gates {
			if i >= len(order) {
				order = append(order, g)
			}
			if g.DecidedAt == nil || g.DecidedAt.Before(since) {
				continue
			}
			p := decided[g.ID]
			if p == nil {
				p = &proposal.Punctuality{Gate: g.ID}
				decided[g.ID] = p
			}
			if g.DecidedAt.After(g.Deadline.DueAt) {
				p.Late++
			} else {
				p.InTime++
			}
		}
	}
	var found []proposal.Punctuality
	for _, g := range order {
		if p := decided[g.ID]; p != nil {
			found = append(found, *p)
		}
	}
	return statuses, found
}

// What the domain lets a person see and what the totals count are one, whoever
// looks, since whichever Monday.
func TestTotalsCountWhatTheDomainLetsOneSee(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	all := library(s, 150)
	rapid.Check(t, func(rt *rapid.T) {
		a := drawActor(rt)
		monday := time.Date(2026, 10, 5, 0, 0, 0, 0, proposal.Zone).AddDate(0, 0, -7*rapid.IntRange(0, 60).Draw(rt, "weeks ago"))
		since := monday.Add(time.Duration(rapid.IntRange(0, 7*24*3600-1).Draw(rt, "seconds later")) * time.Second)
		got, err := s.Statistics(t.Context(), a, since)
		if err != nil {
			rt.Fatal(err)
		}
		statuses, decided := figuresOf(all, a, monday)
		if d := cmp.Diff(statuses, got.Statuses, cmpopts.EquateEmpty()); d != "" {
			rt.Fatalf("(-domain +totals)\n%s", d)
		}
		if d := cmp.Diff(decided, got.Decided, cmpopts.EquateEmpty()); d != "" {
			rt.Fatalf("since %v (-domain +totals)\n%s", since, d)
		}
	})
}

// Totals that rows behind the application's back, or a fault, made wrong are found;
// the owner has them counted from nothing.
func TestTotalsAreHeldAgainstTheProposals(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.toBudget(billion)
	places := func() (found []string) {
		t.Helper()
		if _, err := w.CheckReadModel(t.Context(), func(id string, d rebuild.Difference) error {
			found = append(found, id+d.Place)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		return found
	}
	for what, fault := range map[string]string{
		"a wrong total":              "UPDATE totals SET n = n + 1 WHERE week = -1 AND n > 0",
		"a wrong delay":              "UPDATE totals SET late = late + 1 WHERE week > 0 AND n > 0",
		"a line too many":            "INSERT INTO totals SELECT 1, 'gate', id, 1, 0 FROM scopes LIMIT 1",
		"a line that is gone":        "DELETE FROM totals WHERE n > 0",
		"a row past the application": "UPDATE gates SET decided_at = decided_at - interval '30 days'",
	} {
		w.sql(fault)
		if found := places(); !slices.ContainsFunc(found, func(place string) bool { return len(place) > 7 && place[:7] == "totals/" }) {
			t.Errorf("%s: found %v", what, found)
		}
		if what == "a row past the application" {
			w.sql("UPDATE gates SET decided_at = decided_at + interval '30 days'")
		}
		w.sql("SELECT count_all()")
		if found := places(); found != nil {
			t.Errorf("after %s and counting anew: %v", what, found)
		}
	}
	if _, err := w.pool.Exec(t.Context(), "UPDATE totals SET n = 0"); err == nil {
		t.Error("the application changes totals by itself")
	}
}
