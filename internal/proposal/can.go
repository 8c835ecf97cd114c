package proposal

// CanDecide answers whether the actor may decide the gate now. It refuses an
// unknown gate (not_found), a wrong role or authority and a conflict of interest
// (forbidden), and a gate that is not open, a proposal that has ended or a gate that
// another has claimed (conflict), in that order. A gate whose return was not
// answered in time may be decided too: by a rejection.
func CanDecide(p Progress, a Actor, gate string) error {
	g, err := p.decides(a, gate)
	if err != nil {
		return err
	}
	if err := p.openGate(g); err != nil {
		return err
	}
	return g.claimed(a)
}

// CanEdit answers whether the actor may change the facts: a filer or head of the
// filing agency, while the proposal is a draft or returned.
func CanEdit(p Progress, a Actor) error {
	if err := p.filer(a); err != nil {
		return err
	}
	if p.Status != Draft && p.Status != Returned {
		return Errorf(CodeConflict, "Chỉ sửa được hồ sơ đang soạn hoặc đang chờ bổ sung.", "Only a draft or a returned proposal can be changed.")
	}
	return nil
}

// CanSubmit answers whether the actor may send the proposal out.
func CanSubmit(p Progress, a Actor) error {
	if err := p.filer(a); err != nil {
		return err
	}
	if p.Status.Ended() {
		return p.ended()
	}
	if p.Status != Draft && p.Status != Returned {
		return Errorf(CodeConflict, "Hồ sơ đã được gửi, không ở trạng thái chờ gửi.", "The proposal has been submitted already.")
	}
	return nil
}

// CanWithdraw answers whether the actor may take the proposal back for good.
func CanWithdraw(p Progress, a Actor) error {
	if err := p.filer(a); err != nil {
		return err
	}
	if p.Status.Ended() {
		return p.ended()
	}
	return nil
}

// CanRecall answers whether the actor may take a submission back to draft. Only
// the case knows whether somebody has opened it; see [Case.Recall].
func CanRecall(p Progress, a Actor) error {
	if err := p.filer(a); err != nil {
		return err
	}
	return p.running()
}

// CanAccept answers whether the actor may accept less money than was asked.
func CanAccept(p Progress, a Actor) error {
	if err := p.filer(a); err != nil {
		return err
	}
	if err := p.running(); err != nil {
		return err
	}
	if !p.AcceptanceDue {
		return Errorf(CodeConflict, "Không có mức kinh phí nào đang chờ cơ quan chấp nhận.", "No amount is waiting to be accepted.")
	}
	return nil
}

// CanConsult answers whether the actor may record a letter or a reply: the
// filing agency, from the draft on, until the end.
func CanConsult(p Progress, a Actor) error {
	if err := p.filer(a); err != nil {
		return err
	}
	if p.Status.Ended() {
		return p.ended()
	}
	return nil
}

func (p Progress) filer(a Actor) error {
	if !a.Files(p.Agency) {
		return Errorf(CodeForbidden, "Chỉ cán bộ lập hồ sơ hoặc lãnh đạo của cơ quan đề xuất được làm việc này.", "Only a filer or the head of the filing agency may do this.")
	}
	return nil
}

func (p Progress) running() error {
	if p.Status == Draft {
		return Errorf(CodeConflict, "Hồ sơ đang soạn, chưa được gửi.", "The proposal is a draft and has not been submitted.")
	}
	if !p.Status.Open() {
		return p.ended()
	}
	return nil
}

func (p Progress) ended() error {
	return Errorf(CodeConflict, "Hồ sơ đã kết thúc, không thay đổi được nữa.", "The proposal has ended and can no longer be changed.")
}
