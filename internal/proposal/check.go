package proposal

import (
	"slices"
	"strconv"
	"strings"
)

// checkKind checks what the gate's kind asks of the outcome: each row of the
// product's table "it cannot pass when".
func (c Case) checkKind(bad *faults, rule GateRule, d Decision, env Env) {
	passes := d.Outcome.Passes()
	switch rule.Kind {
	case KindDuplication:
		c.checkFindings(bad, rule, d, env)
	case KindConsultation:
		if passes {
			c.checkReplies(bad, rule, d)
		}
	case KindTechnology, KindReview:
		if passes {
			checkChecklist(bad, rule, d)
		}
	case KindBudget:
		if passes {
			c.checkAllocations(bad, d)
		}
	case KindSecurity:
		if passes {
			c.checkLevel(bad, d, env)
		}
	case KindProvincial:
		c.checkProvincial(bad, rule, d)
	}
}

// checkChecklist wants every item answered, none twice, none unknown, and no
// mandatory one with no.
func checkChecklist(bad *faults, rule GateRule, d Decision) {
	answered := map[string]string{}
	for i, a := range d.Details.Checklist {
		field := "details.checklist[" + strconv.Itoa(i) + "].item"
		if !slices.ContainsFunc(rule.Checklist, func(it ChecklistItem) bool { return it.ID == a.Item }) {
			bad.add(field, "Danh mục kiểm tra của bước này không có mục “%s”.", "This gate's checklist has no item “%s”.", a.Item)
		}
		if _, twice := answered[a.Item]; twice {
			bad.add(field, "Mục “%s” được trả lời hai lần.", "Item “%s” is answered twice.", a.Item)
		}
		answered[a.Item] = a.Answer
	}
	for _, it := range rule.Checklist {
		switch answer, ok := answered[it.ID]; {
		case !ok:
			bad.add("details.checklist", "Chưa trả lời mục %[1]s: “%[2]s”.", "Item %[1]s is not answered.", it.ID, it.Text.VI)
		case answer == "no" && it.Mandatory:
			bad.add("details.checklist", "Mục bắt buộc %[1]s chưa đạt: “%[2]s”.", "Mandatory item %[1]s is answered no.", it.ID, it.Text.VI)
		}
	}
}

// checkReplies wants a final reply of the line ministry and of everyone else who
// was asked, all agreeing; the conditions of a conditional one are carried over.
func (c Case) checkReplies(bad *faults, rule GateRule, d Decision) {
	g, _ := c.Gate(rule.ID)
	for _, e := range c.exchanges(rule) {
		if !e.final() {
			bad.add("outcome", "Chưa có văn bản trả lời cuối cùng của “%s”; im lặng không được coi là đồng ý.", "There is no final reply of “%s”; silence is not consent.", e.with)
			continue
		}
		switch e.reply.Position {
		case Disagree:
			bad.add("outcome", "“%s” không thống nhất; chỉ có thể yêu cầu bổ sung hoặc không thống nhất.", "“%s” disagrees; only return or reject is possible.", e.with)
		case AgreeWithConditions:
			if d.Outcome == Approve {
				bad.add("outcome", "“%s” thống nhất có điều kiện; chỉ được thông qua kèm điều kiện.", "“%s” agrees with conditions; pass only with conditions.", e.with)
			}
			carries(bad, e.with, e.reply.Conditions, d)
		}
		if g.Round > 1 && c.changedSince(e.reply) && strings.TrimSpace(d.Reason) == "" {
			bad.add("reason", "Hồ sơ đã thay đổi sau ý kiến của “%s”; hãy nêu vì sao ý kiến cũ vẫn bao quát, hoặc yêu cầu công văn mới.", "The proposal changed after the reply of “%s”; say why it still covers it, or ask for a new letter.", e.with)
		}
	}
}

// changedSince reports whether a revision was submitted after the reply.
func (c Case) changedSince(r RecordedReply) bool {
	return c.SubmittedAt != nil && (r.At.Before(*c.SubmittedAt) || r.Date.Before(DateOf(*c.SubmittedAt)))
}

// carries names a condition by its place, not its words: a refusal may come to
// stand in a workflow's history, which nobody can take a text out of.
func carries(bad *faults, from string, conditions []string, d Decision) {
	for i, want := range conditions {
		if !slices.ContainsFunc(d.Conditions, func(c Condition) bool { return strings.Contains(squash(c.Text), squash(want)) }) {
			bad.add("conditions", "Phải kèm nguyên văn điều kiện thứ %[2]d trong văn bản trả lời của “%[1]s”.", "Carry condition %[2]d of the reply of “%[1]s” in its words.", from, i+1)
		}
	}
}

// squash compares texts without regard to spacing and case.
func squash(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// checkLevel wants a level that the facts allow, and from the pack's level on
// the ministry's appraisal.
func (c Case) checkLevel(bad *faults, d Decision, env Env) {
	if d.Details.Level == nil {
		bad.add("details.level", "Cần nêu cấp độ.", "State the level.")
		return
	}
	level, rule := *d.Details.Level, c.Rules.Level
	required, reasons := rule.RequiredLevel(c.stated().Security)
	if level < required {
		why := make([]string, len(reasons))
		for i, r := range reasons {
			why[i] = r.VI
		}
		bad.add("details.level", "Cấp độ %[1]d thấp hơn cấp độ %[2]d mà dữ kiện đòi hỏi: %[3]s", "Level %[1]d is below level %[2]d, which the facts require.", level, required, strings.Join(why, " "))
	}
	if rule.AppraisalFromLevel > 0 && level >= rule.AppraisalFromLevel && d.Details.Appraisal == nil {
		bad.add("details.appraisal", "Từ cấp độ %d phải có văn bản thẩm định của Bộ Công an.", "From level %d on the ministry's appraisal is required.", rule.AppraisalFromLevel)
	}
	if a := d.Details.Appraisal; a != nil {
		c.checkPaper(bad, "details.appraisal", a.Date, a.AttachmentID, false, env)
	}
}
