package scenarios

import (
	"testing"

	"pheduyet/internal/apitest"
)

// ConflictOfInterest shows that where Sở KH&CN files, the substitute decides its gates, and
// nobody of the filing agency may.
func ConflictOfInterest(t testing.TB, c *apitest.Client) {
	p := c.File(t, "so-khcn", apitest.Complete("so-khcn"))
	for gate, authority := range map[string]string{
		"duplication_check": "to-giup-viec", "ministry_consultation": "to-giup-viec", "technology_review": "to-giup-viec",
		"budget_allocation": "so-tai-chinh", "security_level": "cong-an-tinh", "provincial_decision": "ubnd-tinh",
	} {
		if g := p.Gate(t, gate); g.Authority != authority {
			t.Errorf("%s is with %s, want %s", gate, g.Authority, authority)
		}
	}
	p = c.WalkTo(t, p, "technology_review", nil)
	approval := c.As("reviewer-to-giup-viec").Approval(t, p, p.Gate(t, "technology_review"))
	for _, account := range []string{"reviewer-so-khcn", "reviewer2-so-khcn", "head-so-khcn", "filer-so-khcn"} {
		refused(t, c, p, refusal{
			name: "decision of " + account, act: decides(account, p, "technology_review", approval),
			status: 403, code: apitest.Forbidden, words: []string{"đề xuất"},
		})
	}
	if p = c.Walk(t, p, nil); p.Status != "approved" {
		t.Errorf("status %q in the end", p.Status)
	}
}
