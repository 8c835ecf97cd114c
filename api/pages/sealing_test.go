package pages

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const mistaken = "Bệnh nhân thử, CCCD 040085001234"

// history is a proposal whose summary was filed twice with a slip in it, and whose
// second file was taken out before.
var history = map[string]any{
	"proposal": map[string]any{"id": "01890000-0000-7000-8000-000000000001", "number": "DX-2026-000007", "name": "Điều phối xe"},
	"gates":    []any{},
	"events": []any{
		map[string]any{"seq": 1, "at": "2026-11-20T08:00:00+07:00", "action": "drafted", "text": "Lập hồ sơ",
			"texts": []any{"/data/facts/functions/1", "/data/facts/summary"},
			"data":  map[string]any{"data": map[string]any{"facts": map[string]any{"summary": mistaken, "functions": []any{"nội dung đã gỡ", "Lập lịch trực"}}}}},
		map[string]any{"seq": 2, "at": "2026-11-20T08:05:00+07:00", "action": "attached", "text": "Đính kèm tệp", "texts": []any{},
			"data": map[string]any{"data": map[string]any{"id": "f-1", "title": "Danh sách", "name": "ds.docx", "size": 2100}}},
		map[string]any{"seq": 3, "at": "2026-11-20T08:06:00+07:00", "action": "attached", "text": "Đính kèm tệp", "texts": []any{},
			"data": map[string]any{"data": map[string]any{"id": "f-2", "title": "nội dung đã gỡ", "name": "nội dung đã gỡ", "size": 2100}}},
		map[string]any{"seq": 4, "at": "2026-11-20T09:00:00+07:00", "action": "submitted", "text": "Gửi hồ sơ", "gate": nil,
			"texts": []any{"/data/facts/summary"}, "data": map[string]any{"data": map[string]any{"facts": map[string]any{"summary": mistaken}}}},
		map[string]any{"seq": 5, "at": "2026-11-21T09:00:00+07:00", "action": "sealed", "text": "Gỡ nội dung nhập nhầm", "texts": []any{},
			"data": map[string]any{"data": map[string]any{"attachments": []any{"f-2"}}}},
		map[string]any{"seq": 6, "at": "2026-11-21T10:00:00+07:00", "action": "edited", "text": "Sửa hồ sơ", "texts": []any{}, "data": nil},
	},
}

const sealedID = "01890000-0000-7000-8000-000000000001"

// Each text stands in the form once with all its places; what goes and what stays is
// said before anything is sent; the API is asked by places, never by words.
func TestASealingIsChosenByPlaces(t *testing.T) {
	w := newWorld(t)
	w.answer("GET /processes", processes)
	w.answer("GET /proposals/"+sealedID+"/trace", func(*http.Request) (int, any) { return 200, history })
	status := 200
	var asked map[string]any
	w.answer("POST /changes/preview", func(r *http.Request) (int, any) {
		asked = bodyOf(t, r)
		if status == 422 {
			return status, map[string]any{"errors": []any{map[string]any{"field": "body.texts[0]", "message": "đã gỡ"}, map[string]any{"field": "body.attachments[0]", "message": "không có tệp"}}}
		}
		return status, map[string]any{"lines": []any{line("ends", "1/data/facts/summary", "Gỡ nội dung 32 ký tự"), line("warns", sealedID, "Không thể khôi phục")}}
	})
	b := w.signedIn()
	form := b.open("/admin/changes/new?kind=sealing&proposal=" + sealedID)
	form.has(t, "Sẽ mất ở mọi nơi", "Vẫn còn lại", `value="1 /data/facts/summary"`, "Tóm tắt (Lập hồ sơ, 08:00 20/11/2026)", "Tóm tắt (Gửi hồ sơ, phiên bản 1, 09:00 20/11/2026)",
		"Chức năng 2 (Lập hồ sơ", "Lập lịch trực", "ds.docx", "DX-2026-000007")
	if n := strings.Count(form.html, mistaken); n != 1 {
		t.Errorf("the text stands there %d times", n)
	}
	if strings.Contains(form.html, "f-2") {
		t.Error("a file that is gone is offered")
	}
	fields := []string{"kind", sealing, "body.proposal", sealedID, "body.texts:list", "1 /data/facts/summary", "body.attachments:list", "f-1",
		"document.number", "9/KL", "note", "Nhập nhầm dữ liệu cá nhân"}
	b.submit("/admin/changes/new", fields...).has(t, "Tóm tắt (Lập hồ sơ, 08:00 20/11/2026): “"+mistaken+"”", "Danh sách (ds.docx)", "Sẽ mất ở mọi nơi", "Vẫn còn lại",
		"<strong>Mục nhật ký số 1, Tóm tắt</strong>", "9/KL", "Nhập nhầm dữ liệu cá nhân")
	want := map[string]any{"proposal": sealedID, "texts": []any{map[string]any{"seq": 1.0, "path": "/data/facts/summary"}}, "attachments": []any{"f-1"}}
	if d := cmp.Diff(want, asked["body"]); d != "" {
		t.Error(d)
	}
	status = 422
	b.submit("/admin/changes/new", fields...).has(t, `href="#body-texts"`, `id="body-texts"`, "đã gỡ", `href="#body-attachments"`, `value="1 /data/facts/summary" aria-describedby="text-1-at" checked`, `value="f-1" aria-describedby="file-0-at" checked`)
	if got := b.submit("/admin/changes/new", "kind", sealing, "body.proposal", sealedID, "body.texts:list", "x"); got.status != 400 {
		t.Errorf("a place that is none is answered %d", got.status)
	}
}

// The second person who may not read the proposal is told the places alone, and so is
// everybody once it is done.
func TestASealingIsConfirmedByPlaces(t *testing.T) {
	w := newWorld(t)
	w.answer("GET /processes", processes)
	may := 403
	w.answer("GET /proposals/"+sealedID+"/trace", func(*http.Request) (int, any) { return may, history })
	w.answer("GET /changes/c1", func(*http.Request) (int, any) {
		return 200, map[string]any{"id": "c1", "kind": sealing, "state": "proposed", "proposed_by": map[string]any{"id": "a-9", "name": "Quản trị", "agency": "so-y-te"}, "proposed_at": "2026-11-21T10:00:00+07:00",
			"body":    map[string]any{"proposal": sealedID, "texts": []any{map[string]any{"seq": 4, "path": "/data/facts/summary"}, map[string]any{"seq": 5, "path": "/data/items/0/text"}}, "attachments": []any{"f-1"}},
			"preview": map[string]any{"lines": []any{line("ends", "4/data/facts/summary", "Gỡ nội dung 32 ký tự")}}}
	})
	b := w.signedIn()
	unread := b.open("/admin/changes/c1")
	unread.has(t, "Bạn không được đọc hồ sơ này", "Mục nhật ký số 4, Tóm tắt", "Mục nhật ký số 5, Nội dung cần bổ sung 1", "Một tệp của hồ sơ", "Vẫn còn lại")
	if strings.Contains(unread.html, mistaken) || strings.Contains(unread.html, "ds.docx") {
		t.Error("the content is repeated to who may not read it")
	}
	may = 200
	b.open("/admin/changes/c1").has(t, "“"+mistaken+"”", "Danh sách (ds.docx)", "DX-2026-000007, Điều phối xe", "Mục nhật ký số 5, Nội dung cần bổ sung 1")
}

// A change that the API was asked for by the number names the same proposal.
func TestASealingByNumber(t *testing.T) {
	w := newWorld(t)
	w.answer("GET /proposals", func(r *http.Request) (int, any) {
		return 200, map[string]any{"items": []any{map[string]any{"id": "other", "number": "DX-2026-0000071"}, map[string]any{"id": sealedID, "number": r.URL.Query().Get("q")}}}
	})
	w.answer("GET /proposals/"+sealedID+"/trace", func(*http.Request) (int, any) { return 200, history })
	w.signedIn().open("/admin/changes/new?kind=sealing&proposal=DX-2026-000007").has(t, mistaken, `name="body.proposal" value="`+sealedID+`"`)
}
