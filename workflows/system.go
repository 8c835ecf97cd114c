package workflows

import (
	"slices"

	"go.temporal.io/sdk/workflow"

	"pheduyet/activities"
	"pheduyet/internal/proposal"
)

// SystemWorkflowID is the workflow id of an approved system; its id is its
// proposal's.
func SystemWorkflowID(id string) string { return "system/" + id }

// UpdateSystem does one step of a system's life or of what is owed for it. It
// takes an Act, whose Gate is the obligation, and answers an ActResult.
const UpdateSystem = "system"

// SystemInput starts a SystemWorkflow. State is set when it continues as new.
type SystemInput struct {
	System string       `json:"system"`
	State  *SystemState `json:"state,omitempty"`
}

// SystemState is all that a SystemWorkflow remembers; it survives continue-as-new.
type SystemState struct {
	// Progress is where the system stands; its Version is 0 until it was looked at.
	Progress proposal.SystemProgress `json:"progress"`
	// Seen are the commands that were recorded.
	Seen []string `json:"seen"`
}

// SystemWorkflow keeps one approved system for as long as it lives, which may be
// years: it looks at it whenever time brings something and puts its acts in order.
func SystemWorkflow(ctx workflow.Context, in SystemInput) error {
	k := &keeping{id: in.System, mutex: workflow.NewMutex(ctx), news: workflow.GetSignalChannel(ctx, SignalFact)}
	if in.State != nil {
		k.state = *in.State
	}
	if err := k.setup(ctx); err != nil {
		return err
	}
	return k.live(ctx)
}

// keeping is a running SystemWorkflow.
type keeping struct {
	id    string
	state SystemState
	mutex workflow.Mutex
	// news are signals that something outside touched the system; hearing is set
	// while one is being looked at.
	news    workflow.ReceiveChannel
	hearing bool
}

func (k *keeping) setup(ctx workflow.Context) error {
	if err := workflow.SetQueryHandler(ctx, QueryState, func() (SystemState, error) { return k.state, nil }); err != nil {
		return err
	}
	workflow.Go(ctx, k.listen)
	return workflow.SetUpdateHandlerWithOptions(ctx, UpdateSystem, k.act, workflow.UpdateHandlerOptions{
		Validator: func(_ workflow.Context, a Act) error { return activities.Refusal(k.may(a)) },
	})
}

// may refuses what comes after the end; everything else is the record's question,
// which knows what is owed.
func (k *keeping) may(a Act) error {
	if k.state.Progress.State.Over() && !slices.Contains(k.state.Seen, a.Command) {
		return proposal.Errorf(proposal.CodeConflict, "Hệ thống đã kết thúc, không thay đổi được nữa.", "The system has ended and can no longer be changed.")
	}
	return nil
}

func (k *keeping) act(ctx workflow.Context, a Act) (ActResult, error) {
	if err := k.mutex.Lock(ctx); err != nil {
		return ActResult{}, err
	}
	defer k.mutex.Unlock()
	if err := activities.Refusal(k.may(a)); err != nil {
		return ActResult{}, err
	}
	var do *activities.Activities
	var recorded proposal.SystemProgress
	err := workflow.ExecuteActivity(recording(ctx), do.RecordSystem, activities.SystemRequest{System: k.id, Command: a.Command}).Get(ctx, &recorded)
	if err != nil {
		return ActResult{}, bare(err)
	}
	if !slices.Contains(k.state.Seen, a.Command) {
		k.state.Seen = append(k.state.Seen, a.Command)
	}
	k.take(recorded)
	return ActResult{Version: k.state.Progress.Version}, nil
}

// take takes over where the system stands, unless it is known to stand further.
func (k *keeping) take(p proposal.SystemProgress) {
	if p.Version >= k.state.Progress.Version {
		k.state.Progress = p
	}
}

func (k *keeping) live(ctx workflow.Context) error {
	if k.state.Progress.Version == 0 {
		if err := k.keep(ctx); err != nil {
			return err
		}
	}
	for !k.state.Progress.State.Over() {
		if workflow.GetInfo(ctx).GetContinueAsNewSuggested() {
			return k.continueAsNew(ctx)
		}
		due, err := k.sleep(ctx)
		if err != nil {
			return err
		}
		if due {
			if err := k.keep(ctx); err != nil {
				return err
			}
		}
	}
	return workflow.Await(ctx, func() bool { return workflow.AllHandlersFinished(ctx) })
}

// sleep waits until time brings something, an act moves that, or the history is
// long; it reports whether the time has come.
func (k *keeping) sleep(ctx workflow.Context) (due bool, err error) {
	seen := k.state.Progress
	moved := func() bool {
		return k.state.Progress.Version != seen.Version || workflow.GetInfo(ctx).GetContinueAsNewSuggested()
	}
	if seen.WakeAt == nil {
		return false, workflow.Await(ctx, moved)
	}
	ok, err := workflow.AwaitWithTimeout(ctx, seen.WakeAt.Sub(workflow.Now(ctx)), moved)
	return err == nil && !ok, err
}

// keep does what time brings, between acts.
func (k *keeping) keep(ctx workflow.Context) error {
	if err := k.mutex.Lock(ctx); err != nil {
		return err
	}
	defer k.mutex.Unlock()
	var do *activities.Activities
	var kept proposal.SystemProgress
	err := workflow.ExecuteActivity(recording(ctx), do.KeepSystem, activities.SystemRequest{System: k.id}).Get(ctx, &kept)
	if err != nil {
		return err
	}
	k.take(kept)
	return nil
}

// listen looks at the system whenever something outside touched it, such as the
// revocation of its approval: nobody waits for its next waking.
func (k *keeping) listen(ctx workflow.Context) {
	for workflow.Await(ctx, func() bool { return k.news.Len() > 0 }) == nil {
		var f Fact
		k.news.ReceiveAsync(&f)
		k.hearing = true
		if err := k.keep(ctx); err != nil {
			workflow.GetLogger(ctx).Warn("a system was not looked at", "kind", f.Kind, "error", err)
		}
		k.hearing = false
	}
}

func (k *keeping) continueAsNew(ctx workflow.Context) error {
	if err := workflow.Await(ctx, func() bool { return workflow.AllHandlersFinished(ctx) && !k.hearing }); err != nil {
		return err
	}
	if k.news.ReceiveAsync(&Fact{}) { // what arrived last is looked at here: it would not go along
		if err := k.keep(ctx); err != nil || k.state.Progress.State.Over() {
			return err
		}
	}
	return workflow.NewContinueAsNewError(ctx, SystemWorkflow, SystemInput{System: k.id, State: &k.state})
}
