package proposal

import (
	"slices"
	"strconv"
	"strings"
)

// Decide records an authority's decision at an open gate. Whether the actor may
// is CanDecide's question; this one is about content, and names every unmet
// condition of passing at once.
func (c Case) Decide(gate string, d Decision, env Env) (Transition, error) {
	g, _ := c.Gate(gate)
	rule, err := c.judge(gate, d, env, true)
	if err != nil {
		return Transition{}, err
	}
	d.Documents = slices.Clone(d.Documents) // the caller's stay as sent
	for i := range d.Documents {
		d.Documents[i] = c.complement(d.Documents[i], env)
	}
	d.ActedFor = env.actedFor(d)
	t := c.begin()
	if g.unanswered() { // the return stands; the rejection is a round of its own
		g.Round++
		t.Case.Gates[t.Case.index(gate)].Round = g.Round
	}
	t.Case.Standing.PersonDecided = true
	t.Decision = &Decided{Gate: gate, Round: g.Round, Decision: d}
	t.happened(Event{Action: "decided", Gate: gate, Round: g.Round, Outcome: d.Outcome, Citations: d.Citations, Documents: d.Documents, Data: d})
	t.mark(gate, d.Outcome, env)
	switch d.Outcome {
	case Return:
		t.giveBack(gate, d, env)
	case Reject:
		t.reject(rule, env)
	default:
		t.pass(rule, d, env)
	}
	return t, nil
}

// judge names every unmet condition of a decision. One that is not signed yet may
// lack its paper.
func (c Case) judge(gate string, d Decision, env Env, signed bool) (GateRule, error) {
	rule, ok := c.Rules.Gate(gate)
	if !ok {
		return rule, Errorf(CodeNotFound, "Quy trình không có bước “%s”.", "The process has no gate “%s”.", gate)
	}
	var bad faults
	if g, _ := c.Gate(gate); g.unanswered() && d.Outcome != Reject {
		bad.add("outcome", "Quá thời hạn bổ sung: chỉ có thể không thống nhất, hoặc tiếp tục chờ cơ quan đề xuất trả lời.", "The return was not answered in time: reject, or go on waiting for the answer.")
	}
	c.checkForm(&bad, rule, d, env, signed)
	if !d.FromPaper { // what was decided on paper may be due already
		checkAhead(&bad, d.Conditions, env)
	}
	checkUnused(&bad, rule.Kind, d.Details)
	c.checkKind(&bad, rule, d, env)
	return rule, bad.err()
}

// checkAhead refuses a condition that could not be met in time any more.
func checkAhead(bad *faults, conditions []Condition, env Env) {
	today := DateOf(env.Now)
	for i, cond := range conditions {
		if cond.Due != "" && cond.Due.Before(today) {
			bad.add("conditions["+strconv.Itoa(i)+"].due", "Hạn thực hiện điều kiện %s đã qua; hãy nêu một ngày từ hôm nay trở đi.", "The condition's due date %s has passed; state a day from today on.", cond.Due.Written())
		}
	}
}

// checkForm checks what every decision has in common.
func (c Case) checkForm(bad *faults, rule GateRule, d Decision, env Env, signed bool) {
	if d.Outcome != Approve && strings.TrimSpace(d.Reason) == "" {
		bad.add("reason", "Cần nêu lý do.", "State the reason.")
	}
	if d.Outcome == Reject && len(d.Citations) == 0 {
		bad.add("citations", "Từ chối phải viện dẫn căn cứ (văn bản, điều khoản).", "A rejection must cite its grounds (document, article).")
	}
	if signed && d.Outcome != Return && len(d.Documents) == 0 {
		bad.add("documents", "Cần nêu văn bản (số, ngày, trích yếu, người ký).", "Name the document (number, date, title, signatory).")
	}
	for i := range d.Documents {
		field := "documents[" + strconv.Itoa(i) + "]"
		c.checkDocument(bad, field, &d.Documents[i], env)
		checkCapacity(bad, field+".capacity", rule, d.Documents[i].Capacity)
	}
	if (d.Outcome == ApproveWithConditions) != (len(d.Conditions) > 0) {
		bad.add("conditions", "Điều kiện đi cùng, và chỉ đi cùng, kết quả “thống nhất, kèm điều kiện”.", "Conditions come with approve_with_conditions, and only with it.")
	}
	if d.Outcome == Return && len(d.Items) == 0 && d.ReturnTo == "" {
		bad.add("items", "Yêu cầu bổ sung phải liệt kê từng nội dung.", "A return must list what is asked, item by item.")
	}
	if d.Outcome != Return && len(d.Items) > 0 {
		bad.add("items", "Chỉ yêu cầu bổ sung mới có danh mục nội dung.", "Only a return carries items.")
	}
	c.checkActing(bad, rule, d, env)
	c.checkReturnTo(bad, rule, d)
	c.checkAgain(bad, rule, d, env)
}

// checkReturnTo lets only the provincial decision send a proposal back to an
// earlier gate.
func (c Case) checkReturnTo(bad *faults, rule GateRule, d Decision) {
	if d.ReturnTo == "" {
		return
	}
	if d.Outcome != Return || rule.Kind != KindProvincial {
		bad.add("return_to", "Chỉ bước quyết định của UBND tỉnh được chuyển hồ sơ về một bước trước.", "Only the provincial decision may return to an earlier gate.")
		return
	}
	if !c.downstream([]string{d.ReturnTo})[rule.ID] {
		bad.add("return_to", "“%s” không phải là một bước trước bước này.", "“%s” is not a gate before this one.", d.ReturnTo)
	}
}

// checkDocument wants số, ngày, trích yếu, người ký; of a classified document
// number and date alone.
func (c Case) checkDocument(bad *faults, field string, d *Document, env Env) {
	c.checkPaper(bad, field, d.Date, d.AttachmentID, d.Classified, env)
	if d.Classified {
		if d.Title != "" {
			bad.add(field+".title", "Văn bản mật chỉ ghi số và ngày.", "Of a classified document record number and date only.")
		}
		return
	}
	if strings.TrimSpace(d.Title) == "" {
		bad.add(field+".title", "Cần nêu trích yếu.", "State the document's title.")
	}
	if strings.TrimSpace(d.Signatory) == "" {
		bad.add(field+".signatory", "Cần nêu người ký.", "State the signatory.")
	}
}

// complement adds what the record knows of a document.
func (c Case) complement(d Document, env Env) Document {
	d.Late, d.SHA256 = env.Late(d.Date), ""
	if a, ok := c.attachment(d.AttachmentID); ok {
		d.SHA256 = a.SHA256
	}
	return d
}

// complemented is complement for a document that may be missing.
func (c Case) complemented(d *Document, env Env) *Document {
	if d == nil {
		return nil
	}
	full := c.complement(*d, env)
	return &full
}

// checkCapacity holds a signing capacity against those the gate accepts; a gate
// that lists none accepts any. Signing in one's own name ("") always stands.
func checkCapacity(bad *faults, field string, rule GateRule, capacity string) {
	if capacity == "" || len(rule.Capacities) == 0 || slices.Contains(rule.Capacities, NormalCapacity(capacity)) {
		return
	}
	bad.add(field, "Bước này không nhận thẩm quyền ký “%[1]s”; nhận: %[2]s.", "This gate does not accept the capacity “%[1]s”; it accepts: %[2]s.", capacity, strings.Join(rule.Capacities, ", "))
}

// capacities in the order in which they may stand (NĐ 30/2020/NĐ-CP Điều 13).
var capacities = []string{"TM.", "Q.", "KT.", "TL.", "TUQ."}

// NormalCapacity writes a capacity as its parts separated by single spaces.
func NormalCapacity(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(s, ".", ". ")), " ")
}

// ValidCapacity reports whether s is empty or one or more of TM., Q., KT., TL.,
// TUQ. in that order.
func ValidCapacity(s string) bool {
	last := -1
	for _, part := range strings.Fields(NormalCapacity(s)) {
		at := slices.Index(capacities, part)
		if at <= last {
			return false
		}
		last = at
	}
	return true
}

// mark writes the decision onto the gate.
func (t *Transition) mark(gate string, o Outcome, env Env) {
	g := &t.Case.Gates[t.Case.index(gate)]
	now := env.Now
	g.DecidedAt, g.Outcome = &now, o
	t.halt(g, env)
	g.Claim, g.Prepared = nil, nil
	switch o {
	case Return:
		t.awaitAnswer(g, env)
	case Reject:
		g.State = GateRejected
	default:
		g.State = GatePassed
	}
}

// giveBack returns the proposal: to the filer, with one item per request, or
// from the provincial decision to an earlier gate.
func (t *Transition) giveBack(gate string, d Decision, env Env) {
	if d.ReturnTo != "" {
		t.reset(t.Case.again([]string{d.ReturnTo}))
		t.settle()
		t.openReady(env)
		return
	}
	g, _ := t.Case.Gate(gate)
	for i, it := range d.Items {
		id := gate + "-" + strconv.Itoa(g.Round) + "-" + strconv.Itoa(i+1)
		t.Case.Standing.Items = append(t.Case.Standing.Items, Item{ID: id, Gate: gate, Round: g.Round, Text: it.Text, Citation: it.Citation, Continues: it.Continues})
	}
	t.settle()
	t.happened(Event{Action: "returned", Gate: gate, Round: g.Round})
}

// reject ends the proposal and releases its money. An adviser's rejection may be
// reviewed for some days; the province's own is the last word.
func (t *Transition) reject(rule GateRule, env Env) {
	if rule.Kind != KindProvincial {
		t.reviewable(rule.ID, env)
		return
	}
	t.endRejected()
}

func (t *Transition) endRejected() {
	t.release()
	t.end(Rejected)
	t.happened(Event{Action: "rejected"})
}

// reviewable ends the proposal by a gate's rejection that may be reviewed for the
// pack's days.
func (t *Transition) reviewable(gate string, env Env) {
	d := env.Due(env.Now, t.Case.Rules.ReviewDays)
	t.Case.ReviewUntil, t.Case.Standing.ReviewProvisional = &d.DueAt, d.Provisional
	t.endRejected()
	if d.Provisional {
		g, _ := t.Case.Gate(gate)
		t.happened(Event{Action: "deadline_provisional", Gate: gate, Round: g.Round, ByRule: true, Data: OpenedData{d, g.Authority}})
	}
}

// pass takes the proposal on from a passed gate; the provincial decision
// approves it.
func (t *Transition) pass(rule GateRule, d Decision, env Env) {
	for _, c := range d.Conditions {
		t.Case.Standing.Conditions = append(t.Case.Standing.Conditions, StandingCondition{Condition: c, Gate: rule.ID})
	}
	switch rule.Kind {
	case KindDuplication:
		if d.Details.Kind != "" && d.Details.Kind != t.Case.stated().Kind {
			t.reclassify(d.Details.Kind) // the new pack says what opens next
			return
		}
	case KindBudget:
		t.advise(d.Details.Allocations)
	case KindSecurity:
		t.setLevel(rule, d.Details)
	case KindProvincial:
		t.approve(d)
		return
	}
	t.openReady(env)
}
