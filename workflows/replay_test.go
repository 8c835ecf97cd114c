package workflows_test

import (
	"bytes"
	"encoding/base64"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

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
	replayer.RegisterWorkflow(workflows.SystemWorkflow)
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

// payload is content in a recorded history, in base64.
var payload = regexp.MustCompile(`"data": "([^"]*)"`)

// Histories hold ids, codes and times: nothing that a person wrote, and no name.
// What people write has spaces or diacritics; ids have neither.
func TestRecordedHistoriesHoldNoText(t *testing.T) {
	for _, file := range kept(t) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		found := payload.FindAllSubmatch(data, -1)
		if len(found) == 0 {
			t.Errorf("%s has no payloads", file)
		}
		for _, m := range found {
			content, err := base64.StdEncoding.DecodeString(string(m[1]))
			if err != nil {
				t.Fatal(err)
			}
			if bytes.ContainsFunc(content, func(r rune) bool { return r <= ' ' || r > '~' }) {
				t.Errorf("%s holds text: %s", filepath.Base(file), content)
			}
		}
	}
}
