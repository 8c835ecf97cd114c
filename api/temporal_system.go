package api

import (
	"context"

	enums "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"

	"pheduyet/workflows"
)

func (p temporalProcess) DoSystem(ctx context.Context, systemID string, act Act) error {
	start := p.client.NewWithStartWorkflowOperation(client.StartWorkflowOptions{
		ID:                       workflows.SystemWorkflowID(systemID),
		TaskQueue:                workflows.TaskQueue,
		WorkflowIDConflictPolicy: enums.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
	}, workflows.SystemWorkflow, workflows.SystemInput{System: systemID})
	handle, err := p.client.UpdateWithStartWorkflow(ctx, client.UpdateWithStartWorkflowOptions{
		StartWorkflowOperation: start,
		UpdateOptions: client.UpdateWorkflowOptions{
			UpdateID: act.Command, WorkflowID: workflows.SystemWorkflowID(systemID), UpdateName: workflows.UpdateSystem,
			Args: []any{act}, WaitForStage: client.WorkflowUpdateStageCompleted,
		},
	})
	return outcome(ctx, handle, err)
}
