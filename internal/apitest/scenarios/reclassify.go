package scenarios

import (
	"testing"

	"pheduyet/internal/apitest"
)

// Reclassify shows that the officer of the duplication check finds that a new build is the
// lease of a service; the proposal then follows the pack of leases and keeps what
// it has passed.
func Reclassify(t testing.TB, c *apitest.Client) {
	p := c.File(t, "so-y-te", c.Like(t, "so-y-te", sharedInUse))
	g := p.Gate(t, "duplication_check")
	if g.State != "open" || p.Process.ID != "new-specialised-application" {
		t.Fatalf("a copy of %s passed by rule, or follows %+v: %+v", sharedInUse, p.Process, g)
	}
	lease := apitest.Decision{"reason": "Thuê dịch vụ sẵn có trên thị trường, không xây mới."}.Detail("kind", "lease")
	p = c.Decide(t, p, g.ID, lease)
	if p.Kind != "lease" || p.Process.ID != "lease-service" {
		t.Errorf("kind %q follows %+v", p.Kind, p.Process)
	}
	if g := p.Gate(t, g.ID); g.State != "passed" || g.Round != 1 {
		t.Errorf("the check that reclassified should stay passed: %+v", g)
	}
	if g := p.Gate(t, "ministry_consultation"); g.State != "open" {
		t.Errorf("the next gate of the new pack should be open: %+v", g)
	}
	if n := apitest.Count(c.Events(t, p), "reclassified", ""); n != 1 {
		t.Errorf("%d events say that it was reclassified", n)
	}
	if p = c.Walk(t, p, nil); p.Status != "approved" {
		t.Errorf("status %q in the end", p.Status)
	}
}
