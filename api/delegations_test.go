package api

import (
	"net/http/httptest"
	"testing"

	"pheduyet/internal/apitest"
)

func grantOf(kind, delegate string) map[string]any {
	return map[string]any{
		"kind": kind, "delegate": delegate, "position": "Phó Giám đốc", "gates": []any{"technology_review"},
		"from": "2026-11-20", "to": "2026-12-31", "document": paper(),
	}
}

// A deputy signs for the head: both are in the decision, and outside the
// delegation nothing reaches the process.
func TestADeputySignsForTheHead(t *testing.T) {
	w := newWorld(t)
	server := httptest.NewServer(w.handler)
	defer server.Close()
	c := apitest.New(t, server.URL)
	var d struct{ ID, State, Capacity string }
	c.As("head").Key("once").POST("/delegations", grantOf("assignment", "reviewer")).Want(t, 201).JSON(&d)
	if d.State != "in_force" || d.Capacity != "KT." {
		t.Errorf("granted %+v", d)
	}
	var again struct{ ID string }
	c.As("head").Key("once").POST("/delegations", grantOf("assignment", "reviewer")).Want(t, 201).JSON(&again)
	if again.ID != d.ID || len(w.delegated) != 1 {
		t.Errorf("the same key granted %s after %s", again.ID, d.ID)
	}
	c.As("head").GET("/delegations").Want(t, 200)

	w.holding("reviewer")
	path := w.filed(t)
	for _, body := range []map[string]any{
		{"letter": map[string]any{"number": "1/SYT", "date": "2026-11-18"}},
		{"reply": map[string]any{"number": "2/BYT", "date": "2026-11-19", "position": "agree"}},
	} {
		w.post(t, "filer", path+"/consultation", body).want(200)
	}
	w.post(t, "reviewer", path+"/gates/ministry_consultation/decision",
		map[string]any{"outcome": "approve", "documents": []any{paper()}, "acting_for": d.ID}).refused(422, "invalid", "acting_for")
	w.post(t, "reviewer", path+"/gates/ministry_consultation/decision", map[string]any{"outcome": "approve", "documents": []any{paper()}}).want(200)
	returns := map[string]any{"outcome": "return", "reason": "Thiếu", "items": []any{map[string]any{"text": "Bổ sung"}}, "acting_for": d.ID}
	signed := paper()
	returns["documents"] = []any{signed}
	before := len(w.sent)
	w.post(t, "reviewer", path+"/gates/technology_review/decision", returns).refused(422, "invalid", "documents[0].capacity")
	if len(w.sent) != before {
		t.Error("a refused decision reached the process")
	}
	signed["capacity"] = "KT."
	w.post(t, "reviewer", path+"/gates/technology_review/decision", returns).want(200)

	c.As("head").POST("/delegations/"+d.ID+"/end", map[string]any{"reason": "Trưởng đã trở lại"}).Want(t, 200).JSON(&d)
	if d.State != "ended" {
		t.Errorf("ended %+v", d)
	}
}

func TestBadGrants(t *testing.T) {
	w := newWorld(t)
	with := func(field string, v any) map[string]any {
		g := grantOf("assignment", "reviewer")
		g[field] = v
		return g
	}
	for name, c := range map[string]struct {
		body  map[string]any
		field string
	}{
		"expired":                    {with("to", "2026-11-20"), "to"},
		"ends before it begins":      {with("to", "2026-11-19"), "to"},
		"before its document":        {with("from", "2026-11-01"), "from"},
		"a gate of another":          {with("gates", []any{"budget_allocation"}), "gates[0]"},
		"no gates":                   {with("gates", []any{}), "gates"},
		"nobody":                     {with("delegate", "khong-co"), "delegate"},
		"somebody outside":           {with("delegate", "treasurer"), "delegate"},
		"oneself":                    {with("delegate", "head"), "delegate"},
		"an admin":                   {with("delegate", "admin"), "delegate"},
		"another kind":               {with("kind", "other"), "kind"},
		"authorising a reviewer out": {grantOf("authorization", "treasurer"), "delegate"},
	} {
		t.Run(name, func(t *testing.T) { w.post(t, "head", "/delegations", c.body).refused(422, "invalid", c.field) })
	}
	for _, who := range []string{"reviewer", "filer", "auditor", "admin"} {
		w.post(t, who, "/delegations", grantOf("assignment", "reviewer")).refused(403, "forbidden")
		w.post(t, who, "/delegations/0197a000-0000-7000-8000-000000000001/end", map[string]any{"reason": "x"}).refused(403, "forbidden")
	}
	w.post(t, "head", "/delegations/0197a000-0000-7000-8000-000000000001/end", map[string]any{"reason": "x"}).refused(404, "not_found")
	if len(w.delegated) != 0 {
		t.Errorf("%d delegations were written", len(w.delegated))
	}
}
