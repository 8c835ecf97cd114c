package main

import (
	"path/filepath"
	"testing"

	"go.temporal.io/sdk/worker"

	"pheduyet/internal/apitest"
	"pheduyet/workflows"
)

// laterPaths are those on which something is thought of again, with the run whose
// history tells it: 0 the proposal's first workflow, n one that a later act opened.
var laterPaths = []struct {
	path
	run int
}{
	{path{"replaced-after-rejection", "approved", replaced}, 0},
	{path{"reviewed-and-sent-back", "approved", reviewed}, 0},
	{path{"revoked-and-told-to-its-system", "revoked", revoked}, 1},
}

// Second thoughts leave histories that the same code replays, and ones like them
// are kept.
func TestLaterPathsReplayAndAreKept(t *testing.T) {
	c := onShared(t)
	for _, later := range laterPaths {
		t.Run(later.name, func(t *testing.T) {
			p := later.walk(t, c.For(t))
			if p.Status != later.ends {
				t.Fatalf("status %q, want %q", p.Status, later.ends)
			}
			h := historyOf(t, workflows.RunWorkflowID(p.ID, later.run))
			replayer := worker.NewWorkflowReplayer()
			replayer.RegisterWorkflow(workflows.ProposalWorkflow)
			if err := replayer.ReplayWorkflowHistory(nil, h); err != nil {
				t.Error(err)
			}
			keep(t, filepath.Join(histories, later.name+".json"), h)
		})
	}
}

func replaced(t testing.TB, c *apitest.Client) apitest.Proposal {
	const gate = "security_level"
	p := c.WalkTo(t, c.File(t, "so-y-te", apitest.Complete("so-y-te")), gate, nil)
	pass := c.As("reviewer-cong-an-tinh").Approval(t, p, p.Gate(t, gate))
	p = c.Decide(t, p, gate, apitest.Reject("Nhầm với hồ sơ khác."))
	return c.Walk(t, c.Amend(t, "head-cong-an-tinh", p, gate, "replace", pass), nil)
}

func reviewed(t testing.TB, c *apitest.Client) apitest.Proposal {
	const gate = "technology_review"
	p := c.WalkTo(t, c.File(t, "so-nnmt", apitest.Complete("so-nnmt")), gate, nil)
	p = c.Decide(t, p, gate, apitest.Reject("Chưa đủ căn cứ."))
	c.As("head-so-nnmt").POST(p.Path("/review-request"), apitest.Grounds("xem xét lại")).Want(t, 200)
	ruling := apitest.Grounds("chuyển về bước đã từ chối")
	ruling["outcome"], ruling["gate"] = "send_back", gate
	return c.Walk(t, c.As("reviewer-ubnd-tinh").POST(p.Path("/review"), ruling).Want(t, 200).Proposal(), nil)
}

func revoked(t testing.TB, c *apitest.Client) apitest.Proposal {
	p := approved(t, c)
	return c.As("reviewer-ubnd-tinh").POST(p.Path("/revocation"), apitest.Grounds("không còn nhu cầu")).Want(t, 200).Proposal()
}
