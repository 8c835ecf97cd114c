package proposal

import (
	"strconv"
	"strings"
)

// checkAllocations checks the advised money: within what was asked, line by
// line, from envelopes that exist; less than asked passes only with conditions.
// Whether an envelope still holds enough is asked when it is drawn.
func (c Case) checkAllocations(bad *faults, d Decision) {
	lines := d.Details.Allocations
	sum := c.checkLines(bad, lines)
	if sum == 0 && !onlyOther(c.stated().Budget) {
		bad.add("details.allocations", "Chưa bố trí khoản nào; bước này không thể thông qua.", "Nothing is allocated; the gate cannot pass.")
	}
	if c.short(lines) && d.Outcome == Approve {
		bad.add("outcome", "Bố trí ít hơn đề nghị chỉ được thông qua kèm điều kiện.", "Less than asked passes only with conditions.")
	}
}

// checkLines holds lines against those asked and gives their sum.
func (c Case) checkLines(bad *faults, lines []BudgetLine) int64 {
	var sum int64
	seen := map[BudgetLine]bool{}
	for i, l := range lines {
		field := "details.allocations[" + strconv.Itoa(i) + "]"
		key := BudgetLine{FiscalYear: l.FiscalYear, Source: l.Source}
		source := SourceName(l.Source)
		if seen[key] {
			bad.add(field, "Năm %[1]d, nguồn %[2]s được nêu hai lần.", "Year %[1]d, source %[3]s is stated twice.", l.FiscalYear, source.VI, source.EN)
		}
		seen[key] = true
		sum += l.AmountVND
		if asked := c.asked(key); l.AmountVND > asked {
			bad.add(field+".amount_vnd", "Bố trí %[1]s đồng, nhiều hơn %[2]s đồng được đề nghị cho năm %[3]d, nguồn %[4]s.", "%[1]s đồng is more than the %[2]s asked for %[3]d from %[5]s.",
				Dong(l.AmountVND), Dong(asked), l.FiscalYear, source.VI, source.EN)
		}
		if _, ok := c.envelope(l.FiscalYear, l.Source); !ok && l.AmountVND > 0 {
			bad.add(field, "Chưa có dự toán cho năm %[1]d, nguồn %[2]s; Sở Tài chính cần nhập dự toán trước.", "There is no envelope for %[1]d from %[3]s; Sở Tài chính must enter it first.", l.FiscalYear, source.VI, source.EN)
		}
	}
	return sum
}

func (c Case) asked(key BudgetLine) int64 {
	for _, l := range c.stated().Budget {
		if l.FiscalYear == key.FiscalYear && l.Source == key.Source {
			return l.AmountVND
		}
	}
	return 0
}

// short reports whether any line asked for gets less. Other money of which
// nothing is allocated comes from elsewhere and is not less.
func (c Case) short(lines []BudgetLine) bool {
	got := map[BudgetLine]int64{}
	for _, l := range lines {
		got[BudgetLine{FiscalYear: l.FiscalYear, Source: l.Source}] += l.AmountVND
	}
	for _, l := range c.stated().Budget {
		given := got[BudgetLine{FiscalYear: l.FiscalYear, Source: l.Source}]
		if given < l.AmountVND && (given > 0 || l.Source != SourceOther) {
			return true
		}
	}
	return false
}

// SourceOther is money from outside the budget: nothing may be allocated of it
// and the gate still passes.
const SourceOther = "khac"

func onlyOther(asked []BudgetLine) bool {
	for _, l := range asked {
		if l.Source != SourceOther {
			return false
		}
	}
	return len(asked) > 0
}

// advise reserves the advised money; less than asked waits for acceptance.
func (t *Transition) advise(lines []BudgetLine) {
	s := &t.Case.Standing
	s.Advice, s.Acceptance = lines, nil
	t.Case.AcceptanceDue = t.Case.short(lines)
	t.draw(lines, false)
}

// draw sets what the envelopes hold for this proposal.
func (t *Transition) draw(lines []BudgetLine, commit bool) {
	s := &t.Case.Standing
	s.Reserved, s.Committed = nil, commit
	for _, l := range lines {
		if key, ok := t.Case.envelope(l.FiscalYear, l.Source); ok && l.AmountVND > 0 {
			s.Reserved = append(s.Reserved, Allocation{key, l.AmountVND})
		}
	}
	action := "money_reserved"
	if commit {
		action = "money_committed"
	}
	t.happened(Event{Action: action, Data: MoneyData{s.Reserved}})
}

// release gives back whatever the envelopes hold for this proposal.
func (t *Transition) release() {
	s := &t.Case.Standing
	if len(s.Reserved) == 0 {
		return
	}
	t.happened(Event{Action: "money_released", Data: MoneyData{s.Reserved}})
	s.Reserved, s.Committed = nil, false
}

// MoneyData is what envelopes hold or held for a proposal.
type MoneyData struct {
	Allocations []Allocation `json:"allocations"`
}

// Accept records the filing agency's word on less money than it asked. Refusing
// it returns the proposal for narrowing: the gate that advised reopens at the
// resubmission.
func (c Case) Accept(a Acceptance, env Env) (Transition, error) {
	var bad faults
	if a.Document != nil {
		c.checkDocument(&bad, "document", a.Document, env)
	}
	if !a.Accepted && strings.TrimSpace(a.Note) == "" {
		bad.add("note", "Không chấp nhận thì cần nêu lý do.", "Say why the amount is not accepted.")
	}
	if err := bad.err(); err != nil {
		return Transition{}, err
	}
	a.Document = c.complemented(a.Document, env)
	t := c.begin()
	t.Case.Standing.Acceptance, t.Case.AcceptanceDue = &a, false
	if a.Accepted {
		t.happened(Event{Action: "amount_accepted", Documents: list(a.Document), Data: a})
		return t, nil
	}
	t.happened(Event{Action: "amount_refused", Documents: list(a.Document), Data: a})
	for i := range t.Case.Gates {
		if g := &t.Case.Gates[i]; g.Kind == KindBudget && g.State == GatePassed {
			t.narrow(g, env)
		}
	}
	return t, nil
}

// narrow hands the proposal back to the filer at the gate that advised the
// money; the gates after it wait for its next decision.
func (t *Transition) narrow(g *Gate, env Env) {
	t.reset(t.Case.downstream([]string{g.ID}))
	t.lapse(g.ID)
	t.awaitAnswer(g, env)
	t.settle()
	t.happened(Event{Action: "returned", Gate: g.ID, Round: g.Round})
}
