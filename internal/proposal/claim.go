package proposal

// Reassignment hands a gate to another of the authority's people. Account is a
// user name.
type Reassignment struct {
	Account string `json:"account" validate:"required,max=100"`
	Reason  string `json:"reason" validate:"max=10000"`
}

// CanClaim answers whether the actor may take an open gate upon themselves.
func CanClaim(p Progress, a Actor, gate string) error {
	g, err := p.decides(a, gate)
	if err != nil {
		return err
	}
	if err := p.openGate(g); err != nil {
		return err
	}
	if g.Claim.is(a) {
		return Errorf(CodeConflict, "Bạn đã nhận xử lý bước này.", "You have claimed this gate already.")
	}
	return g.claimed(a)
}

// CanRelease answers whether the actor may give a claimed gate free: who claimed
// it, or the head.
func CanRelease(p Progress, a Actor, gate string) error {
	g, err := p.decides(a, gate)
	if err != nil {
		return err
	}
	if g.Claim != nil && !g.Claim.is(a) && !a.Heads(g.Authority) {
		return Errorf(CodeForbidden, "Chỉ người đã nhận xử lý hoặc lãnh đạo được trả lại bước này.", "Only who claimed the gate or the head may release it.")
	}
	if err := p.openGate(g); err != nil {
		return err
	}
	if g.Claim == nil {
		return Errorf(CodeConflict, "Chưa có ai nhận xử lý bước này.", "Nobody has claimed this gate.")
	}
	return nil
}

// CanReassign answers whether the actor may hand the gate to another: the head.
func CanReassign(p Progress, a Actor, gate string) error {
	g, err := p.decides(a, gate)
	if err != nil {
		return err
	}
	if !a.Heads(g.Authority) {
		return Errorf(CodeForbidden, "Chỉ lãnh đạo cơ quan chủ trì bước được giao lại.", "Only the head of the gate's authority may reassign it.")
	}
	return p.openGate(g)
}

// claimed refuses who would act at a gate that another has claimed. The head, and
// who acts for the head, may always.
func (g Gate) claimed(a Actor) error {
	if g.Claim == nil || g.Claim.is(a) || a.Heads(g.Authority) || a.ActsAt(g.Authority, g.ID) {
		return nil
	}
	return Errorf(CodeConflict, "Bước này đang do cán bộ khác thụ lý; đề nghị người đó trả lại hoặc lãnh đạo giao lại.", "Another officer has claimed this gate; ask them to release it or the head to reassign it.")
}

// Claim takes the gate upon the actor, Release gives it free.
func (c Case) Claim(gate string, by Actor, env Env) (Transition, error) {
	t := c.begin()
	g := &t.Case.Gates[t.Case.index(gate)]
	g.Claim = by.hand(env)
	t.happened(Event{Action: "claimed", Gate: gate, Round: g.Round})
	return t, nil
}

// Release gives a claimed gate free.
func (c Case) Release(gate string) (Transition, error) {
	t := c.begin()
	g := &t.Case.Gates[t.Case.index(gate)]
	g.Claim = nil
	t.happened(Event{Action: "released", Gate: gate, Round: g.Round})
	return t, nil
}

// Reassign hands the gate to a colleague who may decide it; to is nil where there
// is no such active account.
func (c Case) Reassign(gate string, in Reassignment, to *Actor, env Env) (Transition, error) {
	var bad faults
	g, _ := c.Gate(gate)
	if blank(in.Reason) {
		bad.add("reason", "Cần nêu lý do giao lại.", "State why the gate is reassigned.")
	}
	switch {
	case to == nil:
		bad.add("account", "Không có tài khoản đang hoạt động “%s”.", "There is no active account “%s”.", in.Account)
	case c.Parties.Bars(*to, c.DraftedAt):
		bad.add("account", "“%s” thuộc bên đề xuất hoặc đã tham gia lập hồ sơ nên không được xử lý.", "“%s” belongs to the filing side or took part in the proposal.", in.Account)
	case !to.Decides(g.Authority):
		bad.add("account", "“%s” không phải là cán bộ xử lý của cơ quan chủ trì bước.", "“%s” does not decide for the gate's authority.", in.Account)
	case g.Claim.is(*to):
		bad.add("account", "“%s” đang thụ lý bước này.", "“%s” has the gate already.", in.Account)
	}
	if err := bad.err(); err != nil {
		return Transition{}, err
	}
	t := c.begin()
	t.Case.Gates[t.Case.index(gate)].Claim = to.hand(env)
	t.happened(Event{Action: "reassigned", Gate: gate, Round: g.Round, Data: ReassignedData{to.Account, in.Reason}})
	return t, nil
}

// MayTake answers whether the gate may be handed to a person, as [Case.Reassign]
// judges it.
func (c Case) MayTake(gate string, a Actor) bool {
	g, ok := c.Gate(gate)
	return ok && !c.Parties.Bars(a, c.DraftedAt) && a.Decides(g.Authority) && !g.Claim.is(a)
}

// ReassignedData tells to whom a gate was handed and why.
type ReassignedData struct {
	Account string `json:"account"`
	Reason  string `json:"reason"`
}

// FirstReading notes who of the gates' authorities has read the proposal first
// while they are open; it gives the gates that this reader is the first at.
func (c Case) FirstReading(by Actor, env Env) (Transition, []string) {
	t := c.begin()
	t.Case.Version = c.Version // reading is no act
	var first []string
	for i := range t.Case.Gates {
		g := &t.Case.Gates[i]
		if FirstReads(c.Progress, by, *g) {
			g.FirstOpened = by.hand(env)
			first = append(first, g.ID)
			t.happened(Event{Action: "gate_first_read", Gate: g.ID, Round: g.Round})
		}
	}
	return t, first
}

// FirstReads reports whether the actor, reading now, would be the first of the
// gate's authority to do so.
func FirstReads(p Progress, a Actor, g Gate) bool {
	if g.FirstOpened != nil || g.State != GateOpen || !p.Status.Open() {
		return false
	}
	_, err := p.decides(a, g.ID)
	return err == nil
}
