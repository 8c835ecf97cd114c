package pages

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// ahead has the API answer what changes would do, and gives what it was asked last.
func (w *world) ahead(lines ...any) *map[string]any {
	asked := new(map[string]any)
	w.answer("POST /changes/preview", func(r *http.Request) (int, any) {
		*asked = bodyOf(w.t, r)
		return 200, map[string]any{"lines": lines}
	})
	return asked
}

// sendFile submits a form with a file.
func (b *browser) sendFile(path, field, name, content string, fields ...string) seen {
	b.world.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for i := 0; i < len(fields); i += 2 {
		if err := form.WriteField(fields[i], fields[i+1]); err != nil {
			b.world.t.Fatal(err)
		}
	}
	file, err := form.CreateFormFile(field, name)
	if err == nil {
		_, err = file.Write([]byte(content))
	}
	if err != nil || form.Close() != nil {
		b.world.t.Fatal(err)
	}
	return b.read(b.Post(b.world.server.URL+path, form.FormDataContentType(), &body))
}

func line(effect, subject, text string) map[string]any {
	return map[string]any{"effect": effect, "subject": subject, "text": text}
}

func TestASuccessionIsAForm(t *testing.T) {
	w := newWorld(t)
	w.answer("GET /processes", processes)
	asked := w.ahead(line("ends", "so-y-te", "Kết thúc hoạt động"), line("changes", "so-y-te", "3 hồ sơ chưa kết thúc chuyển sang cơ quan kế tục"))
	b := w.signedIn()
	ways := b.open("/admin/changes/new?kind=agency_succession")
	ways.has(t, "of=merge", "of=split", "of=rename")
	b.open("/admin/changes/new?kind=agency_succession&of=split").has(t, `name="body.parts[2].people:lines"`, `value="split"`)
	base := []string{"kind", "agency_succession", "body.kind", "merge", "body.agencies[0]", "so-y-te", "body.agencies[3]", "so-noi-vu",
		"body.day:day", "1", "body.day:month", "3", "body.day:year", "2027", "document.number", "5/NQ-HĐND"}
	chosen := b.submit("/admin/changes/new", append(base, "page-existing.successor", "ubnd-tinh")...)
	chosen.has(t, "Sở Y tế", "01/03/2027", "Ủy ban nhân dân tỉnh", "3 hồ sơ chưa kết thúc", "Kết thúc, bỏ (1)", `name="page-existing.successor" value="ubnd-tinh"`)
	want := map[string]any{"kind": "merge", "agencies": []any{"so-y-te", "so-noi-vu"}, "day": "2027-03-01", "successor": map[string]any{"code": "ubnd-tinh"}}
	if d := cmp.Diff(want, (*asked)["body"]); d != "" {
		t.Error(d)
	}
	b.submit("/admin/changes/new", append(base, "body.successor.code", "so-moi", "body.successor.name", "Sở Mới")...).has(t, "Sở Mới (mới, mã so-moi)")
	both := b.submit("/admin/changes/new", append(base, "page-existing.successor", "ubnd-tinh", "body.successor.name", "Sở Mới")...)
	both.has(t, "không cả hai", `href="#body-successor"`, `id="body-successor"`, `value="Sở Mới"`, `value="so-y-te" selected`)
	if both.status != 422 {
		t.Errorf("answered %d", both.status)
	}
}

var calendarOf2027 = map[string]any{"items": []any{map[string]any{"year": 2027, "note": "Chưa có thông báo", "days": []any{
	map[string]any{"date": "2027-01-01", "kind": "holiday", "name": "Tết Dương lịch", "for": nil, "source": "BLLĐ Điều 112", "grade": "stated"},
	map[string]any{"date": "2027-05-08", "kind": "worked", "name": "Làm bù", "for": "2027-04-29", "source": "Thông báo", "grade": "secondary"},
}}}}

func TestTheCalendarByYear(t *testing.T) {
	w := newWorld(t)
	w.answer("GET /calendar", func(*http.Request) (int, any) { return 200, calendarOf2027 })
	b := w.signedIn()
	b.open("/calendar?year=2027").has(t, "Thứ Sáu, 01/01/2027", "Thứ Bảy, 08/05/2027", "Làm bù", "29/04/2027", "bản sao thứ cấp", "Chưa có thông báo")
	b.open("/calendar?year=2028").has(t, "Năm 2028 chưa có dữ liệu ngày nghỉ")
	if got := b.open("/calendar?year=2027"); strings.Contains(got.html, "/admin/changes/new") {
		t.Error("who keeps nothing is offered to change it")
	}
}

// A year begins when it begins in the province, also on a server that counts by
// Greenwich.
func TestThisYearIsTheProvinces(t *testing.T) {
	w := newWorld(t)
	w.answer("GET /calendar", func(*http.Request) (int, any) { return 200, calendarOf2027 })
	b := w.signedIn()
	w.now = time.Date(2026, 12, 31, 17, 0, 0, 0, time.UTC)
	b.open("/calendar").has(t, "Thứ Sáu, 01/01/2027")
}

func TestHolidaysAreChangedDayByDay(t *testing.T) {
	w := newWorld(t)
	w.answer("GET /processes", processes)
	w.answer("GET /calendar", func(*http.Request) (int, any) { return 200, calendarOf2027 })
	status := 200
	var asked map[string]any
	w.answer("POST /changes/preview", func(r *http.Request) (int, any) {
		asked = bodyOf(t, r)
		if status == 422 {
			return status, map[string]any{"errors": []any{map[string]any{"field": "body.days[2]", "message": "thiếu căn cứ"}}}
		}
		return status, map[string]any{"lines": []any{line("adds", "2027-02-05", "Nghỉ lễ: Tết")}}
	})
	b := w.signedIn()
	b.open("/admin/changes/new?kind=holidays&year=2027").has(t, "Tết Dương lịch", `value="2027-05-08"`, `name="days.add[3].date:day"`, "Chưa có thông báo</textarea>")
	fields := []string{"kind", "holidays", "days.year:int", "2027", "page-rows", "4", "page-drop", "2027-05-08", "days.note", "Theo thông báo mới",
		"days.add[1].date:day", "5", "days.add[1].date:month", "2", "days.add[1].date:year", "2027", "days.add[1].kind", "holiday",
		"days.add[1].name", "Tết", "days.add[1].source", "Thông báo 1", "days.add[1].grade", "stated"}
	b.submit("/admin/changes/new", fields...).has(t, "<strong>05/02/2027</strong>", "Nghỉ lễ: Tết", "Theo thông báo mới")
	want := map[string]any{"year": 2027.0, "note": "Theo thông báo mới", "days": []any{
		map[string]any{"date": "2027-01-01", "kind": "holiday", "name": "Tết Dương lịch", "source": "BLLĐ Điều 112", "grade": "stated"},
		map[string]any{"date": "2027-02-05", "kind": "holiday", "name": "Tết", "source": "Thông báo 1", "grade": "stated"},
	}}
	if d := cmp.Diff(want, asked["body"]); d != "" {
		t.Error(d)
	}
	b.submit("/admin/changes/new", append(fields, "step", "more")...).has(t, `name="days.add[7].name"`, `value="Tết"`, `value="2027-05-08" checked`)
	status = 422 // kept 1, so the API's third day is the second row that is filled
	refused := b.submit("/admin/changes/new", append(fields, "days.add[3].name", "Giỗ Tổ")...)
	refused.has(t, `href="#days-add-3--date"`, `id="days-add-3--date-error"`, "thiếu căn cứ", `value="Giỗ Tổ"`)
}

// A file stays with the form until it is sent: past a refusal, on the preview, and
// when the form is changed once more.
func TestAFileIsLookedAtAndProposed(t *testing.T) {
	w := newWorld(t)
	w.answer("GET /processes", processes)
	asked := w.ahead(line("adds", "x@2027-01-01", "Quy trình mới"), line("changes", "budget_allocation", "Thời hạn: 5 thành 7 ngày làm việc"))
	w.answer("POST /processes/simulation", func(r *http.Request) (int, any) {
		if d := cmp.Diff("x", bodyOf(t, r)["pack"].(map[string]any)["id"]); d != "" {
			t.Error(d)
		}
		gate := func(days int) map[string]any {
			return map[string]any{"state": "open", "authority": "so-y-te", "working_days": days}
		}
		return 200, map[string]any{"items": []any{map[string]any{"id": "p1", "number": "DX-2026-000009", "starts": []string{"budget_allocation"},
			"gates": []any{map[string]any{"gate": "budget_allocation", "was": gate(5), "becomes": gate(7)}}, "required_level": map[string]any{"was": 2, "becomes": 3}}}}
	})
	b := w.signedIn()
	b.open("/admin/changes/new?kind=process_pack").has(t, `type="file"`, `enctype="multipart/form-data"`)
	content := "\ufeff" + `{"id": "x", "title": {"vi": "Quy trình <mới>"}, "effective_from": "2027-01-01", "kinds": ["new_build"], "gates": [{"id": "budget_allocation", "title": {"vi": "Kinh phí"}, "authority": "so-y-te", "working_days": 7}]}`
	fields := []string{"kind", "process_pack", "document.number", "12/QĐ"}
	seen := b.sendFile("/admin/changes/new", "body", "quy-trinh.json", content, fields...)
	seen.has(t, "Quy trình &lt;mới&gt;", "Tham mưu kinh phí</strong>: Thời hạn: 5 thành 7", "DX-2026-000009", "5 ngày làm việc", "7 ngày làm việc", "Cấp độ tối thiểu: 2 thành 3", "Xây mới", `name="page-file" value="quy-trinh.json"`)
	if body, _ := (*asked)["body"].(map[string]any); body["id"] != "x" {
		t.Errorf("asked %v", *asked)
	}
	carried := append(slices.Clone(fields), "page-file", "quy-trinh.json", "body:json", `{"id": "x"}`)
	b.submit("/admin/changes/new", append(slices.Clone(carried), "step", "edit")...).has(t, "Đã nhận tệp quy-trinh.json", "{&#34;id&#34;: &#34;x&#34;}")
	broken := b.sendFile("/admin/changes/new", "body", "hong.json", `{"id"`, carried...)
	broken.has(t, `id="body-error"`, "không phải JSON", "hong.json", `value="12/QĐ"`)
	if broken.status != 422 {
		t.Errorf("answered %d", broken.status)
	}
}

// Every kind of change is told in words on the second person's page.
func TestNoChangeIsShownAsItsFile(t *testing.T) {
	w := newWorld(t)
	w.answer("GET /processes", processes)
	w.answer("POST /processes/simulation", func(*http.Request) (int, any) { return 200, map[string]any{"items": []any{}} })
	body := map[string]any{}
	w.answer("GET /changes/{id}", func(r *http.Request) (int, any) {
		return 200, map[string]any{"id": "c", "kind": r.PathValue("id"), "state": "proposed", "body": body[r.PathValue("id")], "document": map[string]any{"number": "9/QĐ", "date": "2026-11-02"},
			"proposed_by": map[string]any{"id": "x", "name": "Lê Văn B", "agency": "so-y-te"}, "proposed_at": "2026-11-22T08:00:00+07:00", "preview": map[string]any{"lines": []any{}}}
	})
	b := w.signedIn()
	for kind, c := range map[string]struct {
		body any
		says []string
	}{
		"account":           {map[string]any{"username": "an", "name": "An", "agency": "so-y-te", "roles": []string{"head"}, "from": "2026-12-01"}, []string{"lãnh đạo", "Sở Y tế", "01/12/2026"}},
		"agency_succession": {map[string]any{"kind": "rename", "agencies": []string{"so-y-te"}, "day": "2027-01-01", "successor": map[string]any{"code": "so-moi", "name": "Sở Mới"}}, []string{"Đổi tên", "01/01/2027", "Sở Mới"}},
		"holidays":          {map[string]any{"year": 2027, "days": []any{map[string]any{"date": "2027-01-01", "kind": "holiday", "name": "Tết"}}}, []string{"2027", "Tết", "Nghỉ lễ"}},
		"catalog_edition":   {map[string]any{"id": "e9", "title": "Danh mục chín", "effective_from": "2027-01-01", "entries": []any{map[string]any{"id": "Z1", "name": "Kho số", "state": "planned"}}}, []string{"Danh mục chín", "Kho số", "Đang có kế hoạch"}},
		"process_pack":      {map[string]any{"id": "x", "title": map[string]any{"vi": "Quy trình"}, "citations": []any{map[string]any{"document": "KH 651", "article": "mục 3"}}}, []string{"mục 3, KH 651", "Không hồ sơ nào khác đi"}},
		"agencies":          {[]any{map[string]any{"code": "so-moi", "name": "Sở Mới", "kind": "department"}}, []string{"Sở Mới", "Sở, ban, ngành"}},
		"paper_dossier":     {map[string]any{"received": "2026-06-01", "gates": []any{map[string]any{"gate": "budget_allocation", "decision": map[string]any{"outcome": "approve"}}}}, []string{"01/06/2026", "Tham mưu kinh phí"}},
		"ledger_recovery":   {map[string]any{"size": 1200, "root": "abc="}, []string{"1.200 mục", "abc="}},
	} {
		body[kind] = c.body
		got := b.open("/admin/changes/" + kind)
		got.has(t, append(c.says, "9/QĐ, 02/11/2026", "Lê Văn B, Sở Y tế, 08:00 22/11/2026", "Bắt buộc khi không đồng ý")...)
		if strings.Contains(got.html, "&#34;") || strings.Contains(got.html, "<pre") {
			t.Errorf("%s is shown as its file", kind)
		}
	}
}

// A session that ends on the preview loses neither what was typed nor the file.
func TestAPreviewOutlivesItsSession(t *testing.T) {
	w := newWorld(t)
	w.answer("GET /processes", processes)
	w.ahead(line("adds", "so-moi", "Thêm cơ quan"))
	b := w.signedIn()
	content := `[{"code": "so-moi", "name": "Sở Mới", "kind": "department"}]`
	seen := b.sendFile("/admin/changes/new", "body", "co-quan.json", content, "kind", "agencies", "document.number", "12/QĐ")
	seen.has(t, "<strong>Sở Mới (mã so-moi)</strong>: Thêm cơ quan")
	clear(w.people)
	ended := b.submit("/admin/changes/new", "form-account", "a-1", "form-page", valueIn(seen, "form-page"), "kind", "agencies", "document.number", "12/QĐ",
		"page-file", "co-quan.json", "body:json", content, "step", "send")
	back := b.submit("/sign-in", "username", "bich", "password", "pheduyet", "next", valueIn(ended, "next"))
	back.has(t, "Thêm, đổi tên cơ quan theo tệp", "Đã nhận tệp co-quan.json", `value="12/QĐ"`, "được giữ lại dưới đây")
}
