package pages

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sent is what a call was asked for.
type sent struct {
	path string
	body map[string]any
}

// atWork is a world in which everything may be done to one proposal; got keeps the
// last act asked for, which answers status.
func atWork(t *testing.T, more map[string]any) (b *browser, got *sent, status *int) {
	t.Helper()
	w := newWorld(t)
	got, status = &sent{}, new(int)
	*status = 200
	prepared := map[string]any{"sha256": "abc", "steps": []any{map[string]any{"outcome": "approve", "by": map[string]any{"name": "Chị Hoa"}, "at": "2026-11-20T10:00:00+07:00"}},
		"decision": map[string]any{"outcome": "approve", "reason": "Dự thảo thế này"}}
	p := aProposal(map[string]any{
		"process": map[string]any{"id": "pack", "version": "2026-11-22"}, "line_ministry": "bo-y-te", "revision": 2,
		"actions":       []string{"withdraw", "recall", "accept", "consult", "request_review", "review", "revoke"},
		"attachments":   []any{map[string]any{"id": "file-1", "name": "quet.pdf", "kind": "letter"}},
		"draft_letters": []any{map[string]any{"to": "bo-y-te", "sign_by": "so-y-te", "title": "V/v đôn đốc", "text": "Kính gửi Bộ", "drafted_at": "2026-11-20T10:00:00+07:00"}},
		"gates": []any{
			map[string]any{"id": "a", "kind": "review", "title": "Rà soát", "state": "rejected", "authority": "so-y-te", "may_replace": true, "may_rectify": true},
			map[string]any{"id": "g", "kind": "ministry_consultation", "title": "Lấy ý kiến", "state": "open", "authority": "so-y-te", "sign": "head", "preparation": prepared,
				"claim": map[string]any{"by": map[string]any{"name": "Anh Nam"}, "at": "2026-11-20T10:00:00+07:00"}, "prepared": map[string]any{"by": map[string]any{"name": "Chị Hoa"}, "at": "2026-11-20T10:00:00+07:00"},
				"stretches": []any{map[string]any{"stretch": "reply", "holder": "bo-y-te", "days": 7, "state": "running", "due_at": "2026-12-01T23:59:59+07:00"}},
				"actions":   []string{"claim", "release", "reassign", "sign", "pause", "resume", "extend"}},
		},
	})
	for name, value := range more {
		p[name] = value
	}
	w.answer("GET /proposals/{id}", func(*http.Request) (int, any) { return 200, p })
	w.answer("GET /processes", processes)
	w.answer("GET /processes/{id}", func(*http.Request) (int, any) {
		return 200, map[string]any{"gates": []any{map[string]any{"id": "a", "kind": "review"}, map[string]any{"id": "g", "pauses": []any{map[string]any{"id": "storm", "text": map[string]any{"vi": "Thiên tai", "en": "Disaster"}}}}}}
	})
	w.answer("GET /proposals/{id}/gates/{gate}/colleagues", func(r *http.Request) (int, any) {
		return 200, map[string]any{"items": []any{map[string]any{"username": "nam", "name": "Anh Nam", "agency": "so-y-te"}, map[string]any{"username": "hoa", "name": "Chị Hoa", "agency": "ubnd-tinh"}}}
	})
	w.answer("GET /delegations", func(*http.Request) (int, any) { return 200, map[string]any{"items": []any{}} })
	done := func(r *http.Request) (int, any) {
		*got = sent{path: strings.TrimPrefix(r.URL.Path, prefix)}
		if err := json.NewDecoder(r.Body).Decode(&got.body); err != nil {
			t.Error(err)
		}
		return *status, map[string]any{"code": "invalid", "title": "Chưa hợp lệ", "errors": []any{
			map[string]any{"field": "document", "message": "Cần nêu văn bản."}, map[string]any{"field": "decision.reason", "message": "Cần lý do của ý kiến."}}}
	}
	w.answer("POST /proposals/{id}/{act}", done)
	w.answer("POST /proposals/{id}/gates/{gate}/{act}", done)
	answerTrace(w)
	return w.signedIn(), got, status
}

func TestEveryActHasAFormThatDoesIt(t *testing.T) {
	paper := []string{"document.number", "12/QĐ", "document.date:day", "2", "document.date:month", "11", "document.date:year", "2026", "document.attachment_id", "file-1"}
	doc := map[string]any{"number": "12/QĐ", "date": "2026-11-02", "attachment_id": "file-1"}
	for _, c := range []struct {
		page, says, call string
		form             []string
		want             map[string]any
	}{
		{"/withdrawal", "Hồ sơ dừng hẳn", "", []string{"reason", "Thôi"}, map[string]any{"reason": "Thôi"}},
		{"/recall", "trở lại thành bản soạn", "", nil, map[string]any{}},
		{"/acceptance", "Chấp nhận mức kiến nghị", "", []string{"accepted:bool", "false", "note", "Thiếu"}, map[string]any{"accepted": false, "note": "Thiếu"}},
		{"/consultation", "quet.pdf", "", []string{"letter.to", "bo-y-te", "letter.number", "9/SYT", "letter.classified:bool", "true"}, map[string]any{"letter": map[string]any{"to": "bo-y-te", "number": "9/SYT", "classified": true}}},
		{"/consultation", "Văn bản trả lời", "", []string{"part", "1", "reply.position", "agree", "reply.conditions:lines", "Một\nHai"}, map[string]any{"reply": map[string]any{"position": "agree", "conditions": []any{"Một", "Hai"}}}},
		{"/review-request", "xem xét lại", "", append(paper, "reason", "Vì"), map[string]any{"reason": "Vì", "document": doc}},
		{"/review", "Rà soát", "", []string{"outcome", "send_back", "gate", "a"}, map[string]any{"outcome": "send_back", "gate": "a"}},
		{"/revocation", "hết hiệu lực", "", append(paper, "reason", "Vì"), map[string]any{"reason": "Vì", "document": doc}},
		{"/gates/g/claim", "do bạn xử lý", "", nil, map[string]any{}},
		{"/gates/g/release", "đồng nghiệp có thể nhận", "", nil, map[string]any{}},
		{"/gates/g/reassignment", `value="nam"`, "", []string{"account", "nam", "reason", "Nghỉ phép"}, map[string]any{"account": "nam", "reason": "Nghỉ phép"}},
		{"/gates/g/signature", "Dự thảo thế này", "", append(paper, "sha256", "abc"), map[string]any{"sha256": "abc", "document": doc}},
		{"/gates/g/signature", "Trả lại người trình", "/gates/g/return-to-officer", []string{"part", "1", "note", "Sửa"}, map[string]any{"note": "Sửa"}},
		{"/gates/g/pause", "Thiên tai", "", []string{"cause", "storm", "reason", "Bão"}, map[string]any{"cause": "storm", "reason": "Bão"}},
		{"/gates/g/resumption", "lùi đúng số ngày", "", []string{"note", "Xong"}, map[string]any{"note": "Xong"}},
		{"/gates/g/extension", "hẹn lại ngày", "", []string{"days:int", "3"}, map[string]any{"days": 3.}},
	} {
		b, got, status := atWork(t, nil)
		page := b.open("/proposals/p1" + c.page)
		page.has(t, c.says, "form-key")
		if page.status != 200 || strings.Contains(page.html, "không dành cho bạn") {
			t.Errorf("%s is answered %d, as not the visitor's", c.page, page.status)
		}
		if c.call == "" {
			c.call = c.page
		}
		*status = 422
		refused := b.submit("/proposals/p1"+c.page, c.form...)
		refused.has(t, "Cần nêu văn bản.", `href="#document"`)
		if refused.status != 422 || len(c.form) > 1 && !strings.Contains(refused.html, c.form[len(c.form)-1]) && c.form[0] != "account" {
			t.Errorf("%s refused is answered %d or has lost what was typed", c.page, refused.status)
		}
		*status = 200
		if at := b.submit("/proposals/p1"+c.page, c.form...); at.path != "/proposals/p1" {
			t.Errorf("%s led to %s", c.page, at.path)
		}
		if d := cmp.Diff(sent{"/proposals/p1" + c.call, c.want}, *got, cmp.AllowUnexported(sent{})); d != "" {
			t.Errorf("%s: %s", c.page, d)
		}
	}
}

func TestActsThatAreNotThere(t *testing.T) {
	b, _, _ := atWork(t, map[string]any{"actions": []string{}})
	b.open("/proposals/p1/withdrawal").has(t, "hiện không dành cho bạn")
	if got := b.open("/proposals/p1/gates/x/pause"); got.status != 404 {
		t.Errorf("no such gate is answered %d", got.status)
	}
}

func TestAGateIsHandedToAnyWhoMayDecideIt(t *testing.T) {
	b, _, _ := atWork(t, nil)
	b.open("/proposals/p1/gates/g/reassignment").has(t, "Anh Nam (nam)", "Chị Hoa, Ủy ban nhân dân tỉnh (hoa)")
}

func TestTheProposalShowsWhoHasItsGatesInHand(t *testing.T) {
	b, _, _ := atWork(t, nil)
	b.open("/proposals/p1").has(t, "Người nhận xử lý: Anh Nam", "Đã trình lãnh đạo ký: Chị Hoa", "Bộ trả lời", "7 ngày", "đang chạy, hạn 01/12/2026", "V/v đôn đốc", "Kính gửi Bộ",
		`action="/proposals/p1/gates/g/claim"`, `href="/proposals/p1/gates/g/signature"`, `href="/proposals/p1/gates/a/replacement"`, `href="/proposals/p1/revisions"`)
}
