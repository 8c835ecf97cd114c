package app

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"
)

// starting is a Temporal client that notes what it is asked to start.
type starting struct {
	client.Client
	started []string
	err     error
}

func (s *starting) ExecuteWorkflow(_ context.Context, o client.StartWorkflowOptions, _ any, _ ...any) (client.WorkflowRun, error) {
	if o.WorkflowIDConflictPolicy != enums.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING {
		return nil, errors.New("a second start would be an error")
	}
	s.started = append(s.started, o.ID)
	return nil, s.err
}

type unkept []string

func (unkept) MakeMissingSystems(context.Context) error { return nil }

func (u unkept) SystemsNotKept(context.Context) ([]string, error) { return u, nil }

// What an approval left behind is started, also after a Temporal that was away.
func TestSystemsThatNobodyKeepsAreStarted(t *testing.T) {
	temporal := &starting{err: errors.New("away")}
	if err := startSystems(t.Context(), unkept{"a", "b"}, temporal); err == nil {
		t.Error("a failure to start is not told")
	}
	temporal.err = nil
	if err := startSystems(t.Context(), unkept{"a", "b"}, temporal); err != nil {
		t.Error(err)
	}
	if d := cmp.Diff([]string{"system/a", "system/b", "system/a", "system/b"}, temporal.started); d != "" {
		t.Error(d)
	}
}
