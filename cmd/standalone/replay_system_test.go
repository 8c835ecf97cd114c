package main

import (
	"path/filepath"
	"testing"

	"go.temporal.io/sdk/worker"

	"pheduyet/internal/apitest/scenarios"
	"pheduyet/workflows"
)

// The life of an approved system leaves a history that the same code replays, and
// one like it is kept.
func TestASystemsLifeReplaysAndIsKept(t *testing.T) {
	c := onShared(t)
	p := scenarios.LiveThrough(t, c)
	h := historyOf(t, workflows.SystemWorkflowID(p.ID))
	replayer := worker.NewWorkflowReplayer()
	replayer.RegisterWorkflow(workflows.SystemWorkflow)
	if err := replayer.ReplayWorkflowHistory(nil, h); err != nil {
		t.Error(err)
	}
	keep(t, filepath.Join(histories, "system-retired.json"), h)
}
