package proposal

import "slices"

// MoveOrder puts a running proposal on a newer pack. Starts are the gates that
// start again, as the preview told them: a move that would do something else is
// refused.
type MoveOrder struct {
	ID       string    `json:"id" validate:"max=100"` // "" is the same process
	Version  Date      `json:"version" validate:"required,date"`
	Reason   string    `json:"reason" validate:"max=10000"`
	Citation *Citation `json:"citation"`
	Document *Document `json:"document"`
	Starts   []string  `json:"starts" validate:"max=100"`
}

// Destination is the pack that a proposal may be moved to.
type Destination struct {
	Ref   PackRef
	Kinds []Kind
	From  Date // the pack's first day
	Rules Rules
}

// MovedData is what a move tells.
type MovedData struct {
	From   PackRef  `json:"from"`
	To     PackRef  `json:"to"`
	Reason string   `json:"reason"`
	Starts []string `json:"starts"`
}

// CanMove answers whether the actor may move the proposal to a newer pack: who
// decides the provincial gate, while the process runs.
func CanMove(p Progress, a Actor) error {
	if err := p.province(a); err != nil {
		return err
	}
	return p.running()
}

// Move puts the proposal on a newer pack, with the citation that orders it. Gates
// decided keep their decisions where the new pack still has them, open ones go on;
// the others start, or start again.
func (c Case) Move(in MoveOrder, to Destination, env Env) (Transition, error) {
	var bad faults
	c.grounds(&bad, in.Reason, in.Document, env)
	if in.Citation == nil || blank(in.Citation.Document) {
		bad.add("citation", "Cần viện dẫn căn cứ của việc chuyển quy trình (văn bản, điều khoản).", "Cite what orders the move (document, article).")
	}
	if err := bad.err(); err != nil {
		return Transition{}, err
	}
	d, err := c.Against(to, env)
	if err != nil {
		return Transition{}, err
	}
	told := slices.Sorted(slices.Values(in.Starts))
	if !slices.Equal(told, slices.Sorted(slices.Values(d.Starts))) {
		return Transition{}, Errorf(CodeConflict, "Các bước phải làm lại khác với bản xem trước đã gửi (starts); hãy xem lại rồi gửi lại.", "The gates that start again are not those that were sent (starts); look at the preview again.")
	}
	t := c.begin()
	t.happened(Event{Action: "moved", Citations: []Citation{*in.Citation}, Documents: list(c.complemented(in.Document, env)), Data: MovedData{c.Process, to.Ref, in.Reason, d.Starts}})
	return t, t.move(to, env)
}

// fits refuses a pack that the proposal cannot be moved to.
func (c Case) fits(to Destination, today Date) error {
	switch {
	case to.Ref.ID == c.Process.ID && to.Ref.Version <= c.Process.Version:
		return Errorf(CodeConflict, "Hồ sơ đang theo phiên bản %s; chỉ chuyển sang phiên bản mới hơn.", "The proposal follows the version %s; it moves to a newer one only.", c.Process.Version)
	case !slices.Contains(to.Kinds, c.stated().Kind):
		return Errorf(CodeConflict, "Quy trình “%[1]s” không dành cho loại đề xuất này.", "The process “%[1]s” is not for this kind of proposal.", to.Ref.ID)
	case to.From.After(today):
		return Errorf(CodeConflict, "Phiên bản %s chưa có hiệu lực.", "The version %s is not in force yet.", to.Ref.Version)
	}
	return nil
}

// move repins the case, open gates going on where nothing about them changes but
// their days.
func (t *Transition) move(to Destination, env Env) error {
	goesOn := t.Case.goesOn(to.Rules)
	before := t.Case.Progress
	if err := t.repin(to.Ref, to.Rules, goesOn, env); err != nil {
		return err
	}
	for i := range t.Case.Gates {
		g := &t.Case.Gates[i]
		was, ok := before.Gate(g.ID)
		if !ok || !goesOn[g.ID] || g.State != GateOpen || was.Deadline == nil {
			continue
		}
		if days := t.Case.deadline(*g, env).Days; days != was.Deadline.Days {
			after := *was.Deadline
			after.Days = days
			after = after.recount(env).instead(*was.Deadline, env) // with its pauses and extension
			t.recounted(*g, *was.Deadline, after)
			g.Deadline = &after
		}
	}
	return nil
}

// goesOn gives the gates that keep their standing in a newer pack: those that
// stay, and open ones of the same kind and authority after gates that do.
func (p Progress) goesOn(rules Rules) map[string]bool {
	on := p.stays(rules)
	for _, r := range rules.Gates {
		g, ok := p.Gate(r.ID)
		blocked := slices.ContainsFunc(r.After, func(id string) bool { return !on[id] || !p.passed([]string{id}) })
		if ok && !blocked && g.State == GateOpen && g.Kind == r.Kind && g.Authority == r.assigned(p.Parties) {
			on[r.ID] = true
		}
	}
	return on
}

// assigned is who decides a gate of the rule: the substitute where the authority
// is on the filing side.
func (g GateRule) assigned(p Parties) string {
	if slices.Contains(p.Conflicted, g.Authority) {
		return g.Substitute
	}
	return g.Authority
}
