package api

import (
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/apitest"
	"pheduyet/internal/catalog"
	"pheduyet/internal/proposal"
)

func TestDuplicateChecks(t *testing.T) {
	w := newWorld(t)
	other := w.post(t, "other", "/proposals", facts()).want(201).tree()["id"].(string)
	w.post(t, "other", "/proposals/"+other+"/submission", nil).want(200)
	number := w.cases[other].Number
	w.found = catalog.Result{Verdict: catalog.Review, Note: "có 1 mục", Compared: 229, EngineVersion: "1", Matches: []catalog.Match{
		{ID: "1527-01", Name: "Nền tảng tiêm chủng", Owner: "Bộ Y tế", Score: .9, Weighty: true, Evidence: []string{"tiêm chủng"}, Twins: []string{"651-07"}, Kind: catalog.KindCatalog},
		{ID: number, Name: "Bí mật của sở khác", Owner: "so-noi-vu", Score: .8, Evidence: []string{"bí mật"}, Kind: catalog.KindOpen},
	}}
	mine := w.filed(t)
	body := map[string]any{"name": "Tiêm chủng", "agency": "so-y-te", "functions": []any{}, "realises": nil, "proposal_id": strings.TrimPrefix(mine, "/proposals/")}
	got := w.post(t, "filer", "/duplicate-checks", body).want(200).tree()
	if got["verdict"] != "review" || got["note"] != "có 1 mục" {
		t.Errorf("verdict %v, note %v", got["verdict"], got["note"])
	}
	first, second := got["matches"].([]any)[0].(map[string]any), got["matches"].([]any)[1].(map[string]any)
	for _, f := range []string{"id", "name", "owner", "scope", "source", "score", "evidence", "twins"} {
		if _, there := first[f]; !there {
			t.Errorf("a match without %s", f)
		}
	}
	if first["masked"] != false || second["masked"] != true || second["scope"] != "" || second["id"] != number || second["owner"] != "so-noi-vu" ||
		strings.Contains(second["name"].(string), "Bí mật") || len(second["evidence"].([]any)) != 0 {
		t.Errorf("masking: %v, %v", first, second)
	}
	if seen := w.post(t, "other", "/duplicate-checks", map[string]any{"name": "Tiêm chủng"}).want(200).tree(); seen["matches"].([]any)[1].(map[string]any)["name"] != "Bí mật của sở khác" {
		t.Error("one's own proposal is masked")
	}
	w.post(t, "filer", "/duplicate-checks", body)
	want := catalog.Query{Name: "Tiêm chủng", Functions: []string{}, Agency: "Cơ quan so-y-te", AgencyCode: "so-y-te", Exclude: []string{w.cases[strings.TrimPrefix(mine, "/proposals/")].Number}}
	if d := cmp.Diff(want, w.asked); d != "" {
		t.Error(d)
	}
}

func TestBadDuplicateChecks(t *testing.T) {
	w := newWorld(t)
	for field, body := range map[string]map[string]any{
		"name":         {"name": "x"},
		"summary":      {"name": "Sổ", "summary": strings.Repeat("x", 10001)},
		"functions[0]": {"name": "Sổ", "functions": []any{strings.Repeat("x", 501)}},
		"proposal_id":  {"name": "Sổ", "proposal_id": "none"},
	} {
		w.post(t, "auditor", "/duplicate-checks", body).refused(422, "invalid", field)
	}
	w.post(t, "filer", "/duplicate-checks", map[string]any{"name": "Sổ", "agency": "Trường nào đó"}).want(200)
	if w.asked.Agency != "Trường nào đó" || w.asked.AgencyCode != "" {
		t.Errorf("agency %q, code %q", w.asked.Agency, w.asked.AgencyCode)
	}
}

func TestScreeningIsMasked(t *testing.T) {
	w := newWorld(t)
	path := w.filed(t)
	w.change(path, func(c *proposal.Case) {
		c.Screening = &proposal.Screening{ID: "s", Matches: []proposal.Match{
			{ID: "DX-2026-000099", Name: "Của sở khác", Owner: "so-noi-vu", Proposal: true, Evidence: []string{"x"}},
			{ID: "1527-01", Name: "Nền tảng"},
		}}
	})
	matches := w.get(t, "filer", path).want(200).tree()["screening"].(map[string]any)["matches"].([]any)
	if m := matches[0].(map[string]any); m["masked"] != true || m["name"] == "Của sở khác" {
		t.Errorf("not masked: %v", m)
	}
	if m := matches[1].(map[string]any); m["masked"] != false || m["name"] != "Nền tảng" {
		t.Errorf("masked: %v", m)
	}
}

func TestCatalog(t *testing.T) {
	w := newWorld(t)
	all := w.get(t, "filer", "/catalog?q=nen+tang").want(200).tree()
	if len(all["items"].([]any)) != 3 || all["next_cursor"] != nil {
		t.Errorf("all: %v", all)
	}
	page := w.get(t, "filer", "/catalog?limit=2").want(200).tree()
	if len(page["items"].([]any)) != 2 || page["next_cursor"] != "1527-02" {
		t.Errorf("page: %v", page)
	}
	if rest := w.get(t, "filer", "/catalog?limit=2&cursor=1527-02").tree(); len(rest["items"].([]any)) != 1 || rest["next_cursor"] != nil {
		t.Errorf("rest: %v", rest)
	}
	w.get(t, "filer", "/catalog?cursor=x").refused(422, "invalid", "cursor")
	w.get(t, "filer", "/catalog?q=%00").refused(422, "invalid", "q")
	entry := w.get(t, "filer", "/catalog/1527-01").want(200).tree()
	if entry["owner"] != "Bộ Y tế" || entry["owner_code"] != nil || entry["state"] != "in_use" {
		t.Errorf("entry: %v", entry)
	}
	w.get(t, "filer", "/catalog/none").refused(404, "not_found")
}

func TestProcesses(t *testing.T) {
	w := newWorld(t)
	items := w.get(t, "filer", "/processes").want(200).tree()["items"].([]any)
	p := w.get(t, "filer", "/processes/"+w.pack.ID).want(200).tree()
	if d := cmp.Diff(items[0], any(p)); d != "" {
		t.Error(d)
	}
	for i, g := range p["gates"].([]any) {
		for _, f := range []string{"id", "kind", "after", "authority", "substitute", "working_days", "working_days_when", "consulted", "sign", "citations", "checklist"} {
			if _, there := g.(map[string]any)[f]; !there {
				t.Errorf("gate %d: %s is absent", i, f)
			}
			if g.(map[string]any)[f] == "" {
				t.Errorf("gate %d: %s is empty instead of null", i, f)
			}
		}
	}
	w.get(t, "filer", "/processes/"+w.pack.ID+"?version=2026-08-19").want(200)
	w.get(t, "filer", "/processes/"+w.pack.ID+"?version=2020-01-01").refused(404, "not_found")
	w.get(t, "filer", "/processes/"+w.pack.ID+"?version=2026-02-30").refused(422, "invalid", "version")
	w.get(t, "filer", "/processes/none").refused(404, "not_found")
}

func TestBudgets(t *testing.T) {
	w := newWorld(t)
	want := []any{map[string]any{
		"fiscal_year": 2027.0, "source": "chi-thuong-xuyen", "owner": "province", "amount_vnd": 100.0, "reserved_vnd": 30.0,
		"committed_vnd": 20.0, "left_vnd": 50.0, "state": "indicative", "document": nil,
	}}
	if d := cmp.Diff(want, w.get(t, "filer", "/budgets").want(200).tree()["items"]); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]any{}, w.get(t, "filer", "/budgets?year=2030").want(200).tree()["items"]); d != "" {
		t.Error(d)
	}
	w.get(t, "filer", "/budgets?year=x").refused(422, "invalid", "year")
	w.get(t, "filer", "/budgets?year=").refused(422, "invalid", "year")
}

func TestWorklist(t *testing.T) {
	w := newWorld(t)
	items := w.get(t, "reviewer", "/worklist").want(200).tree()["items"].([]any)
	late, letter := items[0].(map[string]any), items[1].(map[string]any)
	if late["overdue"] != true || late["task"] != "decide" || late["gate"] != "technology_review" || late["due_at"] != "2026-11-14T23:59:59+07:00" {
		t.Errorf("a late gate: %v", late)
	}
	if letter["gate"] != nil || letter["number"] != nil || letter["due_at"] != nil || letter["overdue"] != false {
		t.Errorf("a letter to send: %v", letter)
	}
	if first := items[2].(map[string]any); first["before_operation"] != true || first["due_at"] != nil || letter["before_operation"] != false {
		t.Errorf("owed before operation: %v", first)
	}
}

func TestTrace(t *testing.T) {
	w := newWorld(t)
	path := w.filed(t)
	got := w.get(t, "auditor", path+"/trace").want(200).tree()
	gate, undecided := got["gates"].([]any)[0].(map[string]any), got["gates"].([]any)[1].(map[string]any)
	for _, f := range []string{"gate", "kind", "round", "outcome", "rule", "evidence", "decision", "documents", "deadline"} {
		for _, g := range []map[string]any{gate, undecided} {
			if _, there := g[f]; !there {
				t.Errorf("a gate without %s", f)
			}
		}
	}
	if by := gate["decision"].(map[string]any)["by"]; by.(map[string]any)["agency"] != "so-khcn" {
		t.Errorf("decided by %v", by)
	}
	if undecided["decision"] != nil || undecided["outcome"] != nil || undecided["deadline"] != nil || undecided["evidence"] != nil {
		t.Errorf("undecided: %v", undecided)
	}
	event := got["events"].([]any)[1].(map[string]any)
	want := map[string]any{
		"seq": 2.0, "at": "2026-11-21T09:30:00+07:00", "actor": nil, "agency": nil, "capacity": nil, "acting_for": nil,
		"action": "decided", "gate": "duplication_check", "outcome": "reject", "citations": []any{}, "documents": []any{}, "data": map[string]any{}, "hash": "cd",
		"text": "Cho ý kiến", "texts": []any{},
	}
	if d := cmp.Diff(want, event); d != "" {
		t.Error(d)
	}
	explained := map[string]any{
		"timing":       map[string]any{"kept": "Đúng hạn", "used_working_days": 3.0, "late_working_days": -2.0},
		"requirements": []any{map[string]any{"text": "Không trùng", "met": false, "because": "Trùng A01"}},
		"otherwise":    "Phải không trùng", "seq": 2.0, "capacity": "KT.", "acting_for": nil, "label": "Không thống nhất",
		"facts": []any{map[string]any{"label": "Tên", "value": "Tiêm chủng"}}, "authority_name": "Sở KH&CN",
	}
	for field, want := range explained {
		if d := cmp.Diff(want, gate[field]); d != "" {
			t.Errorf("%s: %s", field, d)
		}
	}
	if undecided["timing"] != nil || undecided["seq"] != nil || undecided["otherwise"] != nil {
		t.Errorf("undecided, explained: %v", undecided)
	}
	w.get(t, "other", path+"/trace").refused(404, "not_found")
	if !w.cases[strings.TrimPrefix(path, "/proposals/")].Standing.OpenedByOther {
		t.Error("reading the trace is not noted as opening")
	}
}

// Anybody signed in reads which days are no working days and why, by year.
func TestTheCalendar(t *testing.T) {
	w := newWorld(t)
	server := httptest.NewServer(w.handler)
	defer server.Close()
	c := apitest.New(t, server.URL)
	type day struct {
		Date, Kind, Name, Source, Grade string
		For                             *string
	}
	var got struct {
		Items []struct {
			Year int
			Note *string
			Days []day
		}
	}
	c.As("filer").GET("/calendar").Want(t, 200).JSON(&got)
	if len(got.Items) != 2 || got.Items[0].Note != nil || got.Items[0].Days[0].For != nil {
		t.Errorf("%+v", got)
	}
	c.As("auditor").GET("/calendar?year=2027").Want(t, 200).JSON(&got)
	if len(got.Items) != 1 || got.Items[0].Days[0].Date != "2027-04-29" || *got.Items[0].Days[0].For != "2027-05-08" || got.Items[0].Days[0].Kind != "swapped_off" {
		t.Errorf("%+v", got)
	}
	if c.As("filer").GET("/calendar?year=2040").Want(t, 200).JSON(&got); len(got.Items) != 0 {
		t.Errorf("%+v", got)
	}
	c.As("filer").Unchecked().GET("/calendar?year=x").Refused(t, 422, apitest.Invalid)
	c.Nobody().GET("/calendar").Refused(t, 401, apitest.Unauthorised)
}
