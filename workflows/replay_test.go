package workflows_test

import (
	"encoding/json"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.temporal.io/api/common/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/reflect/protopath"
	"google.golang.org/protobuf/reflect/protorange"

	"pheduyet/workflows"
)

var quiet = log.NewStructuredLogger(slog.New(slog.DiscardHandler))

// kept lists the recorded histories: real runs, one file for each path.
func kept(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/histories/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no recorded histories: %v", err)
	}
	return files
}

// A change of the workflow must leave running proposals alone: what older code
// did, today's code does again.
func TestRecordedHistoriesReplay(t *testing.T) {
	replayer := worker.NewWorkflowReplayer()
	replayer.RegisterWorkflow(workflows.ProposalWorkflow)
	for _, file := range kept(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			if err := replayer.ReplayWorkflowHistoryFromJSONFile(quiet, file); err != nil {
				t.Error(err)
			}
		})
	}
}

// A workflow that waits first is another one: replay tells, for every history.
func TestChangedWorkflowDoesNotReplay(t *testing.T) {
	changed := func(ctx workflow.Context, in workflows.ProposalInput) error {
		if err := workflow.Sleep(ctx, time.Minute); err != nil {
			return err
		}
		return workflows.ProposalWorkflow(ctx, in)
	}
	replayer := worker.NewWorkflowReplayer()
	replayer.RegisterWorkflowWithOptions(changed, workflow.RegisterOptions{Name: "ProposalWorkflow"})
	for _, file := range kept(t) {
		if err := replayer.ReplayWorkflowHistoryFromJSONFile(quiet, file); err == nil {
			t.Errorf("%s replays with a changed workflow", filepath.Base(file))
		}
	}
}
