package scenarios

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/apitest"
)

// Simulation shows what another version of the process would change for open
// proposals, here the days of a high security level, and that asking changes
// nothing. A running proposal is not moved to an older version, nor by who does
// not decide for the province.
func Simulation(t testing.TB, c *apitest.Client) {
	const process, older = "new-specialised-application", "2026-07-01"
	p := c.WalkTo(t, c.File(t, "so-nnmt", apitest.Complete("so-nnmt").Secure("proposed_level", 4)), "technology_review", nil)
	before := c.Events(t, p)
	var found struct {
		Items []struct {
			Number string
			Gates  []struct{ Gate string }
		}
	}
	c.As("admin").POST("/processes/simulation", map[string]any{"id": process, "version": older}).Want(t, 200).JSON(&found)
	differs := false
	for _, d := range found.Items {
		differs = differs || d.Number == *p.Number && len(d.Gates) > 0
	}
	if !differs {
		t.Errorf("%s would stay as it is among %d", *p.Number, len(found.Items))
	}
	if d := cmp.Diff(before, c.Events(t, p)); d != "" {
		t.Errorf("the simulation left a trace: %s", d)
	}
	c.As("filer-so-nnmt").POST("/processes/simulation", map[string]any{"id": process}).Refused(t, 403, apitest.Forbidden)
	c.As("head-ubnd-tinh").GET(p.Path("/process-move?version="+older)).Refused(t, 409, apitest.Conflict)
	order := map[string]any{
		"version": older, "starts": []string{}, "reason": "Thử", "document": apitest.Paper("Về việc chuyển quy trình"), "citation": map[string]any{"document": "QĐ 4520/QĐ-UBND"},
	}
	c.As("reviewer-so-khcn").POST(p.Path("/process"), order).Refused(t, 403, apitest.Forbidden)
	c.As("head-ubnd-tinh").POST(p.Path("/process"), order).Refused(t, 409, apitest.Conflict)
}
