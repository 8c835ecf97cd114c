package postgres

import (
	"errors"

	"pheduyet/internal/catalog"
	"pheduyet/internal/proposal"
)

// The six gates of the shipped packs.
const (
	duplication  = "duplication_check"
	consultation = "ministry_consultation"
	technology   = "technology_review"
	budget       = "budget_allocation"
	security     = "security_level"
	provincial   = "provincial_decision"
)

func asRefusal(err error) (*proposal.Error, bool) { return errors.AsType[*proposal.Error](err) }

var paper = proposal.Document{Number: "12/VB", Date: "2026-09-11", Title: "Về việc thẩm định", Issuer: "Cơ quan", Signatory: "Nguyễn Văn A"}

// decision is an approval with its document.
func decision(d proposal.Details) proposal.Decision {
	return proposal.Decision{Outcome: proposal.Approve, Documents: []proposal.Document{paper}, Details: d}
}

func rejection() proposal.Decision {
	return proposal.Decision{Outcome: proposal.Reject, Reason: "không phù hợp", Documents: []proposal.Document{paper}, Citations: []proposal.Citation{{Document: "KH 651/KH-UBND", Article: "II.3"}}}
}

func (w *world) submit(who, id string) proposal.Progress {
	w.t.Helper()
	return w.do(who, id, proposal.CommandSubmit, "", proposal.Submission{})
}

// clear records that nothing like it was found.
func (w *world) clear(id, key string) proposal.Progress {
	w.t.Helper()
	p, err := w.RecordScreening(w.t.Context(), id, duplication, key, catalog.Result{Verdict: catalog.Clear, Note: "không tìm thấy trong 2 mục", Compared: 2})
	if err != nil {
		w.t.Fatal(err)
	}
	return p
}

// toBudget takes a new proposal up to the budget gate.
func (w *world) toBudget(amount int64) string {
	w.t.Helper()
	id := w.draft("filer", facts(amount))
	w.submit("filer", id)
	w.clear(id, "proposal/"+id+"/screening/1")
	w.consulted(id)
	w.reviewed(id)
	return id
}

func (w *world) consulted(id string) {
	w.t.Helper()
	w.do("filer", id, proposal.CommandConsult, "", proposal.Consultation{Letter: &proposal.Letter{Number: "1/SYT", Date: "2026-09-10"}})
	w.do("filer", id, proposal.CommandConsult, "", proposal.Consultation{Reply: &proposal.Reply{Number: "2/BYT", Date: "2026-09-11", Position: proposal.Agree}})
	w.do("khcn", id, proposal.CommandDecide, consultation, decision(proposal.Details{}))
}

func (w *world) reviewed(id string) {
	w.t.Helper()
	var answers []proposal.CheckAnswer
	rule, _ := w.kase(id).Rules.Gate(technology)
	for _, item := range rule.Checklist {
		answers = append(answers, proposal.CheckAnswer{Item: item.ID, Answer: "yes"})
	}
	w.do("khcn", id, proposal.CommandDecide, technology, decision(proposal.Details{Checklist: answers}))
}

// allocate advises all that is asked.
func (w *world) allocate(id string) (proposal.Progress, error) {
	w.t.Helper()
	return w.try("taichinh", id, proposal.CommandDecide, budget, decision(proposal.Details{Allocations: w.kase(id).Facts.Budget}))
}

func (w *world) allocated(id string) {
	w.t.Helper()
	if _, err := w.allocate(id); err != nil {
		w.t.Fatal(describe(err))
	}
}

// approve takes a proposal from its security gate to the end.
func (w *world) approve(id string) {
	w.t.Helper()
	level := 2
	w.do("congan", id, proposal.CommandDecide, security, decision(proposal.Details{Level: &level}))
	w.do("ubnd", id, proposal.CommandDecide, provincial, decision(proposal.Details{Signatory: "Chủ tịch"}))
}
