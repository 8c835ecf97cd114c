package proposal

import "slices"

// Outgoing is a filing on its way out of the agency, where the agency's head sends
// its filings: what a filer presented, and the note with which it came back.
type Outgoing struct {
	Presented Preparation
	// Back is nil while the filing waits for the head.
	Back *Preparation
}

// CanPresent answers whether the actor may lay the filing before the agency's head.
// Whether the agency wants that, the case knows; see [Case.Present].
func CanPresent(p Progress, a Actor) error { return CanSubmit(p, a) }

// CanReturnFiling answers whether the actor may hand a presented filing back to its
// filer. Whether one waits, the case knows; see [Case.ReturnFiling].
func CanReturnFiling(p Progress, a Actor) error { return CanSubmit(p, a) }

// CanSend answers whether the actor may send the filing out, where the agency wants
// its head to.
func (c Case) CanSend(a Actor) error {
	if c.FilingSign != SignHead || a.Has(RoleHead) {
		return nil
	}
	return Errorf(CodeForbidden, "Cơ quan này quy định lãnh đạo gửi hồ sơ; hãy trình lãnh đạo, lãnh đạo sẽ ký gửi.", "In this agency the head sends filings out; present it to the head.")
}

// Outgoing is the filing of the next revision that was presented last; false where
// none was.
func (c Case) Outgoing() (Outgoing, bool) {
	var out Outgoing
	for _, p := range c.Preparations {
		switch {
		case p.Gate != "" || p.Round != c.Revision+1:
		case p.Submission != nil:
			out = Outgoing{Presented: p}
		default:
			out.Back = &p
		}
	}
	return out, out.Presented.Submission != nil
}

// presented is what waits for the head now.
func (c Case) presented() (Preparation, bool) {
	o, ok := c.Outgoing()
	return o.Presented, ok && o.Back == nil && (c.Status == Draft || c.Status == Returned)
}

// CanChange refuses to change the facts of a filing that lies before the head: what
// the head reads is what is sent.
func (c Case) CanChange() error {
	if _, waits := c.presented(); !waits {
		return nil
	}
	return Errorf(CodeConflict, "Hồ sơ đang trình lãnh đạo ký gửi; lãnh đạo trả lại, hoặc người trình rút lại, rồi mới sửa được.", "The filing lies before the head; the head hands it back, or who presented it takes it back, before it is changed.")
}

// Present lays the filing before the agency's head, judged as a submission is.
func (c Case) Present(s Submission, f Filing, by Actor, env Env) (Transition, error) {
	if c.FilingSign != SignHead {
		return Transition{}, Errorf(CodeConflict, "Cơ quan bạn không quy định lãnh đạo gửi hồ sơ; hãy gửi hồ sơ.", "Your agency does not want its head to send filings; send it.")
	}
	if err := c.CanChange(); err != nil {
		return Transition{}, err
	}
	if _, err := c.Submit(s, f, env); err != nil {
		return Transition{}, err
	}
	t := c.begin()
	t.outgoing(Preparation{Submission: &s, By: by.person()}, env)
	return t, nil
}

// CanHandBack answers whether the actor, who files for the agency, may hand back
// what lies before the head: the head does, or who presented it.
func (c Case) CanHandBack(a Actor) error {
	was, waits := c.presented()
	if waits && !a.Has(RoleHead) && was.By.Account != a.Account {
		return Errorf(CodeForbidden, "Chỉ lãnh đạo, hoặc người đã trình, được trả lại hồ sơ.", "Only the head, or who presented it, hands the filing back.")
	}
	if !waits {
		return Errorf(CodeConflict, "Hồ sơ này không có bản nào đang trình lãnh đạo.", "No filing of this proposal lies before the head.")
	}
	return nil
}

// ReturnFiling hands a presented filing back with a note.
func (c Case) ReturnFiling(in SentBack, by Actor, env Env) (Transition, error) {
	if err := c.CanHandBack(by); err != nil {
		return Transition{}, err
	}
	if blank(in.Note) {
		var bad faults
		bad.add("note", "Cần nêu nội dung phải sửa.", "Say what is to be mended.")
		return Transition{}, bad.err()
	}
	t := c.begin()
	t.outgoing(Preparation{Note: in.Note, By: by.person()}, env)
	return t, nil
}

// outgoing keeps a step and tells it without its content: until it is sent, a
// filing is the agency's own.
func (t *Transition) outgoing(p Preparation, env Env) {
	p.N, p.Round, p.At = len(t.Case.Preparations)+1, t.Case.Revision+1, env.Now
	t.Case.Preparations = append(slices.Clip(t.Case.Preparations), p)
	action := "filing_presented"
	if p.Submission == nil {
		action = "filing_sent_back"
	}
	t.happened(Event{Action: action, Data: PreparedData{N: p.N}})
}

// sending is what a submission says: sent as it was presented, it needs no word of
// its own.
func (c Case) sending(s Submission) Submission {
	if was, waits := c.presented(); waits && s.Document == nil && len(s.Answers) == 0 {
		return *was.Submission
	}
	return s
}
