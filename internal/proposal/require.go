package proposal

import (
	"slices"
	"strconv"
	"strings"
)

// Requirement is one thing that must hold for a gate to pass, and whether it did.
// Else is the same the other way round: what keeps the gate from passing. Because
// tells the facts that it was judged on; Met is nil while they do not tell yet.
type Requirement struct {
	Text    Text
	Else    Text
	Because Text
	Met     *bool
}

// requirements gathers what one gate asks of a case.
type requirements struct {
	c    Case
	rule GateRule
	d    *Decision // nil while undecided
	name func(agency string) string
	list []Requirement
}

// Requirements tells what had to hold for the gate to pass, judged on the case as
// it stood before the decision and on the decision, nil while there is none. It
// says to a reader what checkKind says to the officer; name gives an agency's.
func (c Case) Requirements(gate string, d *Decision, name func(agency string) string) []Requirement {
	rule, ok := c.Rules.Gate(gate)
	if !ok {
		return nil
	}
	r := &requirements{c: c, rule: rule, d: d, name: name}
	switch rule.Kind {
	case KindDuplication:
		r.duplication()
	case KindConsultation:
		r.consultation()
	case KindTechnology, KindReview:
		r.checklist()
	case KindBudget:
		r.budget()
	case KindSecurity:
		r.security()
	case KindProvincial:
		r.provincial()
	}
	return r.list
}

// need adds a requirement that can be judged.
func (r *requirements) need(met bool, text, other, because Text) {
	r.list = append(r.list, Requirement{text, other, because, &met})
}

// await adds one that waits for the decision.
func (r *requirements) await(text, other Text) {
	r.list = append(r.list, Requirement{Text: text, Else: other, Because: T("Chưa xét.", "Not judged yet.")})
}

func (r *requirements) duplication() {
	found := r.c.Screening
	text, other := T("Đã so sánh với danh mục và các hồ sơ khác", "Compared with the catalog and other proposals"),
		T("chưa có kết quả so sánh", "there is no comparison")
	switch {
	case found == nil:
		r.await(text, other)
	case found.Note == "": // its content is not here
		r.need(true, text, other, T("Kết quả so sánh có trong nhật ký bằng mã băm.", "The comparison is in the ledger by its sha256."))
	default:
		r.need(true, text, other, same(found.Note))
	}
	text, other = T("Không mục nào bị kết luận là trùng lặp", "No entry is found to be a duplicate"),
		T("có một mục bị kết luận là trùng lặp", "an entry is found to be a duplicate")
	if r.d == nil {
		r.await(text, other)
		return
	}
	duplicates, overlaps := r.findings(FindingDuplicate), r.findings(FindingOverlap)
	because := T("%[1]d nhận định, không có trùng lặp.", "%[1]d findings, no duplicate.", len(r.d.Details.Findings))
	if found != nil && found.Note != "" {
		because = T("%[1]d mục tương tự đáng kể, %[2]d nhận định, không có trùng lặp.", "%[1]d matches of weight, %[2]d findings, no duplicate.", r.weighty(), len(r.d.Details.Findings))
	}
	if len(duplicates) > 0 {
		because = same(strings.Join(duplicates, "; "))
	}
	r.need(len(duplicates) == 0, text, other, because)
	if len(overlaps) > 0 {
		r.need(r.d.Outcome == ApproveWithConditions,
			T("Trùng một phần chỉ được thông qua kèm điều kiện: phần nào bỏ, tích hợp, vì sao giữ", "An overlap passes only with conditions: what is dropped, integrated, or why kept"),
			T("trùng một phần mà không kèm điều kiện", "an overlap without conditions"),
			same(strings.Join(overlaps, "; ")))
	}
}

func (r *requirements) weighty() (n int) {
	if r.c.Screening != nil {
		for _, m := range r.c.Screening.Matches {
			if m.Weighty {
				n++
			}
		}
	}
	return n
}

// findings writes the findings of one sort, with the entries' names.
func (r *requirements) findings(sort string) []string {
	var out []string
	for _, f := range r.d.Details.Findings {
		if f.Finding != sort {
			continue
		}
		line := f.EntryID
		if r.c.Screening != nil {
			// Another proposal goes by its number alone: not every reader may see it.
			if i := slices.IndexFunc(r.c.Screening.Matches, func(m Match) bool { return m.ID == f.EntryID && !m.Proposal && !m.History }); i >= 0 {
				line += " “" + r.c.Screening.Matches[i].Name + "”"
			}
		}
		if f.Note != "" {
			line += ": " + f.Note
		}
		out = append(out, line)
	}
	return out
}

func (r *requirements) consultation() {
	for _, e := range r.c.exchanges(r.rule) {
		who := r.name(e.with)
		text := T("%[1]s đã trả lời bằng văn bản và thống nhất", "%[1]s has replied in writing and agrees", who)
		other := T("%[1]s chưa trả lời cuối cùng, hoặc không thống nhất; im lặng không phải là đồng ý", "%[1]s has given no final reply, or disagrees; silence is not consent", who)
		switch {
		case !e.sent:
			r.need(false, text, other, T("Chưa gửi công văn.", "No letter is sent."))
		case !e.final():
			r.need(false, text, other, T("Công văn %[1]s ngày %[2]s chưa được trả lời cuối cùng.", "Letter %[1]s of %[2]s has no final reply.", e.letter.Number, e.letter.Date.Written()))
		default:
			position := positions[e.reply.Position]
			r.need(e.reply.Position != Disagree, text, other, Text{
				VI: "Công văn " + e.reply.Number + " ngày " + e.reply.Date.Written() + ": " + position.VI + ".",
				EN: "Reply " + e.reply.Number + " of " + e.reply.Date.Written() + ": " + position.EN + ".",
			})
		}
		if e.final() && e.reply.Position == AgreeWithConditions && r.d != nil {
			r.need(r.d.Outcome == ApproveWithConditions,
				T("Điều kiện của %[1]s được mang theo", "The conditions of %[1]s are carried", who),
				T("không mang theo điều kiện của %[1]s", "the conditions of %[1]s are not carried", who),
				same(strings.Join(e.reply.Conditions, "; ")))
		}
	}
}

var positions = map[string]Text{
	Agree:               {"thống nhất", "agrees"},
	AgreeWithConditions: {"thống nhất, kèm điều kiện", "agrees with conditions"},
	Disagree:            {"không thống nhất", "disagrees"},
	AsksForMore:         {"đề nghị bổ sung", "asks for more"},
}

var answers = map[string]Text{"yes": {"có", "yes"}, "no": {"không", "no"}, "n/a": {"không áp dụng", "not applicable"}}

// checklist wants every mandatory item; the others are told with the decision.
func (r *requirements) checklist() {
	for _, it := range r.rule.Checklist {
		if !it.Mandatory {
			continue
		}
		other := T("mục bắt buộc “%[1]s” chưa đạt", "the mandatory item “%[2]s” is not met", it.Text.VI, it.Text.EN)
		i := -1
		if r.d != nil {
			i = slices.IndexFunc(r.d.Details.Checklist, func(a CheckAnswer) bool { return a.Item == it.ID })
		}
		if i < 0 {
			r.await(it.Text, other)
			continue
		}
		a := r.d.Details.Checklist[i]
		because := answers[a.Answer]
		if a.Note != "" {
			because = Text{because.VI + ": " + a.Note, because.EN + ": " + a.Note}
		}
		r.need(a.Answer != "no", it.Text, other, because)
	}
}

func same(s string) Text { return Text{s, s} }

// joined is a list of texts as one sentence.
func joined(list []Text, between string) Text {
	var vi, en []string
	for _, t := range list {
		vi, en = append(vi, t.VI), append(en, t.EN)
	}
	return Text{strings.Join(vi, between), strings.Join(en, between)}
}

// Dong writes an amount of đồng as people do: 1.200.000.000.
func Dong(v int64) string {
	digits := strconv.FormatInt(v, 10)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "." + digits[i:]
	}
	return digits
}
