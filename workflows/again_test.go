package workflows_test

import (
	"testing"
	"time"

	"go.temporal.io/sdk/testsuite"

	"pheduyet/internal/proposal"
	"pheduyet/workflows"
)

// An act that is sent again after a later one is answered, and what came after it
// still holds: here the gate that the return left.
func TestAnActSentAgainDoesNotSetTheStateBack(t *testing.T) {
	l := newLedger()
	l.steps["c1"], l.steps["c2"] = submitted, ends(proposal.Returned, proposal.GateReturned)
	l.steps["end"] = ends(proposal.Withdrawn, proposal.GateOpen)
	r := newRun(t, l)
	r.send(time.Second, workflows.UpdateSubmit, workflows.Act{Command: "c1", Actor: filer})
	r.send(time.Minute, workflows.UpdateDecide, workflows.Act{Command: "c2", Actor: reviewer, Gate: "review"})
	// Another Update with the command of the first: the run before has forgotten it.
	r.env.RegisterDelayedCallback(func() {
		r.env.UpdateWorkflow(workflows.UpdateSubmit, "another", &testsuite.TestUpdateCallback{
			OnAccept: func() {}, OnReject: func(err error) { t.Error(err) }, OnComplete: func(any, error) {},
		}, workflows.Act{Command: "c1", Actor: filer})
	}, 2*time.Minute)
	var kept workflows.State
	r.env.RegisterDelayedCallback(func() {
		value, err := r.env.QueryWorkflow(workflows.QueryState)
		if err == nil {
			err = value.Get(&kept)
		}
		if err != nil {
			t.Error(err)
		}
	}, 3*time.Minute)
	r.send(time.Hour, workflows.UpdateWithdraw, workflows.Act{Command: "end", Actor: filer})
	r.execute(workflows.ProposalInput{ProposalID: "p1"})
	if n := len(l.calls); n != 4 {
		t.Fatalf("%d records, want the first act twice: %v", n, l.calls)
	}
	if kept.Progress.Version != 2 || kept.Progress.Status != proposal.Returned {
		t.Errorf("version %d, %s; want 2, returned", kept.Progress.Version, kept.Progress.Status)
	}
}
