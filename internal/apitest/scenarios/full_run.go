package scenarios

import (
	"slices"
	"testing"

	"pheduyet/internal/apitest"
)

// FullRun takes a proposal from its draft through six gates to its approval and
// looks at every answer on the way.
func FullRun(t testing.TB, c *apitest.Client) {
	draft := c.Draft(t, "so-y-te", apitest.Complete("so-y-te"))
	if draft.Status != "draft" || draft.Number != nil || draft.Revision != 0 || draft.Process != nil || len(draft.Gates) != 0 {
		t.Errorf("a draft answers %+v", draft)
	}
	p := c.Submit(t, draft)
	wantFiled(t, p)
	p = c.WalkTo(t, p, "ministry_consultation", nil)
	consultation(t, c, p)
	for _, gate := range []string{"ministry_consultation", "technology_review", "budget_allocation", "security_level", "provincial_decision"} {
		g := p.Gate(t, gate)
		if g.State != "open" || g.OpenedAt == nil || g.DueAt == nil || g.Round != 1 {
			t.Fatalf("%s should be open in round 1, with its time: %+v", gate, g)
		}
		waits(t, c, p, g)
		p = c.Decide(t, p, gate, nil)
		g = p.Gate(t, gate)
		if g.State != "passed" || g.DecidedAt == nil || g.Outcome == nil || *g.Outcome != "approve" {
			t.Errorf("%s should have passed: %+v", gate, g)
		}
	}
	if p.Status != "approved" {
		t.Errorf("status %q after the provincial decision", p.Status)
	}
	wantHistory(t, c, p)
	inCatalog(t, c, p)
}

func wantFiled(t testing.TB, p apitest.Proposal) {
	t.Helper()
	if p.Status != "in_review" || p.Number == nil || p.Revision != 1 {
		t.Errorf("a submission answers status %q, number %v, revision %d", p.Status, p.Number, p.Revision)
	}
	if p.Process == nil || p.Process.ID != "new-specialised-application" {
		t.Fatalf("the process is %+v", p.Process)
	}
	var ids []string
	for _, g := range p.Gates {
		ids = append(ids, g.ID)
	}
	want := []string{"duplication_check", "ministry_consultation", "technology_review", "budget_allocation", "security_level", "provincial_decision"}
	if !slices.Equal(ids, want) {
		t.Errorf("gates %v, want %v", ids, want)
	}
}

// consultation records the letter and the ministry's reply.
func consultation(t testing.TB, c *apitest.Client, p apitest.Proposal) {
	t.Helper()
	if replies := c.Read(t, c.Ask(t, p)).Replies; len(replies) != 0 {
		t.Errorf("replies %+v before there is one", replies)
	}
	if p := c.Consult(t, p, "agree"); p.Status != "in_review" {
		t.Errorf("status %q after the reply", p.Status)
	}
	if got := c.Read(t, p).Replies; len(got) != 1 || got[0].From != p.LineMinistry || got[0].Position != "agree" {
		t.Errorf("replies %+v", got)
	}
}

// waits wants the gate in the worklist of who decides it.
func waits(t testing.TB, c *apitest.Client, p apitest.Proposal, g apitest.Gate) {
	t.Helper()
	var list struct {
		Items []struct {
			Task       string  `json:"task"`
			ProposalID string  `json:"proposal_id"`
			Gate       *string `json:"gate"`
		} `json:"items"`
	}
	c.Decider(t, g).GET("/worklist").Want(t, 200).JSON(&list)
	for _, item := range list.Items {
		if item.Task == "decide" && item.ProposalID == p.ID && item.Gate != nil && *item.Gate == g.ID {
			return
		}
	}
	t.Errorf("%s of %s is not in the worklist of %s", g.ID, p.ID, g.Authority)
}

// wantHistory wants one decided event for each gate, in an unbroken sequence.
func wantHistory(t testing.TB, c *apitest.Client, p apitest.Proposal) {
	t.Helper()
	events := c.Events(t, p)
	for i, e := range events {
		if e.Seq != i+1 {
			t.Fatalf("event %d has the number %d", i+1, e.Seq)
		}
	}
	for _, g := range p.Gates {
		if n := apitest.Count(events, "decided", g.ID); n != 1 {
			t.Errorf("%d events say that %s was decided, want 1", n, g.ID)
		}
	}
}

// inCatalog wants the approved system as a planned entry of the catalog.
func inCatalog(t testing.TB, c *apitest.Client, p apitest.Proposal) {
	t.Helper()
	var entry struct {
		Name  string `json:"name"`
		State string `json:"state"`
	}
	c.As(p.Filer()).GET("/catalog/"+*p.Number).Want(t, 200).JSON(&entry)
	if entry.Name != p.Name || entry.State != "planned" {
		t.Errorf("the catalog says %+v of %q", entry, p.Name)
	}
}
