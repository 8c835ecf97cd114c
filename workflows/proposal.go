package workflows

import (
	"go.temporal.io/sdk/workflow"
)

// ProposalWorkflow runs one proposal from its first submission to its end. It
// waits idle while no submission is recorded (a filing that was refused, or
// recalled), through the review period after a rejection, and ends with the
// proposal otherwise.
func ProposalWorkflow(ctx workflow.Context, in ProposalInput) error {
	p := &process{id: in.ProposalID, run: in.Run, mutex: workflow.NewMutex(ctx), facts: workflow.GetSignalChannel(ctx, SignalFact)}
	if in.State != nil {
		p.state = *in.State
	}
	if err := p.setup(ctx); err != nil {
		return err
	}
	return p.live(ctx)
}

// process is a running ProposalWorkflow.
type process struct {
	id    string
	run   int // 0 the first workflow, n the n-th that a later act opened
	state State
	mutex workflow.Mutex // one act at a time
	facts workflow.ReceiveChannel
	// noting is set while a fact is being taken note of.
	noting bool
	// firing is set while a reminder is being recorded.
	firing bool
}

// setup registers the handlers, after the state is set: Updates that arrived
// early run at registration.
func (p *process) setup(ctx workflow.Context) error {
	if err := workflow.SetQueryHandler(ctx, QueryState, func() (State, error) { return p.state, nil }); err != nil {
		return err
	}
	for _, u := range []update{submit, consult, decide, accept, withdraw, recall, amend, requestReview, review, revoke, pause, resume, extend,
		sign, sendBack, claim, release, reassign, move, present, returnFiling} {
		if err := p.handle(ctx, u); err != nil {
			return err
		}
	}
	workflow.Go(ctx, p.listen)
	workflow.Go(ctx, p.remind)
	return nil
}

func (p *process) live(ctx workflow.Context) error {
	for {
		err := workflow.Await(ctx, func() bool { return p.over() || workflow.GetInfo(ctx).GetContinueAsNewSuggested() })
		if err != nil {
			return err
		}
		if !p.over() {
			return p.continueAsNew(ctx)
		}
		if err := p.awaitReview(ctx); err != nil {
			return err
		}
		if p.over() {
			return workflow.Await(ctx, func() bool { return workflow.AllHandlersFinished(ctx) })
		}
	}
}

// over reports whether the proposal has ended, for good or until a review.
func (p *process) over() bool {
	return p.state.Progress.Version > 0 && p.state.Progress.Status.Ended()
}

// awaitReview keeps a rejected proposal's workflow open for the review period,
// also when that moves.
func (p *process) awaitReview(ctx workflow.Context) error {
	for p.state.Progress.Reviewable() {
		until := *p.state.Progress.ReviewUntil
		moved, err := workflow.AwaitWithTimeout(ctx, until.Sub(workflow.Now(ctx)), func() bool {
			return !p.state.Progress.Reviewable() || !p.state.Progress.ReviewUntil.Equal(until)
		})
		if err != nil || !moved {
			return err
		}
	}
	return nil
}

func (p *process) continueAsNew(ctx workflow.Context) error {
	// A fact that is being taken note of is waited for; those that wait go along.
	if err := workflow.Await(ctx, func() bool { return workflow.AllHandlersFinished(ctx) && !p.noting && !p.firing }); err != nil {
		return err
	}
	p.drain()
	return workflow.NewContinueAsNewError(ctx, ProposalWorkflow, ProposalInput{ProposalID: p.id, Run: p.run, State: &p.state})
}
