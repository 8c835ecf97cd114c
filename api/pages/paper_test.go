package pages

import (
	"net/http"
	"testing"
)

// A dossier begun on paper says so on its pages, with the law that it follows, and
// names nobody as who decided what a paper did.
func TestFromPaperIsMarked(t *testing.T) {
	mark := map[string]any{"from_paper": map[string]any{
		"received": "2026-07-15", "version": "2026-07-01", "citation": map[string]any{"document": "NĐ 45/2026/NĐ-CP", "article": "Điều 42"}, "gates": []string{"a"},
	}}
	w := newWorld(t)
	w.answer("GET /processes", processes)
	w.answer("GET /proposals/{id}", func(*http.Request) (int, any) { return 200, aProposal(mark) })
	w.answer("GET /proposals/{id}/trace", func(*http.Request) (int, any) {
		trace := aTrace()
		trace["proposal"] = aProposal(mark)
		decision := trace["gates"].([]any)[0].(map[string]any)["decision"].(map[string]any)
		decision["from_paper"], decision["acted_for"] = true, nil
		return 200, trace
	})
	w.answer("GET /ledger/checkpoint", func(*http.Request) (int, any) { return 503, map[string]any{"code": "unavailable"} })
	b := w.signedIn()
	for _, path := range []string{"/proposals/p1", "/proposals/p1/why"} {
		b.open(path).has(t, "Nhập từ hồ sơ giấy.", "Tiếp nhận trên giấy ngày 15/07/2026.", "hiệu lực từ 01/07/2026", "Điều 42, NĐ 45/2026/NĐ-CP")
	}
	b.open("/proposals/p1/why").has(t, "theo văn bản giấy, nhập từ hồ sơ giấy")
}
