package scenarios

import (
	"testing"

	"pheduyet/internal/apitest"
)

// Replaced shows a rejection entered by mistake: the head replaces it, the
// proposal runs again, the money that it had freed is held again, and the old
// decision stays in the trace, struck.
func Replaced(t testing.TB, c *apitest.Client) {
	const year, gate = apitest.FiscalYear, "security_level"
	p := c.File(t, "so-y-te", ownSubject().Asks(year, "chi-thuong-xuyen", 2_000_000_000))
	p = c.WalkTo(t, p, gate, nil)
	pass := c.As("reviewer-cong-an-tinh").Approval(t, p, p.Gate(t, gate))
	p = c.Decide(t, p, gate, apitest.Reject("Nhầm với hồ sơ khác."))
	if held := c.Held(t, p); p.Status != "rejected" || held != 0 {
		t.Fatalf("status %q, %d đồng held after the rejection", p.Status, held)
	}
	replace := func(account string, body any) func(*apitest.Client) *apitest.Response {
		return func(c *apitest.Client) *apitest.Response { return c.As(account).POST(p.AmendmentPath(gate), body) }
	}
	bare := apitest.Amendment("replace", pass)
	delete(bare, "document")
	refused(t, c, p,
		refusal{name: "an officer replaces", act: replace("reviewer-cong-an-tinh", apitest.Amendment("replace", pass)), status: 403, code: apitest.Forbidden, words: []string{"lãnh đạo"}},
		refusal{name: "another authority's head", act: replace("head-so-khcn", apitest.Amendment("replace", pass)), status: 403, code: apitest.Forbidden, words: []string{"cơ quan khác"}},
		refusal{name: "without a document", act: replace("head-cong-an-tinh", bare), status: 422, code: apitest.Invalid, field: "document", words: []string{"văn bản"}},
		refusal{name: "what could not be decided", act: replace("head-cong-an-tinh", apitest.Amendment("replace", pass.Detail("level", 1))), status: 422, code: apitest.Invalid, field: "decision.details.level", words: []string{"thấp hơn"}},
		refusal{name: "a correction that decides otherwise", act: replace("reviewer-cong-an-tinh", apitest.Amendment("rectify", pass)), status: 422, code: apitest.Invalid, field: "decision.outcome", words: []string{"thay thế"}},
		refusal{name: "a gate decided by rule", act: func(c *apitest.Client) *apitest.Response {
			return c.As("head-so-khcn").POST(p.AmendmentPath("duplication_check"), apitest.Amendment("replace", apitest.Reject("x")))
		}, status: 409, code: apitest.Conflict, words: []string{"theo quy tắc"}},
		refusal{name: "a gate not decided", act: func(c *apitest.Client) *apitest.Response {
			return c.As("head-ubnd-tinh").POST(p.AmendmentPath("provincial_decision"), apitest.Amendment("replace", apitest.Reject("x")))
		}, status: 409, code: apitest.Conflict, words: []string{"chưa có ý kiến"}},
	)
	p = c.Amend(t, "head-cong-an-tinh", p, gate, "replace", pass)
	if g := p.Gate(t, gate); p.Status != "in_review" || g.State != "passed" || g.Round != 2 {
		t.Fatalf("status %q, gate %+v after replacing", p.Status, g)
	}
	if held := c.Held(t, p); held != 2_000_000_000 {
		t.Errorf("%d đồng held, want what still stands", held)
	}
	if p = c.Walk(t, p, nil); p.Status != "approved" {
		t.Fatalf("status %q in the end", p.Status)
	}
	rounds := c.Rounds(t, p, gate)
	if len(rounds) != 2 || rounds[0].Struck() != "replace" || rounds[0].Decision.Outcome != "reject" || rounds[1].Struck() != "" {
		t.Errorf("rounds %+v", rounds)
	}
	if n := apitest.Count(c.Events(t, p), "decided", gate); n != 2 {
		t.Errorf("%d decisions in the ledger, want both", n)
	}
	afterTheEnd(t, c, p)
}

// ownSubject is what no other story files and the catalog has not, so that its
// comparison passes by rule whatever was filed before.
func ownSubject() apitest.Facts {
	return apitest.Complete("so-y-te").With("name", "Phần mềm theo dõi tuổi thọ bóng đèn phẫu thuật").
		With("summary", "Theo dõi giờ thắp, độ sáng và lịch thay bóng đèn phẫu thuật tại phòng mổ.").
		With("functions", []string{"Đếm giờ thắp bóng đèn", "Nhắc thay bóng đèn", "Ghi độ sáng đo được"})
}

// afterTheEnd shows what may still be done to an approved proposal, each in a
// workflow of its own: a correction, and the province's revocation.
func afterTheEnd(t testing.TB, c *apitest.Client, p apitest.Proposal) {
	const gate = "technology_review"
	said := c.As("reviewer-so-khcn").Approval(t, p, p.Gate(t, gate))
	refused(t, c, p,
		refusal{name: "replacing after the provincial decision", act: func(c *apitest.Client) *apitest.Response {
			return c.As("head-so-khcn").POST(p.AmendmentPath(gate), apitest.Amendment("replace", said))
		}, status: 409, code: apitest.Conflict, words: []string{"thu hồi"}},
		refusal{name: "a review of an approval", act: func(c *apitest.Client) *apitest.Response {
			return c.As("head-so-y-te").POST(p.Path("/review-request"), apitest.Grounds("xem xét lại"))
		}, status: 409, code: apitest.Conflict, words: []string{"không được thống nhất"}},
		refusal{name: "a revocation by another", act: func(c *apitest.Client) *apitest.Response {
			return c.As("head-so-khcn").POST(p.Path("/revocation"), apitest.Grounds("thu hồi"))
		}, status: 403, code: apitest.Forbidden, words: []string{"cơ quan khác"}},
	)
	corrected := said.With("documents", []any{apitest.Paper("Ý kiến kỹ thuật, số đã sửa")})
	keyed := c.As("reviewer-so-khcn").Key("rectify-" + p.ID)
	correction := apitest.Amendment("rectify", corrected)
	p = keyed.POST(p.AmendmentPath(gate), correction).Want(t, 200).Proposal()
	keyed.POST(p.AmendmentPath(gate), correction).Want(t, 200) // sent again it is the same act
	if rounds := c.Rounds(t, p, gate); p.Status != "approved" || len(rounds) != 1 || rounds[0].Struck() != "rectify" || len(rounds[0].Amendments) != 1 {
		t.Errorf("status %q, rounds %+v after the correction", p.Status, rounds)
	}
	p = c.As("reviewer-ubnd-tinh").POST(p.Path("/revocation"), apitest.Grounds("không còn nhu cầu")).Want(t, 200).Proposal()
	if held := c.Held(t, p); p.Status != "revoked" || held != 0 {
		t.Errorf("status %q, %d đồng held after the revocation", p.Status, held)
	}
	if rounds := c.Rounds(t, p, "provincial_decision"); rounds[len(rounds)-1].Struck() != "revocation" {
		t.Errorf("the revoked approval: %+v", rounds)
	}
	var entry struct {
		State string `json:"state"`
	}
	c.As("auditor").GET("/catalog/"+*p.Number).Want(t, 200).JSON(&entry)
	if entry.State != "retired" {
		t.Errorf("the revoked system is %q in the catalog", entry.State)
	}
	refused(t, c, p, refusal{name: "a second revocation", act: func(c *apitest.Client) *apitest.Response {
		return c.As("reviewer-ubnd-tinh").POST(p.Path("/revocation"), apitest.Grounds("thu hồi"))
	}, status: 409, code: apitest.Conflict, words: []string{"phê duyệt"}})
}

// Reviewed shows an adviser's rejection that the filing head asks to review: the
// province sends it back, it is approved in the end; another is upheld.
func Reviewed(t testing.TB, c *apitest.Client) {
	const gate = "technology_review"
	p := c.WalkTo(t, c.File(t, "so-nnmt", apitest.Complete("so-nnmt")), gate, nil)
	asks := func(account string) func(*apitest.Client) *apitest.Response {
		return func(c *apitest.Client) *apitest.Response {
			return c.As(account).POST(p.Path("/review-request"), apitest.Grounds("xem xét lại"))
		}
	}
	rules := func(account, outcome string, to any) func(*apitest.Client) *apitest.Response {
		body := apitest.Grounds("kết quả xem xét lại")
		body["outcome"], body["gate"] = outcome, to
		return func(c *apitest.Client) *apitest.Response { return c.As(account).POST(p.Path("/review"), body) }
	}
	refused(t, c, p, refusal{name: "nothing was rejected", act: asks("head-so-nnmt"), status: 409, code: apitest.Conflict, words: []string{"không được thống nhất"}})
	p = c.Decide(t, p, gate, apitest.Reject("Chưa đủ căn cứ."))
	refused(t, c, p,
		refusal{name: "a filer asks", act: asks("filer-so-nnmt"), status: 403, code: apitest.Forbidden, words: []string{"lãnh đạo"}},
		refusal{name: "another head asks", act: asks("head-so-khcn"), status: 403, code: apitest.Forbidden, words: []string{"lãnh đạo"}},
		refusal{name: "nobody has asked", act: rules("reviewer-ubnd-tinh", "uphold", nil), status: 409, code: apitest.Conflict, words: []string{"xem xét lại"}},
	)
	p = asks("head-so-nnmt")(c).Want(t, 200).Proposal()
	refused(t, c, p,
		refusal{name: "asked twice", act: asks("head-so-nnmt"), status: 409, code: apitest.Conflict, words: []string{"đang chờ"}},
		refusal{name: "its own authority rules", act: rules("head-so-khcn", "uphold", nil), status: 403, code: apitest.Forbidden, words: []string{"cơ quan khác"}},
		refusal{name: "over the gate that refused", act: rules("reviewer-ubnd-tinh", "send_back", "provincial_decision"), status: 422, code: apitest.Invalid, field: "gate", words: []string{"bước trước"}},
		refusal{name: "to nowhere", act: rules("reviewer-ubnd-tinh", "send_back", nil), status: 422, code: apitest.Invalid, field: "gate", words: []string{"nêu bước"}},
	)
	p = rules("reviewer-ubnd-tinh", "send_back", gate)(c).Want(t, 200).Proposal()
	if g := p.Gate(t, gate); p.Status != "in_review" || g.State != "open" || g.Round != 2 {
		t.Fatalf("status %q, gate %+v after the review", p.Status, g)
	}
	if p = c.Walk(t, p, nil); p.Status != "approved" {
		t.Errorf("status %q in the end", p.Status)
	}
	if rounds := c.Rounds(t, p, gate); len(rounds) != 2 || rounds[0].Struck() != "send_back" {
		t.Errorf("rounds %+v", rounds)
	}
	upheld(t, c)
}

func upheld(t testing.TB, c *apitest.Client) {
	p := c.WalkTo(t, c.File(t, "so-nnmt", apitest.Complete("so-nnmt")), "technology_review", nil)
	p = c.Decide(t, p, "technology_review", apitest.Reject("Chưa đủ căn cứ."))
	ask := func(c *apitest.Client) *apitest.Response {
		return c.As("head-so-nnmt").POST(p.Path("/review-request"), apitest.Grounds("xem xét lại"))
	}
	ask(c).Want(t, 200)
	body := apitest.Grounds("giữ nguyên")
	body["outcome"] = "uphold"
	if p = c.As("head-ubnd-tinh").POST(p.Path("/review"), body).Want(t, 200).Proposal(); p.Status != "rejected" {
		t.Errorf("status %q after upholding", p.Status)
	}
	refused(t, c, p, refusal{name: "asked again", act: ask, status: 409, code: apitest.Conflict, words: []string{"giữ nguyên"}})
}

// LateReview has the days for asking run out: expire lets them, for a proposal's id,
// which no call does. It is told on a server of its own.
func LateReview(t testing.TB, c *apitest.Client, expire func(id string)) {
	const gate = "ministry_consultation"
	p := c.WalkTo(t, c.File(t, "so-nnmt", apitest.Complete("so-nnmt")), gate, nil)
	p = c.Decide(t, p, gate, apitest.Reject("Chưa đủ căn cứ."))
	expire(p.ID)
	refused(t, c, p, refusal{name: "asked after the days", act: func(c *apitest.Client) *apitest.Response {
		return c.As("head-so-nnmt").POST(p.Path("/review-request"), apitest.Grounds("xem xét lại"))
	}, status: 409, code: apitest.Conflict, words: []string{"hết thời hạn"}})
}
