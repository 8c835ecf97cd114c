package api

import (
	"net/http/httptest"
	"testing"

	"pheduyet/internal/apitest"
	"pheduyet/internal/catalog"
)

// Every answer is held against openapi.yaml, from the sign-in to the trace.
func TestAnswersFollowTheContract(t *testing.T) {
	w := newWorld(t)
	w.found.Matches = []catalog.Match{{ID: "1527-01", Name: "Nền tảng", Owner: "Bộ", State: catalog.InUse, Kind: catalog.KindCatalog, Score: .5}}
	server := httptest.NewServer(w.handler)
	defer server.Close()
	c := apitest.New(t, server.URL)
	filer, reviewer := c.As("filer"), c.As("reviewer")

	p := filer.Key("k").POST("/proposals", facts()).Want(t, 201).Proposal()
	draft := filer.GET(p.Path("")).Want(t, 200)
	filer.IfMatch(draft.ETag()).PATCH(p.Path(""), map[string]any{"solution": "Mua dịch vụ", "accountable": map[string]any{"name": "Nguyễn Văn A"}}).Want(t, 200)
	filer.Unchecked().PATCH(p.Path(""), map[string]any{"sector": "Y"}).Refused(t, 422, apitest.Invalid)
	file := filer.Attach(p.ID, apitest.Upload{Name: "a.png", MediaType: "image/png", Content: []byte(png), Kind: "letter"}).Want(t, 201)
	var kept struct{ ID string }
	file.JSON(&kept)
	filer.GET("/attachments/"+kept.ID).Want(t, 200)
	filer.POST(p.Path("/submission"), map[string]any{"document": paper()}).Want(t, 200)
	filer.POST(p.Path("/recall"), nil).Want(t, 200)
	filer.POST(p.Path("/submission"), nil).Want(t, 200)
	filer.POST(p.Path("/consultation"), map[string]any{"letter": map[string]any{"number": "1/SYT", "date": "2026-11-18", "attachment_id": kept.ID}}).Want(t, 200)
	filer.POST(p.Path("/consultation"), map[string]any{"reply": map[string]any{"number": "2/BYT", "date": "2026-11-19", "position": "agree"}}).Want(t, 200)
	reviewer.POST(p.DecisionPath("ministry_consultation"), map[string]any{"outcome": "approve", "documents": []any{paper()}}).Want(t, 200)
	reviewer.POST(p.DecisionPath("technology_review"), map[string]any{
		"outcome": "return", "reason": "Thiếu thuyết minh", "items": []any{map[string]any{"text": "Bổ sung", "citation": map[string]any{"document": "QĐ 4520/QĐ-UBND"}}},
	}).Want(t, 200)
	reviewer.POST(p.DecisionPath("none"), map[string]any{"outcome": "approve"}).Refused(t, 404, apitest.NotFound)
	for _, path := range []string{
		"/proposals", "/worklist", "/catalog", "/catalog/1527-01", "/processes", "/processes/" + w.pack.ID, "/budgets",
		p.Path(""), p.Path("/trace"),
	} {
		reviewer.GET(path).Want(t, 200)
	}
	reviewer.POST("/duplicate-checks", map[string]any{"name": "Sổ tiêm"}).Want(t, 200)
	filer.POST(p.Path("/withdrawal"), map[string]any{"reason": "Dùng hệ thống của Bộ"}).Want(t, 200)
	filer.POST(p.Path("/acceptance"), map[string]any{"accepted": true}).Refused(t, 409, apitest.Conflict)
	c.Nobody().GET("/worklist").Refused(t, 401, apitest.Unauthorised)
	c.Root("/livez").Want(t, 200)
	c.Root("/readyz").Want(t, 200)
	c.Root("/openapi.yaml").Want(t, 200)
}
