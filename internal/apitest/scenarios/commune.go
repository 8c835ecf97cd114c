package scenarios

import (
	"testing"

	"pheduyet/internal/apitest"
)

// sharedInUse is a catalog entry that communes are given accounts on.
const sharedInUse = "D116"

// Commune shows that a commune may not build what a shared system in use covers mainly;
// the rejection names the way out. What nothing covers runs like any other.
func Commune(t testing.TB, c *apitest.Client) {
	like := c.Like(t, "xa-hung-nguyen", sharedInUse).With("scope", "commune")
	p := c.File(t, "xa-hung-nguyen", like)
	g := p.Gate(t, "duplication_check")
	if g.State != "open" {
		t.Fatalf("a copy of %s passed by rule: %+v", sharedInUse, g)
	}
	officer := c.Decider(t, g)
	approval := officer.Approval(t, p, g)
	covers := approval.Detail("findings", found(t, officer, p, sharedInUse, "overlap", "")).
		With("outcome", "approve_with_conditions").With("reason", "Trùng một phần.").
		With("conditions", []any{apitest.Condition("Bỏ chức năng trùng.", p.Agency)})
	refused(t, c, p, refusal{
		name: "commune builds what a shared system covers", act: decides(apitest.Deciders[g.Authority], p, g.ID, covers),
		status: 422, code: apitest.Invalid, words: []string{"Cấp xã"},
	})
	reject := apitest.Reject("Đã có hệ thống dùng chung.").Detail("findings", found(t, officer, p, sharedInUse, "overlap", "accounts"))
	if p = c.Decide(t, p, g.ID, reject); p.Status != "rejected" || p.Gate(t, g.ID).State != "rejected" {
		t.Errorf("status %q, gate %+v after the rejection", p.Status, p.Gate(t, g.ID))
	}
	own := c.File(t, "xa-hung-nguyen", apitest.Complete("xa-hung-nguyen"))
	if own = c.Walk(t, own, nil); own.Status != "approved" {
		t.Errorf("what nothing covers ends %q", own.Status)
	}
}
