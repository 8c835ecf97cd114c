package postgres

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pheduyet/internal/proposal"
	"pheduyet/internal/why"
)

// lastRound explains the round decided last.
func (w *world) lastRound(id string) why.Round {
	w.t.Helper()
	trace, err := w.Trace(w.t.Context(), id)
	if err != nil {
		w.t.Fatal(err)
	}
	decided := slices.DeleteFunc(trace.Rounds, func(r why.Round) bool { return r.Decision == nil })
	return decided[len(decided)-1]
}

// refusedAt gives a proposal rejected at a gate.
func (w *world) refusedAt(gate string) string {
	w.t.Helper()
	d := rejection()
	id := w.draft("filer", facts(billion/10))
	w.submit("filer", id)
	if gate == duplication {
		if _, err := w.RecordScreening(w.t.Context(), id, duplication, id, weighty("A01")); err != nil {
			w.t.Fatal(err)
		}
		d.Details.Findings = []proposal.Finding{{EntryID: "A01", Finding: proposal.FindingDuplicate, Note: "cùng nghiệp vụ", WayOut: "use"}}
		w.do("khcn", id, proposal.CommandDecide, gate, d)
		return id
	}
	w.clear(id, id)
	if gate == consultation {
		w.do("filer", id, proposal.CommandConsult, "", proposal.Consultation{Letter: &proposal.Letter{Number: "1/SYT", Date: "2026-09-10"}})
		w.do("filer", id, proposal.CommandConsult, "", proposal.Consultation{Reply: &proposal.Reply{Number: "2/BYT", Date: "2026-09-11", Position: proposal.Disagree}})
		w.do("khcn", id, proposal.CommandDecide, gate, d)
		return id
	}
	w.consulted(id)
	if gate == technology {
		rule, _ := w.kase(id).Rules.Gate(technology)
		for _, item := range rule.Checklist {
			d.Details.Checklist = append(d.Details.Checklist, proposal.CheckAnswer{Item: item.ID, Answer: "no", Note: "chưa có"})
		}
		w.do("khcn", id, proposal.CommandDecide, gate, d)
		return id
	}
	w.reviewed(id)
	if gate == budget {
		w.do("taichinh", id, proposal.CommandDecide, gate, d)
		return id
	}
	w.allocated(id)
	level := 1
	if gate == security {
		d.Details.Level = &level
		w.do("congan", id, proposal.CommandDecide, gate, d)
		return id
	}
	level = 2
	w.do("congan", id, proposal.CommandDecide, security, decision(proposal.Details{Level: &level}))
	d.Documents[0].Capacity = "TM. KT."
	w.do("ubnd", id, proposal.CommandDecide, provincial, d)
	return id
}

// A rejection says which condition was not met, on which fact, by whom, and what
// was needed for another outcome.
func TestARejectionNamesTheUnmetCondition(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for gate, because := range map[string]string{
		duplication:  "A01 “Cổng thông tin”: cùng nghiệp vụ",
		consultation: "Công văn 2/BYT ngày 11/09/2026: không thống nhất.",
		technology:   "không: chưa có",
		budget:       "bố trí 0 trên 100.000.000 đồng đề nghị",
		security:     "Kết luận cấp độ 1. Dữ kiện đòi hỏi ít nhất cấp độ 2",
		provincial:   "không phù hợp",
	} {
		r := w.lastRound(w.refusedAt(gate))
		unmet := r.Unmet()
		if len(unmet) == 0 || !slices.ContainsFunc(unmet, func(q proposal.Requirement) bool { return strings.Contains(q.Because.VI, because) }) {
			t.Errorf("%s: unmet %+v, want one because “%s”", gate, unmet, because)
		}
		if len(unmet) > 0 && !strings.Contains(r.Otherwise.VI, unmet[0].Text.VI) {
			t.Errorf("%s: otherwise “%s”", gate, r.Otherwise.VI)
		}
		if last := unmet[len(unmet)-1]; last.Text.VI != r.Office+" thống nhất" || last.Because.VI != "không phù hợp" {
			t.Errorf("%s: the authority's own word is %+v", gate, last)
		}
		if len(r.Facts) < 2 && gate != provincial || r.Title.VI == "" || r.Label.VI == "" || len(r.Citations) == 0 || !strings.HasPrefix(r.Office, "Tên của ") {
			t.Errorf("%s: %+v", gate, r)
		}
		if gate == provincial && r.Capacity != "TM. KT." {
			t.Errorf("capacity %q", r.Capacity)
		}
	}
}

// What passes says what would have kept it from passing.
func TestAPassSaysWhatWouldHaveKeptIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.toBudget(billion)
	w.allocated(id)
	w.approve(id)
	trace, err := w.Trace(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if len(trace.Rounds) != 6 {
		t.Fatalf("%d rounds", len(trace.Rounds))
	}
	for i, want := range []string{
		"có một mục bị kết luận là trùng lặp", "Tên của bo-y-te chưa trả lời cuối cùng", "mục bắt buộc “Có văn bản đề nghị của Thủ trưởng cơ quan", "không bố trí được khoản nào",
		"cấp độ thấp hơn cấp độ 2", "còn bước trước chưa thông qua",
	} {
		r := trace.Rounds[i]
		if len(r.Unmet()) != 0 || !strings.Contains(r.Otherwise.VI, want) || r.Otherwise.EN == "" {
			t.Errorf("%s: unmet %+v, otherwise “%s”", r.Gate, r.Unmet(), r.Otherwise.VI)
		}
	}
	for _, e := range trace.Events {
		if e.Text.VI == "" || e.Text.VI == e.Action {
			t.Errorf("event %q has no words", e.Action)
		}
	}
}

// A gate that the province sends back to is named as people call it.
func TestASendingBackNamesTheGate(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.toBudget(billion)
	w.allocated(id)
	level := 2
	w.do("congan", id, proposal.CommandDecide, security, decision(proposal.Details{Level: &level}))
	w.do("ubnd", id, proposal.CommandDecide, provincial, proposal.Decision{Outcome: proposal.Return, Reason: "Cân đối lại.", ReturnTo: budget})
	trace, err := w.Trace(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(trace.Rounds, func(r why.Round) bool { return r.Gate == provincial })
	last := trace.Rounds[i]
	g, _ := w.kase(id).Rules.Gate(budget)
	if !strings.Contains(last.Otherwise.VI, "“"+g.Title.VI+"”") || strings.Contains(last.Otherwise.EN, budget) {
		t.Errorf("%s: %+v", last.Gate, last.Otherwise)
	}
}

// A deadline is kept or missed by working days, weekends left out.
func TestADecisionSaysHowItMetItsDeadline(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	d := decision(proposal.Details{Findings: []proposal.Finding{{EntryID: "A01", Finding: proposal.FindingDifferent, Note: "khác"}}})
	for days, want := range map[int]string{
		1: "Đúng hạn, sớm 2 ngày làm việc (hạn 23:59 17/09/2026, có ý kiến lúc 09:00 15/09/2026).",
		3: "Đúng hạn, trong ngày cuối (",
		7: "Quá hạn 2 ngày làm việc (hạn 23:59 17/09/2026",
	} {
		w.Now = func() time.Time { return monday } // three working days for the check
		id := w.draft("filer", facts(billion))
		w.submit("filer", id)
		if _, err := w.RecordScreening(t.Context(), id, duplication, id, weighty("A01")); err != nil {
			t.Fatal(err)
		}
		w.Now = func() time.Time { return monday.AddDate(0, 0, days) }
		w.do("khcn", id, proposal.CommandDecide, duplication, d)
		if r := w.lastRound(id); !strings.HasPrefix(r.Kept.VI, want) {
			t.Errorf("after %d days: “%s”, want “%s”", days, r.Kept.VI, want)
		}
	}
}
