package pages

import (
	"net/http"
	"strings"
	"testing"
)

func letters(t *testing.T, proposal map[string]any, gates ...any) *browser {
	t.Helper()
	w := newWorld(t)
	w.answer("GET /processes", processes)
	w.answer("GET /proposals/{id}/trace", func(*http.Request) (int, any) {
		return 200, map[string]any{"proposal": aProposal(proposal), "gates": gates, "events": []any{}}
	})
	return w.signedIn()
}

func TestLetterToTheMinistry(t *testing.T) {
	page := letters(t, map[string]any{"line_ministry": "bo-y-te"}).open("/proposals/p1/letters/ministry")
	page.has(t, "SỞ Y TẾ", "<p>ỦY BAN NHÂN DÂN TỈNH</p>", "Kính gửi: bo-y-te.", "xây mới ứng dụng chuyên ngành “Hồ sơ sức khỏe”", "1.500.000.000 đồng", "Độc lập - Tự do - Hạnh phúc", "DX-2026-000001")
	if got := letters(t, map[string]any{"line_ministry": nil}).open("/proposals/p1/letters/ministry"); got.status != http.StatusNotFound {
		t.Errorf("a letter to no ministry is answered %d", got.status)
	}
}

func TestTheNewestReturnIsAskedFor(t *testing.T) {
	round := func(gate, outcome, item string) map[string]any {
		return map[string]any{"gate": gate, "title": "Thẩm tra", "authority": "so-y-te", "authority_name": "Sở Y tế", "decision": map[string]any{
			"outcome": outcome, "items": []any{map[string]any{"text": item}}}}
	}
	b := letters(t, nil, round("a", "return", "Điểm cũ"), round("a", "return", "Điểm mới"), round("b", "approve", ""))
	page := b.open("/proposals/p1/letters/supplement?gate=a")
	page.has(t, "PHIẾU YÊU CẦU BỔ SUNG", "1. Điểm mới")
	if strings.Contains(page.html, "Điểm cũ") {
		t.Error("an older return is asked for again")
	}
	for _, none := range []string{"supplement?gate=b", "supplement", "khac"} {
		if got := b.open("/proposals/p1/letters/" + none); got.status != http.StatusNotFound {
			t.Errorf("%s is answered %d", none, got.status)
		}
	}
}

func TestSubmissionToTheProvince(t *testing.T) {
	gates := []any{
		map[string]any{"id": "tech", "kind": "technology_review", "state": "passed", "authority": "so-y-te"},
		map[string]any{"id": "last", "kind": "provincial_decision", "state": "open", "authority": "ubnd-tinh"},
	}
	said := func(gate, outcome, reason string, struck any) map[string]any {
		return map[string]any{"gate": gate, "title": gate, "label": "Thống nhất", "superseded": struck, "decision": map[string]any{"outcome": outcome, "reason": reason}}
	}
	page := letters(t, map[string]any{"gates": gates}, said("tech", "return", "Trả lại", nil), said("tech", "approve", "Bị thay", map[string]any{"by": "replace"}), said("tech", "approve", "Phù hợp", nil)).open("/proposals/p1/letters/submission")
	page.has(t, "TỜ TRÌNH", "Kính gửi: Ủy ban nhân dân tỉnh.", "Phù hợp")
	for _, never := range []string{"Trả lại", "Bị thay"} {
		if strings.Contains(page.html, never) {
			t.Errorf("the submission says %q", never)
		}
	}
}
