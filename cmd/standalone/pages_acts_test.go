package main

import (
	"strings"
	"testing"

	"pheduyet/internal/apitest"
	"pheduyet/internal/apitest/browser"
)

// anAct is an act done by its form in a browser: what the page says before it is
// sent, a first attempt that is refused and keeps what was typed, then one that is
// sent twice and happens once.
type anAct struct {
	as, page string
	before   string // what the page says of where the proposal goes
	tries    func(v *browser.Visitor)
	refused  string // what is said of the first attempt; "" where nothing can be wanting
	kept     map[string]string
	fills    func(v *browser.Visitor)
	send     string // the button
	after    string
	event    string // of the ledger, once
}

func nothing(*browser.Visitor) {}

// typed fills in fields by their names.
func typed(fields map[string]string) func(v *browser.Visitor) {
	return func(v *browser.Visitor) {
		for name, text := range fields {
			v.Fill(name, text)
		}
	}
}

// do does an act at a proposal and wants it told once more than before.
func (a anAct) do(t *testing.T, c *apitest.Client, p apitest.Proposal) *browser.Visitor {
	t.Helper()
	told := apitest.Count(c.Events(t, p), a.event, "")
	v := browser.Visit(t, c.Base()).SignIn(a.as)
	v.Open(p.Path(a.page))
	v.Sees(a.before)
	if strings.Contains(v.Text(), "hiện không dành cho bạn") {
		t.Fatalf("%s is not %s's to do", a.page, a.as)
	}
	if a.refused != "" {
		a.tries(v)
		v.Submit(a.send)
		v.Sees(a.refused)
		for name, text := range a.kept {
			if got := v.Value(name); got != text {
				t.Errorf("%s: what was typed into %s has become %q", a.page, name, got)
			}
		}
		v.Accessible()
	}
	a.fills(v)
	v.SubmitTwice(a.send)
	v.Sees("Đã thực hiện", a.after)
	if n := apitest.Count(c.Events(t, p), a.event, "") - told; n != 1 {
		t.Errorf("%s sent twice is told %d times", a.page, n)
	}
	return v
}

func atTechnology(t *testing.T, c *apitest.Client) apitest.Proposal {
	t.Helper()
	return c.WalkTo(t, c.File(t, "so-nnmt", apitest.Complete("so-nnmt")), "technology_review", nil)
}

// Whoever files takes a proposal back, whole or to a draft, in a browser.
func TestAFilerTakesAProposalBack(t *testing.T) {
	c := onStage(t)
	anAct{as: "filer-so-nnmt", page: "/withdrawal", before: "Hồ sơ dừng hẳn", tries: nothing, refused: "lý do",
		fills: typed(map[string]string{"reason": "Dùng nền tảng của Bộ."}), send: "Rút hồ sơ", after: "Đã rút", event: "withdrawn"}.do(t, c, atTechnology(t, c))
	p := c.File(t, "so-y-te", apitest.Complete("so-y-te"))
	v := anAct{as: "filer-so-y-te", page: "/recall", before: "trở lại thành bản soạn", fills: nothing, send: "Thu hồi về bản soạn", after: "Đang soạn", event: "recalled"}.do(t, c, p)
	v.Sees(*p.Number) // keeps its number
}

// Officers take a gate on and give it free; the head hands it to another; the clock
// is stopped, runs on and is extended.
func TestAGateChangesHandsInABrowser(t *testing.T) {
	c := onStage(t)
	p := atTechnology(t, c)
	officer := browser.Visit(t, c.Base()).SignIn("reviewer-so-khcn")
	for _, button := range []struct{ words, after, event string }{
		{"Nhận xử lý", "Người nhận xử lý: ", "claimed"}, {"Trả lại để người khác xử lý", "Nhận xử lý", "released"},
	} {
		officer.Open(p.Path(""))
		officer.SubmitTwice(button.words)
		officer.Sees("Đã thực hiện", button.after)
		if n := apitest.Count(c.Events(t, p), button.event, ""); n != 1 {
			t.Errorf("%s pressed twice is told %d times", button.words, n)
		}
	}
	gate := "/gates/technology_review"
	anAct{as: "head-so-khcn", page: gate + "/reassignment", before: "giao bước này cho một người",
		tries: func(v *browser.Visitor) { v.Choose("account", "reviewer2-so-khcn") }, refused: "lý do", kept: map[string]string{"account": "reviewer2-so-khcn"},
		fills: typed(map[string]string{"reason": "Người thụ lý nghỉ phép."}), send: "Giao", after: "Người nhận xử lý: ", event: "reassigned"}.do(t, c, p)
	anAct{as: "reviewer2-so-khcn", page: gate + "/pause", before: "dừng từ hôm nay", tries: func(v *browser.Visitor) { v.Choose("cause", "supplement") }, refused: "lý do",
		fills: typed(map[string]string{"reason": "Chờ số liệu."}), send: "Tạm dừng", after: "Cho thời hạn chạy tiếp", event: "clock_paused"}.do(t, c, p)
	anAct{as: "reviewer2-so-khcn", page: gate + "/resumption", before: "lùi đúng số ngày", fills: typed(map[string]string{"note": "Đã nhận."}), send: "Chạy tiếp", after: "Tạm dừng thời hạn", event: "clock_resumed"}.do(t, c, p)
	anAct{as: "head-so-khcn", page: gate + "/extension", before: "hẹn lại ngày", tries: typed(map[string]string{"days:int": "3", "reason": "Khối lượng lớn."}), refused: "văn bản",
		kept: map[string]string{"days:int": "3", "reason": "Khối lượng lớn."}, fills: func(v *browser.Visitor) { typePaper(v, "document") }, send: "Gia hạn", after: "Tạm dừng thời hạn", event: "deadline_extended"}.do(t, c, p)
}

// Less money than asked waits for the filing agency's word.
func TestAnAmountIsAcceptedInABrowser(t *testing.T) {
	c := onStage(t)
	p := c.WalkTo(t, c.File(t, "so-nnmt", apitest.Complete("so-nnmt").Asks(apitest.FiscalYear, "chi-thuong-xuyen", 300_000_000)), "budget_allocation", nil)
	p = c.Decide(t, p, "budget_allocation", apitest.Decision{"outcome": "approve_with_conditions", "reason": "Theo khả năng cân đối.",
		"conditions": []any{apitest.Condition("Thu gọn phạm vi.", "so-nnmt")},
		"details":    map[string]any{"allocations": []apitest.BudgetLine{{FiscalYear: apitest.FiscalYear, Source: "chi-thuong-xuyen", AmountVND: 200_000_000}}}})
	anAct{as: p.Filer(), page: "/acceptance", before: "200.000.000", tries: func(v *browser.Visitor) { v.Choose("accepted:bool", "false") }, refused: "lý do",
		fills: func(v *browser.Visitor) { v.Choose("accepted:bool", "true") }, send: "Gửi trả lời", after: "Đang xử lý", event: "amount_accepted"}.do(t, c, p)
}

// A rejection is reviewed when the filing head asks: sent back once, upheld once.
func TestARejectionIsReviewedInABrowser(t *testing.T) {
	c := onStage(t)
	grounds := func(v *browser.Visitor) { typePaper(v, "document") }
	for _, ruling := range []struct {
		outcome, after, refused, event string
		tries                          func(v *browser.Visitor)
	}{
		{"send_back", "Đang xử lý", "nêu bước", "review_sent_back", func(v *browser.Visitor) { v.Choose("outcome", "send_back"); grounds(v) }},
		{"uphold", "Không được chấp thuận", "văn bản", "review_upheld", func(v *browser.Visitor) { v.Choose("outcome", "uphold") }},
	} {
		p := c.Decide(t, atTechnology(t, c), "technology_review", apitest.Reject("Chưa đủ căn cứ."))
		anAct{as: "head-so-nnmt", page: "/review-request", before: "vẫn có hiệu lực cho đến khi", tries: typed(map[string]string{"reason": "Có căn cứ mới."}), refused: "văn bản",
			kept: map[string]string{"reason": "Có căn cứ mới."}, fills: grounds, send: "Gửi đề nghị", after: "Không được chấp thuận", event: "review_requested"}.do(t, c, p)
		anAct{as: "reviewer-ubnd-tinh", page: "/review", before: "Có căn cứ mới.", tries: func(v *browser.Visitor) { v.Fill("reason", "Đã xem xét."); ruling.tries(v) }, refused: ruling.refused,
			kept: map[string]string{"reason": "Đã xem xét."}, send: "Gửi kết luận", after: ruling.after, event: ruling.event, fills: func(v *browser.Visitor) {
				if ruling.outcome == "send_back" {
					v.Choose("gate", "technology_review")
				} else {
					grounds(v)
				}
			}}.do(t, c, p)
	}
}
