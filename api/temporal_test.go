package api

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	enums "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"

	"pheduyet/internal/proposal"
	"pheduyet/workflows"
)

// cluster is a Temporal client that notes what it is asked and answers err.
type cluster struct {
	client.Client
	err   error
	start client.StartWorkflowOptions
	asked client.UpdateWorkflowOptions
	done  handle
}

type handle struct {
	client.WorkflowUpdateHandle
	err error
}

func (h handle) Get(context.Context, any) error { return h.err }

func (c *cluster) NewWithStartWorkflowOperation(o client.StartWorkflowOptions, _ any, _ ...any) client.WithStartWorkflowOperation {
	c.start = o
	return nil
}

func (c *cluster) UpdateWithStartWorkflow(_ context.Context, o client.UpdateWithStartWorkflowOptions) (client.WorkflowUpdateHandle, error) {
	c.asked = o.UpdateOptions
	return c.done, c.err
}

func (c *cluster) UpdateWorkflow(_ context.Context, o client.UpdateWorkflowOptions) (client.WorkflowUpdateHandle, error) {
	c.asked = o
	return c.done, c.err
}

func TestUpdatesAreAskedUnderTheirCommand(t *testing.T) {
	c := &cluster{}
	it := Act{Command: "abc", Actor: proposal.Actor{Account: "a"}, Gate: "g"}
	if err := NewTemporalProcess(c).Do(t.Context(), "p", workflows.UpdateDecide, it); err != nil {
		t.Fatal(err)
	}
	want := client.UpdateWorkflowOptions{UpdateID: "abc", WorkflowID: "proposal/p", UpdateName: workflows.UpdateDecide, Args: []any{it}, WaitForStage: client.WorkflowUpdateStageCompleted}
	if c.asked.UpdateID != want.UpdateID || c.asked.WorkflowID != want.WorkflowID || c.asked.UpdateName != want.UpdateName || c.asked.WaitForStage != want.WaitForStage || cmp.Diff(want.Args, c.asked.Args) != "" {
		t.Errorf("asked %+v, want %+v", c.asked, want)
	}
	if err := NewTemporalProcess(c).Submit(t.Context(), "p", it); err != nil {
		t.Fatal(err)
	}
	if c.asked.UpdateName != workflows.UpdateSubmit || c.start.ID != "proposal/p" || c.start.TaskQueue != workflows.TaskQueue ||
		c.start.WorkflowIDConflictPolicy != enums.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING || c.start.WorkflowIDReusePolicy != enums.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE {
		t.Errorf("started %+v, asked %+v", c.start, c.asked)
	}
}

func TestHowAnUpdateEnds(t *testing.T) {
	refused := proposal.Errorf(proposal.CodeBudgetExceeded, "Không đủ.", "Not enough.")
	wire := temporal.GetDefaultFailureConverter()
	crossed := wire.FailureToError(wire.ErrorToFailure(temporal.NewApplicationErrorWithOptions(
		"x", string(refused.Code), temporal.ApplicationErrorOptions{NonRetryable: true, Details: []any{refused}})))
	for name, c := range map[string]struct {
		err  error
		code proposal.Code
	}{
		"refused":        {crossed, proposal.CodeBudgetExceeded},
		"no worker":      {client.NewWorkflowUpdateServiceTimeoutOrCanceledError(errors.New("x")), proposal.CodeUnavailable},
		"time is up":     {fmt.Errorf("x: %w", context.DeadlineExceeded), proposal.CodeUnavailable},
		"Temporal down":  {serviceerror.NewUnavailable("x"), proposal.CodeUnavailable},
		"Temporal busy":  {&serviceerror.ResourceExhausted{}, proposal.CodeUnavailable},
		"anything else":  {errors.New("secret detail"), proposal.CodeInternal},
		"a bare failure": {temporal.NewApplicationError("x", "conflict"), proposal.CodeInternal},
	} {
		for where, p := range map[string]*cluster{"asking": {err: c.err}, "waiting": {done: handle{err: c.err}}} {
			if got := proposal.CodeOf(NewTemporalProcess(p).Do(t.Context(), "p", "decide", Act{})); got != c.code {
				t.Errorf("%s while %s: %s, want %s", name, where, got, c.code)
			}
		}
	}
	for _, err := range []error{serviceerror.NewNotFound("x"), fmt.Errorf("failed workflow start: %w", serviceerror.NewWorkflowExecutionAlreadyStarted("x", "", ""))} {
		if got := NewTemporalProcess(&cluster{err: err}).Submit(t.Context(), "p", Act{}); !errors.Is(got, ErrNoWorkflow) {
			t.Errorf("%v gives %v, want ErrNoWorkflow", err, got)
		}
	}
}

// Without a workflow the database says what is the matter.
func TestWithoutAWorkflow(t *testing.T) {
	w := newWorld(t)
	path := w.filed(t)
	w.lost = fmt.Errorf("%w: x", ErrNoWorkflow)
	w.post(t, "filer", path+"/withdrawal", map[string]any{"reason": "x"}).refused(503, "unavailable")
	w.lost = nil
	path = w.consulted(t)
	w.lost = ErrNoWorkflow
	w.onSend = func() { w.change(path, func(c *proposal.Case) { c.Status = proposal.Withdrawn }) }
	w.post(t, "reviewer", path+"/gates/ministry_consultation/decision", map[string]any{"outcome": "approve", "documents": []any{paper()}}).refused(409, "conflict")
}
