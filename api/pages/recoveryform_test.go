package pages

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/proposal"
)

// Who keeps the ledger chooses one of the losses found; a refusal is told there and
// keeps the choice.
func TestALossIsChosenAmongThoseFound(t *testing.T) {
	w := newWorld(t)
	w.answer("GET /processes", processes)
	losses := []any{}
	w.answer("GET /ledger/checkpoint", func(*http.Request) (int, any) {
		return 200, map[string]any{"size": 1200, "signing": len(losses) == 0, "losses": losses}
	})
	status := 200
	var asked map[string]any
	w.answer("POST /changes/preview", func(r *http.Request) (int, any) {
		asked = bodyOf(t, r)
		if status == 422 {
			return status, map[string]any{"errors": []any{map[string]any{"field": "body.size", "message": "cần số mục"}}}
		}
		return status, map[string]any{"lines": []any{line("ends", "ledger", "Mốc xác thực 1500 mục không còn được nối tiếp")}}
	})
	b := w.signedIn()
	b.open("/admin/changes/new?kind=ledger_recovery").has(t, "Nhật ký không thiếu gì")
	losses = append(losses, map[string]any{"size": 1500, "root": "ab12", "intact": 1190, "found_size": 1200})
	const offer = `href="/admin/changes/new?kind=ledger_recovery"`
	if strings.Contains(b.open("/ledger").html, offer) {
		t.Error("who may not propose it is offered to")
	}
	for token, a := range w.people {
		a.Roles = []proposal.Role{proposal.RoleAdmin}
		w.people[token] = a
	}
	b.open("/ledger").has(t, offer)
	b.open("/admin/changes/new?kind=ledger_recovery").has(t, `name="page-loss"`, `value="1500 ab12"`, "mất hoặc bị thay từ mục thứ 1.191", "1.190 mục đầu còn nguyên")
	fields := []string{"kind", recovery, "page-loss", "1500 ab12", "document.number", "3/BB", "note", "Hỏng ổ đĩa"}
	b.submit("/admin/changes/new", fields...).has(t, "1.500 mục", "ab12", "không còn được nối tiếp", "3/BB", `name="page-loss" value="1500 ab12"`)
	if d := cmp.Diff(map[string]any{"size": 1500.0, "root": "ab12"}, asked["body"]); d != "" {
		t.Error(d)
	}
	status = 422
	b.submit("/admin/changes/new", fields...).has(t, "cần số mục", `href="#page-loss"`, `id="page-loss"`, `value="1500 ab12" checked`)
}
