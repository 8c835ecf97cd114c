package pages

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// An envelope is looked at before it is recorded: its figures before and after, in
// words, and whose reservation no longer fits; only then is it sent, once.
func TestAnEnvelopeIsLookedAtThenRecorded(t *testing.T) {
	w := newWorld(t)
	money := func(amount, left int) map[string]any {
		return map[string]any{"fiscal_year": 2026, "source": "khac", "owner": "ubnd-tinh", "amount_vnd": amount, "reserved_vnd": 200_000_000, "left_vnd": left, "state": "assigned"}
	}
	w.answer("GET /budgets", func(*http.Request) (int, any) {
		return 200, map[string]any{"may_set": true, "items": []any{money(500_000_000, 300_000_000)}}
	})
	w.answer("GET /statistics", func(*http.Request) (int, any) {
		return 200, map[string]any{"asked": []any{map[string]any{"fiscal_year": 2026, "source": "khac", "owner": nil, "amount_vnd": 77}}}
	})
	status, asked := 200, []map[string]any{}
	keys := []string{}
	answered := func(answer any) func(*http.Request) (int, any) {
		return func(r *http.Request) (int, any) {
			asked, keys = append(asked, bodyOf(t, r)), append(keys, r.Header.Get("Idempotency-Key"))
			if status == 422 {
				return 422, map[string]any{"detail": "Chưa hợp lệ.", "errors": []any{map[string]any{"field": "amount_vnd", "message": "Đã bố trí nhiều hơn số đó."}}}
			}
			return status, answer
		}
	}
	becomes := money(150_000_000, 150_000_000)
	becomes["reopened"] = []string{"DX-2026-000007"}
	w.answer("POST /budgets/preview", answered(map[string]any{"was": nil, "becomes": becomes}))
	w.answer("POST /budgets", answered(becomes))
	b := w.signedIn()
	b.open("/budgets?year=2026").has(t, "Nhập dự toán mới", `href="/budgets/new?year=2026&amp;source=khac&amp;owner=ubnd-tinh"`)
	b.open("/budgets/new?year=2026&source=khac&owner=ubnd-tinh").has(t, `value="500.000.000"`, "300.000.000 đồng", `name="page-fixed" value="true"`, "77 đồng")
	typed := []string{"form-key", "k-1", "fiscal_year:int", "2026", "source", "khac", "owner", "ubnd-tinh", "page-fixed", "true", "amount_vnd:int", "150.000.000", "state", "assigned",
		"document.number", "12/QĐ-UBND", "document.date:day", "2", "document.date:month", "11", "document.date:year", "2026"}
	status = 422
	b.submit("/budgets/new", typed...).has(t, "Đã bố trí nhiều hơn số đó.", `id="amount_vnd-error"`, `value="150.000.000"`)
	status = 200
	seen := b.submit("/budgets/new", typed...)
	seen.has(t, "một trăm năm mươi triệu đồng", "500.000.000 đồng", "DX-2026-000007", `name="amount_vnd:int" value="150.000.000"`, `name="step" value="send"`)
	b.submit("/budgets/new", append(typed, "step", "edit")...).has(t, `value="12/QĐ-UBND"`, "Xem trước")
	done := b.submit("/budgets/new", append(typed, "step", "send")...)
	if done.path != "/budgets?year=2026" {
		t.Errorf("recording led to %s", done.path)
	}
	done.has(t, "1 hồ sơ mở lại bước tham mưu kinh phí")
	want := map[string]any{"fiscal_year": 2026.0, "source": "khac", "owner": "ubnd-tinh", "amount_vnd": 150e6, "state": "assigned",
		"document": map[string]any{"number": "12/QĐ-UBND", "date": "2026-11-02"}}
	for _, sent := range asked {
		if d := cmp.Diff(want, sent); d != "" {
			t.Error(d)
		}
	}
	if d := cmp.Diff([]string{"", "", "k-1"}, keys); d != "" {
		t.Errorf("keys: %s", d)
	}
}

func TestWhoMayNotSetEnvelopesIsShownNoForm(t *testing.T) {
	w := newWorld(t)
	w.answer("GET /budgets", func(*http.Request) (int, any) { return 200, map[string]any{"may_set": false, "items": []any{}} })
	w.answer("GET /statistics", func(*http.Request) (int, any) { return 200, map[string]any{} })
	if got := w.signedIn().open("/budgets"); strings.Contains(got.html, "/budgets/new") {
		t.Error("the form is offered")
	}
}
