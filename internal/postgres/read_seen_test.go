package postgres

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"pheduyet/internal/proposal"
)

// Of the numbers asked for, those are seen that the domain lets one see.
func TestSeenIsWhatTheDomainLetsOneSee(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	all := library(s, 60)
	rapid.Check(t, func(rt *rapid.T) {
		a := drawActor(rt)
		asked, want := []string{"DX-2020-000001"}, []string{}
		for _, c := range all {
			if !rapid.Bool().Draw(rt, "asked") {
				continue
			}
			asked = append(asked, c.Number)
			if proposal.AccessTo(c.Progress, c.Facts.CoAgencies, a) != proposal.AccessNone {
				want = append(want, c.Number)
			}
		}
		got, err := s.Seen(t.Context(), a, asked)
		if err != nil {
			rt.Fatal(err)
		}
		slices.Sort(got)
		slices.Sort(want)
		if diff := cmp.Diff(want, append([]string{}, got...)); diff != "" {
			rt.Fatalf("(-domain +seen)\n%s", diff)
		}
	})
}
