package scenarios

import (
	"slices"
	"strings"
	"testing"

	"pheduyet/internal/apitest"
)

// CatalogMoves shows that an edition takes effect by two people, and that a new
// match of weight reopens the check of a proposal that had passed it: visibly, in
// a round of its own, while what was decided before stays in the trace.
func CatalogMoves(t testing.TB, c *apitest.Client) {
	p := Rescreened(t, c)
	events := c.Events(t, p)
	for _, action := range []string{"rescreened", "match_found"} {
		if n := apitest.Count(events, action, "duplication_check"); n != 1 {
			t.Errorf("%d events %q, want 1", n, action)
		}
	}
	if i := slices.IndexFunc(events, func(e apitest.Event) bool { return e.Action == "match_found" }); i >= 0 && !strings.Contains(events[i].Text, "mục tương tự") {
		t.Errorf("the trace says of the new match %q", events[i].Text)
	}
	said, title := c.Notices(t, p), p.Gate(t, "duplication_check").Title
	if apitest.Told(said, "match_found", "") == 0 || apitest.Told(said, "gate_reopened", title) == 0 {
		t.Errorf("the filer or the check's officers are not told: %+v", said)
	}
	if n := apitest.Count(events, "decided", "duplication_check"); n != 2 {
		t.Errorf("the check was decided %d times, want once in each round", n)
	}
	if n := apitest.Count(events, "decided", "ministry_consultation"); n != 2 {
		t.Errorf("the consultation was decided %d times, want once in each round", n)
	}
}

// Rescreened is a proposal whose check an edition reopened while it was with the
// technology review, and that was approved in the end.
func Rescreened(t testing.TB, c *apitest.Client) apitest.Proposal {
	facts := apitest.Complete("so-cong-thuong").With("name", "Phần mềm theo dõi phao tiêu luồng lạch cửa biển ("+apitest.Unique()+")").
		With("summary", "Theo dõi vị trí, đèn và bảo dưỡng phao tiêu trên luồng lạch cửa biển.").
		With("functions", []string{"Theo dõi vị trí phao tiêu", "Lập lịch bảo dưỡng đèn phao tiêu luồng lạch"})
	p := c.WalkTo(t, c.File(t, "so-cong-thuong", facts), "technology_review", nil)
	body := apitest.Ordered("catalog_edition", apitest.Edition(facts))
	var change apitest.Change
	c.As("admin").POST("/changes", body).Want(t, 201).JSON(&change)
	if len(change.Preview.Lines) != 1 || change.Preview.Lines[0].Effect != "adds" {
		t.Errorf("the preview is %+v", change.Preview)
	}
	path := "/changes/" + change.ID + "/confirmation"
	c.As("admin").POST(path, map[string]any{"confirmed": true}).Refused(t, 403, apitest.Forbidden)
	c.As("head-so-y-te").POST(path, map[string]any{"confirmed": true}).Refused(t, 404, apitest.NotFound)
	c.As("head-so-khcn").POST(path, map[string]any{"confirmed": true, "note": "Đã đối chiếu với văn bản"}).Want(t, 200)
	c.As("head-so-khcn").POST(path, map[string]any{"confirmed": true}).Refused(t, 409, apitest.Conflict)
	c.As("admin").POST("/changes", body).Refused(t, 409, apitest.Conflict) // the same edition
	p = c.Until(t, p, "screened again", func(p apitest.Proposal) bool { return p.Gate(t, "duplication_check").Round == 2 })
	if g := p.Gate(t, "duplication_check"); g.State != "open" {
		t.Fatalf("the check is %s", g.State)
	}
	if g := p.Gate(t, "technology_review"); g.State != "pending" {
		t.Errorf("the technology review, which relies on the check, is %s", g.State)
	}
	reviewer := c.Decider(t, apitest.Gate{Authority: "so-khcn"})
	found := slices.IndexFunc(reviewer.Weighty(t, p), func(m apitest.Match) bool { return m.ID == change.Preview.Lines[0].Subject })
	if found < 0 {
		t.Errorf("the edition's entry is not among the matches of weight %+v", reviewer.Weighty(t, p))
	}
	return c.Walk(t, p, nil)
}
