package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/history/v1"
	"go.temporal.io/api/temporalproto"
	"go.temporal.io/sdk/worker"

	"pheduyet/cmd/internal/app"
	"pheduyet/workflows"
)

// recordMissing has the histories of new paths written where the replay test of
// package workflows finds them. What was recorded before is never written again:
// it stands for the releases that made it.
var recordMissing = flag.Bool("record", false, "write the histories of paths that have none into workflows/testdata/histories")

const histories = "../../workflows/testdata/histories"

// Every path that a proposal may go leaves a history that the same code replays,
// and one like it is kept.
func TestPathsReplayAndAreKept(t *testing.T) {
	c := onShared(t)
	for _, path := range paths {
		t.Run(path.name, func(t *testing.T) {
			p := path.walk(t, c.For(t))
			if p.Status != path.ends {
				t.Fatalf("status %q, want %q", p.Status, path.ends)
			}
			h := historyOf(t, workflows.ProposalWorkflowID(p.ID))
			replayer := worker.NewWorkflowReplayer()
			replayer.RegisterWorkflow(workflows.ProposalWorkflow)
			if err := replayer.ReplayWorkflowHistory(nil, h); err != nil {
				t.Error(err)
			}
			keep(t, filepath.Join(histories, path.name+".json"), h)
		})
	}
}

// historyOf reads what the shared machine's Temporal remembers of a workflow.
func historyOf(t *testing.T, workflow string) *history.History {
	t.Helper()
	temporal := shared.machine.temporal
	c, _, err := app.DialTemporalAt(temporal.HostPort(), temporal.Namespace())(slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	var h history.History
	events := c.GetWorkflowHistory(context.Background(), workflow, "", false, enums.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
	for events.HasNext() {
		e, err := events.Next()
		if err != nil {
			t.Fatal(err)
		}
		h.Events = append(h.Events, e)
	}
	return &h
}

// keep wants the file of a path to be there, or writes it.
func keep(t *testing.T, file string, h *history.History) {
	t.Helper()
	_, err := os.Stat(file)
	if err == nil {
		return
	}
	if !*recordMissing {
		t.Fatalf("%v; record it: go test ./cmd/standalone -run %s -record", err, t.Name())
	}
	data, err := temporalproto.CustomJSONMarshalOptions{}.Marshal(h)
	if err != nil {
		t.Fatal(err)
	}
	var lines bytes.Buffer
	if err := json.Indent(&lines, anonymous(data), "", " "); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, append(lines.Bytes(), '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
}

// machineNames are where a history tells on which machine it was made: who
// polled, and the queue that keeps a workflow with its worker.
var machineNames = regexp.MustCompile(`("identity": *"|"name": *")([^":]*:[0-9a-f-]{36}|[^"]*@[^"]*)"`)

func anonymous(data []byte) []byte { return machineNames.ReplaceAll(data, []byte(`${1}recorder"`)) }
