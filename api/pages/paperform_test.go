package pages

import (
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const draftID = "01890000-0000-7000-8000-000000000009"

// aDraft is a draft of the visitor's agency.
func aDraft() map[string]any {
	return aProposal(map[string]any{"id": draftID, "number": nil, "status": "draft", "gates": []any{}, "actions": []string{"edit"}, "required_level": 2,
		"attachments": []any{map[string]any{"id": "f-1", "title": "Bản quét công văn 95", "name": "95.pdf"}}})
}

// papersOf answers for two versions of the process: of the older alone a gate has a
// checklist.
func (w *world) papersOf(draft map[string]any) {
	gate := func(id, kind, vi string, more map[string]any) map[string]any {
		g := map[string]any{"id": id, "kind": kind, "title": map[string]string{"vi": vi, "en": id}, "authority": "so-y-te", "capacities": []string{"", "KT."}}
		maps.Copy(g, more)
		return g
	}
	item := map[string]any{"id": "1.1", "text": map[string]string{"vi": "Phù hợp kiến trúc", "en": "Fits"}, "mandatory": true, "citation": map[string]any{"document": "KH 651"}}
	last := []any{gate("duplication_check", "duplication_check", "Rà soát trùng lặp", nil), gate("budget_allocation", "budget_allocation", "Tham mưu kinh phí", nil),
		gate("security_level", "security_level", "Cấp độ", nil), gate("provincial_decision", "provincial_decision", "Quyết định", nil)}
	of := func(version string, gates ...any) map[string]any {
		return map[string]any{"id": "new", "version": version, "effective_from": version, "effective_to": nil, "kinds": []string{"new_build"}, "title": map[string]string{"vi": "Xây dựng mới", "en": "New"},
			"notes": []any{map[string]string{"vi": "Ghi chú của " + version, "en": "Note"}}, "gates": append(gates, last...)}
	}
	versions := map[string]map[string]any{
		"2026-07-01": of("2026-07-01", gate("technology_review", "technology_review", "Thẩm tra công nghệ", map[string]any{"checklist": []any{item}})),
		"2026-11-22": of("2026-11-22", gate("technology_review", "technology_review", "Thẩm tra công nghệ", nil)),
		"2090-01-01": of("2090-01-01"),
	}
	w.answer("GET /processes", func(*http.Request) (int, any) {
		other := of("2026-08-01")
		other["kinds"] = []string{"upgrade"}
		return 200, map[string]any{"items": []any{versions["2026-07-01"], other, versions["2090-01-01"], versions["2026-11-22"]}}
	})
	w.answer("GET /processes/new", func(r *http.Request) (int, any) { return 200, versions[r.URL.Query().Get("version")] })
	w.answer("GET /proposals/"+draftID, func(*http.Request) (int, any) { return 200, draft })
}

const paperAt = "/admin/changes/new?kind=paper_dossier&proposal=" + draftID

// The link stands on the agency's own draft, and nowhere else.
func TestADossierBegunOnPaperIsReachedFromItsDraft(t *testing.T) {
	for name, of := range map[string]struct {
		change map[string]any
		there  bool
	}{
		"own draft": {nil, true}, "another's": {map[string]any{"agency": "so-khcn"}, false}, "withdrawn": {map[string]any{"status": "withdrawn"}, false},
		"numbered": {map[string]any{"number": "DX-2026-000001"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			draft := aDraft()
			maps.Copy(draft, of.change)
			w.papersOf(draft)
			if got := strings.Contains(w.signedIn().open("/proposals/"+draftID).html, "Hồ sơ này đã làm trên giấy"); got != of.there {
				t.Errorf("the link is there: %v", got)
			}
		})
	}
}

// The form shows the gates of the version chosen, without those that paper never
// decides, and keeps what was typed where another version is chosen.
func TestAPaperDossierFollowsAVersion(t *testing.T) {
	w := newWorld(t)
	w.papersOf(aDraft())
	b := w.signedIn()
	form := b.open(paperAt)
	form.has(t, `value="2026-11-22" selected`, `value="2026-07-01"`, "Ghi chú của 2026-11-22", "Thẩm tra công nghệ", "Tham mưu kinh phí", "Bản quét công văn 95", "Cơ quan ban hành",
		`name="body.gates.budget_allocation.decision.details.allocations[0].amount_vnd:int" type="text" value="1.500.000.000"`, `<option value="2" selected>`, "NĐ 45/2026/NĐ-CP, Điều 42")
	for _, never := range []string{"2026-08-01", "2090-01-01", "body.gates.duplication_check", "body.gates.provincial_decision", "Phù hợp kiến trúc"} {
		if strings.Contains(form.html, never) {
			t.Errorf("the form holds %q", never)
		}
	}
	typed := []string{"kind", paperDossier, "body.proposal", draftID, "body.law.version", "2026-07-01", "body.gates.technology_review.gate", "technology_review",
		"body.gates.technology_review.decision.documents[0].number", "95/SKHCN", "body.received:day", "15", "body.gates.budget_allocation.decision.details.allocations[0].amount_vnd:int", ""}
	b.submit("/admin/changes/new", append(typed, "step", "edit")...).has(t, "Phù hợp kiến trúc", "Ghi chú của 2026-07-01", `value="95/SKHCN"`, `value="technology_review" checked`,
		`value="15"`, `allocations[0].amount_vnd:int" type="text" value=""`)
	b.submit("/admin/changes/new", append(typed, "step", "more")...).has(t, `name="body.gates.technology_review.decision.conditions[7].text"`, `value="95/SKHCN"`)
}

var paperTyped = []string{
	"kind", paperDossier, "body.proposal", draftID, "body.received:day", "15", "body.received:month", "7", "body.received:year", "2026",
	"body.law.version", "2026-07-01", "body.law.citation.document", "NĐ 45/2026/NĐ-CP", "body.law.citation.article", "Điều 42", "body.law.note", "Chuẩn bị trước",
	"page-gates", "technology_review", "page-gates", "budget_allocation", "page-gates", "security_level",
	"body.gates.budget_allocation.decision.details.allocations[0].fiscal_year:int", "2027", // not ticked: it is no part
	"body.gates.security_level.gate", "security_level", "body.gates.security_level.decision.outcome", "approve",
	"body.gates.security_level.decision.details.level:int", "2", "body.gates.security_level.decision.details.basis", "opinion",
	"body.gates.security_level.decision.conditions[0].text", "không phải điều kiện",
	"body.gates.technology_review.gate", "technology_review", "body.gates.technology_review.decision.outcome", "approve_with_conditions",
	"body.gates.technology_review.decision.documents[0].number", "95/SKHCN", "body.gates.technology_review.decision.documents[0].date:day", "14",
	"body.gates.technology_review.decision.documents[0].date:month", "8", "body.gates.technology_review.decision.documents[0].date:year", "2026",
	"body.gates.technology_review.decision.documents[0].title", "Ý kiến thẩm tra", "body.gates.technology_review.decision.documents[0].issuer", "Sở KH&CN",
	"body.gates.technology_review.decision.documents[0].signatory", "Lê Văn C", "body.gates.technology_review.decision.documents[0].capacity", "KT.",
	"body.gates.technology_review.decision.documents[0].attachment_id", "f-1", "body.gates.technology_review.decision.reason", "Còn thiếu",
	"body.gates.technology_review.decision.conditions[0].text", "Kết nối LGSP", "body.gates.technology_review.decision.conditions[0].owner", "so-y-te",
	"body.gates.technology_review.decision.conditions[0].due:day", "1", "body.gates.technology_review.decision.conditions[0].due:month", "3", "body.gates.technology_review.decision.conditions[0].due:year", "2027",
	"body.gates.technology_review.decision.details.checklist[0].item", "1.1", "body.gates.technology_review.decision.details.checklist[0].answer", "yes",
}

var paperSent = map[string]any{
	"proposal": draftID, "received": "2026-07-15",
	"law": map[string]any{"version": "2026-07-01", "citation": map[string]any{"document": "NĐ 45/2026/NĐ-CP", "article": "Điều 42"}, "note": "Chuẩn bị trước"},
	"gates": []any{
		map[string]any{"gate": "technology_review", "decision": map[string]any{"outcome": "approve_with_conditions", "reason": "Còn thiếu",
			"documents":  []any{map[string]any{"number": "95/SKHCN", "date": "2026-08-14", "title": "Ý kiến thẩm tra", "issuer": "Sở KH&CN", "signatory": "Lê Văn C", "capacity": "KT.", "attachment_id": "f-1"}},
			"conditions": []any{map[string]any{"text": "Kết nối LGSP", "owner": "so-y-te", "due": "2027-03-01"}},
			"details":    map[string]any{"checklist": []any{map[string]any{"item": "1.1", "answer": "yes"}}}}},
		map[string]any{"gate": "security_level", "decision": map[string]any{"outcome": "approve", "details": map[string]any{"level": 2.0, "basis": "opinion"}}},
	},
}

// Only what is ticked is sent, in the order of the process; it is told in words
// before it is proposed, and a fault stands at its field with all that was typed.
func TestAPaperDossierIsForeseen(t *testing.T) {
	w := newWorld(t)
	w.papersOf(aDraft())
	status := 200
	var asked map[string]any
	w.answer("POST /changes/preview", func(r *http.Request) (int, any) {
		asked = bodyOf(t, r)
		if status != 200 {
			var faults []any
			for _, at := range []string{"body.gates[1].decision.documents", "gates[0].decision.documents[0].signatory", "body.law.citation", "body.gates[0].decision.details.checklist", "document"} {
				faults = append(faults, map[string]any{"field": at, "message": "Lỗi ở " + at})
			}
			return status, map[string]any{"errors": faults}
		}
		return 200, map[string]any{"lines": []any{line("changes", "technology_review", "Đã có ý kiến theo văn bản 95/SKHCN")}}
	})
	b := w.signedIn()
	b.submit("/admin/changes/new", paperTyped...).has(t, "Trên giấy: Thẩm tra công nghệ", "Thống nhất, kèm điều kiện", "Văn bản số 95/SKHCN ngày 14/08/2026, Ý kiến thẩm tra, Sở KH&amp;CN, người ký: KT. Lê Văn C, có bản quét",
		"Điều kiện 1: Kết nối LGSP (Sở Y tế, hạn 01/03/2027)", "1 trên 1 mục đạt", "Trên giấy: Cấp độ", "Cấp độ 2", "Điều 42, NĐ 45/2026/NĐ-CP", "Chuẩn bị trước", "Hồ sơ sức khỏe", `name="step" value="send"`)
	if d := cmp.Diff(paperSent, asked["body"]); d != "" {
		t.Error(d)
	}
	status = 422
	refused := b.submit("/admin/changes/new", paperTyped...)
	for at, id := range map[string]string{
		"body.gates[1].decision.documents": "body-gates-security_level-decision-documents-0-", "gates[0].decision.documents[0].signatory": "body-gates-technology_review-decision-documents-0--signatory",
		"body.law.citation": "body-law-citation-document", "body.gates[0].decision.details.checklist": "body-gates-technology_review-decision-details-checklist", "document": "document",
	} {
		refused.has(t, `href="#`+id+`"`, `id="`+id+`"`)
		if strings.Count(refused.html, "Lỗi ở "+at) < 2 {
			t.Errorf("the fault of %s does not stand at its field", at)
		}
	}
	refused.has(t, `value="95/SKHCN"`, "Kết nối LGSP", `value="security_level" checked`, "không phải điều kiện", "Chuẩn bị trước")
	if got := b.submit("/admin/changes/new", "kind", paperDossier); got.status != 400 {
		t.Errorf("a dossier of nothing is answered %d", got.status)
	}
}

// The second person, who may not read the draft, reads each gate as its paper says it.
func TestAPaperDossierIsConfirmedInWords(t *testing.T) {
	w := newWorld(t)
	w.answer("GET /processes", processes)
	w.answer("GET /proposals/"+draftID, func(*http.Request) (int, any) { return 404, map[string]any{"code": "not_found"} })
	w.answer("GET /changes/c1", func(*http.Request) (int, any) {
		return 200, map[string]any{"id": "c1", "kind": paperDossier, "state": "proposed", "body": paperSent, "preview": map[string]any{"lines": []any{}},
			"proposed_by": map[string]any{"id": "a-9", "name": "Trần Thị D", "agency": "so-y-te"}, "proposed_at": "2026-11-21T10:00:00+07:00"}
	})
	b := w.signedIn()
	page := b.open("/admin/changes/c1")
	page.has(t, "Trên giấy: technology_review", "người ký: KT. Lê Văn C", "Điều kiện 1: Kết nối LGSP", "Lý do: Còn thiếu", "Cấp độ 2", "Ý kiến về cấp độ đề xuất", "15/07/2026")
	if strings.Contains(page.html, "Hồ sơ sức khỏe") {
		t.Error("the draft is named to who may not read it")
	}
}
