package scenarios

import (
	"strings"
	"testing"

	"pheduyet/internal/apitest"
)

// Idempotency shows that the same key, path and body give the first answer again, also at
// once; the same key for anything else is refused.
func Idempotency(t testing.TB, c *apitest.Client) {
	filer := c.As("filer-so-y-te")
	key := "tao-" + apitest.Unique()
	facts := apitest.Complete("so-y-te")
	first := filer.Key(key).POST("/proposals", facts).Want(t, 201)
	again := filer.Key(key).POST("/proposals", facts).Want(t, 201)
	same(t, first, again)
	filer.Key(key).POST("/proposals", facts.With("sector", "Khác")).Refused(t, 422, apitest.Invalid).At(t, "Idempotency-Key")
	p := first.Proposal()
	filer.Key(key).POST(p.Path("/submission"), map[string]any{}).Refused(t, 422, apitest.Invalid).At(t, "Idempotency-Key")
	if other := c.As("filer-so-cong-thuong").Key(key).POST("/proposals", apitest.Complete("so-cong-thuong")).Want(t, 201).Proposal(); other.ID == p.ID {
		t.Error("a key of another account gave this account's answer")
	}
	sent := atOnce(4, func(int) *apitest.Response {
		return filer.Key("gui-"+key).POST(p.Path("/submission"), map[string]any{})
	})
	for _, r := range sent {
		same(t, sent[0].Want(t, 200), r.Want(t, 200))
	}
	if n := apitest.Count(c.Events(t, p), "submitted", ""); n != 1 {
		t.Errorf("%d submissions in the trace, want 1", n)
	}
	decidedTwice(t, c, c.WalkTo(t, sent[0].Proposal(), "technology_review", nil))
	for _, bad := range []string{"có dấu", "hai từ", strings.Repeat("k", 129)} {
		filer.Unchecked().Key(bad).POST("/proposals", facts).Refused(t, 422, apitest.Invalid).At(t, "Idempotency-Key")
	}
}

// decidedTwice decides with one key twice, then with another.
func decidedTwice(t testing.TB, c *apitest.Client, p apitest.Proposal) {
	t.Helper()
	g := p.Gate(t, "technology_review")
	officer := c.Decider(t, g)
	d := officer.Approval(t, p, g)
	key := "y-kien-" + apitest.Unique()
	first := officer.Key(key).POST(p.DecisionPath(g.ID), d).Want(t, 200)
	same(t, first, officer.Key(key).POST(p.DecisionPath(g.ID), d).Want(t, 200))
	refused(t, c, c.Again(t, p), refusal{
		name: "another decision with another key", act: func(c *apitest.Client) *apitest.Response {
			return officer.Unchecked().Key(key+"-khac").POST(p.DecisionPath(g.ID), d)
		},
		status: 409, code: apitest.Conflict, words: []string{"không mở"},
	})
	if n := apitest.Count(c.Events(t, p), "decided", g.ID); n != 1 {
		t.Errorf("%d decisions in the trace, want 1", n)
	}
}

// same wants two answers to be one.
func same(t testing.TB, a, b *apitest.Response) {
	t.Helper()
	if a.Status != b.Status || string(a.Body) != string(b.Body) || a.ETag() != b.ETag() {
		t.Errorf("%s %s: the same key answers %d and %d:\n%s\n%s", a.Method, a.Path, a.Status, b.Status, a.Body, b.Body)
	}
}
