package pages

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// anAuthority is a world in which one gate of a kind is the visitor's to decide.
func anAuthority(t *testing.T, kind string, more map[string]any) (b *browser, got *map[string]any, status *int) {
	t.Helper()
	w := newWorld(t)
	got, status = &map[string]any{}, new(int)
	*status = 200
	w.answer("GET /proposals/{id}", func(*http.Request) (int, any) {
		p := aProposal(more)
		p["process"] = map[string]any{"id": "pack", "version": "2026-11-22"}
		p["gates"] = []any{map[string]any{"id": "g", "kind": kind, "title": "Bước này", "state": "open", "may_decide": true, "authority": "so-y-te"}}
		return 200, p
	})
	w.answer("GET /processes", processes)
	w.answer("GET /processes/{id}", func(r *http.Request) (int, any) {
		if r.URL.RawQuery != "version=2026-11-22" {
			t.Errorf("the process is asked for with %q", r.URL.RawQuery)
		}
		text := func(vi string) map[string]any { return map[string]any{"vi": vi} }
		return 200, map[string]any{"gates": []any{
			map[string]any{"id": "g", "title": text("Bước này"), "labels": map[string]any{"approve": text("Nhất trí")}, "capacities": []string{"", "KT."}, "checklist": []any{
				map[string]any{"id": "lgsp", "text": text("Kết nối LGSP"), "mandatory": true, "citation": map[string]any{"document": "QĐ 1"}}}},
			map[string]any{"id": "h", "title": text("Bước sau"), "after": []string{"g"}, "authority": "so-y-te", "working_days": 10},
		}}
	})
	w.answer("GET /delegations", func(*http.Request) (int, any) {
		grant := func(id, to, state string) map[string]any {
			return map[string]any{"id": id, "capacity": "KT.", "authority": "so-y-te", "principal": map[string]any{"name": "Giám đốc"}, "delegate": map[string]any{"id": to}, "state": state}
		}
		return 200, map[string]any{"items": []any{grant("d-1", "a-1", "in_force"), grant("d-2", "a-1", "ended"), grant("d-3", "a-2", "in_force")}}
	})
	w.answer("GET /budgets", func(*http.Request) (int, any) {
		return 200, map[string]any{"items": []any{map[string]any{"fiscal_year": 2027, "source": "chi-thuong-xuyen", "owner": "ubnd-tinh", "left_vnd": 1_000_000_000}}}
	})
	w.answer("POST /proposals/{id}/gates/{gate}/decision", func(r *http.Request) (int, any) {
		*got = map[string]any{}
		if err := json.NewDecoder(r.Body).Decode(got); err != nil {
			t.Error(err)
		}
		return *status, map[string]any{"code": "conflict", "title": "Đã có ý kiến", "detail": "Bước này vừa được người khác cho ý kiến.", "errors": []any{map[string]any{"field": "details.findings", "message": "Cần nhận định mục N-1."}}}
	})
	return w.signedIn(), got, status
}

const decideAt = "/proposals/p1/gates/g/decision"

func TestADecisionSaysWhereTheProposalGoes(t *testing.T) {
	b, _, _ := anAuthority(t, "review", nil)
	page := b.open(decideAt)
	page.has(t, "Nhất trí", "Hồ sơ chuyển tới: “Bước sau”, Sở Y tế, thời hạn 10 ngày làm việc.", "thời hạn của bước này dừng", `value="d-1"`, "KT. Giám đốc", "Kết nối LGSP", "QĐ 1")
	for _, never := range []string{`value="d-2"`, `value="d-3"`} {
		if strings.Contains(page.html, never) {
			t.Errorf("the form offers %s", never)
		}
	}
	if got := b.open("/proposals/p1/gates/x/decision"); got.status != 404 {
		t.Errorf("no such gate is answered %d", got.status)
	}
}

func TestEachKindHasItsDetails(t *testing.T) {
	for kind, want := range map[string][]string{
		"duplication_check":     {"N-1", `name="details.findings[0].finding"`, "cùng chức năng"},
		"ministry_consultation": {"Im lặng không phải là đồng ý"},
		"technology_review":     {`name="details.checklist[0].answer"`},
		"budget_allocation":     {"còn lại 1.000.000.000 đồng", "không đủ", `value="1.500.000.000"`},
		"security_level":        {`name="details.basis"`, `value="3" selected`},
		"provincial_decision":   {`name="details.signatory"`, `<option value="KT.">`, `name="return_to"`},
	} {
		b, _, _ := anAuthority(t, kind, map[string]any{"required_level": 3})
		b.open(decideAt).has(t, want...)
	}
}

func TestADecisionHoldsWhatItsOutcomeNeeds(t *testing.T) {
	form := []string{"details.findings[0].entry_id", "N-1", "details.findings[0].finding", "duplicate", "details.findings[1].entry_id", "N-2",
		"details.checklist[0].item", "lgsp", "details.level:int", "3", "conditions[0].text", "Nối LGSP", "items[0].text", "Nêu rõ", "reason", "Vì vậy"}
	finding := []any{map[string]any{"entry_id": "N-1", "finding": "duplicate"}}
	for outcome, want := range map[string]map[string]any{
		"reject":                  {"details": map[string]any{"findings": finding}},
		"return":                  {"details": map[string]any{"findings": finding}, "items": []any{map[string]any{"text": "Nêu rõ"}}},
		"approve_with_conditions": {"details": map[string]any{"findings": finding, "level": 3.}, "conditions": []any{map[string]any{"text": "Nối LGSP"}}},
		"approve":                 {"details": map[string]any{"findings": finding, "level": 3.}},
	} {
		b, got, _ := anAuthority(t, "duplication_check", nil)
		if page := b.submit(decideAt, append(form, "outcome", outcome)...); page.path != "/proposals/p1" {
			t.Errorf("%s led to %s", outcome, page.path)
		}
		want["outcome"], want["reason"] = outcome, "Vì vậy"
		if d := cmp.Diff(want, *got); d != "" {
			t.Errorf("%s: %s", outcome, d)
		}
	}
}

func TestALaterDecisionIsToldKindly(t *testing.T) {
	b, _, status := anAuthority(t, "duplication_check", nil)
	*status = 409
	page := b.submit(decideAt, "outcome", "approve", "reason", "Chữ tôi đã gõ", "details.findings[0].note", "ghi chú của tôi")
	page.has(t, "vừa được người khác cho ý kiến", "Chữ tôi đã gõ", "ghi chú của tôi", `href="#details-findings"`, "Cần nhận định mục N-1.")
	if page.status != 409 {
		t.Errorf("answered %d", page.status)
	}
}
