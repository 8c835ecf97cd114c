package pages

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// drafts is a world that keeps one draft.
func drafts(t *testing.T) (w *world, b *browser, got *map[string]any, answer *func(r *http.Request) (int, any)) {
	t.Helper()
	w = newWorld(t)
	got = &map[string]any{}
	plain := func(*http.Request) (int, any) {
		return 200, aProposal(map[string]any{"etag": `"8"`, "status": "draft"})
	}
	answer = &plain
	take := func(r *http.Request) (int, any) {
		*got = map[string]any{"If-Match": r.Header.Get("If-Match")}
		if err := json.NewDecoder(r.Body).Decode(got); err != nil {
			t.Error(err)
		}
		return (*answer)(r)
	}
	w.answer("GET /processes", processes)
	w.answer("POST /proposals", take)
	w.answer("PATCH /proposals/{id}", take)
	w.answer("GET /proposals/{id}", func(*http.Request) (int, any) {
		return 200, aProposal(map[string]any{"etag": `"7"`, "status": "draft", "gates": []any{}, "missing": []any{map[string]any{"field": "users", "message": "Cần nêu đối tượng sử dụng."}},
			"expected_completion": "2027-06-05", "co_agencies": []string{"so-khcn"}})
	})
	return w, w.signedIn(), got, answer
}

func TestANewProposalIsKeptAsADraft(t *testing.T) {
	_, b, got, _ := drafts(t)
	b.open("/proposals/new").has(t, "Lập đề xuất mới", `hx-post="/hints/duplicates?proposal="`, `value="new_build" checked`)
	page := b.submit("/proposals/new", "kind", "new_build", "name", "Hồ sơ", "functions:lines", "Một\n\nHai", "budget[0].fiscal_year:int", "2027", "budget[0].amount_vnd:int", "1.500.000", "budget[1].fiscal_year:int", "")
	if page.path != "/proposals/p1/edit" {
		t.Errorf("led to %s", page.path)
	}
	want := map[string]any{"If-Match": "", "kind": "new_build", "name": "Hồ sơ", "functions": []any{"Một", "Hai"}, "budget": []any{map[string]any{"fiscal_year": 2027., "amount_vnd": 1_500_000.}}}
	if d := cmp.Diff(want, *got); d != "" {
		t.Error(d)
	}
}

func TestWhatIsStatedStandsInTheForm(t *testing.T) {
	_, b, _, _ := drafts(t)
	b.open("/proposals/p1/edit").has(t, "Một\nhai</textarea>", `value="1.500.000.000"`, `name="expected_completion:month" type="text" inputmode="numeric" value="6"`,
		`value="2" checked`, "Còn thiếu 1 mục", `href="#users"`, `name="etag" value="&#34;7&#34;"`, `name="budget[2].source"`)
}

func TestWhatIsEmptiedIsEmptied(t *testing.T) {
	_, b, got, _ := drafts(t)
	page := b.submit("/proposals/p1/edit", "etag", `"7"`, "kind", "lease", "name", "Tên", "summary", "", "then", "submit")
	if page.path != "/proposals/p1/submission" {
		t.Errorf("led to %s", page.path)
	}
	if (*got)["If-Match"] != `"7"` || (*got)["name"] != "Tên" {
		t.Errorf("saved %v", *got)
	}
	if summary, there := (*got)["summary"]; !there || summary != nil {
		t.Errorf("the summary is saved as %v", summary)
	}
	for _, never := range []string{"etag", "then"} {
		if _, there := (*got)[never]; there {
			t.Errorf("%s is sent to the API", never)
		}
	}
}

func TestADraftSavesItself(t *testing.T) {
	_, b, _, answer := drafts(t)
	saved := b.submit("/proposals/p1/edit?auto=1", "etag", `"7"`, "kind", "lease", "name", "Tên")
	saved.has(t, `name="etag" value="&#34;8&#34;"`, "Đã tự lưu lúc")
	if strings.Contains(saved.html, "<html") {
		t.Error("the whole page comes back")
	}
	*answer = func(*http.Request) (int, any) {
		return 409, map[string]any{"code": "conflict", "detail": "Hồ sơ đã thay đổi."}
	}
	b.submit("/proposals/p1/edit?auto=1", "etag", `"5"`, "kind", "lease", "name", "Tên").has(t, `value="&#34;5&#34;"`, "Chưa tự lưu được", "Hồ sơ đã thay đổi.")
	whole := b.submit("/proposals/p1/edit", "etag", `"5"`, "kind", "lease", "name", "Tên tôi gõ")
	whole.has(t, `value="&#34;7&#34;"`, "Hồ sơ đã thay đổi.", "Tên tôi gõ")
	if whole.status != http.StatusConflict {
		t.Errorf("a stale form is answered %d", whole.status)
	}
}

func TestHintsWhileTyping(t *testing.T) {
	w, b, _, _ := drafts(t)
	var asked map[string]any
	w.answer("POST /duplicate-checks", func(r *http.Request) (int, any) {
		asked = nil
		if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
			t.Error(err)
		}
		return 200, map[string]any{"verdict": "review", "matches": []any{
			map[string]any{"id": "N-1", "name": "Nền tảng", "owner": "Bộ Y tế", "state": "in_use", "score": .9, "weighty": true},
			map[string]any{"id": "DX-2", "name": "Hồ sơ khác", "score": .8, "weighty": true, "proposal": true},
			map[string]any{"id": "N-3", "name": "Xa", "score": .1}}}
	})
	w.answer("POST /required-level", func(*http.Request) (int, any) {
		return 200, map[string]any{"level": 3, "reasons": []string{"Phục vụ người dân."}}
	})
	got := b.submit("/hints/duplicates?proposal=p1", "name", "Hồ sơ sức khỏe", "functions:lines", "Tra cứu")
	got.has(t, "Có thể đã có sẵn", "N-1", "xin tài khoản", "độ giống 90/100")
	if strings.Contains(got.html, "N-3") || asked["proposal_id"] != "p1" || asked["functions"] == nil {
		t.Errorf("asked %v, answered %s", asked, got.html)
	}
	if strings.Count(got.html, "Lối ra") != 1 {
		t.Error("a proposal is offered as a way out")
	}
	if short := b.submit("/hints/duplicates", "name", "H"); strings.TrimSpace(short.html) != "" {
		t.Errorf("one letter is told %s", short.html)
	}
	b.submit("/hints/level", "security.audience", "public", "security.proposed_level:int", "2").has(t, "tối thiểu theo nội dung kê khai: 3", "Phục vụ người dân.", "thấp hơn")
	b.submit("/hints/budget", "budget[0].amount_vnd:int", "1.500.000.000", "budget[1].amount_vnd:int", "x").has(t, "một tỷ năm trăm triệu đồng")
	if got := b.submit("/hints/khac"); got.status != 404 {
		t.Errorf("unknown hints are answered %d", got.status)
	}
}

func TestSubmitting(t *testing.T) {
	w := newWorld(t)
	w.answer("GET /processes", processes)
	item := map[string]any{"id": "i-1", "gate": "b", "text": "Nêu rõ LGSP"}
	w.answer("GET /proposals/{id}", func(*http.Request) (int, any) {
		return 200, aProposal(map[string]any{"status": "returned", "items": []any{item}, "reopens": []string{"budget_allocation"}})
	})
	var got map[string]any
	status := 422
	w.answer("POST /proposals/{id}/submission", func(r *http.Request) (int, any) {
		got = nil
		if err := json.NewDecoder(r.Body).Decode(&got); err != nil {
			t.Error(err)
		}
		return status, map[string]any{"code": "invalid", "title": "Chưa được", "errors": []any{map[string]any{"field": "document.number", "message": "Cần số."}}}
	})
	b := w.signedIn()
	b.open("/proposals/p1/submission").has(t, "Nêu rõ LGSP", "Tham mưu kinh phí", `value="i-1"`)
	b.submit("/proposals/p1/submission", "answers[0].item", "i-1", "answers[0].text", "Qua LGSP của tỉnh").has(t, "Qua LGSP của tỉnh", `href="#document-number"`, "Cần số.")
	if d := cmp.Diff(map[string]any{"answers": []any{map[string]any{"item": "i-1", "text": "Qua LGSP của tỉnh"}}}, got); d != "" {
		t.Error(d)
	}
	status = 200
	if page := b.submit("/proposals/p1/submission", "answers[0].item", "i-1", "answers[0].text", "x"); page.path != "/proposals/p1" {
		t.Errorf("led to %s", page.path)
	}
}
