package proposal

import (
	"slices"
	"strconv"
	"strings"
)

// checkFindings judges the duplication check. Every match of weight needs a
// finding; a duplicate cannot pass, an overlap only with conditions. For a
// commune a shared system in use that covers it mainly is ground enough (Kế
// hoạch 651/KH-UBND II.3). A rejection names its ground, a duplicate with the way
// out.
func (c Case) checkFindings(bad *faults, rule GateRule, d Decision, env Env) {
	c.checkReclassified(bad, d)
	if d.Outcome == Return {
		return
	}
	if g, _ := c.Gate(rule.ID); c.Screening == nil || !g.Screened {
		bad.add("outcome", "Kết quả rà soát trùng lặp chưa có; hãy thử lại sau ít phút.", "The comparison is not recorded yet; try again shortly.")
		return
	}
	grounds := 0
	seen := map[string]bool{}
	for i, f := range d.Details.Findings {
		field := "details.findings[" + strconv.Itoa(i) + "]"
		if seen[f.EntryID] {
			bad.add(field+".entry_id", "Mục “%s” có hai nhận định.", "Entry “%s” has two findings.", f.EntryID)
		}
		seen[f.EntryID] = true
		if c.checkFinding(bad, field, f, d.Outcome, env) {
			grounds++
		}
	}
	for _, m := range c.Screening.Matches {
		if m.Weighty && !seen[m.ID] && !slices.ContainsFunc(m.Twins, func(id string) bool { return seen[id] }) {
			bad.add("details.findings", "Mục tương tự %s chưa có nhận định.", "Match %s has no finding.", m.ID)
		}
	}
	if d.Outcome == Reject && grounds == 0 {
		bad.add("details.findings", "Từ chối ở bước này phải chỉ ra mục trùng lặp cùng cách dùng thay thế (way_out), hoặc mục trùng một phần.", "A rejection must name the entry duplicated, with the way out, or overlapped.")
	}
}

// checkFinding checks one finding and reports whether it is a ground to reject: a
// duplicate, or what covers a commune's need, with its way out; an overlap.
func (c Case) checkFinding(bad *faults, field string, f Finding, o Outcome, env Env) (ground bool) {
	m, ok := c.matched(f.EntryID, env)
	if !ok {
		bad.add(field+".entry_id", "Danh mục không có mục “%s”.", "The catalog has no entry “%s”.", f.EntryID)
		return false
	}
	e, known := env.Entry(f.EntryID)
	covers := c.FilingKind == KindCommune && f.Finding == FindingOverlap && known && e.Shared && e.State == EntryInUse && !m.Reference
	if f.Finding == FindingDuplicate && c.setApart(f.EntryID) {
		bad.add(field+".finding", "“%s” chính là mục mà đề xuất này thực hiện, phát triển tiếp hoặc kế thừa nên không là trùng lặp.", "The proposal itself realises, builds on or follows “%s”; it is no duplicate of it.", f.EntryID)
	}
	if f.Finding == FindingDuplicate && m.Reference {
		bad.add(field+".finding", "Mục của tỉnh khác chỉ để tham khảo, không là căn cứ kết luận trùng lặp.", "Another province's plan is for reference and no ground for duplicate.")
	}
	if f.Finding == FindingDuplicate && m.History {
		bad.add(field+".finding", "Hồ sơ đã bị từ chối hoặc đã rút không tự nó là căn cứ kết luận trùng lặp.", "A rejected or withdrawn proposal alone is no ground for duplicate.")
	}
	if f.Finding != FindingDifferent && blank(f.Note) {
		bad.add("details.findings", "Nhận định trùng lặp, trùng một phần với “%s” phải ghi rõ trùng ở đâu (note).", "A finding of duplicate or overlap with “%s” needs a note of what it rests on.", f.EntryID)
	}
	if f.Finding == FindingDuplicate && f.WayOut == "" {
		bad.add(field+".way_out", "Kết luận trùng lặp phải nêu cách thay thế: dùng nền tảng, mở rộng hoặc xin tài khoản.", "A duplicate must name the way out: use, extend or accounts.")
	}
	if o.Passes() && f.Finding == FindingDuplicate {
		bad.add(field+".finding", "Đã kết luận trùng lặp với “%s” thì không thể thống nhất.", "What duplicates “%s” cannot pass.", f.EntryID)
	}
	if o.Passes() && covers {
		bad.add(field+".finding", "Cấp xã không tự xây dựng khi “%s” đã có và đáp ứng phần lớn nhu cầu.", "A commune does not build its own where “%s” in use covers it mainly.", f.EntryID)
	}
	if o == Approve && f.Finding == FindingOverlap {
		bad.add("outcome", "Trùng một phần với “%s” chỉ được thông qua kèm điều kiện.", "An overlap with “%s” passes only with conditions.", f.EntryID)
	}
	if f.Finding == FindingDuplicate || covers {
		return f.WayOut != ""
	}
	return f.Finding == FindingOverlap
}

// matched finds an entry among the matches or their twins, else in the catalog.
func (c Case) matched(id string, env Env) (Match, bool) {
	for _, m := range slices.Concat(c.Screening.Matches, c.Screening.SetApart) {
		if m.ID == id || slices.Contains(m.Twins, id) {
			return m, true
		}
	}
	e, ok := env.Entry(id)
	return Match{ID: e.ID, Name: e.Name, State: e.State, Reference: e.Reference}, ok
}

// setApart reports whether the entry is one that the proposal names as its own:
// it and its twins are no match.
func (c Case) setApart(id string) bool {
	f := c.stated()
	if id == f.Realises || id == f.BuildsOn && f.Kind.BuildsOn() {
		return true
	}
	return slices.ContainsFunc(c.Screening.SetApart, func(m Match) bool { return m.ID == id || slices.Contains(m.Twins, id) })
}

// checkReclassified checks a new kind: it comes with a pass and a reason, and
// with what the facts must name for it.
func (c Case) checkReclassified(bad *faults, d Decision) {
	f, k := c.stated(), d.Details.Kind
	if k == "" || k == f.Kind {
		return
	}
	if !d.Outcome.Passes() {
		bad.add("details.kind", "Chỉ phân loại lại khi bước này thông qua.", "The kind changes only where the gate passes.")
	}
	if strings.TrimSpace(d.Reason) == "" {
		bad.add("reason", "Phân loại lại phải nêu lý do.", "A new kind needs a reason.")
	}
	if k.BuildsOn() && f.BuildsOn == "" {
		bad.add("details.kind", "Nâng cấp, mở rộng phải nêu hệ thống đang có; hãy yêu cầu bổ sung trước.", "An upgrade or extension must name what it builds on; ask for it first.")
	}
	if k != NewBuild && f.Realises != "" {
		bad.add("details.kind", "Hồ sơ thực hiện một mục đã có trong kế hoạch nên là xây dựng mới; hãy yêu cầu bổ sung trước.", "A proposal that realises a planned entry is a new build; ask to change that first.")
	}
}

// reclassify changes the kind; the store re-pins the pack of that kind in force
// on the day of the first submission.
func (t *Transition) reclassify(k Kind) {
	t.Case.Facts.Kind = k
	filed := *t.Case.Filed
	filed.Kind = k
	t.Case.Filed = &filed
	t.Reclassified = k
	t.happened(Event{Action: "reclassified", Data: ReclassifiedData{k}})
}

// ReclassifiedData is what a reclassification tells.
type ReclassifiedData struct {
	Kind Kind `json:"kind"`
}
