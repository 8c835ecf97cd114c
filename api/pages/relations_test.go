package pages

import (
	"net/http"
	"strings"
	"testing"
)

// Related proposals stand side by side with what changed; of one that is not for
// the visitor only agency and number are told.
func TestRelatedProposalsStandBesideIt(t *testing.T) {
	w := newWorld(t)
	w.answer("GET /processes", processes)
	w.answer("GET /proposals/{id}", func(*http.Request) (int, any) {
		return 200, aProposal(map[string]any{"number": "DX-2026-000012", "split_suspected": []string{"DX-2026-000011"}, "screening": map[string]any{"verdict": "review", "matches": []any{
			map[string]any{"id": "DX-2026-000011", "name": "Giống hệt", "owner": "Sở Y tế", "score": .83, "weighty": true, "proposal": true, "evidence": []string{"Cùng chức năng: lịch trực"}}}}})
	})
	items := []any{
		map[string]any{"direction": "predecessor", "relation": "merged_from", "id": "p0", "number": "DX-2026-000009", "agency": "so-y-te", "name": "Hồ sơ cũ", "status": "withdrawn", "masked": false,
			"changes": []any{map[string]any{"field": "functions", "before": nil, "after": nil, "added": []string{"Báo cáo"}, "removed": []string{"In phiếu"}}}},
		map[string]any{"direction": "successor", "relation": "amends", "id": nil, "number": "DX-2026-000010", "agency": "so-khcn", "name": nil, "status": nil, "masked": true, "changes": []any{}},
	}
	w.answer("GET /proposals/{id}/relations", func(*http.Request) (int, any) {
		return 200, map[string]any{"items": items, "split_suspected": []any{map[string]any{"id": "p2", "number": "DX-2026-000011", "agency": "so-y-te", "name": "Giống hệt", "status": "in_review", "masked": false, "changes": []any{}}}}
	})
	b := w.signedIn()
	b.open("/proposals/p1").has(t, `href="/proposals/p1/relations"`)
	page := b.open("/proposals/p1/relations")
	page.has(t, "Hồ sơ trước", "gộp từ", `href="/proposals/p0"`, "<del>In phiếu</del>", "<ins>Báo cáo</ins>", "Hồ sơ sau", "điều chỉnh", "chỉ nêu cơ quan và số", "Dấu hiệu chia tách", "Giống hệt")
	if strings.Contains(page.html, `href="/proposals/"`) {
		t.Error("a masked proposal is linked")
	}
	page.has(t, "độ giống 83/100", "Cùng chức năng: lịch trực", `id="relations-alike"`)
	b.open("/proposals/p1").has(t, `href="/proposals/p1/relations#relations-alike"`)
	items = nil
	b.open("/proposals/p1/relations").has(t, "Dấu hiệu chia tách")
}
