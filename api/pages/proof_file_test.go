package pages

import (
	"net/http"
	"strings"
	"testing"
)

// An agency that did not file adds the file of what it owes and chooses it, though
// it sees none of the proposal's files; who owes nothing is offered no upload.
func TestWhoOwesWithoutFilingAddsAProof(t *testing.T) {
	w := newWorld(t)
	may := []string{"fulfil"}
	w.answer("GET /systems/{id}", func(*http.Request) (int, any) {
		return 200, map[string]any{"id": "p1", "number": "DX-2026-000001", "name": "Hệ thống", "agency": "ubnd-tinh", "state": "planned", "actions": []string{}, "approved_at": "2026-11-20T10:00:00+07:00",
			"obligations": []any{owing("o1", "Kết nối", "open", map[string]any{"actions": may})}}
	})
	status := 200
	w.answer("GET /proposals/{id}", func(*http.Request) (int, any) {
		if status != 200 {
			return status, map[string]any{"code": "not_found"}
		}
		return 200, aProposal(map[string]any{"agency": "ubnd-tinh", "attachments": []any{}})
	})
	w.answer("POST /proposals/{id}/attachments", func(*http.Request) (int, any) {
		return 201, map[string]any{"id": "file-9", "name": "bien-ban.pdf", "title": "Biên bản kết nối", "kind": "document"}
	})
	const at = "/systems/p1/obligations/o1/fulfilment"
	b := w.signedIn()
	b.open(at).has(t, `action="/proposals/p1/attachments?back=`)
	after := b.sendFile("/proposals/p1/attachments?back="+at, "file", "bien-ban.pdf", "%PDF-")
	after.has(t, "Đã tải tệp lên", `<option value="file-9">Biên bản kết nối</option>`)
	if after.path != at || strings.Contains(after.html, `href="/attachments/file-9"`) {
		t.Errorf("%s offers to open what is not shown yet", after.path)
	}
	may = nil
	if page := b.open(at); strings.Contains(page.html, "/attachments?back=") {
		t.Error("who owes nothing may upload")
	}
	may, status = []string{"fulfil"}, 404
	if page := b.open(at); page.status != 200 || strings.Contains(page.html, "/attachments?back=") {
		t.Error("a file is offered to a proposal that is hidden")
	}
}
