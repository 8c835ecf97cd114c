package workflows

import (
	"slices"
	"strconv"

	"go.temporal.io/sdk/workflow"

	"pheduyet/activities"
	"pheduyet/internal/proposal"
)

// update is one kind of Update: its name and who may do it now.
type update struct {
	name string
	may  func(p proposal.Progress, a Act) error
}

// handle registers an Update. Its validator and its handler ask the same
// question: the validator refuses without writing history, the handler asks
// again once it has the mutex.
func (p *process) handle(ctx workflow.Context, u update) error {
	return workflow.SetUpdateHandlerWithOptions(ctx, u.name,
		func(ctx workflow.Context, a Act) (ActResult, error) { return p.act(ctx, u, a) },
		workflow.UpdateHandlerOptions{Validator: func(ctx workflow.Context, a Act) error {
			if a.Version > p.state.Progress.Version {
				return nil // behind: the handler asks once the act under way is known
			}
			return p.check(u, a)
		}})
}

func (p *process) check(u update, a Act) error {
	if slices.Contains(p.state.Seen, a.Command) {
		return nil
	}
	return activities.Refusal(u.may(p.state.Progress, a))
}

// act has the command recorded and takes the state from what was recorded, then
// has an opened duplication gate screened.
func (p *process) act(ctx workflow.Context, u update, a Act) (ActResult, error) {
	if err := p.mutex.Lock(ctx); err != nil {
		return ActResult{}, err
	}
	defer p.mutex.Unlock()
	if err := p.check(u, a); err != nil {
		return ActResult{}, err
	}
	var do *activities.Activities
	var recorded proposal.Progress
	err := workflow.ExecuteActivity(recording(ctx), do.Record, activities.RecordRequest{ProposalID: p.id, Command: a.Command, Run: p.run}).Get(ctx, &recorded)
	if err != nil {
		return ActResult{}, bare(err)
	}
	if !slices.Contains(p.state.Seen, a.Command) {
		p.state.Seen = append(p.state.Seen, a.Command)
	}
	p.take(recorded)
	if err := p.screen(ctx); err != nil {
		return ActResult{}, bare(err)
	}
	p.tellSystem(ctx)
	return ActResult{Status: p.state.Progress.Status, Version: p.state.Progress.Version}, nil
}

// tellSystem lets the workflow of the approved system hear at once that the
// approval was revoked: the record has ended the system and what was owed for it.
func (p *process) tellSystem(ctx workflow.Context) {
	if p.state.Progress.Status != proposal.Revoked || workflow.GetVersion(ctx, "tell-system", workflow.DefaultVersion, 1) < 1 {
		return
	}
	told := workflow.SignalExternalWorkflow(ctx, SystemWorkflowID(p.id), "", SignalFact, Fact{Kind: proposal.FactRevoked, Ref: p.id})
	if err := told.Get(ctx, nil); err != nil { // none runs (yet): whoever starts it finds the end in the record
		workflow.GetLogger(ctx).Info("no workflow keeps the system", "error", err)
	}
}

// screen compares the proposal where a duplication gate has just opened.
func (p *process) screen(ctx workflow.Context) error {
	gate, ok := p.state.Progress.AwaitsScreening()
	if !ok {
		return nil
	}
	p.state.Screenings++
	key := workflow.GetInfo(ctx).WorkflowExecution.ID + "/screening/" + strconv.Itoa(p.state.Screenings)
	var do *activities.Activities
	var recorded proposal.Progress
	err := workflow.ExecuteActivity(screening(ctx), do.Screen, activities.ScreenRequest{ProposalID: p.id, Gate: gate, EventKey: key}).Get(ctx, &recorded)
	if err != nil {
		return err
	}
	p.take(recorded)
	return nil
}

// take takes over where the proposal stands. An act sent again is answered with
// where it led then; that does not set the state back.
func (p *process) take(recorded proposal.Progress) {
	if recorded.Version > p.state.Progress.Version {
		p.state.Progress = recorded
	}
}

// bare takes a refusal out of the activity's error: wrapped, it would lose its
// type and cross to the caller as something to retry.
func bare(err error) error {
	if e, ok := activities.RefusalOf(err); ok {
		return activities.Refusal(e)
	}
	return err
}
