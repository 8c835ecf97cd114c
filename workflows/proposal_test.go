package workflows_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/workflow"

	"pheduyet/activities"
	"pheduyet/internal/catalog"
	"pheduyet/internal/proposal"
	"pheduyet/workflows"
)

var (
	filer    = proposal.Actor{Account: "a1", Agency: "so-y-te", Roles: []proposal.Role{proposal.RoleFiler}}
	reviewer = proposal.Actor{Account: "a2", Agency: "so-khcn", Roles: []proposal.Role{proposal.RoleReviewer}}
)

// ledger fakes the store: each command is a step of the proposal, and is
// recorded once.
type ledger struct {
	mu       sync.Mutex // activities of a spreading workflow run beside each other
	steps    map[string]func(proposal.Progress) (proposal.Progress, error)
	at       proposal.Progress
	recorded map[string]proposal.Progress
	calls    []string
	screened []string
	noted    []string
	reminded []string
	note     func(p *proposal.Progress) // what a fact changes besides the version
	remind   func(key string, p proposal.Progress) (proposal.Progress, error)
	// open and approved are to be told of facts, spread are those they were told.
	open, approved, spread []string
	failFirst              bool // the first attempt commits and then loses its answer
}

func newLedger() *ledger {
	return &ledger{
		steps:    map[string]func(proposal.Progress) (proposal.Progress, error){},
		recorded: map[string]proposal.Progress{},
		at:       proposal.Progress{ID: "p1", Status: proposal.Draft, Agency: "so-y-te"},
	}
}

func (l *ledger) RecordIn(_ context.Context, _, command string, _ int) (proposal.Progress, error) {
	l.calls = append(l.calls, command)
	if p, ok := l.recorded[command]; ok {
		return p, nil
	}
	step, ok := l.steps[command]
	if !ok {
		return proposal.Progress{}, proposal.Errorf(proposal.CodeNotFound, "không có lệnh", "no command")
	}
	next, err := step(l.at)
	if err != nil {
		return proposal.Progress{}, err
	}
	next.Version++
	l.at, l.recorded[command] = next, next
	if l.failFirst {
		l.failFirst = false
		return proposal.Progress{}, errors.New("connection lost after COMMIT")
	}
	return next, nil
}

func (l *ledger) Comparison(context.Context, string) (catalog.Query, error) {
	return catalog.Query{Name: "x"}, nil
}

func (l *ledger) Check(context.Context, catalog.Query) (catalog.Result, error) {
	return catalog.Result{Verdict: catalog.Clear}, nil
}

func (l *ledger) RecordScreening(_ context.Context, _, gate, key string, _ catalog.Result) (proposal.Progress, error) {
	l.screened = append(l.screened, key)
	next := l.at
	next.Gates = append([]proposal.Gate{}, next.Gates...)
	for i := range next.Gates {
		if next.Gates[i].ID == gate {
			next.Gates[i].Screened, next.Gates[i].State = true, proposal.GatePassed
		}
	}
	next.Version++
	l.at = next
	return next, nil
}

// submitted opens the one gate of a small process: a review by Sở KH&CN.
func submitted(p proposal.Progress) (proposal.Progress, error) {
	p.Status, p.Revision = proposal.InReview, p.Revision+1
	p.Gates = []proposal.Gate{{ID: "review", Kind: proposal.KindReview, Authority: "so-khcn", State: proposal.GateOpen, Round: 1}}
	return p, nil
}

func ends(s proposal.Status, state proposal.GateState) func(proposal.Progress) (proposal.Progress, error) {
	return func(p proposal.Progress) (proposal.Progress, error) {
		p.Status = s
		p.Gates = []proposal.Gate{{ID: "review", Kind: proposal.KindReview, Authority: "so-khcn", State: state, Round: 1}}
		return p, nil
	}
}

// run is a workflow under test with skipped time.
type run struct {
	*testing.T
	env     *testsuite.TestWorkflowEnvironment
	answers map[string]error
	results map[string]workflows.ActResult
	refused map[string]error
}

func newRun(t *testing.T, l *ledger) *run {
	t.Helper()
	var suite testsuite.WorkflowTestSuite
	suite.SetLogger(log.NewStructuredLogger(slog.New(slog.DiscardHandler)))
	env := suite.NewTestWorkflowEnvironment()
	env.RegisterActivity(&activities.Activities{Store: l, Matcher: l})
	env.SetStartTime(time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC))
	return &run{t, env, map[string]error{}, map[string]workflows.ActResult{}, map[string]error{}}
}

// send delivers an Update at a time after the start.
func (r *run) send(after time.Duration, update string, a workflows.Act) {
	r.env.RegisterDelayedCallback(func() {
		r.env.UpdateWorkflow(update, a.Command, &testsuite.TestUpdateCallback{
			OnAccept: func() {},
			OnReject: func(err error) { r.refused[a.Command] = err },
			OnComplete: func(result any, err error) {
				r.answers[a.Command] = err
				if got, ok := result.(workflows.ActResult); ok {
					r.results[a.Command] = got
				}
			},
		}, a)
	}, after)
}

func (r *run) execute(in workflows.ProposalInput) {
	r.env.ExecuteWorkflow(workflows.ProposalWorkflow, in)
}

func TestApprovalEndsTheWorkflow(t *testing.T) {
	l := newLedger()
	l.steps["c1"], l.steps["c2"] = submitted, ends(proposal.Approved, proposal.GatePassed)
	r := newRun(t, l)
	r.send(time.Second, workflows.UpdateSubmit, workflows.Act{Command: "c1", Actor: filer})
	r.send(time.Hour, workflows.UpdateDecide, workflows.Act{Command: "c2", Actor: reviewer, Gate: "review"})
	r.execute(workflows.ProposalInput{ProposalID: "p1"})
	if !r.env.IsWorkflowCompleted() || r.env.GetWorkflowError() != nil {
		t.Fatalf("completed %v, error %v", r.env.IsWorkflowCompleted(), r.env.GetWorkflowError())
	}
	want := map[string]workflows.ActResult{
		"c1": {Status: proposal.InReview, Version: 1},
		"c2": {Status: proposal.Approved, Version: 2},
	}
	if d := cmp.Diff(want, r.results); d != "" {
		t.Error(d)
	}
}

func TestValidatorRefusesInTheDomainsWords(t *testing.T) {
	l := newLedger()
	l.steps["c1"], l.steps["end"] = submitted, ends(proposal.Withdrawn, proposal.GateOpen)
	r := newRun(t, l)
	r.send(time.Second, workflows.UpdateSubmit, workflows.Act{Command: "c1", Actor: filer})
	r.send(time.Minute, workflows.UpdateDecide, workflows.Act{Command: "c2", Actor: filer, Gate: "review"})
	r.send(2*time.Minute, workflows.UpdateDecide, workflows.Act{Command: "c3", Actor: reviewer, Gate: "none"})
	r.send(3*time.Minute, workflows.UpdateAccept, workflows.Act{Command: "c4", Actor: filer})
	r.send(time.Hour, workflows.UpdateWithdraw, workflows.Act{Command: "end", Actor: filer})
	r.execute(workflows.ProposalInput{ProposalID: "p1"})
	for command, code := range map[string]proposal.Code{
		"c2": proposal.CodeForbidden, "c3": proposal.CodeNotFound, "c4": proposal.CodeConflict,
	} {
		if e, ok := workflows.RefusalOf(r.refused[command]); !ok || e.Code != code {
			t.Errorf("%s refused with %v, want code %s", command, r.refused[command], code)
		}
	}
	if d := cmp.Diff([]string{"c1", "end"}, l.calls); d != "" {
		t.Errorf("a refused Update reached the store: %s", d)
	}
}

func TestRefusalWhileRecordingKeepsItsCode(t *testing.T) {
	l := newLedger()
	l.steps["c1"], l.steps["end"] = submitted, ends(proposal.Withdrawn, proposal.GateOpen)
	l.steps["c2"] = func(proposal.Progress) (proposal.Progress, error) {
		return proposal.Progress{}, proposal.Errorf(proposal.CodeBudgetExceeded, "Vượt dự toán.", "Over the envelope.")
	}
	r := newRun(t, l)
	r.send(time.Second, workflows.UpdateSubmit, workflows.Act{Command: "c1", Actor: filer})
	r.send(time.Minute, workflows.UpdateDecide, workflows.Act{Command: "c2", Actor: reviewer, Gate: "review"})
	r.send(time.Hour, workflows.UpdateWithdraw, workflows.Act{Command: "end", Actor: filer})
	r.execute(workflows.ProposalInput{ProposalID: "p1"})
	e, ok := workflows.RefusalOf(r.answers["c2"])
	if !ok || e.Code != proposal.CodeBudgetExceeded || e.Message.VI != "Vượt dự toán." {
		t.Errorf("answer %v", r.answers["c2"])
	}
}

func TestALostAnswerIsRecordedOnce(t *testing.T) {
	l := newLedger()
	l.failFirst = true
	l.steps["c1"], l.steps["end"] = submitted, ends(proposal.Withdrawn, proposal.GateOpen)
	r := newRun(t, l)
	r.send(time.Second, workflows.UpdateSubmit, workflows.Act{Command: "c1", Actor: filer})
	r.send(time.Hour, workflows.UpdateWithdraw, workflows.Act{Command: "end", Actor: filer})
	r.execute(workflows.ProposalInput{ProposalID: "p1"})
	if r.answers["c1"] != nil || r.results["c1"].Version != 1 {
		t.Errorf("answer %v, %+v", r.answers["c1"], r.results["c1"])
	}
	if d := cmp.Diff([]string{"c1", "c1", "end"}, l.calls); d != "" {
		t.Errorf("attempts: %s", d)
	}
}

// An act is committed, its worker dies, and the next one arrives before the
// workflow has heard of it: it waits for its turn instead of being refused.
func TestAnActThatSawMoreThanTheWorkflowWaits(t *testing.T) {
	l := newLedger()
	l.failFirst = true // the retry comes later than the decision
	l.steps["c1"], l.steps["c2"] = submitted, ends(proposal.Approved, proposal.GatePassed)
	l.at.Version = 4
	r := newRun(t, l)
	behind := l.at
	r.send(time.Second, workflows.UpdateSubmit, workflows.Act{Command: "c1", Actor: filer, Version: 4})
	r.send(time.Second+time.Millisecond, workflows.UpdateDecide, workflows.Act{Command: "c2", Actor: reviewer, Gate: "review", Version: 5})
	r.execute(workflows.ProposalInput{ProposalID: "p1", State: &workflows.State{Progress: behind}})
	if r.refused["c2"] != nil || r.answers["c2"] != nil {
		t.Errorf("refused %v, answered %v", r.refused["c2"], r.answers["c2"])
	}
	if got := r.results["c2"].Status; got != proposal.Approved {
		t.Errorf("status %q", got)
	}
}

func TestAnOpenedDuplicationGateIsScreened(t *testing.T) {
	l := newLedger()
	l.steps["c1"] = func(p proposal.Progress) (proposal.Progress, error) {
		p.Status = proposal.InReview
		p.Gates = []proposal.Gate{{ID: "dup", Kind: proposal.KindDuplication, Authority: "so-khcn", State: proposal.GateOpen, Round: 1}}
		return p, nil
	}
	l.steps["end"] = ends(proposal.Withdrawn, proposal.GateOpen)
	r := newRun(t, l)
	r.send(time.Second, workflows.UpdateSubmit, workflows.Act{Command: "c1", Actor: filer})
	r.send(time.Hour, workflows.UpdateWithdraw, workflows.Act{Command: "end", Actor: filer})
	r.execute(workflows.ProposalInput{ProposalID: "p1"})
	if len(l.screened) != 1 || r.results["c1"].Version != 2 {
		t.Errorf("screened %v, %+v", l.screened, r.results["c1"])
	}
}

func TestARejectionStaysOpenForTheReviewPeriod(t *testing.T) {
	l := newLedger()
	until := time.Date(2026, 12, 14, 16, 59, 59, 0, time.UTC)
	l.steps["c1"] = submitted
	l.steps["c2"] = func(p proposal.Progress) (proposal.Progress, error) {
		p.Status, p.ReviewUntil = proposal.Rejected, &until
		return p, nil
	}
	r := newRun(t, l)
	r.send(time.Second, workflows.UpdateSubmit, workflows.Act{Command: "c1", Actor: filer})
	r.send(time.Minute, workflows.UpdateDecide, workflows.Act{Command: "c2", Actor: reviewer, Gate: "review"})
	r.execute(workflows.ProposalInput{ProposalID: "p1"})
	if got := r.env.Now(); got.Before(until) {
		t.Errorf("ended at %v, before the review period's end %v", got, until)
	}
	if !r.env.IsWorkflowCompleted() {
		t.Error("still running after the review period")
	}
}

// Holidays that change move the end of the review period: the workflow waits for
// the new one. Other facts concern no rejected proposal.
func TestAReviewPeriodMovesWithTheHolidays(t *testing.T) {
	l := newLedger()
	until := time.Date(2026, 12, 14, 16, 59, 59, 0, time.UTC)
	l.steps["c1"] = submitted
	l.steps["c2"] = func(p proposal.Progress) (proposal.Progress, error) {
		p.Status, p.ReviewUntil = proposal.Rejected, &until
		return p, nil
	}
	later := until.AddDate(0, 0, 3)
	l.note = func(p *proposal.Progress) { p.ReviewUntil = &later }
	r := newRun(t, l)
	r.send(time.Second, workflows.UpdateSubmit, workflows.Act{Command: "c1", Actor: filer})
	r.send(time.Minute, workflows.UpdateDecide, workflows.Act{Command: "c2", Actor: reviewer, Gate: "review"})
	r.tell(time.Hour, workflows.Fact{Kind: proposal.FactEdition, Ref: "x"})
	r.tell(2*time.Hour, workflows.Fact{Kind: proposal.FactCalendar, Ref: "2026"})
	r.execute(workflows.ProposalInput{ProposalID: "p1"})
	if d := cmp.Diff([]string{"default-test-workflow-id/note/1 calendar 2026"}, l.noted); d != "" {
		t.Error(d)
	}
	if got := r.env.Now(); got.Before(later) || !r.env.IsWorkflowCompleted() {
		t.Errorf("ended at %v, want after %v", got, later)
	}
}

// A revocation is told to the workflow that keeps the system, at once.
func TestARevocationIsToldToTheSystem(t *testing.T) {
	l := newLedger()
	l.steps["c1"], l.steps["c2"] = submitted, ends(proposal.Revoked, proposal.GatePassed)
	r := newRun(t, l)
	var told []string
	r.env.OnSignalExternalWorkflow(anything, anything, "", workflows.SignalFact, anything).
		Return(func(_, id, _, _ string, f any) error { told = append(told, fmt.Sprint(id, f)); return nil })
	r.send(time.Second, workflows.UpdateSubmit, workflows.Act{Command: "c1", Actor: filer})
	r.send(time.Minute, workflows.UpdateWithdraw, workflows.Act{Command: "c2", Actor: filer})
	r.execute(workflows.ProposalInput{ProposalID: "p1"})
	if d := cmp.Diff([]string{"system/p1{revoked p1}"}, told); d != "" {
		t.Error(d)
	}
}

func TestARecalledProposalWaitsForItsNextSubmission(t *testing.T) {
	l := newLedger()
	l.steps["c1"], l.steps["c3"] = submitted, submitted
	l.steps["c2"] = func(p proposal.Progress) (proposal.Progress, error) {
		p.Status, p.Gates = proposal.Draft, nil
		return p, nil
	}
	l.steps["end"] = ends(proposal.Withdrawn, proposal.GateOpen)
	r := newRun(t, l)
	r.send(time.Second, workflows.UpdateSubmit, workflows.Act{Command: "c1", Actor: filer})
	r.send(time.Minute, workflows.UpdateRecall, workflows.Act{Command: "c2", Actor: filer})
	r.send(48*time.Hour, workflows.UpdateSubmit, workflows.Act{Command: "c3", Actor: filer})
	r.send(72*time.Hour, workflows.UpdateWithdraw, workflows.Act{Command: "end", Actor: filer})
	r.execute(workflows.ProposalInput{ProposalID: "p1"})
	if r.answers["c3"] != nil || r.results["c3"].Status != proposal.InReview {
		t.Errorf("second submission: %v %+v", r.answers["c3"], r.results["c3"])
	}
}

func TestStateSurvivesContinueAsNew(t *testing.T) {
	l := newLedger()
	l.steps["c1"] = submitted
	r := newRun(t, l)
	r.send(time.Second, workflows.UpdateSubmit, workflows.Act{Command: "c1", Actor: filer})
	r.env.RegisterDelayedCallback(func() { r.env.SetContinueAsNewSuggested(true) }, time.Minute)
	r.execute(workflows.ProposalInput{ProposalID: "p1"})
	again, ok := errors.AsType[*workflow.ContinueAsNewError](r.env.GetWorkflowError())
	if !ok {
		t.Fatalf("ended with %v, not continued as new", r.env.GetWorkflowError())
	}
	var in workflows.ProposalInput
	if err := converter.GetDefaultDataConverter().FromPayloads(again.Input, &in); err != nil {
		t.Fatal(err)
	}
	if in.ProposalID != "p1" || in.State == nil {
		t.Fatalf("continues with %+v", in)
	}
	if d := cmp.Diff([]string{"c1"}, in.State.Seen); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(l.at, in.State.Progress); d != "" {
		t.Error(d)
	}
}

func TestARunContinuedKnowsWhereItWas(t *testing.T) {
	l := newLedger()
	l.at, _ = submitted(l.at)
	l.at.Version = 4
	l.steps["end"] = ends(proposal.Withdrawn, proposal.GateOpen)
	l.recorded["c1"] = l.at
	r := newRun(t, l)
	r.send(time.Minute, workflows.UpdateSubmit, workflows.Act{Command: "c1", Actor: filer})
	r.send(2*time.Minute, workflows.UpdateSubmit, workflows.Act{Command: "c9", Actor: filer})
	r.send(time.Hour, workflows.UpdateWithdraw, workflows.Act{Command: "end", Actor: filer})
	r.execute(workflows.ProposalInput{ProposalID: "p1", State: &workflows.State{Progress: l.at, Seen: []string{"c1"}}})
	if r.answers["c1"] != nil || r.results["c1"].Version != 4 {
		t.Errorf("a command seen before: %v %+v", r.answers["c1"], r.results["c1"])
	}
	if e, ok := workflows.RefusalOf(r.refused["c9"]); !ok || e.Code != proposal.CodeConflict {
		t.Errorf("a second submission: %v", r.refused["c9"])
	}
}
