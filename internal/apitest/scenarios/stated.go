package scenarios

import (
	"slices"
	"testing"

	"pheduyet/internal/apitest"
)

// Stated shows that what a filing leaves out is listed, papers recorded long after their
// date are marked, and both may be there from the draft on; a reader is told in
// the language asked for.
func Stated(t testing.TB, c *apitest.Client) {
	p := c.Draft(t, "so-y-te", apitest.Complete("so-y-te").With("integrations", nil))
	filer := c.As(p.Filer())
	record := func(name, date, position string) {
		paper := map[string]any{"number": "9/" + apitest.Unique(), "date": date}
		if position != "" {
			paper["position"] = position
		}
		filer.POST(p.Path("/consultation"), map[string]any{name: paper}).Want(t, 200)
	}
	record("letter", apitest.DaysAgo(40), "")
	record("reply", apitest.DaysAgo(30), "asks_for_more")
	record("reply", apitest.Today(), "agree")
	p = c.Submit(t, p)
	var d struct {
		Unstated []string                     `json:"unstated"`
		Letters  []struct{ Late bool }        `json:"letters"`
		Replies  []struct{ Late bool }        `json:"replies"`
		Gates    []struct{ ID, Title string } `json:"gates"`
	}
	filer.Lang("en").GET(p.Path("")).Want(t, 200).JSON(&d)
	if !slices.Contains(d.Unstated, "integrations") || !slices.Contains(d.Unstated, "solution") || slices.Contains(d.Unstated, "summary") {
		t.Errorf("unstated are %v", d.Unstated)
	}
	if len(d.Letters) != 1 || !d.Letters[0].Late {
		t.Errorf("a letter of 40 days ago is recorded as %+v", d.Letters)
	}
	if len(d.Replies) != 2 || !d.Replies[0].Late || d.Replies[1].Late {
		t.Errorf("a reply of 30 days ago and one of today are recorded as %+v", d.Replies)
	}
	if got := d.Gates[0].Title; got != "Duplication check" {
		t.Errorf("the first gate is called %q in English", got)
	}
	p = c.WalkTo(t, c.Again(t, p), "ministry_consultation", nil) // alike ones may want an officer first
	if p = c.Decide(t, p, "ministry_consultation", nil); p.Gate(t, "technology_review").State != "open" {
		t.Errorf("letters and replies of the draft do not count: %+v", p.Gates)
	}
}
