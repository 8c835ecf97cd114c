package workflows_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/workflow"

	"pheduyet/internal/proposal"
	"pheduyet/workflows"
)

// Remind of the fake store records a reminder once under its key.
func (l *ledger) Remind(_ context.Context, _, key string) (proposal.Progress, error) {
	if l.recorded[key].Version > 0 {
		return l.at, nil
	}
	next, err := l.remind(key, l.at)
	if err != nil {
		return next, err
	}
	if next.Version > l.at.Version {
		l.reminded = append(l.reminded, key)
		l.at, l.recorded[key] = next, next
	}
	if l.failFirst {
		l.failFirst = false
		return proposal.Progress{}, errors.New("the worker died after COMMIT")
	}
	return next, nil
}

var start = time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)

// waking is a submission whose first reminder falls due after a time.
func waking(after time.Duration) func(proposal.Progress) (proposal.Progress, error) {
	return func(p proposal.Progress) (proposal.Progress, error) {
		p, err := submitted(p)
		p.Wake = new(start.Add(after))
		return p, err
	}
}

// daily reminds every day, so many times, and notes the workflow's time of each.
func (r *run) daily(l *ledger, times int) *[]time.Time {
	var at []time.Time
	l.remind = func(_ string, p proposal.Progress) (proposal.Progress, error) {
		at = append(at, r.env.Now())
		p.Version++
		p.Wake = nil
		if times--; times > 0 {
			p.Wake = new(r.env.Now().Add(24 * time.Hour).Truncate(time.Second))
		}
		return p, nil
	}
	return &at
}

const wid = "default-test-workflow-id"

func TestRemindersFireWhenTheRecordSays(t *testing.T) {
	l := newLedger()
	l.steps["c1"], l.steps["end"] = waking(72*time.Hour), ends(proposal.Withdrawn, proposal.GateOpen)
	r := newRun(t, l)
	at := r.daily(l, 3)
	r.send(time.Second, workflows.UpdateSubmit, workflows.Act{Command: "c1", Actor: filer})
	r.send(30*24*time.Hour, workflows.UpdateWithdraw, workflows.Act{Command: "end", Actor: filer})
	r.execute(workflows.ProposalInput{ProposalID: "p1"})
	want := []string{wid + "/firing/1", wid + "/firing/2", wid + "/firing/3"}
	if d := cmp.Diff(want, l.reminded); d != "" {
		t.Error(d)
	}
	for i, fired := range *at {
		if due := start.Add(72*time.Hour).AddDate(0, 0, i); fired.Before(due) || fired.After(due.Add(time.Minute)) {
			t.Errorf("reminder %d at %v, due %v", i+1, fired, due)
		}
	}
	if r.refused["end"] != nil || r.results["end"].Version != 5 {
		t.Errorf("withdrawn with %v, %+v", r.refused["end"], r.results["end"])
	}
}

func TestAReminderWhoseWorkerDiedIsRecordedOnce(t *testing.T) {
	l := newLedger()
	l.steps["c1"], l.steps["end"] = waking(time.Hour), ends(proposal.Withdrawn, proposal.GateOpen)
	r := newRun(t, l)
	at := r.daily(l, 1)
	r.send(time.Second, workflows.UpdateSubmit, workflows.Act{Command: "c1", Actor: filer})
	r.env.RegisterDelayedCallback(func() { l.failFirst = true }, time.Minute)
	r.send(48*time.Hour, workflows.UpdateWithdraw, workflows.Act{Command: "end", Actor: filer})
	r.execute(workflows.ProposalInput{ProposalID: "p1"})
	if len(l.reminded) != 1 || len(*at) != 1 {
		t.Errorf("recorded %v", l.reminded)
	}
}

func TestAnActMovesTheTimer(t *testing.T) {
	l := newLedger()
	l.steps["c1"], l.steps["end"] = waking(2*time.Hour), ends(proposal.Withdrawn, proposal.GateOpen)
	l.steps["c2"] = func(p proposal.Progress) (proposal.Progress, error) {
		p.Wake = new(start.Add(200 * time.Hour))
		return p, nil
	}
	r := newRun(t, l)
	at := r.daily(l, 1)
	r.send(time.Second, workflows.UpdateSubmit, workflows.Act{Command: "c1", Actor: filer})
	r.send(time.Hour, workflows.UpdateConsult, workflows.Act{Command: "c2", Actor: filer})
	r.send(300*time.Hour, workflows.UpdateWithdraw, workflows.Act{Command: "end", Actor: filer})
	r.execute(workflows.ProposalInput{ProposalID: "p1"})
	if len(*at) != 1 || (*at)[0].Before(start.Add(200*time.Hour)) {
		t.Errorf("reminded at %v", *at)
	}
}

// The store's clock is behind the workflow's: asked too early it records nothing,
// and is asked again.
func TestAClockThatJumpsDoesNoHarm(t *testing.T) {
	l := newLedger()
	l.steps["c1"], l.steps["end"] = waking(time.Hour), ends(proposal.Withdrawn, proposal.GateOpen)
	r := newRun(t, l)
	var asked int
	l.remind = func(_ string, p proposal.Progress) (proposal.Progress, error) {
		if asked++; asked < 4 {
			return p, nil // nothing is due by the store's clock
		}
		p.Version++
		p.Wake = nil
		return p, nil
	}
	r.send(time.Second, workflows.UpdateSubmit, workflows.Act{Command: "c1", Actor: filer})
	r.send(24*time.Hour, workflows.UpdateWithdraw, workflows.Act{Command: "end", Actor: filer})
	r.execute(workflows.ProposalInput{ProposalID: "p1"})
	if asked != 4 || len(l.reminded) != 1 {
		t.Errorf("asked %d times, recorded %v", asked, l.reminded)
	}
	if r.refused["end"] != nil || r.results["end"].Version != 3 {
		t.Errorf("withdrawn with %v, %+v", r.refused["end"], r.results["end"])
	}
}

func TestTheFiringCounterSurvivesContinueAsNew(t *testing.T) {
	l := newLedger()
	l.steps["c1"] = waking(time.Hour)
	r := newRun(t, l)
	r.daily(l, 3)
	r.send(time.Second, workflows.UpdateSubmit, workflows.Act{Command: "c1", Actor: filer})
	r.env.RegisterDelayedCallback(func() { r.env.SetContinueAsNewSuggested(true) }, 2*time.Hour)
	r.execute(workflows.ProposalInput{ProposalID: "p1"})
	again, ok := errors.AsType[*workflow.ContinueAsNewError](r.env.GetWorkflowError())
	if !ok {
		t.Fatalf("ended with %v, not continued as new", r.env.GetWorkflowError())
	}
	var in workflows.ProposalInput
	if err := converter.GetDefaultDataConverter().FromPayloads(again.Input, &in); err != nil {
		t.Fatal(err)
	}
	if in.State.Firings != 1 || in.State.Progress.Wake == nil {
		t.Fatalf("continues with %+v", in.State)
	}
	next := newRun(t, l)
	next.env.SetStartTime(start.Add(2 * time.Hour))
	next.daily(l, 2)
	l.steps["end"] = ends(proposal.Withdrawn, proposal.GateOpen)
	next.send(30*24*time.Hour, workflows.UpdateWithdraw, workflows.Act{Command: "end", Actor: filer})
	next.execute(in)
	want := []string{wid + "/firing/1", wid + "/firing/2", wid + "/firing/3"}
	if d := cmp.Diff(want, l.reminded); d != "" {
		t.Error(d)
	}
}

// A proposal whose acts were all recorded before there were reminders learns of
// them from the first fact that reaches it.
func TestAFactArmsReminders(t *testing.T) {
	l := newLedger()
	l.steps["c1"], l.steps["end"] = submitted, ends(proposal.Withdrawn, proposal.GateOpen)
	r := newRun(t, l)
	at := r.daily(l, 1)
	r.send(time.Second, workflows.UpdateSubmit, workflows.Act{Command: "c1", Actor: filer})
	r.env.RegisterDelayedCallback(func() { l.at.Wake = new(start.Add(90 * time.Hour)) }, time.Minute)
	r.tell(2*time.Minute, workflows.Fact{Kind: "nothing new", Ref: "2026"})
	r.send(200*time.Hour, workflows.UpdateWithdraw, workflows.Act{Command: "end", Actor: filer})
	r.execute(workflows.ProposalInput{ProposalID: "p1"})
	if len(*at) != 1 || (*at)[0].Before(start.Add(90*time.Hour)) {
		t.Errorf("reminded at %v", *at)
	}
}
