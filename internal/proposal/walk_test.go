package proposal

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// walk is a random life of a proposal: acts by people who may or may not do
// them, with content that may or may not do.
type walk struct {
	flow
	t       *rapid.T
	rules   Rules
	past    []Case // every case there was, and how it looked
	looked  []string
	decided map[string]bool // gate, round and recall that were decided
	recalls int
	moved   bool // the catalog did, and a gate opened again
}

func TestRandomLives(t *testing.T) {
	outcomes := map[Status]int{}
	rapid.Check(t, func(t *rapid.T) {
		w := &walk{t: t, rules: somePack(t), decided: map[string]bool{}}
		w.flow = flow{t: t, Case: draft(), now: noon}
		acts := []func(){
			w.submits, w.submits, w.edits, w.compares, w.compares, w.rescreens, w.writes, w.writes, w.accepts, w.leaves, w.recall,
			w.decides, w.decides, w.decides, w.decides, w.decides, w.decides, w.decides, w.decides,
		}
		for range rapid.IntRange(5, 80).Draw(t, "acts") {
			acts[rapid.IntRange(0, len(acts)-1).Draw(t, "act")]()
		}
		for i, c := range w.past {
			if frozen(c) != w.looked[i] {
				t.Fatalf("a later act changed the case as it was after act %d", i)
			}
		}
		outcomes[w.Status]++
	})
	for _, s := range []Status{Draft, InReview, Returned, Approved, Rejected, Withdrawn} {
		if outcomes[s] == 0 {
			t.Errorf("no life ended %s: the walk does not go everywhere (%v)", s, outcomes)
		}
	}
}

// somePack draws a process: the kinds in any number but one province's decision,
// each gate after any of those before it, the province's after all.
func somePack(t *rapid.T) Rules {
	all := parallel()
	r := all
	r.Gates, r.Reopens = nil, nil
	ids := []string{}
	for _, g := range all.Gates {
		last := g.Kind == KindProvincial
		if !last && rapid.IntRange(0, 3).Draw(t, "left out") == 0 {
			continue
		}
		g.After = slices.Clone(ids)
		if !last {
			g.After = slices.DeleteFunc(g.After, func(string) bool { return rapid.Bool().Draw(t, "beside") })
		}
		r.Gates, ids = append(r.Gates, g), append(ids, g.ID)
	}
	for _, re := range all.Reopens {
		re.Gates = slices.DeleteFunc(slices.Clone(re.Gates), func(id string) bool { return !slices.Contains(ids, id) })
		r.Reopens = append(r.Reopens, re)
	}
	return r
}

// did takes a transition, or a refusal, and holds both to what must always be so.
func (w *walk) did(may error, act func() (Transition, error)) {
	before, was := w.Case, frozen(w.Case)
	if may != nil {
		return
	}
	tr, err := act()
	if frozen(before) != was {
		w.t.Fatalf("an act changed the case it started from")
	}
	if err != nil {
		if tr.Events != nil {
			w.t.Fatalf("a refused act tells events")
		}
		return
	}
	w.past, w.looked = append(w.past, tr.Case), append(w.looked, frozen(tr.Case))
	w.Case, w.events = tr.Case, tr.Events
	w.now = w.now.Add(time.Duration(rapid.IntRange(1, 48).Draw(w.t, "hours")) * time.Hour)
	w.holds(before, tr)
}

var (
	theFiler = Actor{Account: "an", Agency: "so-y-te", Roles: []Role{RoleFiler}}
	officer  = func(agency string) Actor { return Actor{Account: "x", Agency: agency, Roles: []Role{RoleReviewer}} }
)

func (w *walk) submits() {
	w.did(CanSubmit(w.Progress, theFiler), func() (Transition, error) {
		s := Submission{}
		for _, it := range w.Standing.Items {
			if !it.Answered && rapid.IntRange(0, 9).Draw(w.t, "unanswered") > 0 {
				s.Answers = append(s.Answers, Answer{it.ID, "Đã bổ sung"})
			}
		}
		return w.Submit(s, filing(w.rules), at(w.now))
	})
}

func (w *walk) edits() {
	if CanEdit(w.Progress, theFiler) != nil {
		return
	}
	n := rapid.IntRange(1, 5).Draw(w.t, "n")
	switch rapid.SampledFrom([]string{"name", "functions", "legal", "budget", "security", "summary", "ministry"}).Draw(w.t, "field") {
	case "name":
		w.Facts.Name = fmt.Sprint("Tên ", n)
	case "functions":
		w.Facts.Functions = []string{fmt.Sprint("Chức năng ", n)}
	case "legal":
		w.Facts.LegalBasis = []string{fmt.Sprint("Luật ", n)}
	case "budget":
		w.Facts.Budget = []BudgetLine{{2027, "chi-thuong-xuyen", int64(n) * billion}}
	case "security":
		s := *secure()
		s.Infrastructure = rapid.SampledFrom([]string{"none", "shared"}).Draw(w.t, "infrastructure")
		w.Facts.Security = &s
	case "summary":
		w.Facts.Summary = rapid.SampledFrom([]string{"Tóm tắt", "Tóm tắt", "Tóm tắt khác", ""}).Draw(w.t, "summary")
	case "ministry":
		w.Facts.LineMinistry = rapid.SampledFrom([]string{"bo-y-te", "bo-y-te", "bo-cong-an"}).Draw(w.t, "ministry")
	}
}

func (w *walk) compares() {
	gate, ok := w.AwaitsScreening()
	if !ok {
		gate = "dup"
	}
	w.did(nil, func() (Transition, error) {
		s := Screening{Verdict: ClearByRule, Revision: w.Revision}
		if rapid.Bool().Draw(w.t, "weighs") {
			s.Matches = []Match{weighty("N01")}
		}
		return w.Screened(gate, s, at(w.now))
	})
}

// rescreens compares again after the catalog moved.
func (w *walk) rescreens() {
	w.did(nil, func() (Transition, error) {
		s := Screening{Verdict: "review", Revision: w.Revision}
		if id := rapid.SampledFrom([]string{"", "N01", "N02"}).Draw(w.t, "new match"); id != "" {
			s.Matches = []Match{weighty(id)}
		}
		t := w.Rescreened("change", s, at(w.now))
		if len(t.Events) == 0 {
			return t, Errorf(CodeConflict, "không có gì để ghi", "nothing to record")
		}
		w.moved = w.moved || slices.ContainsFunc(t.Events, func(e Event) bool { return e.Action == "gate_reopened" })
		return t, nil
	})
}

func (w *walk) writes() {
	w.did(CanConsult(w.Progress, theFiler), func() (Transition, error) {
		with := rapid.SampledFrom([]string{"bo-y-te", "bo-y-te", "bo-y-te", "bo-cong-an"}).Draw(w.t, "with")
		day := DateOf(w.now.AddDate(0, 0, -rapid.IntRange(0, 3).Draw(w.t, "days ago")))
		if e := w.exchange(with); !e.sent || e.answered() && rapid.IntRange(0, 3).Draw(w.t, "again") == 0 {
			return w.Consult(Consultation{Letter: &Letter{To: with, Number: "1", Date: day}}, at(w.now))
		}
		r := &Reply{From: with, Number: "2", Date: day, Position: rapid.SampledFrom([]string{Agree, Agree, Agree, AgreeWithConditions, Disagree, AsksForMore}).Draw(w.t, "position")}
		if r.Position == AgreeWithConditions {
			r.Conditions = []string{"Kết nối LGSP"}
		}
		return w.Consult(Consultation{Reply: r}, at(w.now))
	})
}

func (w *walk) accepts() {
	w.did(CanAccept(w.Progress, theFiler), func() (Transition, error) {
		return w.Accept(Acceptance{Accepted: rapid.Bool().Draw(w.t, "accepted"), Note: "x"}, at(w.now))
	})
}

func (w *walk) leaves() {
	if rapid.IntRange(0, 9).Draw(w.t, "leaves") == 0 {
		w.did(CanWithdraw(w.Progress, theFiler), func() (Transition, error) { return w.Withdraw(Withdrawal{Reason: "x"}, at(w.now)) })
	}
}

func (w *walk) recall() {
	w.did(CanRecall(w.Progress, theFiler), w.Recall)
}

// decides tries a gate, mostly one that is open, as anybody's officer.
func (w *walk) decides() {
	if len(w.Gates) == 0 {
		return
	}
	g := w.Gates[rapid.IntRange(0, len(w.Gates)-1).Draw(w.t, "gate")]
	for _, o := range w.Gates {
		if o.State == GateOpen && rapid.Bool().Draw(w.t, "an open one") {
			g = o
		}
	}
	as := officer(g.Authority)
	if rapid.IntRange(0, 9).Draw(w.t, "another's") == 0 {
		as = theFiler
	}
	d := w.someDecision(g)
	w.did(CanDecide(w.Progress, as, g.ID), func() (Transition, error) {
		tr, err := w.Decide(g.ID, d, at(w.now))
		if err == nil && tr.Reclassified != "" {
			w.rules = somePack(w.t)
			err = tr.Repin(PackRef{ID: "other"}, w.rules, at(w.now))
		}
		return tr, err
	})
}

func (w *walk) someDecision(g Gate) Decision {
	d := w.good(g.Kind)
	switch g.Kind {
	case KindDuplication:
		d.Details.Findings = []Finding{{EntryID: "N01", Finding: rapid.SampledFrom([]string{FindingDifferent, FindingDifferent, FindingOverlap, FindingDuplicate}).Draw(w.t, "finding"), Note: "Cùng nghiệp vụ", WayOut: "use"}}
		if rapid.IntRange(0, 3).Draw(w.t, "reclassified") == 0 {
			d.Reason, d.Details.Kind = "x", rapid.SampledFrom([]Kind{Lease, NewBuild, Upgrade}).Draw(w.t, "kind")
		}
	case KindBudget:
		for i := range d.Details.Allocations {
			d.Details.Allocations[i].AmountVND -= rapid.SampledFrom([]int64{0, 0, billion, -1}).Draw(w.t, "less")
		}
	case KindSecurity:
		d.Details.Level = new(rapid.IntRange(2, 4).Draw(w.t, "level"))
	case KindProvincial:
		d.Details.Level = rapid.SampledFrom([]*int{nil, new(3), new(w.Standing.Level)}).Draw(w.t, "level")
	}
	switch rapid.SampledFrom([]string{"approve", "approve", "approve", "approve", "conditions", "conditions", "return", "reject", "bare"}).Draw(w.t, "outcome") {
	case "conditions":
		return withConditions(d, "Kết nối LGSP")
	case "return":
		r := returning()
		if g.Kind == KindProvincial && rapid.Bool().Draw(w.t, "to a gate") {
			r.ReturnTo = w.Gates[rapid.IntRange(0, len(w.Gates)-1).Draw(w.t, "to")].ID
		}
		return r
	case "reject":
		if rapid.Bool().Draw(w.t, "really") {
			r := rejecting()
			r.Details.Findings = d.Details.Findings
			return r
		}
	case "bare":
		d.Documents = nil
	}
	return d
}
