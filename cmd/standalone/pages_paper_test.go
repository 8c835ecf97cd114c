package main

import (
	"testing"
	"time"

	"pheduyet/internal/apitest"
	"pheduyet/internal/apitest/browser"
)

// A filer enters a dossier begun on paper from its draft's page, without scripts: what
// a gate lacks is told at its fields, nothing typed is lost, and the authority of the
// check reads the gate as its paper says it and confirms; the submission passes it.
func TestAPaperDossierComesInByItsForm(t *testing.T) {
	c := onStage(t)
	p := c.Draft(t, "so-y-te", apitest.Complete("so-y-te"))
	number := "19/STC-" + apitest.Unique()
	filer := browser.Visit(t, c.Base())
	filer.NoScript()
	filer.SignIn(p.Filer())
	filer.Open("/proposals/" + p.ID)
	filer.Follow("Hồ sơ này đã làm trên giấy")
	filer.Sees("Các bước đã quyết định trên giấy")
	at := "body.gates.budget_allocation."
	dated(filer, "body.received", time.Now().AddDate(0, 0, -20))
	filer.Fill("body.law.citation.document", "NĐ 45/2026/NĐ-CP")
	filer.Choose(at+"gate", "budget_allocation")
	filer.Submit("Xem các bước của phiên bản này")
	filer.Choose(at+"decision.outcome", "approve_with_conditions")
	filer.Fill(at+"decision.documents[0].number", number)
	dated(filer, at+"decision.documents[0].date", time.Now().AddDate(0, 0, -10))
	filer.Fill(at+"decision.documents[0].title", "Ý kiến về kinh phí")
	filer.Fill("document.number", "31/SYT-KHTC")
	dated(filer, "document.date", time.Now())
	filer.Submit("Xem trước")
	filer.Sees("Cần viện dẫn văn bản và điều khoản chuyển tiếp", "Cần nêu người ký", "Cần nêu lý do", "Điều kiện đi cùng")
	filer.Fill("body.law.citation.article", "Điều 42")
	filer.Fill(at+"decision.documents[0].signatory", "Lê Văn C")
	filer.Fill(at+"decision.reason", "Vốn cân đối theo kỳ")
	filer.Fill(at+"decision.conditions[0].text", "Phân kỳ vốn")
	filer.Fill(at+"decision.conditions[0].owner", "so-y-te")
	dated(filer, at+"decision.conditions[0].due", time.Now().AddDate(0, 3, 0))
	filer.Submit("Xem trước")
	filer.Sees("Trên giấy: ", number, "người ký: Lê Văn C", "Điều kiện 1: Phân kỳ vốn", "Điều 42")
	filer.Submit("Gửi đề nghị")
	filer.Sees("Đã ghi đề nghị", "Bạn là người đề nghị")

	other := browser.Visit(t, c.Base()).SignIn(p.Filer())
	other.Open("/admin/changes/new?kind=paper_dossier&proposal=" + p.ID)
	seenOn(other, "change-paper-form")
	other.Fill("document.number", "31/SYT-KHTC")
	dated(other, "document.date", time.Now())
	other.Choose("body.gates.technology_review.gate", "technology_review")
	other.Submit("Xem trước")
	other.Sees("Chỉ nhập ý kiến thống nhất", "Cần ngày tiếp nhận hồ sơ giấy")
	seenOn(other, "change-paper-refused")

	head := browser.Visit(t, c.Base()).SignIn("head-so-khcn")
	head.Open(filer.Path())
	head.Sees(number, "người ký: Lê Văn C", "Điều kiện 1: Phân kỳ vốn", "NĐ 45/2026/NĐ-CP", "31/SYT-KHTC")
	seenOn(head, "confirm-paper")
	head.Submit("Xác nhận")
	head.Sees("Đã xác nhận; thay đổi có hiệu lực.")
	if g := c.Submit(t, p).Gate(t, "budget_allocation"); g.State != "passed" || g.DueAt != nil {
		t.Errorf("the gate is %s, due %v", g.State, g.DueAt)
	}
	filer.Open("/proposals/" + p.ID)
	filer.Sees("Nhập từ hồ sơ giấy.")
}
