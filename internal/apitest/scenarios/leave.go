package scenarios

import (
	"testing"

	"pheduyet/internal/apitest"
)

// Withdraw shows that the filer takes a proposal back for good; its money is free again.
func Withdraw(t testing.TB, c *apitest.Client) {
	const year = apitest.LastYear // nobody else asks for it
	p := c.File(t, "so-tai-chinh", apitest.Complete("so-tai-chinh").Asks(year, "chi-dau-tu-phat-trien", 7_000_000_000))
	p = c.WalkTo(t, p, "security_level", nil)
	mine := func() int64 { return c.Held(t, p) }
	if got := mine(); got != 7_000_000_000 {
		t.Errorf("%d đồng held for the proposal, want all that was advised", got)
	}
	p = c.As(p.Filer()).POST(p.Path("/withdrawal"), map[string]any{"reason": "Chuyển sang dùng nền tảng của Bộ."}).Want(t, 200).Proposal()
	if p.Status != "withdrawn" || p.Number == nil {
		t.Errorf("status %q, number %v", p.Status, p.Number)
	}
	if got := mine(); got != 0 {
		t.Errorf("%d đồng still held after the withdrawal", got)
	}
	if n := apitest.Count(c.Events(t, p), "withdrawn", ""); n != 1 {
		t.Errorf("%d events say that it was withdrawn", n)
	}
	draft := c.Draft(t, "so-y-te", apitest.Complete("so-y-te"))
	draft = c.As(draft.Filer()).POST(draft.Path("/withdrawal"), map[string]any{"reason": "Lập nhầm."}).Want(t, 200).Proposal()
	if draft.Status != "withdrawn" || draft.Number != nil {
		t.Errorf("a withdrawn draft has status %q, number %v", draft.Status, draft.Number)
	}
}

// Recall shows that a submission nobody has touched goes back to a draft with the same
// number and may be sent again; once another agency has opened it, it may not.
func Recall(t testing.TB, c *apitest.Client) {
	p := c.File(t, "so-y-te", apitest.Complete("so-y-te"))
	number := *p.Number
	filer := c.As(p.Filer())
	p = filer.POST(p.Path("/recall"), nil).Want(t, 200).Proposal()
	if p.Status != "draft" || p.Number == nil || *p.Number != number {
		t.Fatalf("recalled to status %q, number %v", p.Status, p.Number)
	}
	p = filer.IfMatch(p.ETag).PATCH(p.Path(""), apitest.Facts{"resources": "Cán bộ của đơn vị."}).Want(t, 200).Proposal()
	p = c.Submit(t, p)
	if *p.Number != number || p.Revision != 2 {
		t.Errorf("sent again as %s, revision %d", *p.Number, p.Revision)
	}
	c.As("reviewer-so-khcn").GET(p.Path("")).Want(t, 200)
	refused(t, c, c.Again(t, p), refusal{
		name: "recall of what another agency has opened", act: posts(p, "/recall", nil),
		status: 409, code: apitest.Conflict, words: []string{"rút hồ sơ"},
	})
	decided := c.File(t, "so-y-te", apitest.Complete("so-y-te"))
	decided = c.WalkTo(t, decided, "technology_review", nil)
	refused(t, c, decided, refusal{
		name: "recall of what a person has decided", act: posts(decided, "/recall", nil),
		status: 409, code: apitest.Conflict, words: []string{"rút hồ sơ"},
	})
}
