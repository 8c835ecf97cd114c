package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"pheduyet/internal/apitest"
	"pheduyet/internal/apitest/browser"
)

// dated types a date into its three fields.
func dated(v *browser.Visitor, name string, day time.Time) {
	v.Fill(name+":day", strconv.Itoa(day.Day()))
	v.Fill(name+":month", strconv.Itoa(int(day.Month())))
	v.Fill(name+":year", strconv.Itoa(day.Year()))
}

// seenOn holds a page that no address leads to against what every page keeps.
func seenOn(v *browser.Visitor, name string) {
	v.Accessible()
	shoot(v, name, "wide")
	v.Phone()
	v.NotWider()
	v.Accessible()
	shoot(v, name, "phone")
	v.Wide()
}

// A keeper of the system proposes the holidays of a year without data, day by day; a
// fault is told at its row; the head reads the same in words, must say why to
// decline, and confirms; then everybody sees the year.
func TestHolidaysComeInByTwo(t *testing.T) {
	c := onStage(t)
	year := time.Date(2100+time.Now().Second()+int(time.Now().Unix()/60%30), 1, 1, 0, 0, 0, 0, time.UTC)
	named := strconv.Itoa(year.Year())
	admin := browser.Visit(t, c.Base()).SignIn("admin")
	admin.Open("/calendar?year=" + named)
	admin.Sees("chưa có dữ liệu ngày nghỉ")
	admin.Follow("Đề nghị thay đổi ngày nghỉ năm " + named)
	dated(admin, "days.add[0].date", year)
	admin.Choose("days.add[0].kind", "holiday")
	admin.Fill("days.add[0].name", "Tết Dương lịch")
	admin.Choose("days.add[0].grade", "stated")
	admin.Fill("document.number", "15/TB-BNV")
	dated(admin, "document.date", time.Now())
	admin.Submit("Xem trước")
	admin.Sees("thiếu căn cứ")
	if got := admin.Value("days.add[0].name"); got != "Tết Dương lịch" {
		t.Fatalf("kept %q", got)
	}
	seenOn(admin, "change-holidays-refused")
	admin.Fill("days.add[0].source", "BLLĐ 45/2019/QH14 Điều 112")
	admin.Submit("Xem trước")
	admin.Sees("Nghỉ lễ: Tết Dương lịch", "15/TB-BNV", "01/01/"+named)
	seenOn(admin, "change-holidays-preview")
	admin.Submit("Gửi đề nghị")
	admin.Sees("Đã ghi đề nghị", "Bạn là người đề nghị")

	head := browser.Visit(t, c.Base())
	head.NoScript()
	head.SignIn("head-so-khcn")
	head.Open(admin.Path())
	head.Sees("Nghỉ lễ: Tết Dương lịch", "15/TB-BNV")
	head.Submit("Không đồng ý")
	head.Sees("Cần nêu lý do bác bỏ")
	head.Submit("Xác nhận")
	head.Sees("Đã xác nhận; thay đổi có hiệu lực.")

	officer := browser.Visit(t, c.Base()).SignIn("filer-so-y-te")
	officer.Open("/calendar?year=" + named)
	officer.Sees("01/01/"+named, "Tết Dương lịch", "văn bản chính thức")
}

// Sở Tài chính enters an envelope: the amount is read out while it is typed, the
// figures are shown before and after, and the next change starts from what is there.
func TestTheTreasuryEntersAnEnvelopeByItsForm(t *testing.T) {
	c := onStage(t)
	treasury := browser.Visit(t, c.Base()).SignIn("reviewer-so-tai-chinh")
	treasury.Open("/budgets")
	treasury.Follow("Nhập dự toán mới")
	treasury.Fill("fiscal_year:int", "2039")
	treasury.Choose("source", "chi-dau-tu-phat-trien")
	treasury.Choose("owner", "ubnd-tinh")
	treasury.Fill("amount_vnd:int", "12.500.000.000")
	treasury.Choose("state", "indicative")
	treasury.Sees("mười hai tỷ năm trăm triệu đồng")
	treasury.Submit("Xem trước")
	treasury.Sees("chưa hợp lệ")
	seenOn(treasury, "budget-refused")
	treasury.Fill("document.number", "99/QĐ-UBND")
	dated(treasury, "document.date", time.Now())
	treasury.Fill("document.title", "Giao kế hoạch vốn")
	treasury.Fill("document.issuer", "UBND tỉnh")
	treasury.Submit("Xem trước")
	treasury.Sees("Sau khi ghi", "12.500.000.000 đồng", "mười hai tỷ năm trăm triệu đồng", "Giao kế hoạch vốn")
	seenOn(treasury, "budget-preview")
	treasury.Submit("Ghi dự toán")
	treasury.Sees("Đã ghi dự toán.", "12.500.000.000 đồng", "99/QĐ-UBND")
	treasury.Follow("Điều chỉnh")
	if got := treasury.Value("amount_vnd:int"); got != "12.500.000.000" {
		t.Errorf("the form starts from %q", got)
	}
	other := browser.Visit(t, c.Base()).SignIn("filer-so-y-te")
	other.Open("/budgets?year=2039")
	if strings.Contains(other.Text(), "Điều chỉnh") {
		t.Error("who may not change envelopes is offered to")
	}
}

// What passes over is shown before a merger is proposed.
func TestASuccessionIsPreviewedAndProposed(t *testing.T) {
	c := onStage(t)
	c.Draft(t, "so-cong-thuong", apitest.Complete("so-cong-thuong"))
	admin := browser.Visit(t, c.Base()).SignIn("admin")
	admin.Open("/admin/agencies")
	admin.Follow("Sáp nhập, chia, đổi tên cơ quan")
	admin.Follow("Sáp nhập, hợp nhất")
	admin.Choose("body.agencies[0]", "so-cong-thuong")
	dated(admin, "body.day", time.Now().AddDate(0, 1, 0))
	admin.Submit("Xem trước")
	admin.Sees("Cần văn bản ban hành")
	seenOn(admin, "change-merge-refused")
	admin.Choose("page-existing.successor", "so-khcn")
	admin.Fill("document.number", "5/NQ-HĐND")
	dated(admin, "document.date", time.Now())
	admin.Submit("Xem trước")
	admin.Sees("Kết thúc, bỏ", "hồ sơ chưa kết thúc chuyển sang cơ quan kế tục", "Sở Khoa học và Công nghệ", "5/NQ-HĐND")
	seenOn(admin, "change-merge-preview")
	admin.Submit("Sửa lại")
	if got := admin.Value("page-existing.successor"); got != "so-khcn" {
		t.Fatalf("kept %q", got)
	}
	admin.Submit("Xem trước")
	admin.Submit("Gửi đề nghị")
	admin.Sees("Đã ghi đề nghị", "hồ sơ chưa kết thúc chuyển sang cơ quan kế tục")
}

// A process comes as a file, with what it would change for open proposals.
func TestAProcessComesInAsAFile(t *testing.T) {
	c := onStage(t)
	c.WalkTo(t, c.File(t, "so-y-te", apitest.Complete("so-y-te")), "technology_review", nil)
	pack := c.Pack(t, "new-specialised-application", "")
	later := time.Now().AddDate(0, 2, 0)
	pack["version"], pack["effective_from"] = later.Format(time.DateOnly), later.Format(time.DateOnly)
	pack.Gate(t, "technology_review")["working_days"] = 9
	file := filepath.Join(t.TempDir(), "quy-trinh.json")
	content, err := json.Marshal(pack)
	if err == nil {
		err = os.WriteFile(file, content, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	admin := browser.Visit(t, c.Base()).SignIn("admin")
	admin.Open("/admin/processes")
	admin.Follow("Phiên bản quy trình mới")
	admin.Attach("body", file)
	admin.Submit("Xem trước")
	admin.Sees("Đã nhận tệp quy-trinh.json", "số và ngày")
	seenOn(admin, "change-pack-refused")
	admin.Fill("document.number", "77/QĐ-UBND")
	dated(admin, "document.date", time.Now())
	admin.Submit("Xem trước")
	admin.Sees("Thời hạn: ", "thành 9 ngày làm việc", "Đối với hồ sơ đang xử lý", "hồ sơ sẽ khác đi")
	seenOn(admin, "change-pack-preview")
	admin.Submit("Gửi đề nghị")
	admin.Sees("Đã ghi đề nghị", "thành 9 ngày làm việc")
}
