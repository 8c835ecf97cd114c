package system

import (
	"slices"
	"strings"

	"pheduyet/internal/notice"
	"pheduyet/internal/proposal"
)

// Fulfil records the proof that an obligation is fulfilled. Where an authority
// must agree, it waits for that.
func (s System) Fulfil(id string, p Proof, env Env) (Step, error) {
	i, err := s.owed(id, Open)
	if err != nil {
		return Step{}, err
	}
	var bad []proposal.FieldError
	if strings.TrimSpace(p.Text) == "" {
		bad = append(bad, proposal.FieldError{Field: "proof", Message: proposal.T("Cần nêu kết quả đã thực hiện.", "State what was done.")})
	}
	if p.Document != nil {
		d := *p.Document
		checkDocument(&bad, "document.", &d, env)
		p.Document = &d
	}
	if len(bad) > 0 {
		return Step{}, invalid(bad...)
	}
	t := s.begin()
	o := &t.System.Obligations[i]
	p.At = env.Now
	o.Proof, o.Answer, o.State = &p, nil, Fulfilled
	if o.Agrees != "" {
		o.State = Claimed
		t.tell("claimed/"+o.ID+"/"+version(t.System), notice.ObligationClaimed, said(*o), notice.Decides(o.Agrees))
	}
	t.happened("obligation_fulfilled", of(*o, p.Text), nil, papersOf(p.Document)...)
	return t, nil
}

// Verify is the authority's word on a claimed obligation: it is fulfilled, or it
// is open again, with a reason.
func (s System) Verify(id string, a Answer, env Env) (Step, error) {
	i, err := s.owed(id, Claimed)
	if err != nil {
		return Step{}, err
	}
	if !a.Agreed && strings.TrimSpace(a.Note) == "" {
		return Step{}, invalid(proposal.FieldError{Field: "note", Message: proposal.T("Không đồng ý thì cần nêu lý do.", "Say why it is not agreed.")})
	}
	t := s.begin()
	o := &t.System.Obligations[i]
	a.At, a.Waived, a.Document = env.Now, false, nil
	o.Answer = &a
	kind := notice.ObligationAgreed
	if a.Agreed {
		o.State = Fulfilled
		t.happened("obligation_agreed", of(*o, a.Note), nil)
	} else {
		o.State, kind = Open, notice.ObligationRefused
		t.happened("obligation_refused", of(*o, a.Note), nil)
	}
	t.tell("answered/"+o.ID+"/"+version(t.System), kind, said(*o), notice.Files(o.Owner))
	return t, nil
}

// Waive frees the owner of an obligation, with reason and document.
func (s System) Waive(id string, a Answer, env Env) (Step, error) {
	i, err := s.owed(id, Open, Claimed)
	if err != nil {
		return Step{}, err
	}
	var bad []proposal.FieldError
	if strings.TrimSpace(a.Note) == "" {
		bad = append(bad, proposal.FieldError{Field: "reason", Message: proposal.T("Cần nêu lý do miễn.", "State why it is waived.")})
	}
	if a.Document == nil {
		bad = append(bad, proposal.FieldError{Field: "document", Message: proposal.T("Miễn nghĩa vụ phải có văn bản (số, ngày).", "A waiver needs its document (number, date).")})
	} else {
		d := *a.Document
		checkDocument(&bad, "document.", &d, env)
		a.Document = &d
	}
	if len(bad) > 0 {
		return Step{}, invalid(bad...)
	}
	t := s.begin()
	o := &t.System.Obligations[i]
	a.At, a.Agreed, a.Waived = env.Now, true, true
	o.Answer, o.State = &a, Waived
	t.happened("obligation_waived", of(*o, a.Note), nil, papersOf(a.Document)...)
	t.tell("answered/"+o.ID+"/"+version(t.System), notice.ObligationWaived, said(*o), notice.Files(o.Owner))
	return t, nil
}

// owed finds an obligation that is in one of the states.
func (s System) owed(id string, in ...ObligationState) (int, error) {
	i := slices.IndexFunc(s.Obligations, func(o Obligation) bool { return o.ID == id })
	switch {
	case i < 0:
		return i, unknown()
	case !slices.Contains(in, s.Obligations[i].State):
		return i, proposal.Errorf(proposal.CodeConflict, "Nghĩa vụ này không ở trạng thái cho phép việc đó (%s).", "The obligation is not in a state for that (%s).", s.Obligations[i].State)
	}
	return i, nil
}

func unknown() error {
	return proposal.Errorf(proposal.CodeNotFound, "Không có nghĩa vụ này.", "There is no such obligation.")
}

func papersOf(d *proposal.Document) []proposal.Document {
	if d == nil {
		return nil
	}
	return []proposal.Document{*d}
}

// said is what a notice tells of an obligation: the pack's title of it and the
// day, never what a condition says.
func said(o Obligation) notice.Parameters {
	return notice.Parameters{Subject: o.Title, Due: o.DueAt, Provisional: o.Provisional}
}
