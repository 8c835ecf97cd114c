package pages

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// answerTrace has the gate "a" decided twice: the first decision is struck.
func answerTrace(w *world) {
	round := func(reason string, struck any) map[string]any {
		return map[string]any{"gate": "a", "title": "Rà soát", "label": "Không thống nhất", "superseded": struck, "decision": map[string]any{
			"outcome": "reject", "reason": reason, "by": map[string]any{"name": "Anh Nam"}, "at": "2026-11-20T10:00:00+07:00", "by_rule": false, "from_paper": false, "acting_for": nil, "return_to": nil,
			"citations": []any{map[string]any{"document": "KH 651", "article": "I.2", "note": nil}}, "conditions": []any{}, "items": []any{},
			"documents": []any{map[string]any{"number": "5/SKHCN", "date": "2026-11-20", "issuer": "Sở", "title": nil, "classified": false, "scan": false, "late": true, "sha256": nil}},
			"details":   map[string]any{"findings": []any{map[string]any{"entry_id": "N-1", "finding": "duplicate", "note": nil, "way_out": "use"}}, "level": nil, "checklist": []any{}}}}
	}
	w.answer("GET /proposals/{id}/trace", func(*http.Request) (int, any) {
		return 200, map[string]any{"gates": []any{round("Bản đã bị thay", map[string]any{"by": "replace"}), round("Trùng với N-1", nil)}}
	})
}

func TestARectificationMendsTheRecordAlone(t *testing.T) {
	b, got, status := atWork(t, nil)
	at := "/proposals/p1/gates/a/rectification"
	page := b.open(at)
	page.has(t, "Ý kiến đang có hiệu lực", "Trùng với N-1", `value="5/SKHCN"`, `value="KH 651"`, "N-1: ")
	for _, never := range []string{"Bản đã bị thay", `name="outcome"`} {
		if strings.Contains(page.html, never) {
			t.Errorf("a rectification shows %q", never)
		}
	}
	form := []string{"amendment.reason", "Gõ nhầm số", "amendment.document.number", "7/ĐC", "reason", "Trùng với N-1", "citations[0].document", "KH 651", "citations[0].article", "I.3",
		"documents[0].number", "6/SKHCN", "documents[0].date:day", "20", "documents[0].date:month", "11", "documents[0].date:year", "2026", "documents[0].classified:bool", "false"}
	*status = 422
	b.submit(at, form...).has(t, `href="#amendment-document"`, `href="#reason"`, "7/ĐC", "6/SKHCN")
	*status = 200
	if page := b.submit(at, form...); page.path != "/proposals/p1" {
		t.Errorf("led to %s", page.path)
	}
	want := sent{"/proposals/p1/gates/a/amendment", map[string]any{"kind": "rectify", "reason": "Gõ nhầm số", "document": map[string]any{"number": "7/ĐC"}, "decision": map[string]any{
		"outcome": "reject", "reason": "Trùng với N-1", "conditions": []any{}, "items": []any{},
		"citations": []any{map[string]any{"document": "KH 651", "article": "I.3"}},
		"documents": []any{map[string]any{"number": "6/SKHCN", "date": "2026-11-20", "classified": false}},
		"details":   map[string]any{"findings": []any{map[string]any{"entry_id": "N-1", "finding": "duplicate", "way_out": "use"}}, "checklist": []any{}}}}}
	if d := cmp.Diff(want, *got, cmp.AllowUnexported(sent{})); d != "" {
		t.Error(d)
	}
}

func TestAReplacementDecidesAnew(t *testing.T) {
	b, got, _ := atWork(t, nil)
	at := "/proposals/p1/gates/a/replacement"
	b.open(at).has(t, "Ý kiến đang có hiệu lực", "Trùng với N-1", `name="outcome"`, "Ban hành ý kiến thay thế")
	// it begins with what the decision in force answers, but for its own document
	again := b.open(at)
	again.has(t, `value="reject" checked`, "Trùng với N-1</textarea>", `name="citations[0].document" type="text" value="KH 651"`)
	if strings.Contains(again.html, `value="5/SKHCN"`) || strings.Contains(again.html, "Bản đã bị thay") {
		t.Error("a replacement begins with another decision's document, or with one that is struck")
	}
	b.submit(at, "amendment.reason", "Có bằng chứng mới", "outcome", "approve", "items[0].text", "thừa")
	want := sent{"/proposals/p1/gates/a/amendment", map[string]any{"kind": "replace", "reason": "Có bằng chứng mới", "decision": map[string]any{"outcome": "approve"}}}
	if d := cmp.Diff(want, *got, cmp.AllowUnexported(sent{})); d != "" {
		t.Error(d)
	}
	if got := b.open("/proposals/p1/gates/g/replacement"); got.status != 404 {
		t.Errorf("a gate without a decision is answered %d", got.status)
	}
}

func TestRevisionsFieldByField(t *testing.T) {
	w := newWorld(t)
	w.answer("GET /processes", processes)
	w.answer("GET /proposals/{id}", func(*http.Request) (int, any) { return 200, aProposal(map[string]any{"revision": 2}) })
	w.answer("GET /proposals/{id}/revisions", func(*http.Request) (int, any) {
		return 200, map[string]any{"items": []any{map[string]any{"revision": 1, "at": "2026-11-20T09:00:00+07:00"}, map[string]any{"revision": 2, "at": "2026-11-21T09:00:00+07:00"}}}
	})
	w.answer("GET /proposals/{id}/revisions/2/diff", func(*http.Request) (int, any) {
		raw := func(s string) json.RawMessage { return json.RawMessage(s) }
		return 200, map[string]any{"revision": 2, "against": 1, "changes": []any{
			map[string]any{"field": "summary", "before": raw(`"Cũ"`), "after": raw(`"Mới"`)},
			map[string]any{"field": "security.handles_tthc", "before": raw("null"), "after": raw("true")},
			map[string]any{"field": "budget", "added": []any{raw(`{"fiscal_year":2027,"source":"chi-thuong-xuyen","amount_vnd":1500000}`)}, "removed": []any{}},
		}}
	})
	b := w.signedIn()
	b.open("/proposals/p1/revisions").has(t, "Bản 2 khác bản 1", "Tóm tắt", "<del>Cũ</del>", "<ins>Mới</ins>", "Tiếp nhận, giải quyết thủ tục hành chính", "<del>–</del>", "<ins>Có</ins>", "<ins>2027, Chi thường xuyên: 1.500.000 đ</ins>", `href="/proposals/p1/revisions?revision=1"`)
	b.open("/proposals/p1/revisions?revision=1").has(t, "Bản gửi đầu tiên")
}
