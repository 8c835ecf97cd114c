package api

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/proposal"
)

// decide decides a gate with a document.
func (w *world) decide(t testing.TB, as, path, gate string, d map[string]any) reply {
	t.Helper()
	if _, given := d["documents"]; !given {
		d["documents"] = []any{paper()}
	}
	return w.post(t, as, path+"/gates/"+gate+"/decision", d)
}

// checklist answers every item of the technology review.
func (w *world) checklist(answer string) map[string]any {
	var items []any
	rule, _ := w.pack.Rules.Gate("technology_review")
	for _, it := range rule.Checklist {
		items = append(items, map[string]any{"item": it.ID, "answer": answer})
	}
	return map[string]any{"checklist": items}
}

// reviewed is a proposal that waits for the budget.
func (w *world) reviewed(t testing.TB) string {
	t.Helper()
	path := w.consulted(t)
	w.decide(t, "reviewer", path, "ministry_consultation", map[string]any{"outcome": "approve"}).want(200)
	w.decide(t, "reviewer", path, "technology_review", map[string]any{"outcome": "approve", "details": w.checklist("yes")}).want(200)
	return path
}

func allocation(amount int64) map[string]any {
	return map[string]any{"allocations": []any{map[string]any{"fiscal_year": 2027, "source": "chi-thuong-xuyen", "amount_vnd": amount}}}
}

// From the draft to the approval, with less money than asked.
func TestAProposalGoesThroughAllGates(t *testing.T) {
	w := newWorld(t)
	path := w.reviewed(t)
	p := w.decide(t, "treasurer", path, "budget_allocation", map[string]any{
		"outcome": "approve_with_conditions", "reason": "Cân đối", "details": allocation(1_500_000_000),
		"conditions": []any{map[string]any{"text": "Thu hẹp phạm vi", "owner": "so-y-te", "due": "2027-03-31"}},
	}).want(200).tree()
	if p["acceptance_due"] != true || len(p["advice"].([]any)) != 1 || len(p["reserved"].([]any)) != 1 {
		t.Errorf("after the advice: %v %v %v", p["acceptance_due"], p["advice"], p["reserved"])
	}
	want := []any{map[string]any{"gate": "budget_allocation", "text": "Thu hẹp phạm vi", "owner": "so-y-te", "due": "2027-03-31", "obligation": false}}
	if d := cmp.Diff(want, p["conditions"]); d != "" {
		t.Error(d)
	}
	w.decide(t, "police", path, "security_level", map[string]any{"outcome": "approve", "details": map[string]any{"level": 2}}).want(200)
	grant := map[string]any{"outcome": "approve", "details": map[string]any{"signatory": "Trần Văn B", "capacity": "KT."}}
	w.decide(t, "province", path, "provincial_decision", grant).refused(422, "invalid", "outcome")
	w.post(t, "reviewer", path+"/acceptance", map[string]any{"accepted": true}).refused(403, "forbidden")
	w.post(t, "filer", path+"/acceptance", map[string]any{}).refused(422, "invalid", "accepted")
	w.post(t, "filer", path+"/acceptance", map[string]any{"accepted": false}).refused(422, "invalid", "note")
	w.post(t, "filer", path+"/acceptance", map[string]any{"accepted": true, "document": paper()}).want(200)
	w.post(t, "filer", path+"/acceptance", map[string]any{"accepted": true}).refused(409, "conflict")
	p = w.decide(t, "province", path, "provincial_decision", grant).want(200).tree()
	if p["status"] != "approved" || p["committed"] != true || p["catalog_entry"] != p["number"] || p["level"] != 2.0 {
		t.Errorf("after the decision: status %v, committed %v, entry %v, level %v", p["status"], p["committed"], p["catalog_entry"], p["level"])
	}
	for _, g := range p["gates"].([]any) {
		if state := g.(map[string]any)["state"]; state != "passed" {
			t.Errorf("gate %v", g)
		}
	}
	w.post(t, "filer", path+"/withdrawal", map[string]any{"reason": "x"}).refused(409, "conflict")
}

func TestAReturnIsAnsweredItemByItem(t *testing.T) {
	w := newWorld(t)
	path := w.consulted(t)
	w.decide(t, "reviewer", path, "ministry_consultation", map[string]any{"outcome": "return", "reason": "Thiếu", "documents": []any{}}).refused(422, "invalid", "items")
	p := w.decide(t, "reviewer", path, "ministry_consultation", map[string]any{
		"outcome": "return", "reason": "Thiếu", "documents": []any{}, "items": []any{map[string]any{"text": "Nêu rõ tích hợp"}, map[string]any{"text": "Nêu rõ người dùng"}},
	}).want(200).tree()
	if p["status"] != "returned" {
		t.Fatalf("status %v", p["status"])
	}
	if len(p["reopens"].([]any)) != 0 {
		t.Errorf("the reviewer, who cannot resubmit, is told what that reopens: %v", p["reopens"])
	}
	if got, want := w.get(t, "filer", path).tree()["reopens"], []any{"ministry_consultation"}; !cmp.Equal(got, any(want)) {
		t.Errorf("reopens %v, want %v", got, want)
	}
	var answers []any
	for _, it := range p["items"].([]any) {
		item := it.(map[string]any)
		if item["answered"] != false || item["answer"] != nil {
			t.Errorf("item %v", item)
		}
		answers = append(answers, map[string]any{"item": item["id"], "text": "Đã nêu"})
	}
	w.post(t, "filer", path+"/submission", map[string]any{"answers": answers[:1]}).refused(422, "invalid", "answers")
	w.post(t, "filer", path+"/submission", map[string]any{"answers": append(answers, map[string]any{"item": "x", "text": "y"})}).refused(422, "invalid", "answers[2].item")
	p = w.post(t, "filer", path+"/submission", map[string]any{"answers": answers}).want(200).tree()
	if p["revision"] != 2.0 || p["status"] != "in_review" || p["items"].([]any)[0].(map[string]any)["answer"] != "Đã nêu" {
		t.Errorf("after the resubmission: revision %v status %v items %v", p["revision"], p["status"], p["items"])
	}
	if len(p["reopens"].([]any)) != 0 {
		t.Errorf("nothing is returned, but reopens %v", p["reopens"])
	}
	if g := p["gates"].([]any)[1].(map[string]any); g["round"] != 2.0 || g["state"] != "open" {
		t.Errorf("the gate that returned it: %v", g)
	}
}

func TestBadDecisions(t *testing.T) {
	w := newWorld(t)
	path := w.consulted(t)
	gate := "ministry_consultation"
	for name, c := range map[string]struct {
		d     map[string]any
		field string
	}{
		"no document":            {map[string]any{"outcome": "approve", "documents": []any{}}, "documents"},
		"dated tomorrow":         {map[string]any{"outcome": "approve", "documents": []any{map[string]any{"number": "1", "date": "2026-11-22", "title": "a", "signatory": "b"}}}, "documents[0].date"},
		"no such day":            {map[string]any{"outcome": "approve", "documents": []any{map[string]any{"number": "1", "date": "2026-02-31"}}}, "documents[0].date"},
		"no number":              {map[string]any{"outcome": "approve", "documents": []any{map[string]any{"date": "2026-11-20"}}}, "documents[0].number"},
		"capacity out of order":  {map[string]any{"outcome": "approve", "documents": []any{map[string]any{"number": "1", "date": "2026-11-20", "capacity": "KT. TM."}}}, "documents[0].capacity"},
		"attachment of nobody":   {map[string]any{"outcome": "approve", "documents": []any{map[string]any{"number": "1", "date": "2026-11-20", "attachment_id": "01a20189-4c6b-7297-a392-4f1adccb9d9d"}}}, "documents[0].attachment_id"},
		"attachment is no id":    {map[string]any{"outcome": "approve", "documents": []any{map[string]any{"number": "1", "date": "2026-11-20", "attachment_id": "x"}}}, "documents[0].attachment_id"},
		"reject without grounds": {map[string]any{"outcome": "reject", "reason": "x"}, "citations"},
		"condition without day":  {map[string]any{"outcome": "approve_with_conditions", "reason": "x", "conditions": []any{map[string]any{"text": "a", "owner": "b"}}}, "conditions[0].due"},
		"details of another":     {map[string]any{"outcome": "approve", "details": map[string]any{"level": 2}}, "details.level"},
		"unknown delegation":     {map[string]any{"outcome": "approve", "acting_for": "d-1"}, "acting_for"},
		"a long reason":          {map[string]any{"outcome": "return", "reason": strings.Repeat("x", 10001), "items": []any{map[string]any{"text": "a"}}}, "reason"},
	} {
		t.Run(name, func(t *testing.T) {
			w.decide(t, "reviewer", path, gate, c.d).refused(422, "invalid", c.field)
		})
	}
	if n := len(w.sent); n != 1 {
		t.Errorf("%d updates reached the process, want the submission alone", n)
	}
}

// A refusal that only recording can tell arrives as it is and is kept.
func TestAnOverdrawnEnvelope(t *testing.T) {
	w := newWorld(t)
	path := w.reviewed(t)
	w.lost = proposal.Errorf(proposal.CodeBudgetExceeded, "Dự toán không còn đủ.", "The envelope does not hold enough.")
	give := allocation(2_000_000_000)
	body := map[string]any{"outcome": "approve", "documents": []any{paper()}, "details": give}
	w.keyed(t, "treasurer", path+"/gates/budget_allocation/decision", "k", body).refused(409, "budget_exceeded")
	w.lost = nil
	w.keyed(t, "treasurer", path+"/gates/budget_allocation/decision", "k", body).refused(409, "budget_exceeded")
	w.keyed(t, "treasurer", path+"/gates/budget_allocation/decision", "k2", body).want(200)
}

func TestConsultationFromTheDraftOn(t *testing.T) {
	w := newWorld(t)
	path := w.draft(t)
	letter := func(fields map[string]any) map[string]any { return map[string]any{"letter": fields} }
	reply := func(fields map[string]any) map[string]any { return map[string]any{"reply": fields} }
	w.post(t, "filer", path+"/consultation", map[string]any{}).refused(422, "invalid", "letter")
	w.post(t, "filer", path+"/consultation", reply(map[string]any{"number": "2", "date": "2026-11-19", "position": "agree"})).refused(422, "invalid", "reply.from")
	w.post(t, "filer", path+"/consultation", letter(map[string]any{"number": "1", "date": "2026-11-22"})).refused(422, "invalid", "letter.date")
	p := w.post(t, "filer", path+"/consultation", letter(map[string]any{"number": "1", "date": "2026-11-18"})).want(200).tree()
	want := []any{map[string]any{"to": "bo-y-te", "number": "1", "sheets": nil, "date": "2026-11-18", "attachment_id": nil, "classified": false, "recorded_at": "2026-11-21T09:30:00+07:00", "late": false}}
	if d := cmp.Diff(want, p["letters"]); d != "" {
		t.Error(d)
	}
	if len(w.sent) != 0 {
		t.Error("a draft has no workflow to ask")
	}
	w.post(t, "filer", path+"/consultation", reply(map[string]any{"number": "2", "date": "2026-11-17", "position": "agree"})).refused(422, "invalid", "reply.date")
	w.post(t, "filer", path+"/consultation", reply(map[string]any{"number": "2", "date": "2026-11-19", "position": "perhaps"})).refused(422, "invalid", "reply.position")
	w.post(t, "filer", path+"/consultation", reply(map[string]any{"number": "2", "date": "2026-11-19", "position": "agree_with_conditions"})).refused(422, "invalid", "reply.conditions")
	p = w.post(t, "filer", path+"/consultation", reply(map[string]any{"number": "2", "date": "2026-11-19", "position": "disagree"})).want(200).tree()
	if r := p["replies"].([]any)[0].(map[string]any); r["from"] != "bo-y-te" || r["position"] != "disagree" || len(r["conditions"].([]any)) != 0 {
		t.Errorf("reply %v", r)
	}
}

func TestAWithdrawnProposalIsDecidedNoMore(t *testing.T) {
	w := newWorld(t)
	path := w.consulted(t)
	w.post(t, "filer", path+"/withdrawal", map[string]any{"reason": " "}).refused(422, "invalid", "reason")
	if p := w.post(t, "filer", path+"/withdrawal", map[string]any{"reason": "Dùng chung của Bộ"}).want(200).tree(); p["status"] != "withdrawn" {
		t.Errorf("status %v", p["status"])
	}
	w.decide(t, "reviewer", path, "ministry_consultation", map[string]any{"outcome": "approve"}).refused(409, "conflict")
	w.post(t, "filer", path+"/submission", nil).refused(409, "conflict")
}

// Of a draft only the filing side knows; it is withdrawn without a workflow.
func TestADraftIsWithdrawnDirectly(t *testing.T) {
	w := newWorld(t)
	path := w.draft(t)
	p := w.post(t, "filer", path+"/withdrawal", map[string]any{"reason": "Nhầm"}).want(200).tree()
	if p["status"] != "withdrawn" || p["number"] != nil || len(w.sent) != 0 {
		t.Errorf("status %v, number %v, %d updates", p["status"], p["number"], len(w.sent))
	}
}

func TestOnesOwnProposal(t *testing.T) {
	w := newWorld(t)
	path := w.filed(t)
	token := w.token(t, "reviewer")
	for hash, a := range w.tokens {
		if a.Account == "account-reviewer" {
			a.Account = "account-filer" // moved since, and reviews what was filed
			w.tokens[hash] = a
		}
	}
	got := w.send(t, call{method: "POST", path: "/api/v1" + path + "/gates/ministry_consultation/decision", body: map[string]any{"outcome": "approve"}}, token)
	got.refused(403, "forbidden")
}

// A reviewer of the filing agency sees what was filed, and is told that it is not
// theirs to decide rather than that it is not there.
func TestOnesOwnAgencysProposal(t *testing.T) {
	w := newWorld(t)
	draft, path := w.draft(t), w.filed(t)
	token := w.token(t, "reviewer")
	for hash, a := range w.tokens {
		if a.Account == "account-reviewer" {
			a.Agency = "so-y-te"
			w.tokens[hash] = a
		}
	}
	ask := func(method, path string, body any) reply {
		return w.send(t, call{method: method, path: "/api/v1" + path, body: body}, token)
	}
	ask("POST", path+"/gates/ministry_consultation/decision", map[string]any{"outcome": "approve"}).refused(403, "forbidden")
	ask("GET", path, nil).want(200)
	ask("GET", draft, nil).refused(404, "not_found")
}
