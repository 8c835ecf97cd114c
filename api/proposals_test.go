package api

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/proposal"
)

// documented are the fields of a proposal that the contract names.
var documented = strings.Fields(`id number revision agency filed_by status process gates kind builds_on realises follows
	co_agencies name summary functions sector line_ministry scope users architecture_layer integrations budget security
	legal_basis expected_completion solution steps resources operating_cost_per_year accountable self_review`)

func TestCreateNeedsKindAndNameOnly(t *testing.T) {
	w := newWorld(t)
	got := w.post(t, "filer", "/proposals", map[string]any{"kind": "new_build", "name": "Sổ tiêm"}).want(201)
	p := got.tree()
	for _, f := range documented {
		if _, there := p[f]; !there {
			t.Errorf("%s is absent", f)
		}
	}
	want := map[string]any{
		"status": "draft", "number": nil, "revision": 0.0, "process": nil, "gates": []any{}, "summary": nil, "functions": []any{},
		"budget": []any{}, "security": nil, "agency": "so-y-te", "architecture_layer": nil, "expected_completion": nil,
		"filed_by": map[string]any{"id": "account-filer", "name": "Người filer", "agency": "so-y-te"},
	}
	for f, v := range want {
		if d := cmp.Diff(v, p[f]); d != "" {
			t.Errorf("%s: %s", f, d)
		}
	}
	if got.Header.Get("Location") != "https://pheduyet.example.vn/api/v1/proposals/"+p["id"].(string) {
		t.Errorf("Location %q", got.Header.Get("Location"))
	}
	if !slices.Contains(p["unstated"].([]any), "solution") {
		t.Errorf("unstated %v", p["unstated"])
	}
}

func TestWhoMayDraft(t *testing.T) {
	w := newWorld(t)
	for who, status := range map[string]int{"filer": 201, "other": 201, "reviewer": 403, "auditor": 403, "admin": 403, "provincial": 403} {
		if got := w.post(t, who, "/proposals", facts()); got.Code != status {
			t.Errorf("%s: %d, want %d", who, got.Code, status)
		}
	}
}

func TestBadFacts(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		name, field string
		value       any
	}{
		{"long name", "name", strings.Repeat("ă", 501)},
		{"name of 10,000 characters", "name", strings.Repeat("x", 10000)},
		{"NUL", "name", "a\x00b"},
		{"line in a name", "name", "a\nb"},
		{"escape in a text", "summary", "a\x1bb"},
		{"no name", "name", nil},
		{"a blank name", "name", " \u00a0 "},
		{"a blank function", "functions[0]", []any{"   "}},
		{"kind", "kind", "rewrite"},
		{"negative money", "budget[0].amount_vnd", []any{map[string]any{"fiscal_year": 2027, "source": "khac", "amount_vnd": -1}}},
		{"half a đồng", "budget[0].amount_vnd", []any{map[string]any{"fiscal_year": 2027, "source": "khac", "amount_vnd": 1.5}}},
		{"too much money", "budget[0].amount_vnd", []any{map[string]any{"fiscal_year": 2027, "source": "khac", "amount_vnd": int64(1e15) + 1}}},
		{"31/02", "expected_completion", "2027-02-31"},
		{"money as a text", "operating_cost_per_year", "1000"},
		{"too many functions", "functions", slices.Repeat([]any{"x"}, 201)},
		{"a long function", "functions[0]", []any{strings.Repeat("x", 501)}},
		{"an empty function", "functions[0]", []any{nil}},
		{"level", "security.proposed_level", map[string]any{"proposed_level": 6}},
		{"not a list", "users", "ai cũng dùng"},
		{"not an object", "security", []any{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := facts()
			top, _, _ := strings.Cut(strings.NewReplacer("[", ".").Replace(c.field), ".")
			f[top] = c.value
			w.post(t, "filer", "/proposals", f).refused(422, "invalid", c.field)
		})
	}
	if len(w.cases) != 0 {
		t.Errorf("%d proposals were made", len(w.cases))
	}
}

// Texts are kept in NFC, whatever form they come in; lines stay in long ones.
func TestTextsAreNormalised(t *testing.T) {
	w := newWorld(t)
	f := facts()
	f["name"], f["summary"] = "Tiê\u0301m chủng", "một\r\nhai\tba"
	p := w.post(t, "filer", "/proposals", f).want(201).tree()
	if p["name"] != "Ti\u1ebfm chủng" || p["summary"] != "một\nhai\tba" {
		t.Errorf("name %q, summary %q", p["name"], p["summary"])
	}
}

func TestPatch(t *testing.T) {
	w := newWorld(t)
	path := w.draft(t)
	tag := w.get(t, "filer", path).Header.Get("ETag")
	patch := func(as, tag string, body any) reply {
		t.Helper()
		return w.do(t, call{method: "PATCH", path: "/api/v1" + path, body: body, as: as, header: map[string]string{"If-Match": tag}})
	}
	patch("filer", "", map[string]any{"sector": "Y"}).refused(422, "invalid", "If-Match")
	patch("filer", "*", map[string]any{"sector": "Y"}).refused(422, "invalid", "If-Match")
	patch("filer", `"stale"`, map[string]any{"sector": "Y"}).refused(409, "conflict")
	patch("filer", tag, map[string]any{"colour": "Y"}).refused(422, "invalid", "colour")
	patch("filer", tag, map[string]any{"name": nil}).refused(422, "invalid", "name")
	patch("filer", tag, map[string]any{"budget": []any{map[string]any{"amount_vnd": 1}}}).refused(422, "invalid", "budget[0].fiscal_year", "budget[0].source")
	patch("other", tag, map[string]any{"sector": "Y"}).refused(404, "not_found")
	got := patch("filer", `"x", `+tag, map[string]any{"sector": nil, "summary": "Mới", "security": map[string]any{"proposed_level": 3}, "steps": []any{"Khảo sát"}}).want(200)
	p := got.tree()
	if p["sector"] != nil || p["summary"] != "Mới" || p["name"] != facts()["name"] {
		t.Errorf("after the patch: %s", got.Body)
	}
	security := p["security"].(map[string]any)
	if security["proposed_level"] != 3.0 || security["audience"] != "internal" {
		t.Errorf("security %v", security)
	}
	if got.Header.Get("ETag") == tag {
		t.Error("the ETag stayed")
	}
	patch("filer", tag, map[string]any{"sector": "Y"}).refused(409, "conflict")
	merged := w.do(t, call{method: "PATCH", path: "/api/v1" + path, body: map[string]any{"sector": "Y tế"}, as: "filer",
		header: map[string]string{"If-Match": got.Header.Get("ETag"), "Content-Type": "application/merge-patch+json"}})
	merged.want(200)
	w.post(t, "filer", path+"/submission", nil).want(200)
	patch("filer", w.get(t, "filer", path).Header.Get("ETag"), map[string]any{"sector": "Y"}).refused(409, "conflict")
}

func TestSubmissionNamesAllThatIsMissing(t *testing.T) {
	w := newWorld(t)
	p := w.post(t, "filer", "/proposals", map[string]any{"kind": "new_build", "name": "Sổ tiêm"}).want(201).tree()
	w.post(t, "filer", "/proposals/"+p["id"].(string)+"/submission", nil).refused(422, "invalid",
		"summary", "functions", "sector", "line_ministry", "scope", "users", "architecture_layer", "budget", "security", "expected_completion")
	f := facts()
	f["security"].(map[string]any)["state_secret"] = true
	secret := w.post(t, "filer", "/proposals", f).want(201).tree()
	w.post(t, "filer", "/proposals/"+secret["id"].(string)+"/submission", nil).refused(422, "invalid", "security.state_secret")
}

func TestSubmission(t *testing.T) {
	w := newWorld(t)
	p := w.post(t, "filer", w.draft(t)+"/submission", map[string]any{"document": paper()}).want(200).tree()
	if p["status"] != "in_review" || p["number"] == nil || p["revision"] != 1.0 {
		t.Errorf("after the submission: %v", p)
	}
	if d := cmp.Diff(map[string]any{"id": w.pack.ID, "version": string(w.pack.Version), "hash": w.pack.Hash}, p["process"]); d != "" {
		t.Error(d)
	}
	gates := p["gates"].([]any)
	first, second := gates[0].(map[string]any), gates[1].(map[string]any)
	if first["state"] != "passed" || first["outcome"] != "approve" || first["by_rule"] != true || first["title"] == "" {
		t.Errorf("first gate %v", first)
	}
	if second["state"] != "open" || second["outcome"] != nil || second["decided_at"] != nil || !strings.HasSuffix(second["due_at"].(string), "T23:59:59+07:00") {
		t.Errorf("second gate %v", second)
	}
	if second["opened_at"] != "2026-11-21T09:30:00+07:00" {
		t.Errorf("opened_at %v", second["opened_at"])
	}
	for _, f := range []string{"id", "title", "authority", "state", "kind", "round", "opened_at", "due_at", "decided_at", "outcome"} {
		if _, there := second[f]; !there {
			t.Errorf("gate without %s", f)
		}
	}
}

func TestALevelTooLowIsAWarning(t *testing.T) {
	w := newWorld(t)
	f := facts()
	f["security"].(map[string]any)["infrastructure"] = "shared"
	p := w.post(t, "filer", "/proposals", f).want(201).tree()
	warned := func(p map[string]any) bool {
		ws := p["warnings"].([]any)
		return len(ws) == 1 && ws[0].(map[string]any)["field"] == "security.proposed_level"
	}
	if !warned(p) {
		t.Errorf("draft: warnings %v", p["warnings"])
	}
	if p = w.post(t, "filer", "/proposals/"+p["id"].(string)+"/submission", nil).want(200).tree(); !warned(p) {
		t.Errorf("filed: warnings %v", p["warnings"])
	}
}

func TestWhoSeesWhat(t *testing.T) {
	w := newWorld(t)
	path := w.filed(t)
	for who, status := range map[string]int{"filer": 200, "other": 404, "reviewer": 200, "treasurer": 200, "police": 200, "province": 200, "auditor": 200, "admin": 200} {
		if got := w.get(t, who, path); got.Code != status {
			t.Errorf("%s: %d, want %d", who, got.Code, status)
		}
	}
	w.change(path, func(c *proposal.Case) { c.Status = proposal.Approved })
	p := w.get(t, "other", path).want(200).tree()
	if p["security"] != nil || p["filed_by"] != nil || p["name"] == nil || p["required_level"] != nil || p["screening"] != nil {
		t.Errorf("register: %v", p)
	}
	for _, f := range documented {
		if _, there := p[f]; !there {
			t.Errorf("register: %s is absent", f)
		}
	}
	w.get(t, "other", path+"/trace").refused(403, "forbidden")
	w.post(t, "other", path+"/withdrawal", map[string]any{"reason": "x"}).refused(403, "forbidden")
}

// change rewrites a proposal behind everybody's back.
func (w *world) change(path string, f func(*proposal.Case)) {
	id := strings.TrimPrefix(path, "/proposals/")
	c := w.cases[id]
	f(&c)
	w.cases[id] = c
}

// What is being changed is the filer's until it is submitted.
func TestReviewersReadWhatWasFiled(t *testing.T) {
	w := newWorld(t)
	path := w.filed(t)
	w.change(path, func(c *proposal.Case) { c.Status, c.Facts.Summary = proposal.Returned, "đang sửa" })
	if got := w.get(t, "reviewer", path).tree()["summary"]; got != facts()["summary"] {
		t.Errorf("the reviewer reads %v", got)
	}
	if got := w.get(t, "filer", path).tree()["summary"]; got != "đang sửa" {
		t.Errorf("the filer reads %v", got)
	}
}

func TestRecallEndsWithTheFirstReadByAnother(t *testing.T) {
	w := newWorld(t)
	path := w.filed(t)
	w.get(t, "filer", path).want(200)
	if p := w.post(t, "filer", path+"/recall", nil).want(200).tree(); p["status"] != "draft" || p["number"] == nil {
		t.Errorf("after the recall: %v", p)
	}
	w.post(t, "filer", path+"/submission", nil).want(200)
	w.get(t, "reviewer", path).want(200)
	w.post(t, "filer", path+"/recall", nil).refused(409, "conflict")
	w.post(t, "filer", path+"/recall", map[string]any{"reason": "x"}).refused(422, "invalid", "reason")
}

func TestList(t *testing.T) {
	w := newWorld(t)
	w.filed(t)
	w.draft(t)
	got := w.get(t, "filer", "/proposals?status=draft").want(200).tree()
	if len(got["items"].([]any)) != 1 || got["next_cursor"] != nil {
		t.Errorf("drafts: %v", got)
	}
	if got := w.get(t, "filer", "/proposals?limit=1").tree(); got["next_cursor"] != "next" {
		t.Errorf("next_cursor %v", got["next_cursor"])
	}
	if got := w.get(t, "other", "/proposals").tree(); len(got["items"].([]any)) != 0 {
		t.Errorf("another agency lists %v", got["items"])
	}
	for _, q := range []string{"status=x", "limit=0", "limit=201", "limit=x", "overdue=maybe", "q=%00"} {
		field, _, _ := strings.Cut(q, "=")
		w.get(t, "filer", "/proposals?"+q).refused(422, "invalid", field)
	}
	w.get(t, "filer", "/proposals?status=&gate=&agency=&q=&overdue=&cursor=&limit=").want(200)
	item := w.get(t, "filer", "/proposals").tree()["items"].([]any)[0].(map[string]any)
	for _, f := range documented {
		if !slices.Contains(slices.Collect(maps.Keys(item)), f) {
			t.Errorf("%s is absent in a list", f)
		}
	}
}

func TestActions(t *testing.T) {
	w := newWorld(t)
	path := w.draft(t)
	want := func(who string, names ...any) {
		t.Helper()
		if d := cmp.Diff(append([]any{}, names...), w.get(t, who, path).want(200).tree()["actions"]); d != "" {
			t.Errorf("%s: %s", who, d)
		}
	}
	want("filer", "edit", "submit", "withdraw", "consult")
	w.post(t, "filer", path+"/submission", nil).want(200)
	want("filer", "withdraw", "consult", "recall")
	want("reviewer")
}
