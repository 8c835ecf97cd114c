package workflows

import (
	"strings"

	"go.temporal.io/sdk/workflow"

	"pheduyet/activities"
	"pheduyet/internal/proposal"
)

// SpreadWorkflowID is the workflow id under which a fact is spread: once.
func SpreadWorkflowID(f Fact) string { return "spread/" + f.Kind + "/" + f.Ref }

// SpreadInput starts a SpreadWorkflow; all but the fact is set when it continues
// as new.
type SpreadInput struct {
	Fact Fact `json:"fact"`
	// Approved says that the open proposals have been told, After who was told last.
	Approved bool   `json:"approved,omitempty"`
	After    string `json:"after,omitempty"`
}

// spreadBatch is how many proposals are told at a time.
const spreadBatch = 50

// SpreadWorkflow tells every open proposal of a fact, in batches by id, and of a
// new edition also the approved ones whose system is not in use. It survives
// restarts where it is.
func SpreadWorkflow(ctx workflow.Context, in SpreadInput) error {
	var do *activities.Activities
	for {
		var ids []string
		next := activities.ToTellRequest{Kind: in.Fact.Kind, Approved: in.Approved, After: in.After, Limit: spreadBatch}
		if err := workflow.ExecuteActivity(recording(ctx), do.ToTell, next).Get(ctx, &ids); err != nil {
			return err
		}
		switch {
		case len(ids) > 0:
			in.tell(ctx, ids)
			in.After = idOf(ids[len(ids)-1])
		case in.Approved || in.Fact.Kind != proposal.FactEdition:
			return workflow.ExecuteActivity(recording(ctx), do.SpreadDone, in.Fact).Get(ctx, nil)
		default:
			in.Approved, in.After = true, ""
		}
		if workflow.GetInfo(ctx).GetContinueAsNewSuggested() {
			return workflow.NewContinueAsNewError(ctx, SpreadWorkflow, in)
		}
	}
}

// tell signals the proposals' workflows. One that has no workflow (any more) is
// told directly: an approved one, or one that a restore brought back.
func (in SpreadInput) tell(ctx workflow.Context, ids []string) {
	told := make([]workflow.Future, len(ids))
	if !in.Approved {
		for i, run := range ids {
			told[i] = workflow.SignalExternalWorkflow(ctx, ProposalWorkflowID(run), "", SignalFact, in.Fact)
		}
	}
	notes := make([]workflow.Future, len(ids))
	var do *activities.Activities
	for i, run := range ids {
		if told[i] == nil || told[i].Get(ctx, nil) != nil {
			id := idOf(run)
			key := SpreadWorkflowID(in.Fact) + "/" + id
			notes[i] = workflow.ExecuteActivity(screening(ctx), do.TakeNote, activities.NoteRequest{ProposalID: id, Fact: in.Fact, EventKey: key})
		}
	}
	for i, note := range notes {
		if note == nil {
			continue
		}
		if err := note.Get(ctx, nil); err != nil {
			workflow.GetLogger(ctx).Warn("a proposal was not told of a fact", "proposal", ids[i], "kind", in.Fact.Kind, "error", err)
		}
	}
}

// idOf is the proposal of a run that [activities.Activities.ToTell] lists.
func idOf(run string) string {
	id, _, _ := strings.Cut(run, "/")
	return id
}
