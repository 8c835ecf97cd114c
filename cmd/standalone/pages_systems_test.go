package main

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"pheduyet/internal/apitest"
	"pheduyet/internal/apitest/browser"
)

// systemPages show what approvals became.
var systemPages = []aPage{
	{"systems-owner", "filer-so-cong-thuong", "/systems"},
	{"systems-auditor", "auditor", "/systems"},
	{"systems-filtered", "reviewer-so-khcn", "/systems?agency=so-cong-thuong&state=planned"},
	{"system-owner", "filer-so-cong-thuong", "/systems/{approved}"},
	{"system-register", "filer-so-y-te", "/systems/{approved}"},
	{"system-authority", "reviewer-so-khcn", "/systems/{approved}"},
	{"act-system-begin", "filer-so-cong-thuong", "/systems/{approved}/begin"},
	{"act-system-accept", "filer-so-cong-thuong", "/systems/{approved}/acceptance"},
	{"act-system-retire", "filer-so-cong-thuong", "/systems/{approved}/retirement"},
	{"act-fulfil", "filer-so-cong-thuong", "/systems/{approved}/obligations/{open}/fulfilment"},
	{"act-verify", "{agrees}", "/systems/{approved}/obligations/{claimed}/verification"},
	{"act-waive", "{agrees}", "/systems/{approved}/obligations/{claimed}/waiver"},
}

// stageSystem has one thing that the system of an approved proposal owes reported
// as fulfilled, another not.
func stageSystem(t *testing.T, c *apitest.Client, id string, at map[string]string) {
	t.Helper()
	var y apitest.System
	c.As("filer-so-cong-thuong").GET("/systems/"+id).Want(t, 200).JSON(&y)
	for _, o := range y.Obligations {
		switch {
		case o.Owner != "so-cong-thuong" || o.Agrees == nil:
		case at["claimed"] == "":
			at["claimed"], at["agrees"] = o.ID, "reviewer-"+*o.Agrees
			c.As("filer-so-cong-thuong").POST("/obligations/"+o.ID+"/fulfilment", map[string]any{"text": "Đã thực hiện; minh chứng kèm theo.", "document": apitest.Paper("Báo cáo kết quả")}).Want(t, 200)
		case at["open"] == "":
			at["open"] = o.ID
		}
	}
	if at["open"] == "" {
		t.Fatalf("too little is owed: %+v", y.Obligations)
	}
}

// An agency begins an approved system, uploads the proof of what comes before
// operation, is told what is wanting and corrects it, records its biên bản nghiệm
// thu and, in the end, that it is retired; each step says before it is sent what
// it does, and none happens twice.
func TestAnApprovedSystemsLifeInABrowser(t *testing.T) {
	c := onStage(t)
	p := c.Walk(t, c.File(t, "so-y-te", apitest.Complete("so-y-te")), nil)
	filer := browser.Visit(t, c.Base()).SignIn("filer-so-y-te")
	at := "/systems/" + p.ID
	filer.Open(p.Path(""))
	filer.Follow("Hệ thống và nghĩa vụ sau phê duyệt")
	filer.Sees("Đang có kế hoạch", "Chủ trương hết hiệu lực nếu chưa bắt đầu trước")
	filer.Follow("Ghi nhận bắt đầu thực hiện")
	filer.Sees("không hết hiệu lực vì quá thời hạn")
	filer.Fill("number", "15/HĐ-SYT")
	typeDate(filer, "date", apitest.Today())
	filer.SubmitTwice("Ghi nhận")
	filer.Sees("Đã thực hiện: Ghi nhận bắt đầu thực hiện", "15/HĐ-SYT")

	filer.Follow("Ghi nhận nghiệm thu")
	filer.Sees("chuyển sang đang sử dụng", "phải xong trước khi vận hành")
	filer.Fill("number", "5/BB-NT")
	typeDate(filer, "date", apitest.Today())
	filer.Submit("Ghi biên bản nghiệm thu")
	filer.Sees("Phải hoàn thành trước khi vận hành")
	if got := filer.Value("number"); got != "5/BB-NT" {
		t.Errorf("what was typed has become %q", got)
	}
	filer.Accessible()

	proveAll(t, c, filer, p)
	filer.Open(at + "/acceptance")
	filer.Fill("number", "5/BB-NT")
	typeDate(filer, "date", apitest.Today())
	filer.Submit("Ghi biên bản nghiệm thu")
	filer.Sees("Đang sử dụng", "5/BB-NT")
	filer.Open("/systems")
	filer.Sees("Nghĩa vụ đang chờ cơ quan bạn", *p.Number)
	filer.Open(at + "/retirement")
	filer.Sees("không lùi lại được")
	filer.Fill("number", "9/QĐ-SYT")
	typeDate(filer, "date", apitest.Today())
	filer.Submit("Ghi nhận dừng sử dụng")
	filer.Sees("Đã dừng sử dụng", "Đã đóng cùng hệ thống")
	if y := c.As("filer-so-y-te").System(t, p); y.State != "retired" {
		t.Errorf("%+v", y)
	}
}

// proveAll reports everything that comes before operation as fulfilled, with a
// file, and has it agreed; the first only at the second attempt.
func proveAll(t *testing.T, c *apitest.Client, filer *browser.Visitor, p apitest.Proposal) {
	t.Helper()
	authorities := map[string]*browser.Visitor{}
	first := true
	for _, o := range c.As(p.Filer()).System(t, p).Obligations {
		if !o.BeforeOperation {
			continue
		}
		at := "/systems/" + p.ID + "/obligations/" + o.ID
		filer.Open(at + "/fulfilment")
		if first {
			filer.Sees("chuyển sang chờ cơ quan đó xác nhận")
			filer.Fill("text", "Đã thực hiện, minh chứng kèm theo.")
			upload(t, filer, "Bản quét minh chứng")
			filer.Choose("document.attachment_id", attachedTo(t, c, p, "Bản quét minh chứng"))
		}
		if filer.Value("text") == "" { // an upload keeps what was typed
			filer.Fill("text", "Đã thực hiện, minh chứng kèm theo.")
		}
		typeNumber(filer, "document")
		filer.Submit("Gửi báo cáo")
		filer.Sees("Chờ xác nhận", "Đã thực hiện, minh chứng kèm theo.")
		who := "reviewer-" + *o.Agrees
		v := authorities[who]
		if v == nil {
			v = browser.Visit(t, c.Base()).SignIn(who)
			authorities[who] = v
		}
		if first {
			first = false
			v.Open("/worklist?task=agree_obligation")
			v.Sees(*p.Number)
			v.Open(at + "/verification")
			v.Choose("agreed:bool", "false")
			v.Submit("Gửi ý kiến xác nhận")
			v.Sees("cần nêu lý do")
			v.Fill("note", "Bản quét mờ, gửi lại.")
			v.Submit("Gửi ý kiến xác nhận")
			v.Sees("Không xác nhận", "Chưa thực hiện")
			filer.Open(at + "/fulfilment")
			filer.Sees("Bản quét mờ, gửi lại.")
			filer.Fill("text", "Đã gửi lại bản rõ.")
			filer.Submit("Gửi báo cáo")
			filer.Sees("Đã gửi lại bản rõ.")
		}
		v.Open(at + "/verification")
		v.Choose("agreed:bool", "true")
		v.Submit("Gửi ý kiến xác nhận")
		v.Sees("Đã xác nhận")
	}
	if first {
		t.Fatal("nothing comes before operation")
	}
}

// upload adds a scan to the proposal that a page is about.
func upload(t *testing.T, v *browser.Visitor, title string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "quet.png")
	var scan bytes.Buffer
	err := png.Encode(&scan, image.NewGray(image.Rect(0, 0, 8, 8)))
	if err == nil {
		err = os.WriteFile(file, scan.Bytes(), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	v.Click("Tải tệp lên")
	v.Attach("file", file)
	v.Fill("title", title)
	v.Choose("declared", "true")
	v.Submit("Tải tệp lên")
	v.Sees("Đã tải tệp lên")
}

// attachedTo is the file of a title that was added to a proposal.
func attachedTo(t *testing.T, c *apitest.Client, p apitest.Proposal, title string) string {
	t.Helper()
	var got struct{ Attachments []struct{ ID, Title string } }
	c.As(p.Filer()).GET(p.Path("")).Want(t, 200).JSON(&got)
	for _, a := range got.Attachments {
		if a.Title == title {
			return a.ID
		}
	}
	t.Fatalf("the file is not there: %+v", got)
	return ""
}
