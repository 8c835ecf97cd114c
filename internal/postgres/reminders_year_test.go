package postgres

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"testing"
	"time"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/testsuite"

	"pheduyet/activities"
	"pheduyet/internal/catalog"
	"pheduyet/internal/proposal"
	"pheduyet/workflows"
)

// yearOf is how many proposals the simulated year has; the figure is of 200:
//
//	go test ./internal/postgres -run TestAYearOfReminders -v -proposals 200
var yearOf = flag.Int("proposals", 12, "proposals of the simulated year of reminders")

// A year of proposals, each in its own workflow with skipped time and all on the
// real store. What is recorded is recorded by workers in processes of their own,
// which are killed while they do it, at any moment or between COMMIT and the
// answer, and so are those that deliver the letters: every reminder that the
// calendar says falls due is recorded, and recorded once, and every letter arrives
// under one Message-ID.
func TestAYearOfReminders(t *testing.T) {
	t.Parallel()
	y := &year{world: reminding(t)}
	y.addressed()
	y.crew = hire(y.world)
	y.holidays()
	var due, sent, duplicates, missed int
	for i := range *yearOf {
		id := y.live(i)
		want, got := y.expected(id), y.given(id)
		for key, n := range got {
			sent += n
			duplicates += n - 1
			if want[key] == 0 {
				t.Errorf("proposal %d: %s was not due", i, key)
			}
		}
		for key := range want {
			due++
			if got[key] == 0 {
				missed++
				t.Errorf("proposal %d: %s was missed", i, key)
			}
		}
	}
	t.Logf("%d proposals, reminders due %d, sent %d, duplicates %d, missed %d; workers killed %d: before a commit %d, after one %d",
		*yearOf, due, sent, duplicates, missed, y.undone+y.unheard, y.undone, y.unheard)
	if duplicates > 0 || missed > 0 || due < 3**yearOf || y.undone == 0 || y.unheard == 0 {
		t.Errorf("due %d, sent %d, duplicates %d, missed %d, killed before %d, after %d", due, sent, duplicates, missed, y.undone, y.unheard)
	}
	y.delivered()
}

// year is the world with the workflow's clock, and workers that are killed.
type year struct {
	*world
	*crew
	env  *testsuite.TestWorkflowEnvironment
	dice *rand.Rand
}

// unlike finds nothing like it.
type unlike struct{}

func (unlike) Check(context.Context, catalog.Query) (catalog.Result, error) {
	return catalog.Result{Verdict: catalog.Clear, Note: "không tìm thấy trong 2 mục", Compared: 2}, nil
}

// live takes a proposal through a part of the year: a letter, a late or early
// reply, for some a return with or without an answer, and the end.
func (y *year) live(i int) string {
	y.t.Helper()
	y.dice = rand.New(rand.NewPCG(uint64(i), 7))
	var suite testsuite.WorkflowTestSuite
	suite.SetLogger(log.NewStructuredLogger(slog.New(slog.DiscardHandler)))
	y.env = suite.NewTestWorkflowEnvironment()
	y.env.SetTestTimeout(time.Minute)
	y.env.RegisterActivity(&activities.Activities{Store: mortal{y.Store, y.crew}, Matcher: unlike{}})
	start := inNovember.AddDate(0, 0, y.days(0, 90))
	y.env.SetStartTime(start)
	y.Now = func() time.Time { return start }
	f := facts(1)
	f.Name = fmt.Sprintf("Phần mềm số %d", i)
	id := y.draft("filer", f)
	y.Now = func() time.Time { return y.env.Now() }

	at := time.Minute
	y.act(at, "filer", id, proposal.CommandSubmit, "", func() any { return proposal.Submission{} })
	at = y.after(at, 0, 20)
	y.act(at, "filer", id, proposal.CommandConsult, "", func() any {
		return proposal.Consultation{Letter: &proposal.Letter{Number: "1/SYT", Date: proposal.DateOf(y.env.Now())}}
	})
	at = y.after(at, 1, 70)
	y.act(at, "filer", id, proposal.CommandConsult, "", func() any {
		return proposal.Consultation{Reply: &proposal.Reply{Number: "2/BYT", Date: proposal.DateOf(y.env.Now()), Position: proposal.Agree}}
	})
	at = y.after(at, 0, 12)
	if i%3 == 0 {
		y.returned(at, id)
	} else {
		y.act(at, "khcn", id, proposal.CommandDecide, consultation, func() any { return decision(proposal.Details{}) })
		y.act(y.after(at, 5, 60), "filer", id, proposal.CommandWithdraw, "", withdrawal)
	}
	y.env.SetStartWorkflowOptions(client.StartWorkflowOptions{ID: workflows.ProposalWorkflowID(id), TaskQueue: workflows.TaskQueue})
	y.env.ExecuteWorkflow(workflows.ProposalWorkflow, workflows.ProposalInput{ProposalID: id})
	if err := y.env.GetWorkflowError(); err != nil || !y.env.IsWorkflowCompleted() {
		y.t.Fatalf("proposal %d: completed %v, %v", i, y.env.IsWorkflowCompleted(), err)
	}
	return id
}

func withdrawal() any { return proposal.Withdrawal{Reason: "thôi"} }

// returned hands the proposal back: some are answered in time, others rejected
// long after.
func (y *year) returned(at time.Duration, id string) {
	y.act(at, "khcn", id, proposal.CommandDecide, consultation, func() any {
		return proposal.Decision{Outcome: proposal.Return, Reason: "thiếu", Items: []proposal.ItemRequest{{Text: "Nêu rõ"}}}
	})
	if y.dice.IntN(2) == 0 {
		at = y.after(at, 50, 90)
		y.act(at, "khcn", id, proposal.CommandDecide, consultation, func() any { d := rejection(); d.Reason = "quá thời hạn bổ sung"; return d })
		return
	}
	at = y.after(at, 1, 40)
	y.act(at, "filer", id, proposal.CommandSubmit, "", func() any {
		return proposal.Submission{Answers: []proposal.Answer{{Item: consultation + "-1-1", Text: "đã rõ"}}}
	})
	y.act(y.after(at, 1, 20), "filer", id, proposal.CommandWithdraw, "", withdrawal)
}

func (y *year) days(from, to int) int { return from + y.dice.IntN(to-from+1) }

// after is a time some days later, at an hour of its own.
func (y *year) after(at time.Duration, from, to int) time.Duration {
	return at + time.Duration(y.days(from, to))*24*time.Hour + time.Duration(1+y.dice.IntN(300))*time.Minute
}

// act has a person act at a time after the start. The content is made when it is
// sent, as of that day.
func (y *year) act(at time.Duration, who, id, kind, gate string, body func() any) {
	y.env.RegisterDelayedCallback(func() {
		actor, err := loadActor(y.t.Context(), y.pool, y.people[who], y.env.Now())
		if err != nil {
			y.t.Fatal(err)
		}
		actor.Name = ""
		command := y.command(who, id, kind, gate, body())
		fail := func(err error) {
			if err != nil {
				y.t.Errorf("%s %s at %v: %v", who, kind, y.env.Now(), err)
			}
		}
		y.env.UpdateWorkflow(kind, command, &testsuite.TestUpdateCallback{
			OnAccept: func() {}, OnReject: fail, OnComplete: func(_ any, err error) { fail(err) },
		}, workflows.Act{Command: command, Actor: actor, Gate: gate})
	}, at)
}
