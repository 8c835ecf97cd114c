package scenarios

import (
	"testing"

	"pheduyet/internal/apitest"
)

// onPaper files what began on paper under an earlier version of its process: the
// ministry's agreement is entered from paper by two, the rest is done here. The
// days are long past and lie in the version's own time.
type onPaper struct {
	process, version          string
	received, asked, answered string
}

func (o onPaper) file(t testing.TB, c *apitest.Client, agency string, f apitest.Facts) apitest.Proposal {
	t.Helper()
	p := c.Draft(t, agency, f)
	filer := c.As(p.Filer())
	filer.POST(p.Path("/consultation"), map[string]any{"letter": map[string]any{"number": "55/" + apitest.Unique(), "date": o.asked}}).Want(t, 200)
	filer.POST(p.Path("/consultation"), map[string]any{"reply": map[string]any{"number": "77/" + apitest.Unique(), "date": o.answered, "position": "agree"}}).Want(t, 200)
	confirmed := apitest.Paper("Xác nhận ý kiến thống nhất của Bộ")
	confirmed["date"] = o.answered
	var change apitest.Change
	filer.POST("/changes", apitest.Ordered("paper_dossier", map[string]any{
		"proposal": p.ID, "received": o.received,
		"law": map[string]any{"version": o.version, "citation": map[string]any{"document": "NĐ 45/2026/NĐ-CP", "article": "Điều 42"}},
		"gates": []any{map[string]any{
			"gate": ministryGate, "decision": map[string]any{"outcome": "approve", "documents": []any{confirmed}},
		}},
	})).Want(t, 201).JSON(&change)
	c.As("reviewer-so-khcn").POST("/changes/"+change.ID+"/confirmation", yes).Want(t, 200)
	p = c.Submit(t, p)
	if want := (apitest.ProcessRef{ID: o.process, Version: o.version}); *p.Process != want {
		t.Fatalf("it follows %+v, want %+v", *p.Process, want)
	}
	return p
}
