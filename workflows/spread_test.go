package workflows_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/workflow"

	"pheduyet/activities"
	"pheduyet/internal/proposal"
	"pheduyet/workflows"
)

// ToTell of the fake store pages through its open and approved proposals.
func (l *ledger) ToTell(_ context.Context, _ string, approved bool, after string, limit int) ([]string, error) {
	all := l.open
	if approved {
		all = l.approved
	}
	i := 0
	for i < len(all) && strings.Split(all[i], "/")[0] <= after {
		i++
	}
	return all[i:min(i+limit, len(all))], nil
}

func (l *ledger) SpreadDone(_ context.Context, f proposal.Fact) error {
	l.spread = append(l.spread, f.Kind+" "+f.Ref)
	return nil
}

// anything is what the SDK's mocks take for any argument.
const anything = "mock.Anything"

// spreading is a SpreadWorkflow under test: signals that reach nobody fail.
func spreading(t *testing.T, l *ledger, gone ...string) (*testsuite.TestWorkflowEnvironment, *[]string) {
	t.Helper()
	var suite testsuite.WorkflowTestSuite
	suite.SetLogger(log.NewStructuredLogger(slog.New(slog.DiscardHandler)))
	env := suite.NewTestWorkflowEnvironment()
	env.RegisterActivity(&activities.Activities{Store: l, Matcher: l})
	told := &[]string{}
	var mu sync.Mutex // signals are sent beside each other
	env.OnSignalExternalWorkflow(anything, anything, "", workflows.SignalFact, anything).
		Return(func(_, id, _, _ string, _ any) error {
			if slices.Contains(gone, id) {
				return errors.New("not there")
			}
			mu.Lock()
			defer mu.Unlock()
			*told = append(*told, id)
			return nil
		})
	return env, told
}

func ids(prefix string, n int) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = fmt.Sprintf("%s%03d", prefix, i)
	}
	return all
}

var edition = workflows.Fact{Kind: proposal.FactEdition, Ref: "change"}

func TestEveryOpenProposalIsToldOnce(t *testing.T) {
	l := newLedger()
	l.open, l.approved = ids("p", 120), ids("a", 3)
	env, told := spreading(t, l, "proposal/p007")
	env.ExecuteWorkflow(workflows.SpreadWorkflow, workflows.SpreadInput{Fact: edition})
	if err := env.GetWorkflowError(); err != nil {
		t.Fatal(err)
	}
	slices.Sort(*told)
	if len(*told) != 119 || len(slices.Compact(slices.Clone(*told))) != 119 {
		t.Errorf("%d told", len(*told))
	}
	// Who has no workflow is told directly, under a key of its own.
	slices.Sort(l.noted)
	want := []string{
		"spread/edition/change/a000 edition change", "spread/edition/change/a001 edition change",
		"spread/edition/change/a002 edition change", "spread/edition/change/p007 edition change",
	}
	if d := cmp.Diff(want, l.noted); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"edition change"}, l.spread); d != "" {
		t.Error(d)
	}
}

func TestHolidaysConcernOpenProposalsOnly(t *testing.T) {
	l := newLedger()
	l.open, l.approved = ids("p", 2), ids("a", 3)
	env, told := spreading(t, l)
	env.ExecuteWorkflow(workflows.SpreadWorkflow, workflows.SpreadInput{Fact: workflows.Fact{Kind: proposal.FactCalendar, Ref: "change"}})
	if len(*told) != 2 || len(l.noted) != 0 || len(l.spread) != 1 {
		t.Errorf("told %v, noted %v, done %v", *told, l.noted, l.spread)
	}
}

// A proposal that runs in a later act's workflow is told there; without one, by
// its id.
func TestARunOfALaterActIsTold(t *testing.T) {
	l := newLedger()
	l.open = []string{"p1/reopen/2", "p2/reopen/1"}
	env, told := spreading(t, l, "proposal/p2/reopen/1")
	env.ExecuteWorkflow(workflows.SpreadWorkflow, workflows.SpreadInput{Fact: edition})
	if d := cmp.Diff([]string{"proposal/p1/reopen/2"}, *told); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"spread/edition/change/p2 edition change"}, l.noted); d != "" {
		t.Error(d)
	}
}

func TestSpreadingGoesOnWhereItWas(t *testing.T) {
	l := newLedger()
	l.open = ids("p", 120)
	env, told := spreading(t, l)
	env.SetContinueAsNewSuggested(true)
	env.ExecuteWorkflow(workflows.SpreadWorkflow, workflows.SpreadInput{Fact: edition})
	again, ok := errors.AsType[*workflow.ContinueAsNewError](env.GetWorkflowError())
	if !ok {
		t.Fatal(env.GetWorkflowError())
	}
	var in workflows.SpreadInput
	if err := converter.GetDefaultDataConverter().FromPayloads(again.Input, &in); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(workflows.SpreadInput{Fact: edition, After: "p049"}, in); d != "" {
		t.Error(d)
	}
	rest, more := spreading(t, l)
	rest.ExecuteWorkflow(workflows.SpreadWorkflow, in)
	if len(*told) != 50 || len(*more) != 70 || slices.Contains(*more, "proposal/p049") {
		t.Errorf("%d and then %d told", len(*told), len(*more))
	}
}
