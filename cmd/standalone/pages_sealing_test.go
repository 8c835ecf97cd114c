package main

import (
	"bytes"
	"image"
	"image/png"
	"strings"
	"testing"
	"time"

	"pheduyet/internal/apitest"
	"pheduyet/internal/apitest/browser"
)

// A keeper of the system takes a person's number and a file out of a proposal by its
// form: what goes and what stays is told before anything is sent; the head reads the
// same and confirms; then no page says it any more and the history tells that it went.
func TestASlipIsTakenOutByItsForm(t *testing.T) {
	c := onStage(t)
	slip := "cccd" + apitest.Unique()
	p := c.Draft(t, "so-y-te", apitest.Complete("so-y-te").With("summary", "Điều phối xe cứu thương; bệnh nhân thử "+slip))
	c.As(p.Filer()).Attach(p.ID, scanned(t, "danh-sach-"+slip+".png", "Danh sách bệnh nhân "+slip)).Want(t, 201)
	p = c.WalkTo(t, c.Submit(t, p), "technology_review", nil)

	officer := browser.Visit(t, c.Base()).SignIn("reviewer-so-khcn")
	officer.Open("/proposals/" + p.ID)
	officer.Sees(slip)
	if strings.Contains(officer.Text(), "Gỡ nội dung nhập nhầm") {
		t.Error("who may not propose it is offered to")
	}

	admin := browser.Visit(t, c.Base()).SignIn("admin")
	admin.Open("/proposals/" + p.ID)
	admin.Follow("Gỡ nội dung nhập nhầm")
	admin.Sees("Sẽ mất ở mọi nơi", "Vẫn còn lại", "bệnh nhân thử "+slip, "Danh sách bệnh nhân "+slip)
	admin.Fill("note", "Nhập nhầm dữ liệu cá nhân")
	admin.Submit("Xem trước")
	admin.Sees("Cần văn bản ban hành")
	admin.Choose("body.texts:list", "1 /data/facts/summary")
	admin.Choose("body.attachments:list", admin.Value("body.attachments:list"))
	admin.Fill("document.number", "12/KL-STTTT")
	dated(admin, "document.date", time.Now())
	seenOn(admin, "change-sealing-filled")
	admin.Submit("Xem trước")
	admin.Sees("Sẽ mất ở mọi nơi", "Vẫn còn lại", "Tóm tắt (Lập hồ sơ", "12/KL-STTTT", "Không thể khôi phục")
	seenOn(admin, "change-sealing-preview")
	admin.Submit("Gửi đề nghị")
	admin.Sees("Đã ghi đề nghị", "Bạn là người đề nghị")

	head := browser.Visit(t, c.Base())
	head.NoScript()
	head.SignIn("head-so-khcn")
	head.Open(admin.Path())
	head.Sees("Tóm tắt (Lập hồ sơ", slip, "Vẫn còn lại", "Nhập nhầm dữ liệu cá nhân")
	head.Submit("Xác nhận")
	head.Sees("Đã xác nhận; thay đổi có hiệu lực.")
	admin.Open(head.Path())
	seenOn(admin, "change-sealing-done")
	for v, paths := range map[*browser.Visitor][]string{
		head: {head.Path(), "/proposals/" + p.ID}, officer: {"/proposals/" + p.ID, "/proposals/" + p.ID + "/why"},
		admin: {"/proposals/" + p.ID, "/admin/changes?state=confirmed", "/admin/changes/new?kind=sealing&proposal=" + p.ID},
	} {
		for _, path := range paths {
			v.Open(path)
			if strings.Contains(v.Text(), slip) {
				t.Errorf("%s still says it", path)
			}
		}
	}
	officer.Open("/proposals/" + p.ID)
	officer.Sees("nội dung đã gỡ")
	shoot(officer, "proposal-sealed", "wide")
	if n := apitest.Count(c.Events(t, p), "sealed", ""); n != 1 {
		t.Errorf("the history tells of it %d times", n)
	}
}

// scanned is a picture of a paper, to attach.
func scanned(t *testing.T, name, title string) apitest.Upload {
	t.Helper()
	var buf bytes.Buffer
	if err := png.Encode(&buf, image.NewGray(image.Rect(0, 0, 40, 60))); err != nil {
		t.Fatal(err)
	}
	return apitest.Upload{Name: name, Title: title, MediaType: "image/png", Content: buf.Bytes(), Kind: "cong_van", Marking: "thuong", Declared: "true"}
}
