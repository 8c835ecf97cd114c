package proposal

import (
	"reflect"
	"slices"
	"strings"
)

// AmendmentRequest corrects a decision (rectify) or puts another in its place
// (replace).
type AmendmentRequest struct {
	Kind     AmendmentKind `json:"kind" validate:"required,oneof=rectify replace"`
	Reason   string        `json:"reason" validate:"max=10000"`
	Document *Document     `json:"document"`
	Decision *Decision     `json:"decision"`
}

// CanAmend answers whether the actor may rectify the gate's decision: anybody who
// decides for its authority, as long as there is a person's decision. Replacing
// asks more; see [CanReplace].
func CanAmend(p Progress, a Actor, gate string) error {
	g, err := p.decides(a, gate)
	if err != nil {
		return err
	}
	switch {
	case g.DecidedAt == nil || g.State == GatePending || g.State == GateOpen || p.Status == Draft:
		return Errorf(CodeConflict, "Bước này chưa có ý kiến nào đang có hiệu lực để đính chính, thay thế.", "This gate has no decision in force to correct or replace.")
	case g.ByRule:
		return Errorf(CodeConflict, "Bước này thông qua theo quy tắc, không phải ý kiến của cơ quan nên không đính chính, thay thế được.", "This gate passed by rule; there is no authority's decision to correct or replace.")
	}
	return nil
}

// CanReplace answers whether the actor may replace the gate's decision: the head
// of its authority, or who acts for the head, until the provincial decision, so
// also after its own rejection.
func CanReplace(p Progress, a Actor, gate string) error {
	if err := CanAmend(p, a, gate); err != nil {
		return err
	}
	g, _ := p.Gate(gate)
	switch {
	case !a.Heads(g.Authority) && !p.actsFor(a, g):
		return Errorf(CodeForbidden, "Chỉ lãnh đạo cơ quan chủ trì bước được thay thế ý kiến đã ban hành.", "Only the head of the gate's authority may replace its decision.")
	case p.Status == Approved || p.Status == Revoked || g.Kind == KindProvincial && g.State != GateReturned:
		return Errorf(CodeConflict, "Đã có quyết định của UBND tỉnh nên không thay thế được nữa; quyết định phê duyệt chỉ có thể thu hồi.", "The provincial decision is made, so nothing can be replaced; an approval can only be revoked.")
	case p.Status == Rejected && g.State != GateRejected:
		return Errorf(CodeConflict, "Hồ sơ kết thúc do ý kiến của bước khác; chỉ cơ quan đó thay thế được ý kiến của mình.", "Another gate's rejection ended the proposal; only its authority may replace that.")
	case p.Status == Withdrawn:
		return p.ended()
	}
	return nil
}

// decides finds the gate and asks whether its authority is the actor's, whatever
// its state.
func (p Progress) decides(a Actor, gate string) (Gate, error) {
	g, ok := p.Gate(gate)
	if !ok {
		return g, Errorf(CodeNotFound, "Quy trình của hồ sơ này không có bước “%s”.", "This proposal's process has no gate “%s”.", gate)
	}
	if p.Parties.Bars(a, p.DraftedAt) {
		return g, Errorf(CodeForbidden, "Bạn thuộc bên đề xuất hoặc đã tham gia lập hồ sơ này nên không được xử lý hồ sơ.", "You belong to the filing side or took part in this proposal, so you may not decide it.")
	}
	if !a.Decides(g.Authority) && !p.actsFor(a, g) {
		return g, Errorf(CodeForbidden, "Bước này thuộc thẩm quyền của cơ quan khác.", "This gate belongs to another authority.")
	}
	return g, nil
}

// Amend does what the request says to the decision that is in force at the gate.
func (c Case) Amend(gate string, in AmendmentRequest, was Decision, by Actor, env Env) (Transition, error) {
	if in.Kind == Replace {
		return c.replace(gate, in, was, by, env)
	}
	return c.rectify(gate, in, was, by, env)
}

// rectify corrects a slip of record: what was decided stays.
func (c Case) rectify(gate string, in AmendmentRequest, was Decision, by Actor, env Env) (Transition, error) {
	g, _ := c.Gate(gate)
	rule, _ := c.Rules.Gate(gate)
	var bad faults
	c.grounds(&bad, in.Reason, in.Document, env)
	switch {
	case in.Decision == nil:
		bad.add("decision", "Cần nêu lại toàn bộ ý kiến sau khi đính chính.", "State the whole decision as corrected.")
	default:
		inner := faults{}
		c.checkForm(&inner, rule, *in.Decision, env, true)
		bad.under("decision", inner)
		sameSubstance(&bad, was, *in.Decision)
	}
	if err := bad.err(); err != nil {
		return Transition{}, err
	}
	now := *in.Decision
	now.ActingFor, now.ActedFor, now.PreparedBy, now.FromPaper = was.ActingFor, was.ActedFor, was.PreparedBy, was.FromPaper // it stays theirs
	now.Documents = slices.Clone(now.Documents)
	for i := range now.Documents {
		now.Documents[i] = c.complement(now.Documents[i], env)
	}
	t := c.begin()
	t.amended(Amendment{Kind: Rectify, Gate: gate, Round: g.Round, Reason: in.Reason, Document: in.Document, Was: &was, Decision: &now, By: by.person()}, was.Outcome, env)
	return t, nil
}

// sameSubstance refuses a correction that decides something else.
func sameSubstance(bad *faults, was, now Decision) {
	for _, part := range []struct {
		field    string
		was, now any
	}{
		{"outcome", was.Outcome, now.Outcome}, {"return_to", was.ReturnTo, now.ReturnTo},
		{"conditions", slices.Concat(was.Conditions), slices.Concat(now.Conditions)},
		{"items", slices.Concat(was.Items), slices.Concat(now.Items)},
		{"details", was.Details.substance(), now.Details.substance()},
	} {
		if !reflect.DeepEqual(part.was, part.now) {
			bad.add("decision."+part.field, "Đính chính chỉ sửa sai sót ghi chép, không đổi nội dung ý kiến; muốn đổi thì dùng thay thế (replace).", "A correction mends a slip of record only; to decide otherwise use replace.")
		}
	}
}

// substance is what details decide, without who signed, how it was noted and by
// which number a paper goes.
func (d Details) substance() Details {
	d.Signatory, d.Capacity, d.Appraisal = "", "", nil
	d.Findings, d.Checklist, d.Allocations = slices.Concat(d.Findings), slices.Concat(d.Checklist), slices.Concat(d.Allocations)
	for i := range d.Findings {
		d.Findings[i].Note = ""
	}
	for i := range d.Checklist {
		d.Checklist[i].Note = ""
	}
	return d
}

// replace puts another decision in the place of the one in force, in the gate's
// next round; the gates that relied on it start anew, and money follows.
func (c Case) replace(gate string, in AmendmentRequest, was Decision, by Actor, env Env) (Transition, error) {
	old, _ := c.Gate(gate)
	var bad faults
	c.grounds(&bad, in.Reason, in.Document, env)
	if in.Decision == nil {
		bad.add("decision", "Cần nêu ý kiến thay thế.", "State the decision that stands instead.")
	}
	if err := bad.err(); err != nil {
		return Transition{}, err
	}
	t := c.begin()
	t.amended(Amendment{Kind: Replace, Gate: gate, Round: old.Round, Reason: in.Reason, Document: in.Document, Was: &was, Decision: in.Decision, By: by.person()}, was.Outcome, env)
	t.reopen([]string{gate}, env)
	i := t.Case.index(gate)
	t.open(i, env)
	t.Case.Gates[i].Screened = old.Screened // what was compared is compared still
	next, err := t.Case.Decide(gate, *in.Decision, env)
	if err != nil {
		return Transition{}, within("decision", err)
	}
	next.Case.Version = t.Case.Version // one act
	next.Events = slices.Concat(t.Events, next.Events)
	return next, nil
}

func blank(s string) bool { return strings.TrimSpace(s) == "" }
