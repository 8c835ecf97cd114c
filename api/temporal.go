package api

import (
	"context"
	"errors"
	"fmt"

	enums "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"

	"pheduyet/internal/proposal"
	"pheduyet/workflows"
)

// temporalProcess is a [Process] on a Temporal cluster.
type temporalProcess struct{ client client.Client }

// NewTemporalProcess sends acts to the workflows of a Temporal namespace.
func NewTemporalProcess(c client.Client) Process { return temporalProcess{c} }

func (p temporalProcess) Submit(ctx context.Context, proposalID string, act Act) error {
	return p.start(ctx, proposalID, workflows.UpdateSubmit, act)
}

func (p temporalProcess) Reopen(ctx context.Context, proposalID, name string, act Act) error {
	return p.start(ctx, proposalID, name, act)
}

// start sends an Update and, in the same request, starts its workflow where there
// is none. A later one names the first.
func (p temporalProcess) start(ctx context.Context, proposalID, name string, act Act) error {
	options := client.StartWorkflowOptions{
		ID:                       workflows.RunWorkflowID(proposalID, act.Run),
		TaskQueue:                workflows.TaskQueue,
		WorkflowIDConflictPolicy: enums.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
		WorkflowIDReusePolicy:    enums.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE,
	}
	if act.Run > 0 {
		options.Memo = map[string]any{"first": workflows.ProposalWorkflowID(proposalID)}
	}
	start := p.client.NewWithStartWorkflowOperation(options, workflows.ProposalWorkflow, workflows.ProposalInput{ProposalID: proposalID, Run: act.Run})
	handle, err := p.client.UpdateWithStartWorkflow(ctx, client.UpdateWithStartWorkflowOptions{
		StartWorkflowOperation: start,
		UpdateOptions:          update(proposalID, name, act),
	})
	return outcome(ctx, handle, err)
}

func (p temporalProcess) Do(ctx context.Context, proposalID, name string, act Act) error {
	handle, err := p.client.UpdateWorkflow(ctx, update(proposalID, name, act))
	return outcome(ctx, handle, err)
}

// update asks for an Update under its command's id, so that asking again joins
// it.
func update(proposalID, name string, act Act) client.UpdateWorkflowOptions {
	return client.UpdateWorkflowOptions{
		UpdateID: act.Command, WorkflowID: workflows.RunWorkflowID(proposalID, act.Run), UpdateName: name,
		Args: []any{act}, WaitForStage: client.WorkflowUpdateStageCompleted,
	}
}

// outcome waits for an Update and tells how it ended in the domain's words.
func outcome(ctx context.Context, handle client.WorkflowUpdateHandle, err error) error {
	if err == nil {
		var done workflows.ActResult
		err = handle.Get(ctx, &done)
	}
	if err == nil {
		return nil
	}
	if refused, ok := workflows.RefusalOf(err); ok {
		return refused
	}
	if is[*serviceerror.NotFound](err) || is[*serviceerror.WorkflowExecutionAlreadyStarted](err) {
		return fmt.Errorf("%w: %w", ErrNoWorkflow, err)
	}
	timeout := is[*client.WorkflowUpdateServiceTimeoutOrCanceledError](err) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled)
	busy := is[*serviceerror.Unavailable](err) || is[*serviceerror.ResourceExhausted](err) || is[*serviceerror.DeadlineExceeded](err) ||
		is[*serviceerror.Canceled](err) || is[*serviceerror.NamespaceNotFound](err)
	if timeout || busy {
		return errors.Join(unavailable, err)
	}
	return errors.Join(internal, err)
}

func is[E error](err error) bool {
	_, ok := errors.AsType[E](err)
	return ok
}

// ErrNoWorkflow is the error of acts on a proposal without a running workflow: it
// has ended, or never was.
var ErrNoWorkflow = proposal.Errorf(proposal.CodeConflict, "Hồ sơ không có quy trình đang chạy.", "The proposal has no running process.")
