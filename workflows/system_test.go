package workflows_test

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/workflow"

	"pheduyet/activities"
	"pheduyet/internal/proposal"
	"pheduyet/workflows"
)

func (l *ledger) RecordSystem(context.Context, string, string) (proposal.SystemProgress, error) {
	return proposal.SystemProgress{}, errors.New("no systems here")
}

func (l *ledger) KeepSystem(context.Context, string) (proposal.SystemProgress, error) {
	return proposal.SystemProgress{}, errors.New("no systems here")
}

// years fakes a system that is looked at once a month, and ends after so many.
type years struct {
	*ledger
	env      *testsuite.TestWorkflowEnvironment
	now      func() time.Time
	kept     []time.Time
	months   int
	version  int64
	over     bool
	recorded map[string]int
	loses    bool // the first answer after COMMIT
}

func (y *years) progress() proposal.SystemProgress {
	p := proposal.SystemProgress{State: proposal.SystemPlanned, Version: y.version}
	if y.over || len(y.kept) >= y.months {
		p.State = proposal.SystemRetired
		return p
	}
	next := y.now().AddDate(0, 1, 0)
	p.WakeAt = &next
	return p
}

func (y *years) KeepSystem(context.Context, string) (proposal.SystemProgress, error) {
	y.kept = append(y.kept, y.now())
	y.version = max(y.version, 1)
	return y.progress(), nil
}

func (y *years) RecordSystem(_ context.Context, _, command string) (proposal.SystemProgress, error) {
	if command == "forbidden" {
		return proposal.SystemProgress{}, proposal.Errorf(proposal.CodeForbidden, "không", "no")
	}
	y.recorded[command]++
	if y.recorded[command] == 1 {
		y.version++
		y.over = command == "retire"
		if y.loses {
			return proposal.SystemProgress{}, errors.New("connection lost after COMMIT")
		}
	}
	return y.progress(), nil
}

func newYears(t *testing.T, months int) *years {
	t.Helper()
	var suite testsuite.WorkflowTestSuite
	suite.SetLogger(log.NewStructuredLogger(slog.New(slog.DiscardHandler)))
	env := suite.NewTestWorkflowEnvironment()
	y := &years{ledger: newLedger(), env: env, now: env.Now, months: months, recorded: map[string]int{}}
	env.RegisterActivity(&activities.Activities{Store: y, Matcher: y.ledger})
	env.RegisterWorkflow(workflows.SystemWorkflow)
	env.SetTestTimeout(time.Minute)
	return y
}

// act sends an act after a time and keeps how it ended.
func (y *years) act(t *testing.T, after time.Duration, command string, ended map[string]error) {
	y.env.RegisterDelayedCallback(func() {
		y.env.UpdateWorkflow(workflows.UpdateSystem, command, &testsuite.TestUpdateCallback{
			OnAccept:   func() {},
			OnReject:   func(err error) { ended[command] = err },
			OnComplete: func(_ any, err error) { ended[command] = err },
		}, workflows.Act{Command: command, Actor: filer})
	}, after)
}

// What touches a system from outside is looked at when it is told, long before the
// next waking; where that ends the system, nothing wakes any more.
func TestASystemHearsAtOnceOfItsRevocation(t *testing.T) {
	y := newYears(t, 1000)
	const told = 10*24*time.Hour + time.Hour
	y.env.RegisterDelayedCallback(func() {
		y.over, y.version = true, 7 // the revocation's transaction ended it
		y.env.SignalWorkflow(workflows.SignalFact, workflows.Fact{Kind: proposal.FactRevoked, Ref: "p1"})
	}, told)
	start := y.env.Now()
	y.env.ExecuteWorkflow(workflows.SystemWorkflow, workflows.SystemInput{System: "p1"})
	if err := y.env.GetWorkflowError(); err != nil || !y.env.IsWorkflowCompleted() {
		t.Fatal(err)
	}
	if len(y.kept) != 2 || y.kept[1].Sub(start).Round(time.Minute) != told || y.env.Now().Sub(start) > told+time.Hour {
		t.Errorf("looked at %v, ended at %v", y.kept, y.env.Now())
	}
}

func TestASystemIsLookedAtForYears(t *testing.T) {
	y := newYears(t, 120)
	y.env.ExecuteWorkflow(workflows.SystemWorkflow, workflows.SystemInput{System: "p1"})
	if err := y.env.GetWorkflowError(); err != nil || !y.env.IsWorkflowCompleted() {
		t.Fatal(err)
	}
	if span := y.kept[len(y.kept)-1].Sub(y.kept[0]); len(y.kept) != 120 || span < 9*365*24*time.Hour {
		t.Errorf("looked at %d times over %v", len(y.kept), span)
	}
}

// An act between two wakings is recorded once, moves the next waking, and may end
// the system.
func TestActsOnASystem(t *testing.T) {
	y := newYears(t, 1000)
	y.loses = true
	ended := map[string]error{}
	const day = 24 * time.Hour
	y.act(t, 10*day, "accept", ended)
	y.act(t, 11*day, "forbidden", ended)
	y.act(t, 60*day, "retire", ended)
	y.env.ExecuteWorkflow(workflows.SystemWorkflow, workflows.SystemInput{System: "p1"})
	if err := y.env.GetWorkflowError(); err != nil || !y.env.IsWorkflowCompleted() {
		t.Fatal(err)
	}
	refused, ok := workflows.RefusalOf(ended["forbidden"])
	if ended["accept"] != nil || ended["retire"] != nil || !ok || refused.Code != proposal.CodeForbidden {
		t.Errorf("%v", ended)
	}
	if d := cmp.Diff(map[string]int{"accept": 2, "retire": 2}, y.recorded); d != "" {
		t.Errorf("attempts: %s", d)
	}
	// At the start, and a month after the acceptance moved it.
	if len(y.kept) != 2 || y.kept[1].Sub(y.kept[0]) < 40*day {
		t.Errorf("%v", y.kept)
	}
}

func TestTheSystemsStateSurvivesContinueAsNew(t *testing.T) {
	y := newYears(t, 1000)
	ended := map[string]error{}
	y.act(t, 48*time.Hour, "accept", ended)
	y.act(t, 71*time.Hour, "prove", ended)
	y.env.RegisterDelayedCallback(func() { y.env.SetContinueAsNewSuggested(true) }, 72*time.Hour)
	y.env.ExecuteWorkflow(workflows.SystemWorkflow, workflows.SystemInput{System: "p1"})
	again, ok := errors.AsType[*workflow.ContinueAsNewError](y.env.GetWorkflowError())
	if !ok {
		t.Fatalf("ended with %v", y.env.GetWorkflowError())
	}
	var in workflows.SystemInput
	if err := converter.GetDefaultDataConverter().FromPayloads(again.Input, &in); err != nil {
		t.Fatal(err)
	}
	if in.System != "p1" || in.State == nil || in.State.Progress.Version != 3 || in.State.Progress.WakeAt == nil || cmp.Diff([]string{"accept", "prove"}, in.State.Seen) != "" {
		t.Fatalf("%+v", in.State)
	}
	// The next run sleeps on: it does not look at the system before its time, and
	// knows what it has recorded.
	next := newYears(t, 2)
	next.version = 3
	start := next.env.Now()
	wake := start.Add(5 * 24 * time.Hour)
	in.State.Progress.WakeAt = &wake
	next.env.ExecuteWorkflow(workflows.SystemWorkflow, in)
	if err := next.env.GetWorkflowError(); err != nil || len(next.kept) != 2 || next.kept[0].Sub(start) < 5*24*time.Hour-time.Minute {
		t.Errorf("%v, kept %v", err, next.kept)
	}
}

func TestAnEndedSystemTakesNoActs(t *testing.T) {
	y := newYears(t, 1000)
	y.version = 1
	state := &workflows.SystemState{Progress: proposal.SystemProgress{State: proposal.SystemPlanned, Version: 1}}
	ended := map[string]error{}
	y.act(t, time.Hour, "retire", ended)
	y.act(t, time.Hour+time.Millisecond, "late", ended)
	y.env.ExecuteWorkflow(workflows.SystemWorkflow, workflows.SystemInput{System: "p1", State: state})
	if err := y.env.GetWorkflowError(); err != nil || ended["retire"] != nil {
		t.Fatal(err, ended)
	}
	if y.recorded["late"] > 0 {
		t.Errorf("recorded after the end: %v", y.recorded)
	}
}
