package scenarios

import (
	"slices"
	"testing"

	"pheduyet/internal/apitest"
)

// RelationKinds shows two proposals merged into one, that one split into two, and
// an approved one amended: each beside what it comes from with what changed, and
// none taken for a part of its own predecessor.
func RelationKinds(t testing.TB, c *apitest.Client) {
	ends := func(p apitest.Proposal) apitest.Proposal {
		return c.As(p.Filer()).POST(p.Path("/withdrawal"), map[string]any{"reason": "Sắp xếp lại hồ sơ."}).Want(t, 200).Proposal()
	}
	follows := func(f apitest.Facts, relation string, from ...apitest.Proposal) apitest.Facts {
		list := []map[string]any{}
		for _, p := range from {
			list = append(list, map[string]any{"number": *p.Number, "relation": relation})
		}
		return f.With("follows", list)
	}
	facts := apitest.Complete("so-y-te")
	other := facts.With("summary", "Phần thứ hai: theo dõi vật tư.").With("functions", []string{"Theo dõi vật tư tiêu hao"})
	first, second := ends(c.File(t, "so-y-te", facts)), ends(c.File(t, "so-y-te", other))

	merged := c.File(t, "so-y-te", follows(facts.With("summary", "Gộp hai hồ sơ."), "merged_from", first, second))
	beside(t, c, merged, "predecessor", "merged_from", map[string][]string{*first.Number: {"summary"}, *second.Number: {"functions", "summary"}})
	beside(t, c, second, "successor", "merged_from", map[string][]string{*merged.Number: {"functions", "summary"}})
	noMatch(t, c, merged, first, second)

	merged = ends(merged)
	part1 := c.File(t, "so-y-te", follows(facts.With("summary", "Tách: phần một."), "split_from", merged))
	part2 := c.File(t, "so-y-te", follows(other.With("summary", "Tách: phần hai."), "split_from", merged))
	beside(t, c, merged, "successor", "split_from", map[string][]string{*part1.Number: {"summary"}, *part2.Number: {"functions", "summary"}})
	noMatch(t, c, part1, merged)
	ends(part1)

	done := c.Walk(t, part2, nil)
	amended := c.File(t, "so-y-te", follows(other.With("summary", "Tách: phần hai.").Asks(apitest.FiscalYear, "khac", 900_000_000), "amends", done))
	beside(t, c, amended, "predecessor", "amends", map[string][]string{*done.Number: {"budget"}})
	noMatch(t, c, amended, done)
	ends(amended)
}

// beside wants the related proposals of one relation, each with the fields that
// changed from the earlier to the later; to another agency's officer they are told
// as far as that one may see.
func beside(t testing.TB, c *apitest.Client, p apitest.Proposal, direction, relation string, want map[string][]string) {
	t.Helper()
	var read related
	c.As("reviewer-so-khcn").GET(p.Path("/relations")).Want(t, 200).JSON(&read)
	found := 0
	for _, it := range read.Items {
		if it.Direction != direction || it.Relation != relation {
			continue
		}
		found++
		fields := []string{}
		for _, f := range it.Changes {
			fields = append(fields, f.Field)
		}
		slices.Sort(fields)
		if !slices.Equal(fields, want[it.Number]) || it.Masked || it.Name == nil {
			t.Errorf("%s beside %s: %v changed, masked %v; want %v", *p.Number, it.Number, fields, it.Masked, want[it.Number])
		}
	}
	if found != len(want) {
		t.Errorf("%s has %d of %s as %s, want %d: %+v", *p.Number, found, relation, direction, len(want), read.Items)
	}
}

// noMatch wants predecessors to be neither matches nor suspects of a split.
func noMatch(t testing.TB, c *apitest.Client, p apitest.Proposal, predecessors ...apitest.Proposal) {
	t.Helper()
	p = c.Until(t, p, "compared", func(p apitest.Proposal) bool { return c.Read(t, p).Screening != nil })
	var read struct {
		Screening      apitest.Screening
		SplitSuspected []string `json:"split_suspected"`
	}
	c.As("reviewer-so-khcn").GET(p.Path("")).Want(t, 200).JSON(&read)
	for _, before := range predecessors {
		number := *before.Number
		if slices.ContainsFunc(read.Screening.Matches, func(m apitest.Match) bool { return m.ID == number }) || slices.Contains(read.SplitSuspected, number) {
			t.Errorf("%s takes its predecessor %s for another: %+v", *p.Number, number, read)
		}
	}
}
