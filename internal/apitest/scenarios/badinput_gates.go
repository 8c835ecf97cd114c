package scenarios

import (
	"testing"

	"pheduyet/internal/apitest"
)

// badGates walks one proposal from gate to gate. It asks for money of a year that
// has no envelope, and is advised less than it asks.
func badGates(t testing.TB, c *apitest.Client) {
	ask := append(lines(apitest.FiscalYear, 2_000_000_000), lines(apitest.NoYear, 1_000_000_000)...)
	p := c.File(t, "so-y-te", apitest.Complete("so-y-te").With("budget", ask))
	p = c.WalkTo(t, p, "ministry_consultation", nil)
	badConsultation(t, c, p)
	p = c.WalkTo(t, p, "technology_review", nil)
	p = badTechnology(t, c, p)
	badBudget(t, c, p)
	p = c.Decide(t, p, "budget_allocation", less(apitest.FiscalYear, 1_500_000_000))
	badLevel(t, c, p)
	p = c.Decide(t, p, "security_level", nil)
	g := p.Gate(t, "provincial_decision")
	approval := c.As("reviewer-ubnd-tinh").Approval(t, p, g)
	refused(t, c, p, refusal{"an amount not accepted", decides("reviewer-ubnd-tinh", p, g.ID, approval), 422, apitest.Invalid, "outcome", []string{"chưa chấp nhận"}})
	p = c.As(p.Filer()).POST(p.Path("/acceptance"), map[string]any{"accepted": true}).Want(t, 200).Proposal()
	if p = c.Walk(t, p, nil); p.Status != "approved" {
		t.Errorf("status %q in the end", p.Status)
	}
}

func letter(date string) map[string]any {
	return map[string]any{"letter": map[string]any{"number": "55/" + apitest.Unique(), "date": date}}
}

func reply(position, date string, conditions ...string) map[string]any {
	r := map[string]any{"number": "77/" + apitest.Unique(), "date": date, "position": position}
	if len(conditions) > 0 {
		r["conditions"] = conditions
	}
	return map[string]any{"reply": r}
}

// badConsultation tries what silence, a disagreement and a condition do not
// allow.
func badConsultation(t testing.TB, c *apitest.Client, p apitest.Proposal) {
	t.Helper()
	const gate, account = "ministry_consultation", "reviewer-so-khcn"
	plain := apitest.Decision{"outcome": "approve", "documents": []any{apitest.Paper("Xác nhận ý kiến của Bộ")}}
	bad := func(name string, d apitest.Decision, field string, words ...string) refusal {
		return refusal{name, decides(account, p, gate, d), 422, apitest.Invalid, field, words}
	}
	wrong := func(name, field string, body any, words ...string) refusal {
		return refusal{name, posts(p, "/consultation", body), 422, apitest.Invalid, field, words}
	}
	refused(t, c, p,
		wrong("a reply without a letter", "reply.from", reply("agree", apitest.Today()), "công văn"),
		wrong("a letter dated tomorrow", "letter.date", letter(apitest.Tomorrow()), "tương lai"),
		wrong("neither letter nor reply", "letter", map[string]any{}, "công văn"),
		bad("ministry gate without a letter", plain, "outcome", "im lặng"),
	)
	record := func(body map[string]any) { c.As(p.Filer()).POST(p.Path("/consultation"), body).Want(t, 200) }
	record(letter(apitest.Today()))
	refused(t, c, p,
		wrong("a reply older than its letter", "reply.date", reply("agree", apitest.DaysAgo(1)), "trước"),
		wrong("a conditional agreement without conditions", "reply.conditions", reply("agree_with_conditions", apitest.Today()), "điều kiện"),
		bad("ministry gate without a reply", plain, "outcome", "im lặng"),
	)
	record(reply("asks_for_more", apitest.Today()))
	refused(t, c, p, bad("approved on a reply that is not final", plain, "outcome", "im lặng"))
	record(reply("disagree", apitest.Today()))
	refused(t, c, p, bad("approved on a reply that disagrees", plain, "outcome", "không thống nhất"))
	record(reply("agree_with_conditions", apitest.Today(), "Kết nối với nền tảng của Bộ."))
	other := plain.With("outcome", "approve_with_conditions").With("reason", "Theo ý kiến của Bộ.").
		With("conditions", []any{apitest.Condition("Điều kiện khác.", "Sở Y tế")})
	refused(t, c, p,
		bad("approved without the conditions of a conditional reply", plain, "conditions", "nguyên văn điều kiện thứ 1"),
		bad("approved with other conditions than the reply's", other, "conditions", "nguyên văn điều kiện thứ 1"),
		bad("approved on a condition due yesterday", other.With("conditions", []any{map[string]any{"text": "Điều kiện khác.", "owner": "Sở Y tế", "due": apitest.InDays(-1)}}),
			"conditions[0].due", "đã qua"),
	)
}

// badTechnology tries whom, what and how a gate may not be decided.
func badTechnology(t testing.TB, c *apitest.Client, p apitest.Proposal) apitest.Proposal {
	t.Helper()
	const gate, account = "technology_review", "reviewer-so-khcn"
	officer := c.As(account)
	approval := officer.Approval(t, p, p.Gate(t, gate))
	bad := func(name string, d any, field string, words ...string) refusal {
		return refusal{name, decides(account, p, gate, d), 422, apitest.Invalid, field, words}
	}
	tomorrow, february := apitest.Paper("Ý kiến"), apitest.Paper("Ý kiến")
	tomorrow["date"], february["date"] = apitest.Tomorrow(), "2026-02-31"
	item, no := refusing(t, officer, p, gate)
	refused(t, c, p,
		refusal{"unknown gate", decides(account, p, "khong-co", approval), 404, apitest.NotFound, "", []string{"khong-co"}},
		refusal{"gate not open", decides("reviewer-so-tai-chinh", p, "budget_allocation", decisionOf("approve")), 409, apitest.Conflict, "", []string{"không mở"}},
		refusal{"gate already passed", decides(account, p, "ministry_consultation", decisionOf("approve")), 409, apitest.Conflict, "", []string{"không mở"}},
		refusal{"provincial decision before the others", decides("reviewer-ubnd-tinh", p, "provincial_decision", decisionOf("approve")), 409, apitest.Conflict, "", []string{"không mở"}},
		refusal{"another agency's gate", decides("reviewer-so-tai-chinh", p, gate, approval), 403, apitest.Forbidden, "", []string{"thẩm quyền"}},
		refusal{"the filer decides", decides(p.Filer(), p, gate, approval), 403, apitest.Forbidden, "", []string{"đề xuất"}},
		bad("approve with a mandatory checklist item no", approval.Detail("checklist", no), "details.checklist", item),
		bad("a checklist item left out", approval.Detail("checklist", no[1:]), "details.checklist", item),
		bad("approval without a document", approval.With("documents", nil), "documents", "văn bản"),
		bad("a document dated tomorrow", approval.With("documents", []any{tomorrow}), "documents[0].date", "tương lai"),
		bad("a document of 31/02", approval.With("documents", []any{february}), "documents[0].date", "ngày"),
		bad("NUL bytes in a reason", approval.With("reason", "Đạt\x00"), "reason", "ký tự điều khiển"),
		bad("rejection without citation", apitest.Reject("Không phù hợp.").With("citations", nil), "citations", "căn cứ"),
		bad("return without items", apitest.Return(), "items", "nội dung"),
		bad("details of another gate", approval.Detail("level", 2), "details.level", "không dùng"),
		bad("return_to by an adviser", decisionOf("return").With("return_to", "duplication_check"), "return_to", "UBND tỉnh"),
		bad("acting for nobody", approval.With("acting_for", "khong-co"), "acting_for", "ủy quyền"),
	)
	p = unanswered(t, c, c.Decide(t, p, gate, apitest.Return("Nêu cách kết nối LGSP.", "Nêu nơi đặt hệ thống.")))
	return c.Decide(t, p, gate, nil)
}

// decisionOf is a decision with a reason and a document, and nothing else.
func decisionOf(outcome string) apitest.Decision {
	return apitest.Decision{"outcome": outcome, "reason": "Theo hồ sơ.", "documents": []any{apitest.Paper("Ý kiến")}}
}

// refusing answers the checklist with a mandatory item, first, refused.
func refusing(t testing.TB, officer *apitest.Client, p apitest.Proposal, gate string) (item string, answers []map[string]any) {
	t.Helper()
	for _, it := range officer.Checklist(t, p, gate) {
		answer := map[string]any{"item": it.ID, "answer": "yes"}
		if item == "" && it.Mandatory {
			item, answer["answer"] = it.ID, "no"
			answers = append([]map[string]any{answer}, answers...)
			continue
		}
		answers = append(answers, answer)
	}
	return item, answers
}

// unanswered tries to resubmit with items left out, then answers them.
func unanswered(t testing.TB, c *apitest.Client, p apitest.Proposal) apitest.Proposal {
	t.Helper()
	items := c.Read(t, p).Items
	one := []any{map[string]any{"item": items[0].ID, "text": "Qua LGSP."}}
	refused(t, c, c.Again(t, p),
		refusal{"resubmission with an unanswered item", posts(p, "/submission", map[string]any{"answers": one}), 422, apitest.Invalid, "answers", []string{items[1].ID}},
		refusal{"resubmission without answers", posts(p, "/submission", map[string]any{}), 422, apitest.Invalid, "answers", []string{items[0].ID}},
	)
	return resubmit(t, c, p, items)
}

// badBudget tries to allocate what was not asked, or is not there.
func badBudget(t testing.TB, c *apitest.Client, p apitest.Proposal) {
	t.Helper()
	const gate, account = "budget_allocation", "reviewer-so-tai-chinh"
	bad := func(name string, allocations []apitest.BudgetLine, field string, words ...string) refusal {
		return refusal{name, decides(account, p, gate, decisionOf("approve").Detail("allocations", allocations)), 422, apitest.Invalid, field, words}
	}
	refused(t, c, p,
		bad("allocation over the request", lines(apitest.FiscalYear, 2_000_000_001), "details.allocations[0].amount_vnd", "Bố trí 2.000.000.001 đồng, nhiều hơn"),
		bad("allocation of what was not asked", lines(apitest.LastYear, 1), "details.allocations[0].amount_vnd", "2030"),
		bad("a missing envelope", p.Budget, "details.allocations[1]", "Chưa có dự toán", "2099"),
		bad("negative allocation", lines(apitest.FiscalYear, -5), "details.allocations[0].amount_vnd"),
		bad("nothing allocated", nil, "details.allocations", "Chưa bố trí"),
		bad("less than asked without conditions", lines(apitest.FiscalYear, 1), "outcome", "kèm điều kiện"),
	)
}

// badLevel tries security levels that the facts do not allow.
func badLevel(t testing.TB, c *apitest.Client, p apitest.Proposal) {
	t.Helper()
	const gate, account = "security_level", "reviewer-cong-an-tinh"
	bad := func(name string, d apitest.Decision, field string, words ...string) refusal {
		return refusal{name, decides(account, p, gate, d), 422, apitest.Invalid, field, words}
	}
	d := decisionOf("approve")
	refused(t, c, p,
		bad("security level too low", d.Detail("level", 1), "details.level", "Cấp độ 1", "cấp độ 2"),
		bad("no level", d, "details.level", "cấp độ"),
		bad("level 4 without appraisal", d.Detail("level", 4), "details.appraisal", "thẩm định"),
		bad("level 6", d.Detail("level", 6), "details.level", "5"),
	)
}
