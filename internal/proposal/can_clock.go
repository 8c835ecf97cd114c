package proposal

// CanPause answers whether the actor may stop the gate's clock now: who may
// decide it, while the gate is in the authority's hands and its clock runs.
func CanPause(p Progress, a Actor, gate string) error {
	d, err := p.inHand(a, gate)
	if err != nil {
		return err
	}
	if d.StoppedAt != nil {
		return Errorf(CodeConflict, "Thời hạn của bước này đang tạm dừng.", "This gate's clock stands still already.")
	}
	return nil
}

// CanResume answers whether the actor may let the gate's clock run on.
func CanResume(p Progress, a Actor, gate string) error {
	d, err := p.inHand(a, gate)
	if err != nil {
		return err
	}
	if _, paused := d.paused(); !paused {
		return Errorf(CodeConflict, "Thời hạn của bước này không tạm dừng.", "This gate's clock is not paused.")
	}
	return nil
}

// CanExtend answers whether the actor may extend the gate's deadline: a head of
// the authority, while the gate is in its hands and its clock runs. How often the
// pack allows it [Case.Extend] knows.
func CanExtend(p Progress, a Actor, gate string) error {
	if _, known := p.Gate(gate); known && !a.Has(RoleHead) {
		return Errorf(CodeForbidden, "Chỉ lãnh đạo cơ quan chủ trì bước được gia hạn.", "Only a head of the authority may extend a deadline.")
	}
	d, err := p.inHand(a, gate)
	if err != nil {
		return err
	}
	if d.StoppedAt != nil {
		return Errorf(CodeConflict, "Thời hạn của bước này đang tạm dừng; hãy cho tính tiếp trước khi gia hạn.", "This gate's clock stands still; resume it before extending.")
	}
	return nil
}

// inHand gives the deadline of an open gate that its authority has in hand and
// the actor may decide. In the other stretches of a consultation the time is not
// the authority's to move.
func (p Progress) inHand(a Actor, gate string) (Deadline, error) {
	if err := CanDecide(p, a, gate); err != nil {
		return Deadline{}, err
	}
	g, _ := p.Gate(gate)
	if g.State != GateOpen || g.Deadline == nil {
		return Deadline{}, Errorf(CodeConflict, "Bước này hiện không mở; hãy tải lại hồ sơ.", "This gate is not open now; read the proposal again.")
	}
	if h := g.Deadline.Holder; h != "" && h != g.Authority {
		return Deadline{}, Errorf(CodeConflict, "Thời hạn này đang thuộc “%s”, không phải cơ quan chủ trì bước.", "This time is in the hands of “%s”, not of the gate's authority.", h)
	}
	return *g.Deadline, nil
}
