package scenarios

import (
	"testing"

	"pheduyet/internal/apitest"
)

// Budgets shows that an envelope shows what is reserved by advice, committed by the
// provincial decision and free again after a rejection.
func Budgets(t testing.TB, c *apitest.Client) {
	const year, source, ask = apitest.LastYear, "chi-thuong-xuyen", 5_000_000_000
	all := c.Envelopes(t, year)
	if len(all) < 3 {
		t.Errorf("%d envelopes for %d, want one for each source", len(all), year)
	}
	for _, e := range all {
		if e.FiscalYear != year || e.Left() < 0 {
			t.Errorf("%+v among the envelopes of %d", e, year)
		}
	}
	p := c.File(t, "so-nnmt", apitest.Complete("so-nnmt").Asks(year, source, ask))
	p = c.WalkTo(t, p, "budget_allocation", nil)
	before := c.Envelope(t, year, source)
	p = c.Decide(t, p, "budget_allocation", nil)
	moved(t, before, c.Envelope(t, year, source), ask, 0)
	p = c.WalkTo(t, p, "provincial_decision", nil)
	p = c.Decide(t, p, "provincial_decision", apitest.Decision{})
	if p.Status != "approved" {
		t.Errorf("status %q", p.Status)
	}
	moved(t, before, c.Envelope(t, year, source), 0, ask)

	q := c.File(t, "so-nnmt", apitest.Complete("so-nnmt").Asks(year, source, ask))
	q = c.WalkTo(t, q, "security_level", nil)
	q = c.Decide(t, q, "security_level", apitest.Reject("Chưa bảo đảm an ninh mạng."))
	if q.Status != "rejected" {
		t.Errorf("status %q", q.Status)
	}
	moved(t, before, c.Envelope(t, year, source), 0, ask)
	c.Unchecked().As("auditor").GET("/budgets?year=nam-nay").Refused(t, 422, apitest.Invalid).At(t, "year")
}

// moved wants an envelope to hold so much more than before.
func moved(t testing.TB, before, after apitest.Envelope, reserved, committed int64) {
	t.Helper()
	if r, k := after.ReservedVND-before.ReservedVND, after.CommittedVND-before.CommittedVND; r != reserved || k != committed {
		t.Errorf("reserved moved by %d and committed by %d, want %d and %d", r, k, reserved, committed)
	}
}
