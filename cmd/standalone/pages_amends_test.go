package main

import (
	"testing"

	"pheduyet/internal/apitest"
	"pheduyet/internal/apitest/browser"
	"pheduyet/internal/devstack/testdb"
)

// A head replaces a mistaken rejection, an officer mends a slip of record, the
// province revokes: each in a browser, the old beside the new.
func TestADecisionIsAmendedInABrowser(t *testing.T) {
	c := onStage(t)
	p := c.Decide(t, atTechnology(t, c), "technology_review", apitest.Reject("Nhầm với hồ sơ khác."))
	at := "/gates/technology_review"
	paper := func(v *browser.Visitor) { typePaper(v, "amendment.document") }
	anAct{as: "head-so-khcn", page: at + "/replacement", before: "vẫn đọc được", event: "decided", send: "Ban hành ý kiến thay thế", after: "Đang xử lý",
		tries: func(v *browser.Visitor) {
			if got := v.Value("reason"); got != "Nhầm với hồ sơ khác." {
				t.Errorf("the form begins with the reason %q", got)
			}
			v.Fill("amendment.reason", "Chọn nhầm kết luận.")
			v.Fill("reason", "Đủ điều kiện.")
			pass(v)
		}, refused: "văn bản", kept: map[string]string{"amendment.reason": "Chọn nhầm kết luận.", "reason": "Đủ điều kiện."}, fills: paper}.do(t, c, p)

	v := anAct{as: "reviewer-so-khcn", page: at + "/rectification", before: "Chỉ sửa sai sót ghi chép", event: "rectified", send: "Đính chính", after: "Đang xử lý",
		tries: typed(map[string]string{"amendment.reason": "Gõ nhầm số.", "documents[0].number": "45/SKHCN"}), refused: "văn bản",
		kept: map[string]string{"documents[0].number": "45/SKHCN"}, fills: paper}.do(t, c, p)
	v.Follow("Vì sao?")
	v.Sees("đã được thay thế", "Gõ nhầm số.", "45/SKHCN")

	p = c.Walk(t, c.Again(t, p), nil)
	anAct{as: "reviewer-ubnd-tinh", page: "/revocation", before: "hết hiệu lực", tries: typed(map[string]string{"reason": "Không còn nhu cầu."}), refused: "văn bản",
		kept: map[string]string{"reason": "Không còn nhu cầu."}, fills: func(v *browser.Visitor) { typePaper(v, "document") }, send: "Thu hồi quyết định", after: "Đã thu hồi", event: "revoked"}.do(t, c, p)
}

// An officer prepares and the head hands back, then signs what was prepared again,
// on a machine whose process says so.
func TestAHeadSignsInABrowser(t *testing.T) {
	m := newMachine(testdb.DataDir(t))
	t.Cleanup(func() {
		if err := m.stop(nil); err != nil {
			t.Error(err)
		}
	})
	if err := m.bring(); err != nil {
		t.Fatal(err)
	}
	signedByHeads(t, m, "technology_review")
	c := m.client(t)
	p := atTechnology(t, c)
	officer, head := browser.Visit(t, c.Base()).SignIn("reviewer-so-khcn"), browser.Visit(t, c.Base()).SignIn("head-so-khcn")
	prepare := func(reason string) {
		officer.Open(p.DecisionPath("technology_review"))
		pass(officer)
		officer.Fill("reason", reason)
		officer.Submit("Trình lãnh đạo ký")
		officer.Sees("Đã trình lãnh đạo ký")
	}
	prepare("Dự thảo lần một.")
	head.Open("/worklist?task=sign")
	head.Sees(*p.Number)
	head.Open(p.Path("/gates/technology_review/signature"))
	head.Sees("thành ý kiến của cơ quan", "Dự thảo lần một.")
	head.Submit("Trả lại người trình")
	head.Sees("Cần nêu nội dung phải sửa")
	head.Fill("note", "Nêu rõ căn cứ.")
	head.SubmitTwice("Trả lại người trình")
	head.Sees("Đã thực hiện")
	officer.Open(p.Path(""))
	officer.Sees("Rà soát")
	prepare("Dự thảo lần hai.")
	anAct{as: "head-so-khcn", page: "/gates/technology_review/signature", before: "Dự thảo lần hai.",
		fills: func(v *browser.Visitor) { typePaper(v, "document") }, send: "Ký ban hành", after: "Thống nhất", event: "decided"}.do(t, c, p)
}

// A head delegates and ends it early; the delegate finds it on the form meanwhile.
func TestADelegationAndItsEndInABrowser(t *testing.T) {
	c := onStage(t)
	p := atTechnology(t, c)
	head := browser.Visit(t, c.Base()).SignIn("head-so-khcn")
	head.Open("/admin/delegations/new")
	name := "Phó Giám đốc " + apitest.Unique()
	head.Fill("position", name)
	head.Submit("Phân công, ủy quyền mới")
	head.Sees("Cần nêu trường này")
	if got := head.Value("position"); got != name {
		t.Errorf("what was typed has become %q", got)
	}
	head.Accessible()
	head.ChooseWords("delegate", "(reviewer2-so-khcn)")
	head.Choose("kind", "assignment")
	head.Choose("gates:list", "technology_review")
	typeDate(head, "from", apitest.Today())
	typeDate(head, "to", apitest.InDays(20))
	typePaper(head, "document")
	head.SubmitTwice("Phân công, ủy quyền mới")
	head.Sees("Đã ghi phân công, ủy quyền", name)
	if n := delegationsOf(t, c, name); n != 1 {
		t.Errorf("sent twice it stands %d times", n)
	}
	deputy := browser.Visit(t, c.Base()).SignIn("reviewer2-so-khcn")
	deputy.Open(p.DecisionPath("technology_review"))
	deputy.Sees("KT. ")
	head.Open("/admin/delegations")
	head.FollowNear(name, "Chấm dứt trước hạn")
	head.Sees("vẫn giữ nguyên")
	head.Submit("Chấm dứt trước hạn")
	head.Sees("Cần nêu trường này")
	head.Fill("reason", "Đã về.")
	head.SubmitTwice("Chấm dứt trước hạn")
	head.Sees("Đã chấm dứt.")
}

func delegationsOf(t *testing.T, c *apitest.Client, position string) int {
	t.Helper()
	var got struct{ Items []struct{ Position string } }
	c.As("head-so-khcn").GET("/delegations").Want(t, 200).JSON(&got)
	n := 0
	for _, d := range got.Items {
		if d.Position == position {
			n++
		}
	}
	return n
}
