package scenarios

import (
	"testing"

	"pheduyet/internal/apitest"
)

// LessMoney shows that less than asked passes only with conditions, and the provincial
// decision waits until the filing agency accepts it; refusing it returns the
// proposal, which is narrowed and advised anew.
func LessMoney(t testing.TB, c *apitest.Client) {
	const year = apitest.FiscalYear
	p := c.File(t, "so-y-te", apitest.Complete("so-y-te").Asks(year, "chi-thuong-xuyen", 4_000_000_000))
	p = c.WalkTo(t, p, "budget_allocation", nil)
	account := "reviewer-so-tai-chinh"
	plain := c.As(account).Approval(t, p, p.Gate(t, "budget_allocation")).Detail("allocations", lines(year, 3_000_000_000))
	refused(t, c, p, refusal{
		name: "less without conditions", act: decides(account, p, "budget_allocation", plain),
		status: 422, code: apitest.Invalid, field: "outcome", words: []string{"kèm điều kiện"},
	}, refusal{
		name: "acceptance of nothing", act: posts(p, "/acceptance", map[string]any{"accepted": true}),
		status: 409, code: apitest.Conflict, words: []string{"kinh phí"},
	})
	p = c.Decide(t, p, "budget_allocation", less(year, 3_000_000_000))
	p = c.WalkTo(t, p, "provincial_decision", nil)
	g := p.Gate(t, "provincial_decision")
	refused(t, c, p, refusal{
		name: "an amount not accepted", act: decides("reviewer-ubnd-tinh", p, g.ID, c.As("reviewer-ubnd-tinh").Approval(t, p, g)),
		status: 422, code: apitest.Invalid, field: "outcome", words: []string{"chưa chấp nhận"},
	}, refusal{
		name: "not accepting without a reason", act: posts(p, "/acceptance", map[string]any{"accepted": false}),
		status: 422, code: apitest.Invalid, field: "note", words: []string{"lý do"},
	})
	p = c.As(p.Filer()).POST(p.Path("/acceptance"), map[string]any{"accepted": false, "note": "Không đủ để làm chức năng điều phối."}).Want(t, 200).Proposal()
	if g := p.Gate(t, "budget_allocation"); p.Status != "returned" || g.State != "returned" {
		t.Fatalf("status %q, gate %+v after refusing the amount", p.Status, g)
	}
	narrowed := apitest.Facts{"budget": lines(year, 3_500_000_000)}
	p = c.As(p.Filer()).IfMatch(c.Again(t, p).ETag).PATCH(p.Path(""), narrowed).Want(t, 200).Proposal()
	p = c.Submit(t, p)
	p = c.Decide(t, p, "budget_allocation", less(year, 3_200_000_000))
	p = c.As(p.Filer()).POST(p.Path("/acceptance"), map[string]any{"accepted": true}).Want(t, 200).Proposal()
	if p = c.Walk(t, p, nil); p.Status != "approved" {
		t.Errorf("status %q in the end", p.Status)
	}
	if held := c.Held(t, p); held != 3_200_000_000 {
		t.Errorf("%d đồng committed, want what was advised and accepted", held)
	}
}

func lines(year int, vnd int64) []apitest.BudgetLine {
	return []apitest.BudgetLine{{FiscalYear: year, Source: "chi-thuong-xuyen", AmountVND: vnd}}
}

// less advises less than asked, with a condition.
func less(year int, vnd int64) apitest.Decision {
	return apitest.Decision{
		"outcome": "approve_with_conditions", "reason": "Theo khả năng cân đối ngân sách.",
		"conditions": []any{apitest.Condition("Thu gọn phạm vi theo mức bố trí.", "Sở Y tế")},
	}.Detail("allocations", lines(year, vnd))
}
