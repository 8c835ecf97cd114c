package workflows

import (
	"strconv"

	"go.temporal.io/sdk/workflow"

	"pheduyet/activities"
	"pheduyet/internal/proposal"
)

// listen takes note of facts from outside, one after the other, between acts.
func (p *process) listen(ctx workflow.Context) {
	for {
		// A fact is taken out of the channel only to be kept: a receiver that waits
		// would hold one that continue-as-new could not see.
		if err := workflow.Await(ctx, func() bool { return len(p.state.Facts) > 0 || p.facts.Len() > 0 }); err != nil {
			return
		}
		p.drain()
		p.noting = true
		err := p.note(ctx, p.state.Facts[0])
		p.noting = false
		if err != nil {
			workflow.GetLogger(ctx).Warn("a fact was not taken note of", "kind", p.state.Facts[0].Kind, "error", err)
		}
		p.state.Facts = p.state.Facts[1:]
	}
}

// drain keeps the facts that have arrived and were not looked at.
func (p *process) drain() {
	for {
		var f Fact
		if !p.facts.ReceiveAsync(&f) {
			return
		}
		p.state.Facts = append(p.state.Facts, f)
	}
}

// touches reports whether something is open that the fact could touch: the
// proposal, or of the calendar the days for asking for a review.
func (p *process) touches(ctx workflow.Context, f Fact) bool {
	if !p.over() {
		return p.state.Progress.Version > 0
	}
	return f.Kind == proposal.FactCalendar && p.state.Progress.Reviewable() &&
		workflow.GetVersion(ctx, "recount-review", workflow.DefaultVersion, 1) >= 1
}

// note has a fact's consequences recorded and takes the state from what was
// recorded. A duplication gate that it opened again is screened.
func (p *process) note(ctx workflow.Context, f Fact) error {
	if err := p.mutex.Lock(ctx); err != nil {
		return err
	}
	defer p.mutex.Unlock()
	if !p.touches(ctx, f) {
		return nil
	}
	p.state.Notes++
	key := workflow.GetInfo(ctx).WorkflowExecution.ID + "/note/" + strconv.Itoa(p.state.Notes)
	var do *activities.Activities
	var recorded proposal.Progress
	options := recording
	if f.Kind == proposal.FactEdition { // compares first
		options = screening
	}
	err := workflow.ExecuteActivity(options(ctx), do.TakeNote, activities.NoteRequest{ProposalID: p.id, Fact: f, EventKey: key}).Get(ctx, &recorded)
	if err != nil {
		return err
	}
	p.take(recorded)
	if recorded.Version == p.state.Progress.Version {
		p.state.Progress.Wake = recorded.Wake // also where the fact changed nothing: it may be the first to tell
	}
	if p.over() {
		return nil
	}
	return p.screen(ctx)
}
