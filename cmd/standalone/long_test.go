package main

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"go.temporal.io/sdk/client"

	"pheduyet/cmd/internal/app"
	"pheduyet/internal/apitest"
	"pheduyet/workflows"
)

// What Temporal ends a workflow at, and how much of it a long proposal may use: a
// tenth leaves room for what later releases add.
const (
	eventLimit = 51_200
	sizeLimit  = 50 << 20
	updates    = 2_000
	share      = 10
)

// messages is what a proposal hears in two busy years: three a week.
const messages = 300

// A proposal that hears 300 messages, letters and facts from outside, stays far
// under Temporal's limits, and goes on afterwards. Its two years of reminders are
// counted on top: one firing costs no more events than one message.
func TestALongProposalStaysUnderTheLimits(t *testing.T) {
	c := onShared(t)
	p := c.LateMinistry(t, "so-y-te", 60)
	temporal := shared.machine.temporal
	dialled, _, err := app.DialTemporalAt(temporal.HostPort(), temporal.Namespace())(slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer dialled.Close()
	id := workflows.ProposalWorkflowID(p.ID)
	before := usage(t, dialled, id)
	for n := range messages {
		if n%3 == 0 {
			if err := dialled.SignalWorkflow(t.Context(), id, "", workflows.SignalFact, workflows.Fact{Kind: "calendar", Ref: "2026"}); err != nil {
				t.Fatal(err)
			}
			continue
		}
		p = c.Ask(t, p)
	}
	reply := map[string]any{"number": "77/" + apitest.Unique(), "date": apitest.Today(), "position": "agree"}
	p = c.As(p.Filer()).POST(p.Path("/consultation"), map[string]any{"reply": reply}).Want(t, 200).Proposal()
	after := usage(t, dialled, id)
	perMessage := float64(after.events-before.events) / messages
	bytes := (after.bytes - before.bytes) / messages
	const firings = 2 * 250 / 3 // every third working day of two years
	events, size := float64(after.events)+firings*perMessage, after.bytes+firings*bytes
	t.Logf("%d messages: %d events (%.1f each), %d bytes (%d each); with two years of reminders %.0f events, %d bytes",
		messages, after.events, perMessage, after.bytes, bytes, events, size)
	if after.runs > 1 {
		t.Logf("continued as new %d times", after.runs-1)
	}
	if events > eventLimit/share || size > sizeLimit/share || messages > updates/2 {
		t.Errorf("%.0f events of %d, %d bytes of %d", events, eventLimit, size, sizeLimit)
	}
	if p = c.Walk(t, p, nil); p.Status != "approved" {
		t.Errorf("status %q in the end", p.Status)
	}
}

// used is the history of a workflow's run that goes on.
type used struct{ events, bytes, runs int64 }

func usage(t *testing.T, c client.Client, id string) used {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	d, err := c.DescribeWorkflowExecution(ctx, id, "")
	if err != nil {
		t.Fatal(err)
	}
	info := d.GetWorkflowExecutionInfo()
	m := used{info.GetHistoryLength(), info.GetHistorySizeBytes(), 1}
	if info.GetFirstRunId() != info.GetExecution().GetRunId() {
		m.runs++
	}
	return m
}
