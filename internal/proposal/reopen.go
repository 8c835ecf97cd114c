package proposal

import (
	"errors"
	"slices"
)

// reopen takes back the decisions of the gates named and of all after them, and
// runs a proposal again that their rejection had ended. What those decisions had
// asked of others lapses; money that still stands is drawn again, money that
// rested on them is given back.
func (t *Transition) reopen(ids []string, env Env) {
	again := t.Case.again(ids)
	ended := t.Case.Status == Rejected
	t.Case.ReviewUntil, t.Case.Review, t.Case.Standing.ReviewProvisional = nil, ReviewNone, false
	t.reset(again)
	s := &t.Case.Standing
	s.Items = slices.DeleteFunc(s.Items, func(it Item) bool { return !it.Answered && again[it.Gate] })
	advised := slices.ContainsFunc(t.Case.Gates, func(g Gate) bool { return g.Kind == KindBudget && g.State == GatePassed })
	switch {
	case !advised:
		t.release()
		s.Advice, s.Acceptance, t.Case.AcceptanceDue = nil, nil, false
	case ended:
		t.draw(s.Advice, false)
		t.Case.AcceptanceDue = t.Case.short(s.Advice) && (s.Acceptance == nil || !s.Acceptance.Accepted)
	}
	t.settle()
}

// under takes over the faults of a part, their fields below its name.
func (f *faults) under(part string, inner faults) {
	for _, e := range inner.fields {
		f.fields = append(f.fields, FieldError{part + "." + e.Field, e.Message})
	}
}

// within says of an error about a part of a request which part it is.
func within(part string, err error) error {
	e, ok := errors.AsType[*Error](err)
	if !ok || len(e.Fields) == 0 {
		return err
	}
	var f faults
	f.under(part, faults{e.Fields})
	return &Error{Code: e.Code, Message: e.Message, Fields: f.fields}
}
