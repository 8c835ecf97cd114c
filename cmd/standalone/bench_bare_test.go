package main

import (
	"context"
	"log/slog"
	"testing"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"pheduyet/cmd/internal/app"
)

// updatesEach is how many Updates a bare workflow takes, as many as a proposal
// has decisions by people.
const updatesEach = 5

const bareQueue = "bare"

// bareUpdates sends Updates to workflows that do nothing else.
type bareUpdates struct{ client client.Client }

// newBareUpdates starts a worker of its own on the machine's Temporal.
func newBareUpdates(b *testing.B, m *machine) bareUpdates {
	b.Helper()
	c, _, err := app.DialTemporalAt(m.temporal.HostPort(), m.temporal.Namespace())(slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(c.Close)
	w := worker.New(c, bareQueue, worker.Options{})
	w.RegisterWorkflow(bareWorkflow)
	if err := w.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(w.Stop)
	return bareUpdates{c}
}

// bareWorkflow ends after its Updates.
func bareWorkflow(ctx workflow.Context) error {
	taken := 0
	err := workflow.SetUpdateHandler(ctx, "take", func(workflow.Context) (int, error) {
		taken++
		return taken, nil
	})
	if err != nil {
		return err
	}
	return workflow.Await(ctx, func() bool { return taken == updatesEach && workflow.AllHandlersFinished(ctx) })
}

// one starts a workflow and sends its Updates, each after the answer to the last.
func (u bareUpdates) one(timed func(func() error) error) error {
	ctx := context.Background()
	run, err := u.client.ExecuteWorkflow(ctx, client.StartWorkflowOptions{TaskQueue: bareQueue}, bareWorkflow)
	if err != nil {
		return err
	}
	for range updatesEach {
		err := timed(func() error {
			handle, err := u.client.UpdateWorkflow(ctx, client.UpdateWorkflowOptions{
				WorkflowID: run.GetID(), UpdateName: "take", WaitForStage: client.WorkflowUpdateStageCompleted,
			})
			if err != nil {
				return err
			}
			return handle.Get(ctx, nil)
		})
		if err != nil {
			return err
		}
	}
	return nil
}
