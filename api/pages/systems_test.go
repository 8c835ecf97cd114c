package pages

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func owing(id, title, state string, more map[string]any) map[string]any {
	o := map[string]any{"id": id, "title": title, "text": "Làm " + title, "owner": "so-y-te", "agrees": "ubnd-tinh", "started_at": "2026-11-20T10:00:00+07:00", "state": state, "citations": []any{}, "actions": []string{}}
	for name, value := range more {
		o[name] = value
	}
	return o
}

// withSystem is a world with one system, at which everything may be done; got keeps
// the last act asked for, which answers status.
func withSystem(t *testing.T) (b *browser, got *sent, status *int) {
	t.Helper()
	w := newWorld(t)
	got, status = &sent{}, new(int)
	*status = 200
	y := map[string]any{"id": "p1", "number": "DX-2026-000001", "name": "Hệ thống điều phối", "agency": "so-y-te", "catalog_entry": "DX-2026-000001", "kind": "new_build", "level": 2, "state": "planned",
		"approved_at": "2026-11-20T10:00:00+07:00", "begin_by": "2027-11-20T23:59:59+07:00", "actions": []string{"begin", "accept", "retire"},
		"obligations": []any{
			owing("o1", "Báo cáo năm", "fulfilled", map[string]any{"due_at": "2026-11-30T23:59:59+07:00", "proof": map[string]any{"text": "Đã gửi báo cáo", "at": "2026-11-21T10:00:00+07:00", "document": map[string]any{"number": "3/BC", "date": "2026-11-21", "attachment_id": "file-1"}},
				"answer": map[string]any{"agreed": true, "at": "2026-11-22T10:00:00+07:00"}}),
			owing("o2", "Hồ sơ cấp độ", "open", map[string]any{"before_operation": true, "actions": []string{"fulfil", "waive"}}),
			owing("o3", "Đăng ký API", "claimed", map[string]any{"due_at": "2026-12-30T23:59:59+07:00", "actions": []string{"verify"}}),
		}}
	w.answer("GET /systems", func(r *http.Request) (int, any) {
		*got = sent{path: r.URL.RawQuery}
		return 200, map[string]any{"items": []any{y}, "next_cursor": nil}
	})
	w.answer("GET /systems/{id}", func(*http.Request) (int, any) { return 200, y })
	w.answer("GET /processes", processes)
	w.answer("GET /worklist", func(*http.Request) (int, any) {
		return 200, map[string]any{"items": []any{map[string]any{"task": "fulfil_obligation", "proposal_id": "p1", "name": "Hệ thống điều phối", "agency": "so-y-te", "title": "Hồ sơ cấp độ", "obligation": "o2", "before_operation": true},
			map[string]any{"task": "decide", "proposal_id": "p2", "name": "Việc khác", "agency": "so-y-te"}}}
	})
	w.answer("GET /proposals/{id}", func(*http.Request) (int, any) {
		return 200, aProposal(map[string]any{"attachments": []any{map[string]any{"id": "file-1", "name": "quet.pdf", "kind": "document"}}})
	})
	done := func(r *http.Request) (int, any) {
		*got = sent{path: strings.TrimPrefix(r.URL.Path, prefix)}
		if err := json.NewDecoder(r.Body).Decode(&got.body); err != nil {
			t.Error(err)
		}
		return *status, map[string]any{"code": "invalid", "title": "Chưa hợp lệ", "errors": []any{map[string]any{"field": "obligations[1]", "message": "Phải hoàn thành trước khi vận hành: Hồ sơ cấp độ."}}}
	}
	w.answer("POST /systems/{id}/{act}", done)
	w.answer("POST /obligations/{obligation}/{act}", done)
	return w.signedIn(), got, status
}

func TestSystemsSoonestDueFirst(t *testing.T) {
	b, got, _ := withSystem(t)
	all := b.open("/systems")
	all.has(t, "Nghĩa vụ đang chờ cơ quan bạn", ">trước khi vận hành<", `href="/systems/p1#obligation-o2"`, `href="/systems/p1"`, "Đăng ký API", "30/12/2026", `value="so-y-te" selected`)
	if strings.Contains(all.html, "Việc khác") {
		t.Error("what is no obligation stands among the obligations")
	}
	b.open("/systems?agency=&state=planned")
	if got.path != "state=planned" {
		t.Errorf("the list is asked for %q", got.path)
	}
	page := b.open("/systems/p1")
	page.has(t, "Vòng đời", "20/11/2027", `href="/systems/p1/begin"`, `href="/systems/p1/obligations/o2/fulfilment"`, `href="/systems/p1/obligations/o3/verification"`, "Đã gửi báo cáo", "3/BC", "Còn 1 nghĩa vụ")
	if first, last := strings.Index(page.html, "Làm Đăng ký API"), strings.Index(page.html, "Làm Báo cáo năm"); first > last {
		t.Error("what is done stands before what is owed")
	}
	b.open("/worklist").has(t, `href="/systems/p1#obligation-o2"`)
	b.open("/language/en?back=/systems/p1").has(t, "To be done before operation", "Waiting for agreement")
}

func TestASystemsStepsHaveForms(t *testing.T) {
	for _, c := range []struct {
		page, says, call, back string
		form                   []string
		want                   map[string]any
	}{
		{"/begin", "không hết hiệu lực", "/systems/p1/begin", "/systems/p1", []string{"number", "1/HĐ"}, map[string]any{"number": "1/HĐ"}},
		{"/acceptance", "phải xong trước khi vận hành", "/systems/p1/acceptance", "/systems/p1", []string{"number", "5/BB", "attachment_id", "file-1"}, map[string]any{"number": "5/BB", "attachment_id": "file-1"}},
		{"/retirement", "không lùi lại được", "/systems/p1/retirement", "/systems/p1", []string{"number", "9/QĐ", "note", "Thay"}, map[string]any{"number": "9/QĐ", "note": "Thay"}},
		{"/obligations/o2/fulfilment", "chờ cơ quan đó xác nhận", "/obligations/o2/fulfilment", "/systems/p1#obligation-o2", []string{"text", "Xong", "document.number", "8/BC"}, map[string]any{"text": "Xong", "document": map[string]any{"number": "8/BC"}}},
		{"/obligations/o3/verification", "thời hạn giữ nguyên", "/obligations/o3/verification", "/systems/p1#obligation-o3", []string{"agreed:bool", "false", "note", "Thiếu"}, map[string]any{"agreed": false, "note": "Thiếu"}},
		{"/obligations/o2/waiver", "vẫn đọc được", "/obligations/o2/waiver", "/systems/p1#obligation-o2", []string{"reason", "Thôi", "document.number", "7/QĐ"}, map[string]any{"reason": "Thôi", "document": map[string]any{"number": "7/QĐ"}}},
	} {
		b, got, status := withSystem(t)
		page := b.open("/systems/p1" + c.page)
		page.has(t, c.says, "form-key")
		if strings.Contains(page.html, "không dành cho bạn") {
			t.Errorf("%s is not the visitor's", c.page)
		}
		*status = 422
		refused := b.submit("/systems/p1"+c.page, c.form...)
		refused.has(t, "Phải hoàn thành trước khi vận hành", c.form[len(c.form)-1])
		*status = 200
		if at := b.submit("/systems/p1"+c.page, c.form...); at.path != c.back && at.path != strings.Split(c.back, "#")[0] {
			t.Errorf("%s led to %s", c.page, at.path)
		}
		if d := cmp.Diff(sent{c.call, c.want}, *got, cmp.AllowUnexported(sent{})); d != "" {
			t.Errorf("%s: %s", c.page, d)
		}
	}
	b, _, _ := withSystem(t)
	b.open("/systems/p1/obligations/o1/fulfilment").has(t, "hiện không dành cho bạn")
	b.open("/systems/p1/acceptance").has(t, `id="obligations-1-"`) // where a refusal's link leads
	if got := b.open("/systems/p1/obligations/none/waiver"); got.status != 404 {
		t.Errorf("no such obligation is answered %d", got.status)
	}
}
