package proposal

import "strings"

// checkProvincial judges the decision that closes the dossier.
func (c Case) checkProvincial(bad *faults, rule GateRule, d Decision) {
	checkCapacity(bad, "details.capacity", rule, d.Details.Capacity)
	if !d.Outcome.Passes() {
		return
	}
	if strings.TrimSpace(d.Details.Signatory) == "" {
		bad.add("details.signatory", "Cần nêu người ký quyết định.", "State who signed the decision.")
	}
	if c.AcceptanceDue {
		bad.add("outcome", "Cơ quan đề xuất chưa chấp nhận mức kinh phí thấp hơn đề nghị.", "The filing agency has not accepted the lower amount.")
	}
	c.checkGranted(bad, d)
	c.checkGrantedLevel(bad, d)
}

// checkGranted wants a reason for allocations other than the advised ones.
func (c Case) checkGranted(bad *faults, d Decision) {
	if len(d.Details.Allocations) == 0 {
		return
	}
	c.checkLines(bad, d.Details.Allocations)
	if !sameLines(d.Details.Allocations, c.Standing.Advice) && strings.TrimSpace(d.Reason) == "" {
		bad.add("reason", "Mức bố trí khác kiến nghị của Sở Tài chính phải nêu lý do.", "Allocations other than those advised need a reason.")
	}
}

// checkGrantedLevel wants the decision to state a level that the province must
// approve itself, not below what the facts require.
func (c Case) checkGrantedLevel(bad *faults, d Decision) {
	rule := c.Rules.Level
	if rule.ProvinceFromLevel > 0 && c.Standing.Level >= rule.ProvinceFromLevel && d.Details.Level == nil {
		bad.add("details.level", "Từ cấp độ %d, quyết định của UBND tỉnh phải nêu cấp độ.", "From level %d the provincial decision states the level.", rule.ProvinceFromLevel)
	}
	if d.Details.Level == nil {
		return
	}
	level := *d.Details.Level
	if required, _ := rule.RequiredLevel(c.stated().Security); level < required {
		bad.add("details.level", "Cấp độ %[1]d thấp hơn cấp độ %[2]d mà dữ kiện đòi hỏi.", "Level %[1]d is below level %[2]d, which the facts require.", level, required)
	}
	if decided := c.Standing.Level; level < decided || rule.AppraisalFromLevel > 0 && level > max(decided, rule.AppraisalFromLevel-1) {
		bad.add("details.level", "Cấp độ %[1]d khác cấp độ %[2]d mà bước thẩm định cấp độ đã kết luận; hãy chuyển hồ sơ về bước đó.", "Level %[1]d is not the level %[2]d that was appraised; return the proposal to that gate.", level, decided)
	}
	if rule.PrimeMinisterLevel > 0 && level >= rule.PrimeMinisterLevel && len(d.Citations) == 0 {
		bad.add("citations", "Cấp độ %d phải viện dẫn quyết định của Thủ tướng Chính phủ.", "Level %d cites the Prime Minister's decision.", level)
	}
}

// sameLines compares by line; a line of nothing is no line.
func sameLines(a, b []BudgetLine) bool {
	count := map[BudgetLine]int{}
	for _, l := range a {
		count[l]++
	}
	for _, l := range b {
		count[l]--
	}
	for l, n := range count {
		if n != 0 && l.AmountVND != 0 {
			return false
		}
	}
	return true
}

// approve ends the proposal: its money is committed and its system enters the
// catalog, or the planned entry it realises changes.
func (t *Transition) approve(d Decision) {
	lines := d.Details.Allocations
	if len(lines) == 0 {
		lines = t.Case.Standing.Advice
	}
	if d.Details.Level != nil {
		t.Case.Standing.Level = *d.Details.Level
	}
	t.draw(lines, true)
	t.end(Approved)
	t.happened(Event{Action: "approved", Data: ApprovedData{t.Case.StandsFor(), t.Case.Standing.Level, lines}})
}

// ApprovedData is what an approval grants. Entry is the catalog entry that
// stands for the system from now on.
type ApprovedData struct {
	Entry       string       `json:"entry"`
	Level       int          `json:"level"`
	Allocations []BudgetLine `json:"allocations"`
}

// StandsFor is the catalog entry that stands for the approved system: the one it
// realises or builds on, else a new one under the proposal's number.
func (c Case) StandsFor() string {
	switch f := c.stated(); {
	case f.Realises != "":
		return f.Realises
	case f.Kind.BuildsOn():
		return f.BuildsOn
	}
	return c.Number
}

// setLevel records the level decided. An opinion leaves the dossier to be
// approved before operation (NĐ 331/2026/NĐ-CP Điều 28, from secondary copies).
func (t *Transition) setLevel(rule GateRule, d Details) {
	t.Case.Standing.Level = *d.Level
	if d.Basis == "dossier" {
		return
	}
	t.Case.Standing.Conditions = append(t.Case.Standing.Conditions, StandingCondition{
		Condition:  Condition{Text: "Hồ sơ đề xuất cấp độ được phê duyệt trước khi đưa hệ thống vào vận hành.", Owner: t.Case.Agency},
		Gate:       rule.ID,
		Obligation: true,
	})
}
