package pages

import (
	"net/http"
	"strings"
	"testing"
)

func aProposal(more map[string]any) map[string]any {
	p := map[string]any{
		"id": "p1", "number": "DX-2026-000001", "revision": 1, "agency": "so-y-te", "kind": "new_build", "name": "Hồ sơ sức khỏe", "status": "in_review",
		"filed_by": map[string]any{"id": "a-1", "name": "Bích", "agency": "so-y-te"}, "submitted_at": "2026-11-20T09:00:00+07:00",
		"actions": []string{"withdraw"}, "warnings": []any{map[string]any{"field": "security", "message": "Cấp độ đề xuất thấp."}},
		"summary": "Một\nhai", "scope": "province", "architecture_layer": 2, "operating_cost_per_year": 5_000_000, "line_ministry": "so-y-te",
		"security":    map[string]any{"proposed_level": 2, "audience": "public", "personal_data_subjects": 10_000, "handles_tthc": true},
		"accountable": map[string]any{"name": "Trần An", "position": "Phó Giám đốc"}, "functions": []string{"Tra cứu"}, "budget": []any{map[string]any{"fiscal_year": 2027, "source": "chi-thuong-xuyen", "amount_vnd": 1_500_000_000}},
		"gates": []any{
			map[string]any{"id": "a", "title": "Rà soát", "state": "passed", "label": "Thống nhất", "authority": "so-khcn", "round": 1, "decided_at": "2026-11-20T10:00:00+07:00"},
			map[string]any{"id": "b", "title": "Thẩm tra", "state": "open", "authority": "so-y-te", "round": 2, "after": []string{"a"}, "opened_at": "2026-11-20T10:00:00+07:00",
				"due_at": "2020-12-01T23:59:59+07:00", "may_decide": true, "deadline": map[string]any{"days": 7, "opened_at": "2026-11-20T10:00:00+07:00", "due_at": "2026-12-01T23:59:59+07:00",
					"skipped": []any{map[string]any{"date": "2026-11-24", "why": "Ngày Văn hóa Việt Nam"}}}},
		},
		"screening": map[string]any{"verdict": "review", "compared": 229, "at": "2026-11-20T09:00:00+07:00", "matches": []any{
			map[string]any{"id": "N-1", "name": "Nền tảng", "owner": "Bộ Y tế", "state": "in_use", "score": .714, "weighty": true, "evidence": []string{"cùng chức năng"}}}},
	}
	for name, value := range more {
		p[name] = value
	}
	return p
}

func TestProposal(t *testing.T) {
	w := newWorld(t)
	w.answer("GET /processes", processes)
	w.answer("GET /proposals/{id}", func(r *http.Request) (int, any) { return 200, aProposal(nil) })
	b := w.signedIn()
	page := b.open("/proposals/p1")
	page.has(t, "DX-2026-000001", "Thống nhất", "lần 2", "Quá hạn", `href="/proposals/p1/gates/b/decision"`, `href="/proposals/p1/withdrawal"`,
		"24/11/2026: Ngày Văn hóa Việt Nam", "7 ngày làm việc", "1.500.000.000 đồng", "độ giống 71/100", "cùng chức năng", "Cấp độ đề xuất thấp.", "Toàn tỉnh", "2. Lớp Dữ liệu", "5.000.000 đồng", "Trần An, Phó Giám đốc", "10.000 người", "thủ tục hành chính", `hx-get="/proposals/p1?part=progress"`)
	part := b.open("/proposals/p1?part=progress")
	part.has(t, `id="progress"`, "Thẩm tra")
	if strings.Contains(part.html, "<html") || strings.Contains(part.html, "Tra cứu") {
		t.Error("the part holds more than the progress")
	}
}

func TestAnEndedProposalIsNotAskedForAgain(t *testing.T) {
	w := newWorld(t)
	w.answer("GET /processes", processes)
	w.answer("GET /proposals/{id}", func(*http.Request) (int, any) {
		return 200, aProposal(map[string]any{"status": "approved", "actions": []string{}, "filed_by": nil})
	})
	page := w.signedIn().open("/proposals/p1")
	for _, never := range []string{"hx-get", "/why"} {
		if strings.Contains(page.html, never) {
			t.Errorf("the page of a register's entry holds %q", never)
		}
	}
}
