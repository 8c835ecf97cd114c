package proposal

import "strings"

// Withdrawal takes a proposal back for good.
type Withdrawal struct {
	Reason string `json:"reason" validate:"max=10000"`
}

// Withdraw ends the proposal at the filing agency's wish and releases its money.
func (c Case) Withdraw(w Withdrawal, env Env) (Transition, error) {
	var bad faults
	if strings.TrimSpace(w.Reason) == "" {
		bad.add("reason", "Cần nêu lý do rút hồ sơ.", "State why the proposal is withdrawn.")
	}
	if err := bad.err(); err != nil {
		return Transition{}, err
	}
	t := c.begin()
	t.happened(Event{Action: "withdrawn", Data: w})
	t.release()
	t.end(Withdrawn)
	return t, nil
}

// Recall takes a submission back to a draft with the same number. It is refused
// once a person has decided or somebody of another agency has opened it; a pass
// by rule is undone with it.
func (c Case) Recall() (Transition, error) {
	if c.Standing.PersonDecided {
		return Transition{}, Errorf(CodeConflict, "Đã có ý kiến của cơ quan xử lý; chỉ có thể rút hồ sơ.", "A person has decided; the proposal can only be withdrawn.")
	}
	if c.Standing.OpenedByOther {
		return Transition{}, Errorf(CodeConflict, "Cơ quan khác đã mở hồ sơ; chỉ có thể rút hồ sơ.", "Another agency has opened the submission; it can only be withdrawn.")
	}
	t := c.begin()
	t.Case.Status = Draft
	t.Case.Gates = nil
	t.Case.Screening = nil
	t.happened(Event{Action: "recalled"})
	return t, nil
}
