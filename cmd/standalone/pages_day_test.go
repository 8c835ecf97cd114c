package main

import (
	"bytes"
	"strings"
	"testing"

	"pheduyet/internal/apitest"
	"pheduyet/internal/apitest/browser"
	"pheduyet/internal/ledger"
)

// typeDate types a day as 2026-11-22 into a date's three fields.
func typeDate(v *browser.Visitor, name, day string) {
	parts := strings.Split(day, "-")
	for i, part := range []string{"year", "month", "day"} {
		v.Fill(name+":"+part, parts[i])
	}
}

// typeNumber names a letter of today, typePaper a document with who signed it.
func typeNumber(v *browser.Visitor, under string) {
	v.Fill(under+".number", "12/"+apitest.Unique())
	typeDate(v, under+".date", apitest.Today())
}

func typePaper(v *browser.Visitor, under string) {
	typeNumber(v, under)
	v.Fill(under+".title", "Về đề xuất ứng dụng")
	v.Fill(under+".signatory", "Lê Văn Bình")
}

// pass fills a gate's form in so that it passes: every match is something else,
// everything on the checklist holds.
func pass(v *browser.Visitor) {
	for _, name := range v.Fields("].finding") {
		v.Choose(name, "different")
		v.Fill(strings.TrimSuffix(name, "finding")+"note", "Khác nghiệp vụ và phạm vi.")
	}
	for _, name := range v.Fields("].answer") {
		v.Choose(name, "yes")
	}
	v.Choose("outcome", "approve")
	typePaper(v, "documents[0]")
}

// file writes a proposal into the form: it is first typed under the name of what
// there is, is told so, and becomes something else.
func file(v *browser.Visitor) {
	v.Open("/proposals/new")
	v.Fill("name", "Hệ thống thông tin tiêm chủng")
	v.Sees("Có thể đã có sẵn", "Lối ra:")
	v.Fill("name", "Phần mềm lịch trực máy phát điện dự phòng "+apitest.Unique())
	v.Choose("kind", "new_build")
	for name, text := range map[string]string{
		"summary": "Xếp lịch trực, theo dõi nhiên liệu và bảo dưỡng máy phát điện dự phòng của các bệnh viện.", "functions:lines": "Xếp lịch trực máy phát\nTheo dõi nhiên liệu",
		"sector": "Y tế", "users:lines": "Kíp trực điện", "integrations:lines": "LGSP\nVNeID", "budget[0].fiscal_year:int": "2029", "budget[0].amount_vnd:int": "120.000.000",
		"security.personal_data_subjects:int": "0", "security.sensitive_data_subjects:int": "0", "legal_basis:lines": "KH 651/KH-UBND",
	} {
		v.Fill(name, text)
	}
	for name, value := range map[string]string{
		"line_ministry": "bo-y-te", "scope": "agency", "architecture_layer:int": "3", "budget[0].source": "chi-thuong-xuyen", "security.audience": "internal", "security.information": "restricted",
		"security.infrastructure": "one_agency", "security.handles_tthc:bool": "false", "security.state_secret:bool": "false", "security.proposed_level:int": "2",
	} {
		v.Choose(name, value)
	}
	typeDate(v, "expected_completion", apitest.InDays(400))
	v.Sees("một trăm hai mươi triệu đồng")
	v.Submit("Lưu bản soạn")
	v.Submit("Lưu và sang bước gửi")
	v.Sees("Hồ sơ đã đủ nội dung bắt buộc.")
	typePaper(v, "document")
	v.Submit("Gửi hồ sơ")
	v.Sees("Đã gửi hồ sơ.")
}

// consult records the letter to the ministry and its reply.
func consult(v *browser.Visitor, at string) {
	v.Open(at)
	v.Follow("Ghi công văn đi, đến")
	typeNumber(v, "letter")
	v.Submit("Ghi công văn đi")
	v.Follow("Ghi công văn đi, đến")
	typeNumber(v, "reply")
	v.Choose("reply.position", "agree")
	v.Submit("Ghi văn bản trả lời")
	v.Sees("Đã thực hiện")
}

// A department files and is told of a likely duplicate while typing; five reviewers
// decide in turn, the province closes; an auditor reads why and takes the evidence,
// which verifies.
func TestAProposalFromDraftToApproval(t *testing.T) {
	c := onStage(t)
	filer := browser.Visit(t, c.Base()).SignIn("filer-so-y-te")
	file(filer)
	at := filer.Path()
	consult(filer, at)
	visitors := map[string]*browser.Visitor{}
	for _, turn := range []struct{ who, gate string }{
		{"reviewer-so-khcn", "duplication_check"}, {"reviewer2-so-khcn", "ministry_consultation"}, {"reviewer-so-khcn", "technology_review"},
		{"reviewer-so-tai-chinh", "budget_allocation"}, {"reviewer-cong-an-tinh", "security_level"}, {"reviewer-ubnd-tinh", "provincial_decision"},
	} {
		v := visitors[turn.who]
		if v == nil {
			v = browser.Visit(t, c.Base()).SignIn(turn.who)
			visitors[turn.who] = v
		}
		v.Open(at + "/gates/" + turn.gate + "/decision")
		if turn.gate == "duplication_check" && strings.Contains(v.Text(), "hiện không dành cho bạn") {
			continue // nothing is alike: it has passed by rule
		}
		pass(v)
		if turn.gate == "provincial_decision" {
			v.Fill("details.signatory", "Lê Văn Bình")
			v.Choose("details.capacity", "TM. KT.")
		}
		v.Submit("Gửi ý kiến")
		v.Sees("Đã ghi ý kiến.")
	}
	auditor := browser.Visit(t, c.Base()).SignIn("auditor")
	auditor.Open(at)
	auditor.Sees("Đã phê duyệt")
	auditor.Follow("Vì sao?")
	auditor.Sees("Tự kiểm tra", "Đinh Thị Kim Oanh")
	verify(t, c, auditor.Download("Tải bộ bằng chứng"))
}

func verify(t *testing.T, c *apitest.Client, bundle []byte) {
	t.Helper()
	var now struct{ Key string }
	c.As("auditor").GET("/ledger/checkpoint").Want(t, 200).JSON(&now)
	key, err := ledger.ParsePublicKey(now.Key)
	if err != nil {
		t.Fatal(err)
	}
	report, err := ledger.VerifyBundle(bytes.NewReader(bundle), int64(len(bundle)), key)
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Entries) < 9 { // submitted, letter, reply, six decisions
		t.Errorf("the evidence proves %d entries", len(report.Entries))
	}
}

// A gate returns a proposal with what it asks for; the filer, on a phone without
// JavaScript, answers each point and sends it again.
func TestAReturnWithSupplements(t *testing.T) {
	c := onStage(t)
	p := c.WalkTo(t, c.File(t, "so-y-te", apitest.Complete("so-y-te")), "technology_review", nil)
	reviewer := browser.Visit(t, c.Base()).SignIn("reviewer-so-khcn")
	reviewer.Open(p.DecisionPath("technology_review"))
	reviewer.Choose("outcome", "return")
	reviewer.Fill("reason", "Chưa rõ cách kết nối.")
	for i, asked := range []string{"Nêu rõ cách kết nối LGSP.", "Nêu nơi đặt hệ thống."} {
		if i == 0 {
			reviewer.Click("Nội dung yêu cầu bổ sung, giải trình")
		}
		reviewer.Fill(map[int]string{0: "items[0].text", 1: "items[1].text"}[i], asked)
	}
	reviewer.Submit("Gửi ý kiến")
	reviewer.Sees("Đã ghi ý kiến.", "Chờ bổ sung")

	filer := browser.Visit(t, c.Base())
	filer.Phone()
	filer.NoScript()
	filer.SignIn("filer-so-y-te")
	filer.Open(p.Path(""))
	filer.Sees("Nêu nơi đặt hệ thống.", "Chưa trả lời")
	filer.Follow("Gửi hồ sơ")
	filer.Fill("answers[0].text", "Kết nối qua LGSP bằng dịch vụ đã công bố.")
	filer.Fill("answers[1].text", "Đặt tại trung tâm dữ liệu của tỉnh.")
	typePaper(filer, "document")
	filer.Submit("Gửi hồ sơ")
	filer.Sees("Đã gửi hồ sơ.", "Kết nối qua LGSP")
	filer.NotWider()
}

// Of two who decide the same gate at once one is told kindly, and keeps what was
// typed.
func TestTwoDecideAtOnce(t *testing.T) {
	c := onStage(t)
	p := c.WalkTo(t, c.File(t, "so-cong-thuong", apitest.Complete("so-cong-thuong")), "technology_review", nil)
	at := p.DecisionPath("technology_review")
	first, second := browser.Visit(t, c.Base()).SignIn("reviewer-so-khcn"), browser.Visit(t, c.Base()).SignIn("reviewer2-so-khcn")
	for _, v := range []*browser.Visitor{first, second} {
		v.Open(at)
		pass(v)
	}
	second.Fill("reason", "Tôi đã xem kỹ phần kết nối.")
	first.Submit("Gửi ý kiến")
	first.Sees("Đã ghi ý kiến.")
	second.Submit("Gửi ý kiến")
	second.Sees("Trong lúc bạn soạn, bước này đã có ý kiến", "Những gì bạn đã nhập vẫn còn")
	if got := second.Value("reason"); got != "Tôi đã xem kỹ phần kết nối." {
		t.Errorf("what was typed has become %q", got)
	}
	second.Accessible()
}
