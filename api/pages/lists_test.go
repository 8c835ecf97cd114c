package pages

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

func processes(*http.Request) (int, any) {
	gate := func(id, vi string) map[string]any {
		return map[string]any{"id": id, "title": map[string]string{"vi": vi, "en": id}}
	}
	return 200, map[string]any{"items": []any{
		map[string]any{"version": "2026-01-01", "gates": []any{gate("budget_allocation", "Tên cũ")}},
		map[string]any{"version": "2026-11-22", "gates": []any{gate("duplication_check", "Rà soát trùng lặp"), gate("budget_allocation", "Tham mưu kinh phí")}},
	}}
}

func (w *world) waits(items ...map[string]any) {
	w.answer("GET /processes", processes)
	w.answer("GET /worklist", func(*http.Request) (int, any) { return 200, map[string]any{"items": items} })
}

func waiting(name, gate string, due time.Duration) map[string]any {
	return map[string]any{"task": "decide", "proposal_id": "p-" + strings.NewReplacer("ộ", "o").Replace(name), "number": "DX-" + name, "name": name, "agency": "so-y-te",
		"gate": gate, "due_at": time.Now().Add(due).Format(time.RFC3339)}
}

func TestWorklist(t *testing.T) {
	w := newWorld(t)
	taken := waiting("ba", "budget_allocation", 900*time.Hour)
	taken["claim"] = map[string]any{"by": map[string]any{"id": officer.Account, "name": "Người nhận"}}
	owed := map[string]any{"task": "fulfil_obligation", "proposal_id": "p-no", "name": "Hệ thống", "agency": "so-y-te", "title": "Báo cáo năm 2026"}
	first := map[string]any{"task": "fulfil_obligation", "proposal_id": "p-truoc", "name": "Hệ thống", "agency": "so-y-te", "title": "Hồ sơ cấp độ", "before_operation": true}
	w.waits(owed, first, waiting("một", "duplication_check", -36*time.Hour), waiting("hai", "budget_allocation", 30*time.Hour), taken)
	b := w.signedIn()
	all := b.open("/worklist")
	all.has(t, "Quá hạn 2 ngày", "Còn 1 ngày", "Tham mưu kinh phí", "Sở Y tế", `href="/proposals/p-mot" data-key="3"`, "Lập đề xuất mới", "Báo cáo năm 2026", "Không có hạn", ">trước khi vận hành<", "Thực hiện nghĩa vụ")
	if strings.Contains(all.html, "Tên cũ") {
		t.Error("a gate has the title of an older process")
	}
	late := b.open("/worklist?overdue=true")
	late.has(t, "p-mot")
	if strings.Contains(late.html, "p-hai") {
		t.Error("the filter keeps what is not overdue")
	}
	b.open("/worklist?gate=budget_allocation").has(t, `value="budget_allocation" selected`, "p-ba")
	mine := b.open("/worklist?claimed=mine")
	mine.has(t, "p-ba", "Người nhận")
	if strings.Contains(mine.html, "p-hai") {
		t.Error("the filter keeps what nobody has taken")
	}
	b.open("/worklist?claimed=mine&overdue=true").has(t, "Không có việc nào theo bộ lọc này.")
	b.open("/language/en?back=/worklist").has(t, "2 days overdue", ">before operation<", "My work")
}

func TestALongListComesInParts(t *testing.T) {
	w := newWorld(t)
	var items []map[string]any
	for range rowsAPage + 1 {
		items = append(items, waiting("x", "duplication_check", time.Hour))
	}
	w.waits(items...)
	b := w.signedIn()
	first := b.open("/worklist?task=decide")
	first.has(t, `href="?from=50&amp;task=decide"`, "Trang sau")
	second := b.open("/worklist?task=decide&from=50")
	second.has(t, `href="?task=decide"`, "Trang đầu")
	if n := strings.Count(second.html, "p-x"); n != 1 {
		t.Errorf("the second part holds %d rows", n)
	}
}

func TestProposalsPassTheirFiltersOn(t *testing.T) {
	w := newWorld(t)
	w.answer("GET /processes", processes)
	next := "c2"
	w.answer("GET /proposals", func(r *http.Request) (int, any) {
		if got := r.URL.RawQuery; got != "q=y+te&status=in_review" {
			t.Errorf("the API was asked %q", got)
		}
		return 200, map[string]any{"next_cursor": next, "items": []any{map[string]any{"id": "p1", "name": "Nền tảng", "agency": "so-y-te", "kind": "lease", "status": "in_review",
			"updated_at": "2026-11-22T08:00:00+07:00", "gates": []any{
				map[string]any{"id": "a", "title": "Bước một", "state": "passed"},
				map[string]any{"id": "b", "title": "Bước hai", "state": "open", "authority": "so-y-te", "due_at": "2020-11-22T23:59:59+07:00"}}}}}
	})
	got := w.signedIn().open("/proposals?status=in_review&q=y+te&other=x")
	got.has(t, "Bước hai", "Quá hạn", "SYT", "Thuê dịch vụ", "chưa có số", "22/11/2026", `value="y te"`, "cursor=c2")
	if strings.Contains(got.html, "Bước một") {
		t.Error("a passed gate is where the proposal waits")
	}
}

func TestARefusalIsAPage(t *testing.T) {
	w := newWorld(t)
	w.answer("GET /processes", processes)
	status := 0
	w.answer("GET /proposals", func(*http.Request) (int, any) {
		return status, map[string]any{"code": "x", "title": "Tiêu đề", "detail": "Chi tiết", "request_id": "r-1"}
	})
	b := w.signedIn()
	for status = range map[int]bool{403: true, 409: true, 503: true} {
		got := b.open("/proposals")
		if got.status != status {
			t.Errorf("%d is answered %d", status, got.status)
		}
		got.has(t, "Chi tiết", "Mã yêu cầu: r-1")
	}
	status = 401
	if got := b.open("/proposals"); got.path != "/" && !strings.HasPrefix(got.path, "/sign-in") && got.path != "/worklist" {
		t.Errorf("a stale session leads to %s", got.path)
	}
}
