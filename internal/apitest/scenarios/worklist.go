package scenarios

import (
	"slices"
	"testing"

	"pheduyet/internal/apitest"
)

// Worklist shows that at every moment the one who must act finds it in the own worklist,
// soonest due first, and nobody else does.
func Worklist(t testing.TB, c *apitest.Client) {
	p := c.File(t, "so-cong-thuong", apitest.Complete("so-cong-thuong").Asks(apitest.FiscalYear, "chi-thuong-xuyen", 3_000_000_000))
	p = c.WalkTo(t, p, "ministry_consultation", nil)
	filer := p.Filer()
	owes(t, c, filer, p, "send_letter")
	p = c.Ask(t, p)
	owes(t, c, filer, p, "record_reply")
	p = c.Consult(t, p, "agree")
	owes(t, c, filer, p)
	owes(t, c, "reviewer-so-khcn", p, "decide")
	owes(t, c, "reviewer-so-tai-chinh", p)
	p = c.WalkTo(t, p, "technology_review", nil)
	p = c.Decide(t, p, "technology_review", apitest.Return("Nêu nơi đặt hệ thống."))
	owes(t, c, filer, p, "answer_return")
	owes(t, c, "reviewer-so-khcn", p)
	p = resubmit(t, c, p, c.Read(t, p).Items)
	p = c.WalkTo(t, p, "budget_allocation", nil)
	p = c.Decide(t, p, "budget_allocation", less(apitest.FiscalYear, 1_000_000_000))
	owes(t, c, filer, p, "accept_amount")
	p = c.As(filer).POST(p.Path("/acceptance"), map[string]any{"accepted": true}).Want(t, 200).Proposal()
	if p = c.Walk(t, p, nil); p.Status != "approved" {
		t.Errorf("status %q in the end", p.Status)
	}
	owes(t, c, filer, p)
}

// owes wants exactly these tasks of a proposal in an account's worklist, besides
// what it owes once it is approved.
func owes(t testing.TB, c *apitest.Client, account string, p apitest.Proposal, want ...string) {
	t.Helper()
	var list struct {
		Items []struct {
			Task       string  `json:"task"`
			ProposalID string  `json:"proposal_id"`
			DueAt      *string `json:"due_at"`
			Obligation *string `json:"obligation"`
		} `json:"items"`
	}
	c.As(account).GET("/worklist").Want(t, 200).JSON(&list)
	var tasks []string
	last := ""
	for _, item := range list.Items {
		if item.DueAt != nil {
			if *item.DueAt < last {
				t.Errorf("%s: %s comes after %s", account, *item.DueAt, last)
			}
			last = *item.DueAt
		}
		if item.ProposalID == p.ID && item.Obligation == nil {
			tasks = append(tasks, item.Task)
		}
	}
	if !slices.Equal(tasks, want) {
		t.Errorf("%s has to %v, want %v", account, tasks, want)
	}
}
