package app

import (
	"context"
	"errors"

	"go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"

	"pheduyet/workflows"
)

// systems is the part of the store that tells which systems nobody keeps yet.
type systems interface {
	// MakeMissingSystems makes the system of every approval that has none.
	MakeMissingSystems(ctx context.Context) error
	SystemsNotKept(ctx context.Context) ([]string, error)
}

// startSystems starts the workflow of every approved system that none has looked
// at, also of those that the release before approved without making a system. The
// approval's transaction leaves the row behind, so a process that dies after it
// loses nothing; starting one twice is starting it once.
func startSystems(ctx context.Context, s systems, temporal client.Client) error {
	if err := s.MakeMissingSystems(ctx); err != nil {
		return err
	}
	ids, err := s.SystemsNotKept(ctx)
	if err != nil {
		return err
	}
	for _, id := range ids {
		options := client.StartWorkflowOptions{
			ID: workflows.SystemWorkflowID(id), TaskQueue: workflows.TaskQueue,
			WorkflowIDConflictPolicy: enums.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
		}
		_, failed := temporal.ExecuteWorkflow(ctx, options, workflows.SystemWorkflow, workflows.SystemInput{System: id})
		err = errors.Join(err, failed)
	}
	return err
}
