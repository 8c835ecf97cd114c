package pages

import (
	"net/http"
	"strings"
	"testing"
)

func aTrace() map[string]any {
	doc := func(number, date string) map[string]any {
		return map[string]any{"number": number, "date": date, "title": "Về việc cho ý kiến", "scan": true}
	}
	return map[string]any{
		"proposal": aProposal(map[string]any{"letters": []any{map[string]any{"to": "so-y-te", "number": "9/SYT", "date": "2026-11-02"}}}),
		"gates": []any{
			map[string]any{"gate": "a", "title": "Rà soát", "round": 1, "authority_name": "Sở KH&CN", "label": "Thống nhất", "superseded": map[string]any{"by": "round"},
				"rule": map[string]any{"pack": "p", "version": "2026-11-22", "hash": "abc", "citations": []any{map[string]any{"document": "NĐ 45/2026/NĐ-CP", "article": "Điều 3"}}},
				"decision": map[string]any{"outcome": "approve", "reason": "Đủ điều kiện", "by": map[string]any{"name": "Đặng Quốc Bảo"}, "at": "2026-11-20T10:00:00+07:00",
					"acted_for": map[string]any{"capacity": "KT.", "number": "5/QĐ", "date": "2026-01-05", "person": map[string]any{"name": "Lê An"}}},
				"documents": []any{doc("12/SKHCN", "2026-11-20"), doc("3/SKHCN", "2026-11-01"), doc("12/SKHCN", "2026-11-20")},
				"timing":    map[string]any{"kept": "trước hạn 2 ngày làm việc"}, "otherwise": "Cần trả lời của Bộ.",
				"requirements": []any{map[string]any{"text": "Không có mục trùng", "met": false, "because": "N-1 trùng"}},
			}},
		"events": []any{map[string]any{"seq": 1, "at": "2026-11-20T09:00:00+07:00", "action": "submitted", "text": "Gửi hồ sơ", "hash": "ff00"}},
	}
}

func TestWhy(t *testing.T) {
	w := newWorld(t)
	w.answer("GET /processes", processes)
	w.answer("GET /proposals/{id}/trace", func(*http.Request) (int, any) { return 200, aTrace() })
	w.answer("GET /ledger/checkpoint", func(*http.Request) (int, any) {
		return 200, map[string]any{"origin": "pheduyet/nghe-an", "size": 12345, "root": "cm9vdA==", "at": "2026-11-22T09:00:00+07:00", "fingerprint": "0a1b"}
	})
	page := w.signedIn().open("/proposals/p1/why")
	page.has(t, "<s>Thống nhất</s>", "Đặng Quốc Bảo", "KT., thay Lê An (5/QĐ, 05/01/2026)", "trước hạn 2 ngày làm việc", "Điều 3, NĐ 45/2026/NĐ-CP", "không đạt", "N-1 trùng", "Cần trả lời của Bộ.",
		"bước được mở lại ở lần sau", "12.345", "0a1b", "cm9vdA==", "pheduyet verify --key ledger.pub DX-2026-000001.zip", "Gửi hồ sơ", `href="/proposals/p1/evidence"`)
	if n := strings.Count(page.html, "12/SKHCN, 20/11/2026"); n != 1 {
		t.Errorf("a paper is listed %d times", n)
	}
	if older, newer := strings.Index(page.html, "3/SKHCN, 01/11/2026"), strings.Index(page.html, "9/SYT, 02/11/2026"); older < 0 || newer < older {
		t.Error("the papers are not in the order of their dates")
	}
}

func TestWhyNeedsNoCheckpoint(t *testing.T) {
	w := newWorld(t)
	w.answer("GET /processes", processes)
	w.answer("GET /proposals/{id}/trace", func(*http.Request) (int, any) { return 200, aTrace() })
	w.answer("GET /ledger/checkpoint", func(*http.Request) (int, any) { return 503, map[string]any{"code": "unavailable"} })
	page := w.signedIn().open("/proposals/p1/why")
	page.has(t, "Rà soát", "pheduyet verify")
	if strings.Contains(page.html, "Vân tay khóa:") {
		t.Error("a checkpoint is told that is not there")
	}
}

func TestFilesAreHandedOver(t *testing.T) {
	w := newWorld(t)
	w.answer("GET /proposals/{id}/evidence", func(r *http.Request) (int, any) {
		return 200, map[string]string{"documents": r.URL.Query().Get("documents")}
	})
	w.answer("GET /attachments/{id}", func(r *http.Request) (int, any) { return 200, r.PathValue("id") })
	b := w.signedIn()
	b.open("/proposals/p1/evidence?documents=hashes").has(t, "hashes")
	b.open("/attachments/f-1").has(t, "f-1")
}
