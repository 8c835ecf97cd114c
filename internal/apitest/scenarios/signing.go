package scenarios

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/apitest"
)

// signedGate is the gate that the head signs in the process of [Signing].
const signedGate = "technology_review"

// Signing has officers prepare and heads sign. It is told on a server of its own,
// whose process says so of the technology review.
func Signing(t testing.TB, c *apitest.Client) {
	heads := c.Token(secondHead(t, c, "so-khcn"))
	part(t, c, "sent back, prepared again and signed", sentBackAndSigned)
	part(t, c, "a deputy signs", deputySigns)
	part(t, c, "two heads at once", func(t testing.TB, c *apitest.Client) { twoHeads(t, c, heads) })
	part(t, c, "second thoughts", signedAgain)
}

// atSignedGate takes a new proposal to the gate and gives what an officer would
// prepare there, without the signed paper.
func atSignedGate(t testing.TB, c *apitest.Client) (apitest.Proposal, apitest.Decision) {
	t.Helper()
	p := c.WalkTo(t, c.File(t, "so-y-te", ownSubject()), signedGate, nil)
	return p, c.Intended(t, p, p.Gate(t, signedGate), nil).With("documents", nil)
}

// prepares has the officer of Sở KH&CN prepare a decision.
func prepares(t testing.TB, c *apitest.Client, p apitest.Proposal, d apitest.Decision) {
	t.Helper()
	c.As("reviewer-so-khcn").POST(p.DecisionPath(signedGate), d).Want(t, 200)
}

// signature is the body that signs, with the signed paper.
func signature(capacity string) map[string]any { return map[string]any{"document": signedAs(capacity)} }

// signs tries a signature as an account.
func signs(account string, p apitest.Proposal, body any) func(*apitest.Client) *apitest.Response {
	return func(c *apitest.Client) *apitest.Response {
		return c.As(account).POST(p.Path("/gates/"+signedGate+"/signature"), body)
	}
}

func sentBackAndSigned(t testing.TB, c *apitest.Client) {
	p, intended := atSignedGate(t, c)
	sendBack := func(note any) func(*apitest.Client) *apitest.Response {
		return func(c *apitest.Client) *apitest.Response {
			return c.As("head-so-khcn").POST(p.Path("/gates/"+signedGate+"/return-to-officer"), map[string]any{"note": note})
		}
	}
	refused(t, c, p, refusal{name: "nothing is prepared", act: signs("head-so-khcn", p, signature("")), status: 409, code: apitest.Conflict, words: []string{"dự thảo"}})
	prepares(t, c, p, intended)
	first := atDesk(t, c, "head-so-khcn", p)
	if p = c.Again(t, p); p.Gate(t, signedGate).State != "open" || first.SHA256 == nil {
		t.Fatalf("prepared: gate %+v, desk %+v", p.Gate(t, signedGate), first)
	}
	owes(t, c, "head-so-khcn", p, "sign")
	refused(t, c, p,
		refusal{name: "an officer signs", act: signs("reviewer-so-khcn", p, signature("")), status: 403, code: apitest.Forbidden, words: []string{"lãnh đạo"}},
		refusal{name: "another authority's head signs", act: signs("head-so-tai-chinh", p, signature("")), status: 403, code: apitest.Forbidden, words: []string{"cơ quan khác"}},
		refusal{name: "signed without a paper", act: signs("head-so-khcn", p, map[string]any{}), status: 422, code: apitest.Invalid, field: "documents", words: []string{"văn bản"}},
		refusal{name: "sent back without a note", act: sendBack(" "), status: 422, code: apitest.Invalid, field: "note", words: []string{"phải sửa"}},
	)
	sendBack("Nêu rõ căn cứ kết nối LGSP.")(c).Want(t, 200)
	refused(t, c, p, refusal{name: "signing what was sent back", act: signs("head-so-khcn", p, signature("")), status: 409, code: apitest.Conflict, words: []string{"dự thảo"}})
	if steps := atDesk(t, c, "reviewer-so-khcn", p).Steps; len(steps) != 2 || steps[1].Note == nil || *steps[1].Note != "Nêu rõ căn cứ kết nối LGSP." {
		t.Errorf("the officer reads %+v", steps)
	}
	owes(t, c, "reviewer-so-khcn", p, "decide")
	prepares(t, c, p, intended.With("reason", "Kết nối LGSP theo Kiến trúc số của tỉnh."))
	stale := signature("")
	stale["sha256"] = *first.SHA256
	refused(t, c, p, refusal{name: "signing what was read before", act: signs("head-so-khcn", p, stale), status: 409, code: apitest.Conflict, words: []string{"đọc lại"}})
	p = signs("head-so-khcn", p, signature(""))(c).Want(t, 200).Proposal()
	if g := p.Gate(t, signedGate); g.State != "passed" || g.Round != 1 {
		t.Errorf("signed: gate %+v", g)
	}
	signedBy(t, c, p, 1, "reviewer-so-khcn", "head-so-khcn")
	if steps := atDesk(t, c, "auditor", p).Steps; len(steps) != 3 {
		t.Errorf("signed, the auditor still reads %+v", steps)
	}
	everyAttempt(t, c, p, "decision_prepared", "decision_sent_back", "decision_prepared", "decided")
	if p = c.Walk(t, p, nil); p.Status != "approved" {
		t.Errorf("status %q in the end", p.Status)
	}
}

// deputySigns has a head prepare, who then may not sign, and a deputy sign for the
// head (KT.).
func deputySigns(t testing.TB, c *apitest.Client) {
	p, intended := atSignedGate(t, c)
	kt := grants(t, c, "head-so-khcn", "assignment", "reviewer2-so-khcn", signedGate)
	c.As("head-so-khcn").POST(p.DecisionPath(signedGate), intended).Want(t, 200)
	refused(t, c, p,
		refusal{name: "who prepared signs", act: signs("head-so-khcn", p, signature("")), status: 403, code: apitest.Forbidden, words: []string{"phải khác nhau"}},
		refusal{name: "a deputy names no delegation", act: signs("reviewer2-so-khcn", p, signature("KT.")), status: 422, code: apitest.Invalid, field: "acting_for", words: []string{"phân công"}},
		refusal{name: "a deputy signs as the head", act: signs("reviewer2-so-khcn", p, map[string]any{"document": signedAs(""), "acting_for": kt}), status: 422, code: apitest.Invalid, field: "documents[0].capacity", words: []string{"KT."}},
	)
	owes(t, c, "reviewer2-so-khcn", p, "sign")
	signs("reviewer2-so-khcn", p, map[string]any{"document": signedAs("KT."), "acting_for": kt})(c).Want(t, 200)
	signedBy(t, c, p, 1, "head-so-khcn", "reviewer2-so-khcn")

	// What a deputy prepared the same deputy does not sign; ended, the delegation signs nothing.
	p, intended = atSignedGate(t, c)
	c.As("reviewer2-so-khcn").POST(p.DecisionPath(signedGate), intended).Want(t, 200)
	own := map[string]any{"document": signedAs("KT."), "acting_for": kt}
	refused(t, c, p, refusal{name: "the deputy prepared it", act: signs("reviewer2-so-khcn", p, own), status: 403, code: apitest.Forbidden, words: []string{"phải khác nhau"}})
	prepares(t, c, p, intended)
	c.As("head-so-khcn").POST("/delegations/"+kt+"/end", map[string]any{"reason": "Hết việc."}).Want(t, 200)
	refused(t, c, p, refusal{name: "after its end", act: signs("reviewer2-so-khcn", p, own), status: 403, code: apitest.Forbidden, words: []string{"lãnh đạo"}})
	signs("head-so-khcn", p, signature(""))(c).Want(t, 200)
	signedBy(t, c, p, 1, "reviewer-so-khcn", "head-so-khcn")
}

// twoHeads has both heads of the authority sign at once: one signature stands, the
// other head is told that the gate is decided.
func twoHeads(t testing.TB, c, second *apitest.Client) {
	p, intended := atSignedGate(t, c)
	prepares(t, c, p, intended)
	heads := []*apitest.Client{c.As("head-so-khcn"), second}
	won := 0
	for _, a := range atOnce(len(heads), func(i int) *apitest.Response {
		return heads[i].POST(p.Path("/gates/"+signedGate+"/signature"), signature(""))
	}) {
		if a.Status == 200 {
			won++
			continue
		}
		a.Refused(t, 409, apitest.Conflict).Says(t, "tải lại")
	}
	if n := apitest.Count(c.Events(t, p), "decided", signedGate); won != 1 || n != 1 {
		t.Errorf("%d signatures won, %d decisions in the ledger, want one", won, n)
	}
}

// signedAgain corrects and then replaces what was signed; all that was said before
// stays to be read.
func signedAgain(t testing.TB, c *apitest.Client) {
	p, intended := atSignedGate(t, c)
	prepares(t, c, p, intended)
	p = signs("head-so-khcn", p, signature(""))(c).Want(t, 200).Proposal()
	corrected := intended.With("documents", []any{apitest.Paper("Ý kiến kỹ thuật, số đã sửa")})
	p = c.Amend(t, "reviewer-so-khcn", p, signedGate, "rectify", corrected)
	signedBy(t, c, p, 1, "reviewer-so-khcn", "head-so-khcn")

	narrower := corrected.With("outcome", "approve_with_conditions").With("reason", "Cần điều kiện về kết nối.").With("conditions", []any{apitest.Condition("Kết nối LGSP trước khi vận hành.", p.Agency)})
	refused(t, c, p, refusal{name: "an officer replaces", act: func(c *apitest.Client) *apitest.Response {
		return c.As("reviewer-so-khcn").POST(p.AmendmentPath(signedGate), apitest.Amendment("replace", narrower))
	}, status: 403, code: apitest.Forbidden, words: []string{"lãnh đạo"}})
	p = c.Amend(t, "head-so-khcn", p, signedGate, "replace", narrower)
	if g := p.Gate(t, signedGate); g.State != "passed" || g.Round != 2 {
		t.Errorf("replaced: gate %+v", g)
	}
	rounds := c.Rounds(t, p, signedGate)
	if len(rounds) != 2 || rounds[0].Struck() != "replace" || rounds[0].Decision.Outcome != "approve" || rounds[1].Struck() != "" {
		t.Errorf("rounds %+v", rounds)
	}
	signedBy(t, c, p, 1, "reviewer-so-khcn", "head-so-khcn")
	everyAttempt(t, c, p, "decision_prepared", "decided", "rectified", "replaced", "decided")
	if p = c.Walk(t, p, nil); p.Status != "approved" {
		t.Errorf("status %q in the end", p.Status)
	}
}

// desk is what lies on the desk of the authority's head.
type desk struct {
	SHA256 *string `json:"sha256"`
	Steps  []struct{ Note *string }
}

// atDesk reads what is prepared, as one of the authority.
func atDesk(t testing.TB, c *apitest.Client, account string, p apitest.Proposal) desk {
	t.Helper()
	var read struct {
		Gates []struct {
			ID          string
			Preparation *desk
		}
	}
	c.As(account).GET(p.Path("")).Want(t, 200).JSON(&read)
	for _, g := range read.Gates {
		if g.ID == signedGate && g.Preparation != nil {
			return *g.Preparation
		}
	}
	t.Fatalf("%s finds nothing prepared in %s", account, p.ID)
	return desk{}
}

// signedBy wants who prepared and who signed the decision of a round to be shown
// to the filer.
func signedBy(t testing.TB, c *apitest.Client, p apitest.Proposal, round int, prepared, signed string) {
	t.Helper()
	var trace struct {
		Gates []struct {
			Gate     string
			Round    int
			Decision *struct {
				By         struct{ Name string }
				PreparedBy *struct{ Name string } `json:"prepared_by"`
			}
		}
	}
	c.As(p.Filer()).GET(p.Path("/trace")).Want(t, 200).JSON(&trace)
	for _, g := range trace.Gates {
		if g.Gate != signedGate || g.Round != round {
			continue
		}
		want := []string{nameOf(t, c, prepared), nameOf(t, c, signed)}
		if d := g.Decision; d == nil || d.PreparedBy == nil || !cmp.Equal(want, []string{d.PreparedBy.Name, d.By.Name}) {
			t.Errorf("round %d was prepared and signed as %+v, want %v", round, d, want)
		}
		return
	}
	t.Errorf("the trace has no round %d of %s", round, signedGate)
}

// nameOf is the name of whom a demonstration account belongs to.
func nameOf(t testing.TB, c *apitest.Client, account string) string {
	t.Helper()
	var in struct{ User struct{ Name string } }
	c.Nobody().POST("/tokens", map[string]any{"username": account, "password": apitest.Password}).Want(t, 200).JSON(&in)
	return in.User.Name
}

// everyAttempt wants the acts at the gate, in order, in the trace and, proven, in
// the evidence.
func everyAttempt(t testing.TB, c *apitest.Client, p apitest.Proposal, want ...string) {
	t.Helper()
	var told, proven []string
	add := func(into *[]string, action, gate string) {
		if gate == signedGate && slices.Contains(want, action) {
			*into = append(*into, action)
		}
	}
	for _, e := range c.Events(t, p) {
		if e.Gate != nil {
			add(&told, e.Action, *e.Gate)
		}
	}
	for _, e := range provenEntries(t, c, p) {
		add(&proven, e.Action, e.Gate)
	}
	if diff := cmp.Diff([][]string{want, want}, [][]string{told, proven}); diff != "" {
		t.Errorf("told in the trace and proven in the evidence (-want +got):\n%s", diff)
	}
}
