package proposal

// budget wants something allocated, from envelopes that hold it, and less than
// asked only with conditions.
func (r *requirements) budget() {
	some, none := T("Có kinh phí được kiến nghị bố trí", "Money is allocated"), T("không bố trí được khoản nào", "nothing is allocated")
	within, beyond := T("Dự toán còn đủ cho mức bố trí, không hơn mức đề nghị", "The envelopes hold the allocation, which is no more than asked"),
		T("dự toán không đủ, hoặc bố trí nhiều hơn đề nghị", "an envelope does not hold it, or more is allocated than asked")
	if r.d == nil {
		r.await(some, none)
		r.await(within, beyond)
		return
	}
	lines, sum := r.d.Details.Allocations, int64(0)
	for _, l := range lines {
		sum += l.AmountVND
	}
	r.need(sum > 0 || onlyOther(r.c.stated().Budget), some, none, r.lines(lines))
	if !r.d.Outcome.Passes() {
		return
	}
	r.need(true, within, beyond, T("Đã giữ chỗ %[1]s đồng.", "%[1]s đồng are reserved.", Dong(sum)))
	if r.c.short(lines) {
		r.need(r.d.Outcome == ApproveWithConditions,
			T("Bố trí ít hơn đề nghị chỉ được thông qua kèm điều kiện, và chờ cơ quan đề xuất chấp nhận", "Less than asked passes only with conditions and waits for the filing agency's acceptance"),
			T("bố trí ít hơn đề nghị mà không kèm điều kiện", "less than asked without conditions"), r.lines(lines))
	}
}

// lines writes money by line beside what was asked.
func (r *requirements) lines(lines []BudgetLine) Text {
	var list []Text
	for _, asked := range r.c.stated().Budget {
		got := int64(0)
		for _, l := range lines {
			if l.FiscalYear == asked.FiscalYear && l.Source == asked.Source {
				got += l.AmountVND
			}
		}
		source := SourceName(asked.Source)
		list = append(list, T("năm %[1]d, %[2]s: bố trí %[4]s trên %[5]s đồng đề nghị", "%[1]d, %[3]s: %[4]s of %[5]s đồng asked", asked.FiscalYear, source.VI, source.EN, Dong(got), Dong(asked.AmountVND)))
	}
	return joined(list, "; ")
}

// security wants a level that the facts allow and, from the pack's level on, the
// ministry's appraisal.
func (r *requirements) security() {
	level, reasons := r.c.Rules.Level.RequiredLevel(r.c.stated().Security)
	why := T("Dữ kiện đòi hỏi ít nhất cấp độ %[1]d:", "The facts require level %[1]d at least:", level)
	why = joined(append([]Text{why}, reasons...), " ")
	text, other := T("Cấp độ không thấp hơn cấp độ mà dữ kiện đòi hỏi", "The level is not below what the facts require"),
		T("cấp độ thấp hơn cấp độ %[1]d", "the level is below %[1]d", level)
	if r.d == nil || r.d.Details.Level == nil {
		r.list = append(r.list, Requirement{Text: text, Else: other, Because: why})
	} else {
		said := *r.d.Details.Level
		r.need(said >= level, text, other, joined([]Text{T("Kết luận cấp độ %[1]d.", "Level %[1]d is concluded.", said), why}, " "))
	}
	from := r.c.Rules.Level.AppraisalFromLevel
	if from == 0 || max(level, r.c.claimedLevel()) < from {
		return
	}
	text, other = T("Có văn bản thẩm định của Bộ Công an (từ cấp độ %[1]d)", "There is the ministry's appraisal (from level %[1]d on)", from),
		T("thiếu văn bản thẩm định của Bộ Công an", "the ministry's appraisal is missing")
	switch {
	case r.d == nil:
		r.await(text, other)
	case r.d.Details.Appraisal == nil:
		r.need(false, text, other, T("Chưa có văn bản.", "There is none."))
	default:
		a := r.d.Details.Appraisal
		r.need(true, text, other, T("Văn bản %[1]s ngày %[2]s.", "Document %[1]s of %[2]s.", a.Number, a.Date.Written()))
	}
}

// provincial wants every gate before it passed and the money settled.
func (r *requirements) provincial() {
	var passed, open []Text
	for _, g := range r.c.Gates {
		switch {
		case g.ID == r.rule.ID:
		case g.State == GatePassed:
			passed = append(passed, r.title(g.ID))
		default:
			open = append(open, r.title(g.ID))
		}
	}
	because := joined(passed, "; ")
	if len(open) > 0 {
		because = joined([]Text{T("Chưa thông qua:", "Not passed:"), joined(open, "; ")}, " ")
	}
	r.need(len(open) == 0, T("Mọi bước trước đã thông qua", "Every gate before has passed"), T("còn bước trước chưa thông qua", "a gate before has not passed"), because)
	because = T("Không có mức nào chờ chấp nhận.", "No amount waits to be accepted.")
	if a := r.c.Standing.Acceptance; a != nil && a.Accepted {
		because = T("Cơ quan đề xuất đã chấp nhận mức thấp hơn.", "The filing agency has accepted the lower amount.")
	}
	if r.c.AcceptanceDue {
		because = T("Cơ quan đề xuất chưa chấp nhận.", "The filing agency has not accepted.")
	}
	r.need(!r.c.AcceptanceDue, T("Cơ quan đề xuất chấp nhận mức kinh phí nếu thấp hơn đề nghị", "The filing agency accepts the amount where it is less than asked"),
		T("mức kinh phí thấp hơn đề nghị chưa được chấp nhận", "a lower amount is not accepted"), because)
	rule, level := r.c.Rules.Level, r.c.Standing.Level
	if rule.ProvinceFromLevel > 0 && level >= rule.ProvinceFromLevel {
		text, other := T("Quyết định nêu cấp độ an toàn (từ cấp độ %[1]d)", "The decision states the security level (from level %[1]d on)", rule.ProvinceFromLevel),
			T("quyết định không nêu cấp độ", "the decision states no level")
		if r.d == nil {
			r.await(text, other)
			return
		}
		r.need(r.d.Details.Level != nil, text, other, T("Cấp độ đã thẩm định: %[1]d.", "Appraised level: %[1]d.", level))
	}
}

func (r *requirements) title(gate string) Text {
	if rule, ok := r.c.Rules.Gate(gate); ok && rule.Title.VI != "" {
		return rule.Title
	}
	return same(gate)
}
