package proposal

import (
	"slices"
	"strings"
	"time"
)

// PauseRequest stops a gate's clock for a cause that the pack allows. Document is
// the paper that says so, where there is one.
type PauseRequest struct {
	Cause    string    `json:"cause" validate:"required,max=100"`
	Reason   string    `json:"reason" validate:"max=10000"`
	Document *Document `json:"document"`
}

// Resumption lets a paused clock run on.
type Resumption struct {
	Note     string    `json:"note" validate:"max=10000"`
	Document *Document `json:"document"`
}

// RecordedPause is a pause with what was said for it; To is nil while it lasts.
type RecordedPause struct {
	Gate  string `json:"gate"`
	Round int    `json:"round"`
	PauseRequest
	From time.Time  `json:"from"`
	To   *time.Time `json:"to"`
	Note string     `json:"note"`
}

// Pause stops the clock of an open gate from today on.
func (c Case) Pause(gate string, in PauseRequest, env Env) (Transition, error) {
	rule, _ := c.Rules.Gate(gate)
	g, _ := c.Gate(gate)
	if g.Deadline.Overdue(env.Now) {
		return Transition{}, Errorf(CodeConflict, "Bước này đã quá hạn nên không tạm dừng được nữa; lãnh đạo cơ quan có thể gia hạn.", "This gate is overdue and can no longer be paused; the head may extend it.")
	}
	var bad faults
	if _, ok := rule.pause(in.Cause); !ok {
		bad.add("cause", "Quy trình không cho tạm dừng bước này vì “%[1]s”; các lý do được phép: %[2]s.", "The process allows no pause of this gate for “%[1]s”; it allows: %[2]s.", in.Cause, rule.causes())
	}
	if strings.TrimSpace(in.Reason) == "" {
		bad.add("reason", "Cần nêu lý do.", "State the reason.")
	}
	if in.Document != nil {
		c.checkDocument(&bad, "document", in.Document, env)
	}
	if err := bad.err(); err != nil {
		return Transition{}, err
	}
	in.Document = c.complemented(in.Document, env)
	t := c.begin()
	i := t.Case.index(gate)
	now := env.Now
	d := *g.Deadline
	d.Paused = append(slices.Clone(d.Paused), Pause{Cause: in.Cause, From: now})
	d.StoppedAt = &now
	t.Case.Gates[i].Deadline = &d
	s := &t.Case.Standing
	s.Pauses = append(s.Pauses, RecordedPause{Gate: gate, Round: g.Round, PauseRequest: in, From: now})
	cause, _ := rule.pause(in.Cause)
	t.happened(Event{Action: "clock_paused", Gate: gate, Round: g.Round, Citations: cited(cause.Citation), Documents: list(in.Document), Data: in})
	return t, nil
}

// cited is a citation as a list, empty where it names no document.
func cited(c Citation) []Citation {
	if c.Document == "" {
		return nil
	}
	return []Citation{c}
}

// causes writes what a gate may be paused for.
func (g GateRule) causes() string {
	if len(g.Pauses) == 0 {
		return "—"
	}
	ids := make([]string, len(g.Pauses))
	for i, p := range g.Pauses {
		ids[i] = p.ID
	}
	return strings.Join(ids, ", ")
}

// Resume lets the clock of a paused gate run on; the due time moves by the
// working days of the pause.
func (c Case) Resume(gate string, in Resumption, env Env) (Transition, error) {
	var bad faults
	if in.Document != nil {
		c.checkDocument(&bad, "document", in.Document, env)
	}
	if err := bad.err(); err != nil {
		return Transition{}, err
	}
	in.Document = c.complemented(in.Document, env)
	t := c.begin()
	g := &t.Case.Gates[t.Case.index(gate)]
	before := *g.Deadline
	g.Deadline = new(before.resumed(env))
	g.rewind(env.Now)
	t.resumedAt(gate, g.Round, env.Now)
	if p := &t.Case.Standing.Pauses[len(t.Case.Standing.Pauses)-1]; p.Gate == gate {
		p.Note = in.Note
	}
	t.happened(Event{Action: "clock_resumed", Gate: gate, Round: g.Round, Documents: list(in.Document), Data: ResumedData{in.Note, Recounted{before, *g.Deadline}}})
	t.warn(*g, before.Provisional)
	return t, nil
}

// ResumedData is what the end of a pause tells.
type ResumedData struct {
	Note string `json:"note"`
	Recounted
}

// resumed ends the pause that lasts and counts again.
func (d Deadline) resumed(env Env) Deadline {
	now := env.Now
	d.Paused = slices.Clone(d.Paused)
	d.Paused[len(d.Paused)-1].To = &now
	d.StoppedAt = nil
	return d.recount(env)
}

// Met is the deadline as a decision meets it: a pause that lasts ends with it.
func (d Deadline) Met(env Env) Deadline {
	if _, paused := d.paused(); !paused {
		return d
	}
	return d.resumed(env)
}

// resumedAt notes the end of the gate's pause beside what was said for it.
func (t *Transition) resumedAt(gate string, round int, now time.Time) {
	for i := range t.Case.Standing.Pauses {
		if p := &t.Case.Standing.Pauses[i]; p.Gate == gate && p.Round == round && p.To == nil {
			p.To = &now
		}
	}
}
