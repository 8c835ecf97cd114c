package api

import (
	"time"

	"pheduyet/internal/proposal"
)

// gateView is where one gate stands. Label is the outcome in the pack's words.
type gateView struct {
	ID          string             `json:"id"`
	Title       string             `json:"title"`
	Authority   string             `json:"authority"`
	State       proposal.GateState `json:"state"`
	Kind        proposal.GateKind  `json:"kind"`
	Round       int                `json:"round"`
	After       []string           `json:"after"`
	OpenedAt    *string            `json:"opened_at"`
	DueAt       *string            `json:"due_at"`
	DecidedAt   *string            `json:"decided_at"`
	Outcome     *proposal.Outcome  `json:"outcome"`
	Label       *string            `json:"label"`
	ByRule      bool               `json:"by_rule"`
	Provisional bool               `json:"provisional"`
	MayDecide   bool               `json:"may_decide"`
	MayRectify  bool               `json:"may_rectify"`
	MayReplace  bool               `json:"may_replace"`
	// Deadline tells why it is due then; Stretches whose hands a consultation goes
	// through; AnswerBy when the filer's answer to a return is due. Actions are what
	// the viewer may do to the gate's clock.
	Deadline    *deadlineView `json:"deadline"`
	Stretches   []stretchView `json:"stretches"`
	AnswerBy    *string       `json:"answer_by"`
	Unanswered  bool          `json:"unanswered"`
	Actions     []string      `json:"actions"`
	Sign        *string       `json:"sign"`
	FirstOpened *handView     `json:"first_opened"`
	Claim       *handView     `json:"claim"`
	// ClaimLapsed is who had claimed it and may no longer decide it.
	ClaimLapsed *handView        `json:"claim_lapsed"`
	Prepared    *handView        `json:"prepared"`
	Preparation *preparationView `json:"preparation"`
}

func (v viewer) gate(c proposal.Case, g proposal.Gate) gateView {
	rule, _ := c.Rules.Gate(g.ID)
	out := gateView{
		ID: g.ID, Title: rule.Title.In(v.lang), Authority: g.Authority, State: g.State, Kind: g.Kind, Round: g.Round,
		After: list(g.After), OpenedAt: viewTime(g.OpenedAt), DecidedAt: viewTime(g.DecidedAt), Outcome: orNull(g.Outcome),
		ByRule: g.ByRule, MayDecide: proposal.CanDecide(c.Progress, v.actor, g.ID) == nil,
		MayRectify: proposal.CanAmend(c.Progress, v.actor, g.ID) == nil, MayReplace: proposal.CanReplace(c.Progress, v.actor, g.ID) == nil,
		Stretches: stretches(c, g, rule), Unanswered: g.Clock.Unanswered, Actions: v.clockActions(c, g),
	}
	out.Sign = orNull(rule.Sign)
	if v.access != proposal.AccessRegister {
		v.hands(&out, c, g)
	}
	if out.Title == "" {
		out.Title = g.ID
	}
	if label, ok := rule.Labels[g.Outcome]; ok {
		out.Label = orNull(label.In(v.lang))
	}
	if g.Deadline != nil {
		due := timeView(g.Deadline.DueAt)
		out.DueAt, out.Provisional = &due, g.Deadline.Provisional
		why := v.deadline(*g.Deadline, rule.DeadlineCites(*g.Deadline))
		out.Deadline = &why
		v.tell(c, g, &why)
	}
	if by := g.Clock.AnswerBy; by != nil {
		due := timeView(by.DueAt)
		out.AnswerBy = &due
	}
	return out
}

func viewTime(t *time.Time) *string { return optional(t, timeView) }

// hands shows who has laid hands on a gate and what the viewer may do to it besides
// deciding.
func (v viewer) hands(out *gateView, c proposal.Case, g proposal.Gate) {
	of := func(h proposal.Hand) handView { return handOf(h, g.Authority) }
	out.FirstOpened, out.Claim, out.Prepared = optional(g.FirstOpened, of), optional(g.Claim, of), optional(g.Prepared, of)
	if l, ok := c.LapsedAt(g.ID); ok {
		lapsed := of(l.Hand)
		out.ClaimLapsed = &lapsed
	}
	out.Preparation = v.preparation(c, g)
	for _, a := range []struct {
		name string
		may  func(proposal.Progress, proposal.Actor, string) error
	}{
		{"sign", proposal.CanSign}, {"claim", proposal.CanClaim}, {"release", proposal.CanRelease}, {"reassign", proposal.CanReassign},
	} {
		if a.may(c.Progress, v.actor, g.ID) == nil {
			out.Actions = append(out.Actions, a.name)
		}
	}
}
