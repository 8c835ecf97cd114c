package workflows

import (
	"strconv"
	"time"

	"go.temporal.io/sdk/workflow"

	"pheduyet/activities"
	"pheduyet/internal/proposal"
)

// early is how long to wait before asking again where a reminder's time has come
// by the workflow's clock and not by the store's.
const early = time.Minute

// remind wakes when a reminder falls due and has it recorded. When that is, the
// record tells: every recorded act answers the next time, so a deadline that moved
// moves the timer, and what happened before there were reminders, which tells no
// time, sets none.
func (p *process) remind(ctx workflow.Context) {
	for {
		if err := workflow.Await(ctx, func() bool { return p.wake() != nil }); err != nil {
			return
		}
		at := *p.wake()
		moved, err := workflow.AwaitWithTimeout(ctx, max(at.Sub(workflow.Now(ctx)), 0), func() bool {
			return p.wake() == nil || !p.wake().Equal(at)
		})
		if err != nil {
			return
		}
		if moved {
			continue
		}
		p.firing = true
		err = p.fire(ctx, at)
		p.firing = false
		if err != nil {
			workflow.GetLogger(ctx).Warn("a reminder was not recorded", "error", err)
			p.state.Progress.Wake = nil // the next act tells again
		}
	}
}

// wake is when the next reminder falls due; nil for none.
func (p *process) wake() *time.Time {
	if p.over() {
		return nil
	}
	return p.state.Progress.Wake
}

// fire has the reminder recorded that was due at a time, unless an act that came
// first has moved it.
func (p *process) fire(ctx workflow.Context, at time.Time) error {
	if err := p.mutex.Lock(ctx); err != nil {
		return err
	}
	defer p.mutex.Unlock()
	if w := p.wake(); w == nil || !w.Equal(at) {
		return nil
	}
	p.state.Firings++
	key := workflow.GetInfo(ctx).WorkflowExecution.ID + "/firing/" + strconv.Itoa(p.state.Firings)
	var do *activities.Activities
	var recorded proposal.Progress
	err := workflow.ExecuteActivity(recording(ctx), do.Remind, activities.RemindRequest{ProposalID: p.id, EventKey: key}).Get(ctx, &recorded)
	if err != nil {
		return err
	}
	p.take(recorded)
	p.state.Progress.Wake = recorded.Wake
	if w := recorded.Wake; w != nil && w.Equal(at) { // by the store's clock it is not yet time
		p.state.Progress.Wake = new(workflow.Now(ctx).Add(early))
	}
	return nil
}
