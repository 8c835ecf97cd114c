package scenarios

import (
	"bytes"
	"maps"
	"testing"

	"pheduyet/internal/apitest"
)

// Delegation has the head of a department sign for UBND tỉnh by authority, and an
// officer as the deputy of Sở KH&CN; outside what was delegated nothing is written.
func Delegation(t testing.TB, c *apitest.Client) {
	tuq := grants(t, c, "head-ubnd-tinh", "authorization", "head-so-khcn", "provincial_decision")
	kt := grants(t, c, "head-so-khcn", "assignment", "reviewer2-so-khcn", "technology_review")
	defer func() {
		c.As("head-so-khcn").POST("/delegations/"+kt+"/end", map[string]any{"reason": "Hết việc."}).Want(t, 200)
	}()
	c.As("head-ubnd-tinh").POST("/delegations", grant("authorization", "head-so-khcn", "provincial_decision")).Refused(t, 409, apitest.Conflict)

	badGrants(t, c)

	p := c.WalkTo(t, c.File(t, "so-y-te", apitest.Complete("so-y-te")), "technology_review", nil)
	review := c.Intended(t, p, p.Gate(t, "technology_review"), nil).With("acting_for", kt).
		With("documents", []any{signedAs("KT.")})
	refused(t, c, p,
		refusal{"a delegation of another gate", decides("reviewer2-so-khcn", p, "technology_review", review.With("acting_for", tuq)), 422, apitest.Invalid, "acting_for", []string{"ủy quyền"}},
		refusal{"a delegation of another person", decides("reviewer-so-khcn", p, "technology_review", review), 422, apitest.Invalid, "acting_for", []string{"ủy quyền"}},
		refusal{"signed in another capacity", decides("reviewer2-so-khcn", p, "technology_review", review.With("documents", []any{signedAs("TUQ.")})), 422, apitest.Invalid, "documents[0].capacity", []string{"KT."}},
	)
	p = c.As("reviewer2-so-khcn").POST(p.DecisionPath("technology_review"), review).Want(t, 200).Proposal()

	p = c.WalkTo(t, p, "provincial_decision", nil)
	final := c.Intended(t, p, p.Gate(t, "provincial_decision"), nil).With("documents", []any{signedAs("TM. TUQ.")}).Detail("capacity", "TM. TUQ.")
	refused(t, c, p,
		refusal{"without naming it", decides("head-so-khcn", p, "provincial_decision", final), 422, apitest.Invalid, "acting_for", nil},
		refusal{"by nobody's delegate", decides("head-so-nnmt", p, "provincial_decision", final.With("acting_for", tuq)), 404, apitest.NotFound, "", nil},
	)
	c.As("head-ubnd-tinh").POST("/delegations/"+tuq+"/end", map[string]any{"reason": "Đã đi công tác về."}).Want(t, 200)
	refused(t, c, p, refusal{"after its end", decides("head-so-khcn", p, "provincial_decision", final.With("acting_for", tuq)), 403, apitest.Forbidden, "", nil})
	tuq = grants(t, c, "head-ubnd-tinh", "authorization", "head-so-khcn", "provincial_decision")
	p = c.As("head-so-khcn").POST(p.DecisionPath("provincial_decision"), final.With("acting_for", tuq)).Want(t, 200).Proposal()
	c.As("head-ubnd-tinh").POST("/delegations/"+tuq+"/end", map[string]any{"reason": "Đã đi công tác về."}).Want(t, 200)
	if p.Status != "approved" {
		t.Errorf("status %q", p.Status)
	}
	bothNamed(t, c, p)
}

// badGrants are delegations that are refused before anything is written: expired,
// backwards, of another's gate, to somebody outside, to oneself, to an admin.
func badGrants(t testing.TB, c *apitest.Client) {
	t.Helper()
	before := c.As("head-so-khcn").GET("/delegations").Want(t, 200).Body
	for _, bad := range []struct {
		name, field string
		change      map[string]any
	}{
		{"expired", "to", map[string]any{"from": apitest.DaysAgo(9), "to": apitest.DaysAgo(2), "document": olderPaper(10)}},
		{"backwards", "to", map[string]any{"from": apitest.InDays(9), "to": apitest.InDays(2)}},
		{"before its document", "from", map[string]any{"from": apitest.DaysAgo(1)}},
		{"another's gate", "gates[0]", map[string]any{"gates": []string{"security_level"}}},
		{"a deputy outside", "delegate", map[string]any{"delegate": "reviewer-so-tai-chinh"}},
		{"the head of no unit inside", "delegate", map[string]any{"kind": "authorization", "delegate": "head-so-y-te"}},
		{"nobody", "delegate", map[string]any{"delegate": "khong-ai"}},
		{"oneself", "delegate", map[string]any{"delegate": "head-so-khcn"}},
		{"an admin", "delegate", map[string]any{"delegate": "admin"}},
	} {
		body := grant("assignment", "reviewer-so-khcn", "duplication_check")
		maps.Copy(body, bad.change)
		part(t, c, bad.name, func(t testing.TB, c *apitest.Client) {
			c.As("head-so-khcn").POST("/delegations", body).Refused(t, 422, apitest.Invalid).At(t, bad.field)
		})
	}
	if after := c.As("head-so-khcn").GET("/delegations").Want(t, 200).Body; !bytes.Equal(before, after) {
		t.Errorf("something was written: %s", after)
	}
}

// olderPaper is a document of some days ago.
func olderPaper(days int) map[string]any {
	p := apitest.Paper("Về việc giao giải quyết công việc")
	p["date"] = apitest.DaysAgo(days)
	return p
}

func grant(kind, delegate string, gates ...string) map[string]any {
	return map[string]any{
		"kind": kind, "delegate": delegate, "position": "Người được giao", "gates": gates,
		"from": apitest.Today(), "to": apitest.InDays(30), "document": apitest.Paper("Về việc giao giải quyết công việc"),
	}
}

// grants gives the id of a delegation that holds from today on.
func grants(t testing.TB, c *apitest.Client, head, kind, delegate string, gates ...string) string {
	t.Helper()
	var d struct{ ID, State string }
	c.As(head).POST("/delegations", grant(kind, delegate, gates...)).Want(t, 201).JSON(&d)
	if d.State != "in_force" {
		t.Errorf("a delegation of today is %s", d.State)
	}
	return d.ID
}

// signedAs is a document with a capacity.
func signedAs(capacity string) map[string]any {
	p := apitest.Paper("Ý kiến ký thay")
	p["capacity"] = capacity
	return p
}

// bothNamed wants who signed and whom they acted for in decision and ledger.
func bothNamed(t testing.TB, c *apitest.Client, p apitest.Proposal) {
	t.Helper()
	var trace struct {
		Gates []struct {
			Gate     string
			Decision *struct {
				By       struct{ Name string }
				ActedFor *struct {
					Capacity string
					Person   struct{ ID, Name, Agency string }
				} `json:"acted_for"`
			}
		}
		Events []struct {
			Action, Gate string
			Capacity     string
			ActingFor    string `json:"acting_for"`
		}
	}
	c.As("auditor").GET(p.Path("/trace")).Want(t, 200).JSON(&trace)
	principal := ""
	for _, g := range trace.Gates {
		if g.Gate != "provincial_decision" {
			continue
		}
		f := g.Decision.ActedFor
		if f == nil || f.Capacity != "TUQ." || f.Person.Agency != "ubnd-tinh" || f.Person.Name == "" || f.Person.Name == g.Decision.By.Name {
			t.Errorf("the decision names %+v", f)
			return
		}
		principal = f.Person.ID
	}
	for _, e := range trace.Events {
		if e.Action == "decided" && e.Gate == "provincial_decision" && (e.ActingFor != principal || e.Capacity != "TM. TUQ.") {
			t.Errorf("the ledger says %+v, want it for %s", e, principal)
		}
	}
}
