package main

import (
	"testing"

	"pheduyet/internal/apitest"
	"pheduyet/internal/apitest/scenarios"
)

// path is one way that a proposal may go, and the status it ends in.
type path struct {
	name, ends string
	walk       func(testing.TB, *apitest.Client) apitest.Proposal
}

// paths are one for each thing a person may do and each gate that may refuse.
var paths = []path{
	{"approved", "approved", approved},
	{"rejected-at-duplication-check", "rejected", duplicate},
	{"rejected-at-ministry-consultation", "rejected", rejectedAt("ministry_consultation")},
	{"rejected-at-technology-review", "rejected", rejectedAt("technology_review")},
	{"rejected-at-budget-allocation", "rejected", rejectedAt("budget_allocation")},
	{"rejected-at-security-level", "rejected", rejectedAt("security_level")},
	{"rejected-at-provincial-decision", "rejected", rejectedAt("provincial_decision")},
	{"returned-and-resubmitted", "approved", resubmitted},
	{"withdrawn", "withdrawn", withdrawn},
	{"recalled-then-filed", "approved", recalled},
	{"escalated", "approved", escalated},
	{"paused-and-extended", "withdrawn", pausedAndExtended},
	{"rescreened", "approved", scenarios.Rescreened},
	{"moved-to-a-newer-pack", "approved", scenarios.Moved},
}

func approved(t testing.TB, c *apitest.Client) apitest.Proposal {
	return c.Walk(t, c.File(t, "so-y-te", apitest.Complete("so-y-te")), nil)
}

// duplicate files what the catalog has.
func duplicate(t testing.TB, c *apitest.Client) apitest.Proposal {
	p := c.File(t, "so-y-te", c.Like(t, "so-y-te", "D116"))
	g := p.Gate(t, "duplication_check")
	findings := []map[string]any{}
	for _, m := range c.Decider(t, g).Weighty(t, p) {
		findings = append(findings, map[string]any{"entry_id": m.ID, "finding": "duplicate", "note": "Cùng nghiệp vụ và phạm vi.", "way_out": "use"})
	}
	return c.Decide(t, p, g.ID, apitest.Reject("Đã có hệ thống dùng chung.").Detail("findings", findings))
}

// rejectedAt walks to a gate and is refused there.
func rejectedAt(gate string) func(testing.TB, *apitest.Client) apitest.Proposal {
	return func(t testing.TB, c *apitest.Client) apitest.Proposal {
		p := c.WalkTo(t, c.File(t, "so-nnmt", apitest.Complete("so-nnmt")), gate, nil)
		if p.Gate(t, gate).Kind == "ministry_consultation" {
			p = c.Consult(t, p, "disagree")
		}
		return c.Decide(t, p, gate, apitest.Reject("Chưa đủ căn cứ để thống nhất."))
	}
}

func resubmitted(t testing.TB, c *apitest.Client) apitest.Proposal {
	p := c.WalkTo(t, c.File(t, "so-cong-thuong", apitest.Complete("so-cong-thuong")), "technology_review", nil)
	p = c.Decide(t, p, "technology_review", apitest.Return("Nêu rõ cách kết nối LGSP."))
	answers := []map[string]any{}
	for _, it := range c.Read(t, p).Items {
		answers = append(answers, map[string]any{"item": it.ID, "text": "Đã bổ sung trong hồ sơ."})
	}
	p = c.As(p.Filer()).POST(p.Path("/submission"), map[string]any{"answers": answers}).Want(t, 200).Proposal()
	return c.Walk(t, p, nil)
}

func withdrawn(t testing.TB, c *apitest.Client) apitest.Proposal {
	p := c.WalkTo(t, c.File(t, "so-tai-chinh", apitest.Complete("so-tai-chinh")), "security_level", nil)
	return c.As(p.Filer()).POST(p.Path("/withdrawal"), map[string]any{"reason": "Chuyển sang dùng nền tảng của Bộ."}).Want(t, 200).Proposal()
}

func recalled(t testing.TB, c *apitest.Client) apitest.Proposal {
	p := c.File(t, "so-y-te", apitest.Complete("so-y-te"))
	p = c.As(p.Filer()).POST(p.Path("/recall"), nil).Want(t, 200).Proposal()
	return c.Walk(t, c.Submit(t, p), nil)
}

// escalated waits for a ministry that is late, and is reminded of it.
func escalated(t testing.TB, c *apitest.Client) apitest.Proposal {
	p := c.LateMinistry(t, "so-y-te", 60)
	reply := map[string]any{"number": "77/" + apitest.Unique(), "date": apitest.Today(), "position": "agree"}
	p = c.As(p.Filer()).POST(p.Path("/consultation"), map[string]any{"reply": reply}).Want(t, 200).Proposal()
	return c.Walk(t, p, nil)
}

func pausedAndExtended(t testing.TB, c *apitest.Client) apitest.Proposal {
	p := c.WalkTo(t, c.File(t, "so-nnmt", apitest.Complete("so-nnmt")), "technology_review", nil)
	at := p.Path("/gates/technology_review")
	c.As("reviewer-so-khcn").POST(at+"/pause", map[string]any{"cause": "supplement", "reason": "Chờ số liệu."}).Want(t, 200)
	c.As("reviewer-so-khcn").POST(at+"/resumption", map[string]any{"note": "Đã nhận."}).Want(t, 200)
	c.As("head-so-khcn").POST(at+"/extension", map[string]any{"reason": "Hồ sơ lớn.", "days": 3, "document": apitest.Paper("Phiếu xin lỗi và hẹn lại")}).Want(t, 200)
	return c.As(p.Filer()).POST(p.Path("/withdrawal"), map[string]any{"reason": "Chuyển sang dùng nền tảng của Bộ."}).Want(t, 200).Proposal()
}
