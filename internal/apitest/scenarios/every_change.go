package scenarios

import (
	"slices"
	"testing"

	"pheduyet/internal/apitest"
)

// walker is a person who goes through every change and tries to decide at each
// step, with the session of before where it should have ended.
type walker struct {
	c           *apitest.Client
	name, token string
	p           apitest.Proposal
	gate        string
}

// EveryChange walks a person and agencies through every change: hired, role taken
// and given back, made a deputy, moved, agency renamed, merged into the filing side
// so that its gate goes to the substitute, split, left. It ends agencies of the
// demonstration, so it is told on a server of its own, last.
func EveryChange(t testing.TB, c *apitest.Client) {
	w := &walker{c: c, name: "cb-" + apitest.Unique(), gate: "technology_review"}
	w.p = c.WalkTo(t, c.File(t, "so-y-te", apitest.Complete("so-y-te")), w.gate, nil)
	hired := offer(t, c, map[string]any{"kind": "account", "body": map[string]any{"username": w.name, "name": "Lê Thị Qua", "agency": "so-khcn", "roles": []string{"reviewer"}}})
	w.signInFails(t, "before the second word")
	c.As("head-so-khcn").POST(hired+"/confirmation", yes).Want(t, 200)
	w.token = firstSignIn(t, c, c.As("head-so-khcn"), hired, w.name)

	w.may(t, "hired", 422)
	w.role(t, "filer")
	w.may(t, "without the role", 404) // it is not even to be seen
	w.deputy(t)
	w.role(t, "reviewer")
	w.may(t, "with the role again", 422)
	c.Token(w.token).POST(w.p.Path("/gates/"+w.gate+"/claim"), nil).Want(t, 200)
	if !w.claimed(t) {
		t.Error("the gate is not claimed")
	}
	w.by(t, "head-so-tai-chinh", "membership", map[string]any{"username": w.name, "agency": "so-tai-chinh", "leaves": "so-khcn", "last_day": apitest.DaysAgo(1), "roles": []string{"reviewer"}})
	w.may(t, "moved, the old session", 401)
	w.signIn(t)
	w.may(t, "moved", 403)
	if w.claimed(t) {
		t.Error("the claim stays with who has moved")
	}
	w.renamed(t)
	w.merged(t)
	splits(t, c)
	w.by(t, "head-so-y-te", "membership", map[string]any{"username": w.name, "agency": "so-y-te", "leaves": "so-y-te", "last_day": apitest.DaysAgo(1)})
	w.may(t, "left for good", 401)
	w.signInFails(t, "having left")
	if w.p = c.Walk(t, c.Again(t, w.p), nil); w.p.Status != "approved" {
		t.Errorf("in the end it is %s", w.p.Status)
	}
}

// may tries to decide without saying anything: 422 says that the person may.
func (w *walker) may(t testing.TB, step string, want int) {
	t.Helper()
	if r := w.c.Token(w.token).POST(w.p.DecisionPath(w.gate), apitest.Decision{"outcome": "approve"}); r.Status != want {
		t.Errorf("%s: the decision is answered %d, want %d\n%s", step, r.Status, want, r.Body)
	}
}

// by carries a change out: the admin proposes, somebody confirms.
func (w *walker) by(t testing.TB, second, kind string, body map[string]any) {
	t.Helper()
	w.c.As(second).POST(offer(t, w.c, map[string]any{"kind": kind, "body": body})+"/confirmation", yes).Want(t, 200)
}

func (w *walker) role(t testing.TB, role string) {
	t.Helper()
	w.by(t, "head-so-khcn", "roles", map[string]any{"username": w.name, "agency": "so-khcn", "roles": []string{role}})
}

func (w *walker) signIn(t testing.TB) {
	t.Helper()
	var in struct{ Token string }
	w.c.Nobody().POST("/tokens", map[string]any{"username": w.name, "password": chosen}).Want(t, 200).JSON(&in)
	w.token = in.Token
}

func (w *walker) signInFails(t testing.TB, when string) {
	t.Helper()
	if r := w.c.Nobody().POST("/tokens", map[string]any{"username": w.name, "password": chosen}); r.Status != 401 {
		t.Errorf("%s the person signs in: %d", when, r.Status)
	}
}

// deputy has the head act through the person, who without that may not, and no
// longer when it is ended.
func (w *walker) deputy(t testing.TB) {
	t.Helper()
	id := grants(t, w.c, "head-so-khcn", "assignment", w.name, w.gate)
	acting := w.c.Token(w.token)
	attempt := apitest.Decision{"outcome": "approve", "acting_for": id}
	said := acting.POST(w.p.DecisionPath(w.gate), attempt).Refused(t, 422, apitest.Invalid)
	if slices.ContainsFunc(said.Errors, func(f apitest.Fault) bool { return f.Field == "acting_for" }) {
		t.Errorf("the deputy is refused: %+v", said.Errors)
	}
	w.c.As("head-so-khcn").POST("/delegations/"+id+"/end", map[string]any{"reason": "Hết việc."}).Want(t, 200)
	acting.POST(w.p.DecisionPath(w.gate), attempt).Refused(t, 404, apitest.NotFound)
}

// claimed reports whether somebody has claimed the gate.
func (w *walker) claimed(t testing.TB) bool {
	t.Helper()
	var read struct {
		Gates []struct {
			ID    string
			Claim *struct{}
		}
	}
	w.c.As("head-so-khcn").GET(w.p.Path("")).Want(t, 200).JSON(&read)
	return slices.ContainsFunc(read.Gates, func(g struct {
		ID    string
		Claim *struct{}
	}) bool {
		return g.ID == w.gate && g.Claim != nil
	})
}

// succession ends agencies today: who changes registers belongs to an agency too.
func succession(t testing.TB, c *apitest.Client, body map[string]any) {
	t.Helper()
	body["day"] = apitest.Today()
	c.As("head-so-khcn").POST(offer(t, c, apitest.Ordered("agency_succession", body))+"/confirmation", yes).Want(t, 200)
}

// renamed renames the authority while it holds the gate: sessions given under the
// old name end, and it decides under the new one.
func (w *walker) renamed(t testing.TB) {
	t.Helper()
	next := "so-khcn-" + apitest.Unique()
	before := w.c.As("reviewer-so-khcn")
	succession(t, w.c, map[string]any{"kind": "rename", "agencies": []string{"so-khcn"}, "successor": map[string]any{"code": next, "name": "Sở Khoa học, Công nghệ và Chuyển đổi số"}})
	before.GET("/worklist").Refused(t, 401, apitest.Unauthorised)
	for _, account := range []string{"admin", "head-so-khcn"} {
		w.c.Anew(account)
	}
	officer := w.c.Anew("reviewer-so-khcn")
	w.p = officer.UntilSeen(t, w.p, "with "+next, func(p apitest.Proposal) bool { return p.Gate(t, w.gate).Authority == next })
	w.p = officer.POST(w.p.DecisionPath(w.gate), officer.Approval(t, w.p, w.p.Gate(t, w.gate))).Want(t, 200).Proposal()
	w.gate = "budget_allocation"
	w.may(t, "at the gate of the agency now", 422)
}

// merged merges the person's authority into the filing agency: the conflict of
// interest that arises takes the gate to the substitute.
func (w *walker) merged(t testing.TB) {
	t.Helper()
	succession(t, w.c, map[string]any{"kind": "merge", "agencies": []string{"so-tai-chinh"}, "successor": map[string]any{"code": "so-y-te"}})
	w.may(t, "merged, the old session", 401)
	w.signIn(t)
	const substitute = "to-giup-viec"
	w.p = w.c.Until(t, w.p, "with the substitute", func(p apitest.Proposal) bool { return p.Gate(t, w.gate).Authority == substitute })
	w.may(t, "merged into the filing side", 403)
	w.c.Anew("reviewer-so-tai-chinh").POST(w.p.DecisionPath(w.gate), apitest.Decision{"outcome": "approve"}).Refused(t, 403, apitest.Forbidden)
	w.p = w.c.Decide(t, w.p, w.gate, nil)
}

// splits parts an agency: what is open goes to the part that is named, or else to
// the rest; what is closed keeps the old name and is the successor's to read.
func splits(t testing.TB, c *apitest.Client) {
	t.Helper()
	const agency = "so-nnmt"
	closed, stays, goes := c.File(t, agency, apitest.Complete(agency)), c.File(t, agency, apitest.Complete(agency)), c.File(t, agency, apitest.Complete(agency))
	c.As(closed.Filer()).POST(closed.Path("/withdrawal"), map[string]any{"reason": "Thôi."}).Want(t, 200)
	rest, part := "so-nn-"+apitest.Unique(), "so-mt-"+apitest.Unique()
	succession(t, c, map[string]any{
		"kind": "split", "agencies": []string{agency}, "successor": map[string]any{"code": rest, "name": "Sở Nông nghiệp"},
		"parts": []any{map[string]any{"successor": map[string]any{"code": part, "name": "Sở Môi trường"}, "people": []string{"head-so-nnmt"}, "proposals": []string{*goes.Number}}},
	})
	filer, head := c.Anew("filer-so-nnmt"), c.Anew("head-so-nnmt")
	passed(t, filer, stays, rest)
	passed(t, head, goes, part)
	filer.POST(goes.Path("/withdrawal"), map[string]any{"reason": "Thôi."}).Refused(t, 404, apitest.NotFound)
	head.POST(stays.Path("/withdrawal"), map[string]any{"reason": "Thôi."}).Refused(t, 404, apitest.NotFound)
	filer.POST(stays.Path("/withdrawal"), map[string]any{"reason": "Thôi."}).Want(t, 200)
	head.POST(goes.Path("/withdrawal"), map[string]any{"reason": "Thôi."}).Want(t, 200)
	if p := filer.GET(closed.Path("")).Want(t, 200).Proposal(); p.Agency != agency {
		t.Errorf("what is closed is of %s", p.Agency)
	}
	for _, into := range []string{agency, "so-tai-chinh"} { // itself, and one that has ended
		c.As("admin").POST("/changes", apitest.Ordered("agency_succession", map[string]any{
			"kind": "merge", "agencies": []string{agency}, "day": apitest.Today(), "successor": map[string]any{"code": into},
		})).Refused(t, 422, apitest.Invalid)
	}
}
