package scenarios

import (
	"slices"
	"testing"

	"pheduyet/internal/apitest"
)

// ReturnAndResubmit shows that a gate asks for more, the filer answers every item and
// changes a field; the gates that the pack's table names reopen in their next
// round, and the earlier decisions stay in the trace.
func ReturnAndResubmit(t testing.TB, c *apitest.Client) {
	p := c.File(t, "so-cong-thuong", apitest.Complete("so-cong-thuong"))
	p = c.WalkTo(t, p, "technology_review", nil)
	p = c.Decide(t, p, "technology_review", apitest.Return("Nêu rõ cách kết nối LGSP.", "Nêu nơi đặt hệ thống."))
	if p.Status != "returned" || p.Gate(t, "technology_review").State != "returned" {
		t.Fatalf("status %q, gate %+v after a return", p.Status, p.Gate(t, "technology_review"))
	}
	items := c.Read(t, p).Items
	if len(items) != 2 || items[0].ID == "" || items[0].ID == items[1].ID || items[0].Answered {
		t.Fatalf("items %+v", items)
	}
	p = c.As(p.Filer()).IfMatch(c.Again(t, p).ETag).PATCH(p.Path(""), apitest.Facts{"architecture_layer": 2}).Want(t, 200).Proposal()
	p = resubmit(t, c, p, items)
	if p.Status != "in_review" || p.Revision != 2 {
		t.Errorf("status %q, revision %d after the resubmission", p.Status, p.Revision)
	}
	if g := p.Gate(t, "technology_review"); g.State != "open" || g.Round != 2 || g.Outcome != nil {
		t.Errorf("the gate that returned should be open in round 2: %+v", g)
	}
	if g := p.Gate(t, "ministry_consultation"); g.State != "passed" || g.Round != 1 {
		t.Errorf("the layer touches no earlier gate, yet: %+v", g)
	}
	if p = c.Walk(t, p, nil); p.Status != "approved" {
		t.Errorf("status %q in the end", p.Status)
	}
	if n := apitest.Count(c.Events(t, p), "decided", "technology_review"); n != 2 {
		t.Errorf("%d decisions of technology_review in the trace, want both", n)
	}
}

// resubmit answers every item.
func resubmit(t testing.TB, c *apitest.Client, p apitest.Proposal, items []apitest.Item) apitest.Proposal {
	t.Helper()
	answers := []map[string]any{}
	for _, it := range slices.DeleteFunc(slices.Clone(items), func(it apitest.Item) bool { return it.Answered }) {
		answers = append(answers, map[string]any{"item": it.ID, "text": "Đã bổ sung trong hồ sơ."})
	}
	return c.As(p.Filer()).POST(p.Path("/submission"), map[string]any{"answers": answers}).Want(t, 200).Proposal()
}

// ProvincialReturnTo shows that the provincial decision sends the proposal back to an
// earlier gate; that gate and those after it run again, those before stay passed.
func ProvincialReturnTo(t testing.TB, c *apitest.Client) {
	p := c.File(t, "so-nnmt", apitest.Complete("so-nnmt"))
	p = c.WalkTo(t, p, "provincial_decision", nil)
	back := apitest.Decision{"outcome": "return", "reason": "Cân đối lại nguồn vốn.", "return_to": "budget_allocation"}
	p = c.Decide(t, p, "provincial_decision", back)
	for gate, want := range map[string]apitest.Gate{
		"technology_review":   {State: "passed", Round: 1},
		"budget_allocation":   {State: "open", Round: 2},
		"security_level":      {State: "pending", Round: 2},
		"provincial_decision": {State: "pending", Round: 2},
	} {
		if g := p.Gate(t, gate); g.State != want.State || g.Round != want.Round {
			t.Errorf("%s is %s in round %d, want %s in round %d", gate, g.State, g.Round, want.State, want.Round)
		}
	}
	if p.Status != "in_review" {
		t.Errorf("status %q: nothing waits for the filer", p.Status)
	}
	if p = c.Walk(t, p, nil); p.Status != "approved" {
		t.Errorf("status %q in the end", p.Status)
	}
}
