package scenarios

import (
	"testing"

	"pheduyet/internal/apitest"
)

// platform is a national platform that a copy of overlaps with.
const platform = "N54"

// BadInput walks one proposal through its gates and tries at every place what
// must be refused there. Two decisions at once that would overdraw an envelope
// are [BudgetConcurrency], a second decision with the same key [Idempotency].
func BadInput(t testing.TB, c *apitest.Client) {
	part(t, c, "draft", badDraft)
	part(t, c, "files", badFiles)
	part(t, c, "relations", badRelations)
	part(t, c, "own proposal", ownProposal)
	part(t, c, "overlap", badOverlap)
	part(t, c, "gates", badGates)
	part(t, c, "ended", badEnded)
}

// ownProposal: nobody of the filing agency decides, whatever else they may do.
func ownProposal(t testing.TB, c *apitest.Client) {
	p := c.File(t, "so-tai-chinh", apitest.Complete("so-tai-chinh"))
	p = c.WalkTo(t, p, "budget_allocation", nil)
	d := c.As("reviewer-to-giup-viec").Approval(t, p, p.Gate(t, "budget_allocation"))
	own := refusal{status: 403, code: apitest.Forbidden, words: []string{"đề xuất"}}
	for _, account := range []string{"reviewer-so-tai-chinh", "head-so-tai-chinh", "filer-so-tai-chinh"} {
		own.name, own.act = account, decides(account, p, "budget_allocation", d)
		refused(t, c, p, own)
	}
}

// badOverlap tries what the duplication check does not let pass.
func badOverlap(t testing.TB, c *apitest.Client) {
	p := c.File(t, "so-cong-thuong", c.Like(t, "so-cong-thuong", platform))
	g := p.Gate(t, "duplication_check")
	account := apitest.Deciders[g.Authority]
	officer := c.As(account)
	approval := officer.Approval(t, p, g)
	judged := func(finding, wayOut string) apitest.Decision {
		return approval.Detail("findings", found(t, officer, p, platform, finding, wayOut))
	}
	unnoted := found(t, officer, p, platform, "duplicate", "use")
	unnoted[0]["note"] = ""
	refused(t, c, c.Again(t, p),
		refusal{"an overlap without its condition", decides(account, p, g.ID, judged("overlap", "")), 422, apitest.Invalid, "outcome", []string{platform, "kèm điều kiện"}},
		refusal{"a duplicate that passes", decides(account, p, g.ID, judged("duplicate", "use")), 422, apitest.Invalid, "details.findings[0].finding", []string{platform}},
		refusal{"a match of weight without finding", decides(account, p, g.ID, approval.Detail("findings", []any{})), 422, apitest.Invalid, "details.findings", []string{platform}},
		refusal{"a finding without its note", decides(account, p, g.ID, apitest.Reject("Trùng lặp.").Detail("findings", unnoted)), 422, apitest.Invalid, "details.findings", []string{platform}},
		refusal{"a duplicate without a way out", decides(account, p, g.ID, apitest.Reject("Trùng lặp.").Detail("findings", found(t, officer, p, platform, "duplicate", ""))), 422, apitest.Invalid, "details.findings[0].way_out", []string{"tài khoản"}},
	)
	reject := apitest.Reject("Đã có nền tảng của Bộ.").Detail("findings", found(t, officer, p, platform, "duplicate", "use"))
	if p = c.Decide(t, p, g.ID, reject); p.Status != "rejected" {
		t.Errorf("status %q", p.Status)
	}
}

// badEnded: what has ended takes nothing more.
func badEnded(t testing.TB, c *apitest.Client) {
	p := c.WalkTo(t, c.File(t, "so-y-te", apitest.Complete("so-y-te")), "technology_review", nil)
	g := p.Gate(t, "technology_review")
	approval := c.Decider(t, g).Approval(t, p, g)
	p = c.As(p.Filer()).POST(p.Path("/withdrawal"), map[string]any{"reason": "Không còn nhu cầu."}).Want(t, 200).Proposal()
	ended := func(name string, act func(*apitest.Client) *apitest.Response) refusal {
		return refusal{name, act, 409, apitest.Conflict, "", nil}
	}
	refused(t, c, p,
		ended("decision on a withdrawn proposal", decides("reviewer-so-khcn", p, g.ID, approval)),
		ended("edit of a withdrawn proposal", patches(p, apitest.Facts{"sector": "Y tế"})),
		ended("submission of a withdrawn proposal", posts(p, "/submission", map[string]any{})),
		ended("withdrawal of a withdrawn proposal", posts(p, "/withdrawal", map[string]any{"reason": "Lần nữa."})),
		ended("letter of a withdrawn proposal", posts(p, "/consultation", letter(apitest.Today()))),
	)
}
