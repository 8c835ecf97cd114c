package proposal

import "slices"

// ClearByRule is the verdict of a comparison that found no match of weight.
const ClearByRule = "clear"

// Screened records the comparison at an open duplication gate. Without a match
// of weight the gate passes at once, by rule; otherwise it waits for an officer.
func (c Case) Screened(gate string, s Screening, env Env) (Transition, error) {
	g, ok := c.Gate(gate)
	if !ok || g.State != GateOpen || g.Screened {
		return Transition{}, Errorf(CodeConflict, "Bước rà soát trùng lặp không còn chờ kết quả này.", "The duplication check no longer waits for this result.")
	}
	if err := c.running(); err != nil {
		return Transition{}, err
	}
	t := c.begin()
	t.Case.Screening = &s
	t.Case.Gates[t.Case.index(gate)].Screened = true
	t.happened(Event{Action: "screened", Gate: gate, Round: g.Round, ByRule: true, Data: s})
	if s.Verdict != ClearByRule || slices.ContainsFunc(s.Matches, func(m Match) bool { return m.Weighty }) {
		return t, nil
	}
	rule, _ := c.Rules.Gate(gate)
	d := Decision{Outcome: Approve, Reason: s.Note}
	t.Decision = &Decided{Gate: gate, Round: g.Round, Decision: d, ByRule: true}
	t.happened(Event{Action: "decided", Gate: gate, Round: g.Round, Outcome: Approve, Citations: rule.Citations, ByRule: true, Data: d})
	t.mark(gate, Approve, env)
	t.Case.Gates[t.Case.index(gate)].ByRule = true
	t.openReady(env)
	return t, nil
}
