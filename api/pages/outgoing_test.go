package pages

import (
	"net/http"
	"testing"
)

// Where the agency wants its head to send filings, filers present on the page of
// sending, and the head sends what lies there as it is or hands it back.
func TestAFilingIsPresentedAndSigned(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn()
	w.answer("GET /processes", processes)
	waits := map[string]any{"by": map[string]any{"id": "1", "name": "Trần Thị Lập", "agency": "so-y-te"}, "at": "2026-11-20T08:00:00+07:00", "back": nil,
		"document": map[string]any{"number": "9/TTr", "date": "2026-11-20"}, "answers": []any{map[string]any{"item": "x", "text": "Đã bổ sung nguồn lực."}}}
	shown := map[string]any{"status": "draft", "gates": []any{}, "actions": []string{"present"}, "outgoing": nil}
	w.answer("GET /proposals/{id}", func(*http.Request) (int, any) { return 200, aProposal(shown) })
	b.open("/proposals/p1").has(t, "Trình lãnh đạo", `href="/proposals/p1/submission"`)
	b.open("/proposals/p1/submission").has(t, `action="/proposals/p1/presentation"`, "Trình lãnh đạo</button>")
	shown = map[string]any{"status": "draft", "gates": []any{}, "actions": []string{"submit", "return_filing"}, "outgoing": waits}
	b.open("/proposals/p1").has(t, "Trần Thị Lập trình lãnh đạo", "Ký gửi</a>", `href="/proposals/p1/return-to-filer"`)
	b.open("/proposals/p1/submission").has(t, "9/TTr", "Đã bổ sung nguồn lực.", `action="/proposals/p1/submission"`, "Ký gửi</button>")
	b.open("/proposals/p1/return-to-filer").has(t, "Trả lại hồ sơ</button>")
	waits["back"] = map[string]any{"note": "Nêu rõ căn cứ.", "by": waits["by"], "at": waits["at"]}
	b.open("/proposals/p1").has(t, "trả lại hồ sơ đã trình", "Nêu rõ căn cứ.")
}
