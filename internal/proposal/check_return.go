package proposal

import (
	"slices"
	"strconv"
)

// checkAgain holds a return against those before it and against the pack's days
// for asking: one clear request, not five. What a gate that has returned before had
// not raised then, it may ask for only with its head's reason, by the head or with
// the head's paper.
func (c Case) checkAgain(bad *faults, rule GateRule, d Decision, env Env) {
	if d.Outcome != Return {
		if d.HeadReason != "" {
			bad.add("head_reason", "Chỉ nêu lý do của lãnh đạo khi yêu cầu bổ sung lần nữa.", "The head's reason goes with another return only.")
		}
		return
	}
	c.checkSupplement(bad, rule, d, env)
	asked, fresh := c.askedBefore(rule.ID), false
	for i, it := range d.Items {
		if it.Continues == "" {
			fresh = true
		} else if !slices.Contains(asked, it.Continues) {
			bad.add("items["+strconv.Itoa(i)+"].continues", "Bước này chưa từng yêu cầu nội dung “%s”.", "This gate never asked for an item “%s”.", it.Continues)
		}
	}
	if len(asked) > 0 && fresh && blank(d.HeadReason) {
		bad.add("head_reason", "Bước này đã yêu cầu bổ sung trước đó. Nội dung tiếp nối yêu cầu cũ thì nêu mã yêu cầu (continues); nội dung mới phải có lý do của lãnh đạo (head_reason).", "This gate has returned the proposal before. Name the earlier item that one carries on (continues); for anything new give the head's reason (head_reason).")
	}
	if blank(d.HeadReason) {
		return
	}
	if g, _ := c.Gate(rule.ID); env.Actor.Account != "" && !env.Actor.Heads(g.Authority) && d.ActingFor == "" && rule.Sign != SignHead && len(d.Documents) == 0 {
		bad.add("documents", "Lý do của lãnh đạo phải do lãnh đạo nhập, hoặc kèm văn bản của lãnh đạo.", "The head's reason is entered by the head, or comes with the head's document.")
	}
}

// askedBefore are the ids of what the gate has asked for in earlier returns.
func (c Case) askedBefore(gate string) []string {
	var ids []string
	for _, it := range c.Standing.Items {
		if it.Gate == gate {
			ids = append(ids, it.ID)
		}
	}
	return ids
}

// checkSupplement refuses a request that comes after the pack's days for asking.
func (c Case) checkSupplement(bad *faults, rule GateRule, d Decision, env Env) {
	g, _ := c.Gate(rule.ID)
	if rule.SupplementDays == 0 || g.OpenedAt == nil || d.ReturnTo != "" || !blank(d.HeadReason) {
		return
	}
	if until := env.Due(*g.OpenedAt, rule.SupplementDays).DueAt; env.Now.After(until) {
		bad.add("outcome", "Thời hạn yêu cầu bổ sung của bước này là %[1]d ngày làm việc, đã hết ngày %[2]s; chỉ yêu cầu bổ sung khi có lý do của lãnh đạo (head_reason).", "This gate may ask for more within %[1]d working days, which ended on %[2]s; after that only with the head's reason (head_reason).", rule.SupplementDays, DateOf(until).Written())
	}
}
