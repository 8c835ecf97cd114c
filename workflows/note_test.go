package workflows_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/workflow"

	"pheduyet/internal/catalog"
	"pheduyet/internal/proposal"
	"pheduyet/workflows"
)

// TakeNote of the fake store records every fact as one more act.
func (l *ledger) TakeNote(_ context.Context, _ string, fact proposal.Fact, key string) (proposal.Progress, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.noted = append(l.noted, key+" "+fact.Kind+" "+fact.Ref)
	if fact.Kind == "unknown" {
		return proposal.Progress{}, proposal.Errorf(proposal.CodeInvalid, "không rõ", "unknown")
	}
	if fact.Kind != "nothing new" {
		l.at.Version++
		if l.note != nil {
			l.note(&l.at)
		}
	}
	return l.at, nil
}

// RecordRescreening of the fake store is a note like any other.
func (l *ledger) RecordRescreening(ctx context.Context, id, ref, key string, _ catalog.Result) (proposal.Progress, error) {
	return l.TakeNote(ctx, id, proposal.Fact{Kind: proposal.FactEdition, Ref: ref}, key)
}

// tell sends a fact at a time after the start.
func (r *run) tell(after time.Duration, f workflows.Fact) {
	r.env.RegisterDelayedCallback(func() { r.env.SignalWorkflow(workflows.SignalFact, f) }, after)
}

func TestFactsAreTakenNoteOfOneAfterTheOther(t *testing.T) {
	l := newLedger()
	l.steps["c1"], l.steps["end"] = submitted, ends(proposal.Withdrawn, proposal.GateOpen)
	r := newRun(t, l)
	r.tell(time.Millisecond, workflows.Fact{Kind: proposal.FactCalendar, Ref: "2025"}) // nothing is filed yet
	r.send(time.Second, workflows.UpdateSubmit, workflows.Act{Command: "c1", Actor: filer})
	for i, kind := range []string{proposal.FactCalendar, "unknown", proposal.FactEdition} {
		r.tell(time.Minute+time.Duration(i), workflows.Fact{Kind: kind, Ref: "2027"})
	}
	r.send(time.Hour, workflows.UpdateWithdraw, workflows.Act{Command: "end", Actor: filer, Version: 3})
	r.tell(2*time.Hour, workflows.Fact{Kind: proposal.FactCalendar, Ref: "2028"})
	r.execute(workflows.ProposalInput{ProposalID: "p1"})
	want := []string{
		"default-test-workflow-id/note/1 calendar 2027",
		"default-test-workflow-id/note/2 unknown 2027",
		"default-test-workflow-id/note/3 edition 2027",
	}
	if d := cmp.Diff(want, l.noted); d != "" {
		t.Error(d)
	}
	if r.refused["end"] != nil || r.results["end"].Version != 4 {
		t.Errorf("withdrawn with %v, %+v", r.refused["end"], r.results["end"])
	}
}

func TestFactsAndTheirCounterSurviveContinueAsNew(t *testing.T) {
	l := newLedger()
	l.steps["c1"] = submitted
	r := newRun(t, l)
	r.send(time.Second, workflows.UpdateSubmit, workflows.Act{Command: "c1", Actor: filer})
	r.tell(time.Minute, workflows.Fact{Kind: proposal.FactCalendar, Ref: "2027"})
	r.env.RegisterDelayedCallback(func() { r.env.SetContinueAsNewSuggested(true) }, 2*time.Minute)
	r.execute(workflows.ProposalInput{ProposalID: "p1"})
	again, ok := errors.AsType[*workflow.ContinueAsNewError](r.env.GetWorkflowError())
	if !ok {
		t.Fatalf("ended with %v, not continued as new", r.env.GetWorkflowError())
	}
	var in workflows.ProposalInput
	if err := converter.GetDefaultDataConverter().FromPayloads(again.Input, &in); err != nil {
		t.Fatal(err)
	}
	if in.State.Notes != 1 || in.State.Progress.Version != 2 {
		t.Errorf("continues with %+v", in.State)
	}

	next := newRun(t, l)
	in.State.Facts = []workflows.Fact{{Kind: proposal.FactEdition, Ref: "kh-171"}}
	l.steps["end"] = ends(proposal.Withdrawn, proposal.GateOpen)
	next.send(time.Hour, workflows.UpdateWithdraw, workflows.Act{Command: "end", Actor: filer})
	next.execute(in)
	if last := l.noted[len(l.noted)-1]; last != "default-test-workflow-id/note/2 edition kh-171" {
		t.Errorf("the fact that waited was noted as %q", last)
	}
}
