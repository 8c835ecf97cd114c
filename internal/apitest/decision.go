package apitest

import (
	"maps"
	"testing"
)

// Decision is the body of a decision, by the names of the contract.
type Decision map[string]any

// With gives the decision with one field stated otherwise; nil takes it out.
func (d Decision) With(name string, value any) Decision {
	e := maps.Clone(d)
	if value == nil {
		delete(e, name)
		return e
	}
	e[name] = value
	return e
}

// Detail gives the decision with one of its details stated otherwise.
func (d Decision) Detail(name string, value any) Decision {
	details := map[string]any{}
	if had, ok := d["details"].(map[string]any); ok {
		details = maps.Clone(had)
	}
	details[name] = value
	return d.With("details", details)
}

// Paper is a document of today, complete but for a scan.
func Paper(title string) map[string]any {
	return map[string]any{
		"number": "12/" + Unique(), "date": Today(), "title": title,
		"issuer": "Cơ quan xử lý", "signatory": "Nguyễn Văn An", "capacity": "",
	}
}

// Condition is one that is due in a year.
func Condition(text, owner string) map[string]any {
	return map[string]any{"text": text, "owner": owner, "due": InDays(365)}
}

// Outcomes that need no details.

// Return asks for items.
func Return(items ...string) Decision {
	asked := make([]map[string]any, len(items))
	for i, text := range items {
		asked[i] = map[string]any{"text": text}
	}
	return Decision{"outcome": "return", "reason": "Hồ sơ chưa đủ để xem xét.", "items": asked}
}

// Reject refuses with a ground.
func Reject(reason string) Decision {
	return Decision{
		"outcome": "reject", "reason": reason, "documents": []any{Paper("Về việc không thống nhất chủ trương")},
		"citations": []map[string]any{{"document": "KH 651/KH-UBND", "article": "I.2"}},
	}
}

// Approval is what passes the gate as the proposal stands: the details that the
// gate's kind asks for, all in order. It is read with the eyes of who decides.
func (c *Client) Approval(t testing.TB, p Proposal, g Gate) Decision {
	t.Helper()
	d := Decision{"outcome": "approve", "documents": []any{Paper("Ý kiến về đề xuất " + p.Name)}}
	switch g.Kind {
	case "duplication_check":
		return d.Detail("findings", c.different(t, p))
	case "ministry_consultation":
		return c.carrying(t, p, d)
	case "technology_review", "review":
		return d.Detail("checklist", c.checked(t, p, g.ID))
	case "budget_allocation":
		return d.Detail("allocations", p.Budget)
	case "security_level":
		return d.Detail("level", p.Security.ProposedLevel)
	}
	d = d.Detail("signatory", "Lê Văn Bình").Detail("capacity", "TM. KT.")
	if p.Security.ProposedLevel >= 3 {
		d = d.Detail("level", p.Security.ProposedLevel)
	}
	return d
}

// different finds every match of weight to be something else.
func (c *Client) different(t testing.TB, p Proposal) []map[string]any {
	t.Helper()
	findings := []map[string]any{}
	for _, m := range c.Weighty(t, p) {
		findings = append(findings, map[string]any{"entry_id": m.ID, "finding": "different", "note": "Khác nghiệp vụ và phạm vi."})
	}
	return findings
}

// checked answers every item of the gate's checklist with yes.
func (c *Client) checked(t testing.TB, p Proposal, gate string) []map[string]any {
	t.Helper()
	answers := []map[string]any{}
	for _, item := range c.Checklist(t, p, gate) {
		answers = append(answers, map[string]any{"item": item.ID, "answer": "yes"})
	}
	return answers
}

// carrying passes a consultation with the conditions of every conditional reply.
func (c *Client) carrying(t testing.TB, p Proposal, d Decision) Decision {
	t.Helper()
	var conditions []map[string]any
	for _, text := range c.Read(t, p).replied() {
		conditions = append(conditions, Condition(text, p.Agency))
	}
	if len(conditions) == 0 {
		return d
	}
	return d.With("outcome", "approve_with_conditions").With("conditions", conditions).With("reason", "Theo điều kiện của Bộ.")
}
