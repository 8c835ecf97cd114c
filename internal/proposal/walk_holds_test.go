package proposal

import (
	"encoding/json"
	"fmt"
	"slices"
)

// holds asserts after every act what must be so in any life of any process.
func (w *walk) holds(before Case, tr Transition) {
	w.gatesHold(before)
	w.roundsHold(before)
	w.decisionsHold(tr)
	w.moneyHolds(before)
	if w.Version <= before.Version {
		w.t.Fatalf("version %d after %d", w.Version, before.Version)
	}
	if len(w.events) == 0 {
		w.t.Fatalf("an act without an event")
	}
	var read Case
	if err := json.Unmarshal([]byte(frozen(w.Case)), &read); err != nil || frozen(read) != frozen(w.Case) {
		w.t.Fatalf("the case does not survive being stored: %v", err)
	}
}

// gatesHold: one state each, none begun before its predecessors passed, the
// status that of the gates, nobody asked for what they cannot give.
func (w *walk) gatesHold(before Case) {
	returned, rejected, seen := false, false, map[string]bool{}
	for _, g := range w.Gates {
		if seen[g.ID] {
			w.t.Fatalf("gate %s stands twice", g.ID)
		}
		seen[g.ID] = true
		returned, rejected = returned || g.State == GateReturned, rejected || g.State == GateRejected
		if !slices.Contains([]GateState{GatePending, GateOpen, GateReturned, GatePassed, GateRejected}, g.State) {
			w.t.Fatalf("gate %s is %q", g.ID, g.State)
		}
		// What waited for the filer already goes on waiting, whatever the catalog
		// reopens before it; nothing is newly returned there.
		was, _ := before.Gate(g.ID)
		waits := w.moved && g.State == GateReturned && was.State == GateReturned && was.Round == g.Round
		if g.State != GatePending && !waits && !w.passed(g.After) {
			w.t.Fatalf("%s is %s before what comes first: %s", g.ID, g.State, w.states())
		}
		if g.State == GatePending && w.Status.Open() && w.passed(g.After) {
			w.t.Fatalf("%s waits for nothing: %s", g.ID, w.states())
		}
		if open := g.State == GateOpen; open && (g.OpenedAt == nil || g.Deadline == nil || g.Outcome != "") {
			w.t.Fatalf("open without a time, or decided: %+v", g)
		}
		if g.Kind == KindProvincial && (g.State == GatePassed) != (w.Status == Approved) {
			w.t.Fatalf("the province's gate is %s, the proposal %s", g.State, w.Status)
		}
		if g.Kind == KindBudget && w.AcceptanceDue && g.State != GatePassed {
			w.t.Fatalf("an amount is due of a gate that is %s", g.State)
		}
	}
	if w.Status.Open() && (w.Status == Returned) != returned {
		w.t.Fatalf("%s with %s", w.Status, w.states())
	}
	if (w.Status == Rejected) != rejected {
		w.t.Fatalf("%s with %s", w.Status, w.states())
	}
	if w.Status == InReview && slices.ContainsFunc(w.Standing.Items, func(it Item) bool { return !it.Answered }) {
		w.t.Fatalf("in review with unanswered items")
	}
	for _, c := range w.Standing.Conditions {
		if g, _ := w.Gate(c.Gate); g.State != GatePassed {
			w.t.Fatalf("a condition of %s, which is %s", c.Gate, g.State)
		}
	}
}

// roundsHold: a round only grows, and what was passed or asked in one is not
// forgotten within it.
func (w *walk) roundsHold(before Case) {
	if w.Status == Draft || before.Status == Draft {
		if before.Status.Open() {
			w.recalls++
		}
		return
	}
	for _, g := range w.Gates {
		was, ok := before.Gate(g.ID)
		if ok && g.Round < was.Round {
			w.t.Fatalf("%s goes from round %d to %d", g.ID, was.Round, g.Round)
		}
		if ok && g.Round == was.Round && was.State == GatePassed && g.State != GatePassed && w.events[0].Action != "amount_refused" {
			w.t.Fatalf("%s was passed and is %s in the same round", g.ID, g.State)
		}
	}
}

// decisionsHold: one event for one decision, one decision for one round.
func (w *walk) decisionsHold(tr Transition) {
	told := 0
	for _, e := range tr.Events {
		if e.Action != "decided" {
			continue
		}
		told++
		if tr.Decision == nil || e.Gate != tr.Decision.Gate || e.Round != tr.Decision.Round || e.Outcome != tr.Decision.Decision.Outcome {
			w.t.Fatalf("event %+v of decision %+v", e, tr.Decision)
		}
		key := fmt.Sprint(e.Gate, e.Round, w.recalls)
		if refused := w.decided[key]; refused {
			w.t.Fatalf("%s decided twice in round %d", e.Gate, e.Round)
		}
		w.decided[key] = true
	}
	if (told == 1) != (tr.Decision != nil) || told > 1 {
		w.t.Fatalf("%d events of decision %+v", told, tr.Decision)
	}
}

// moneyHolds: never more than asked, given back at the end, told when it moves.
func (w *walk) moneyHolds(before Case) {
	s := w.Standing
	moved := 0
	for _, e := range w.events {
		switch e.Action {
		case "money_released":
			moved++
		case "money_reserved", "money_committed":
			moved++
			for _, a := range s.Reserved {
				if asked := w.asked(BudgetLine{FiscalYear: a.FiscalYear, Source: a.Source}); a.AmountVND > asked {
					w.t.Fatalf("%d reserved, %d asked", a.AmountVND, asked)
				}
			}
		}
	}
	changed := fmt.Sprint(before.Standing.Reserved, before.Standing.Committed) != fmt.Sprint(s.Reserved, s.Committed)
	if moved > 1 || changed && moved == 0 {
		w.t.Fatalf("money moved by %d events: %v to %v", moved, before.Standing.Reserved, s.Reserved)
	}
	if (w.Status == Rejected || w.Status == Withdrawn) && len(s.Reserved) > 0 {
		w.t.Fatalf("%s and still holding %v", w.Status, s.Reserved)
	}
	if s.Committed != (w.Status == Approved) {
		w.t.Fatalf("%s, committed %v", w.Status, s.Committed)
	}
}
