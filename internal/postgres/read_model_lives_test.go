package postgres

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	"pheduyet/internal/catalog"
	"pheduyet/internal/proposal"
	"pheduyet/internal/rebuild"
)

// life is a proposal to which things happen at random; what may not be done is
// refused and leaves nothing.
type life struct {
	*world
	id  string
	r   *rand.Rand
	now time.Time
}

func (l *life) chance(n int) bool { return l.r.IntN(n) == 0 }

// act does, or tries to do, one thing.
func (l *life) act() {
	l.now = l.now.Add(time.Duration(l.r.IntN(12*60)) * time.Minute)
	c := l.kase(l.id)
	switch l.r.IntN(14) {
	case 0:
		l.submits(c)
	case 1:
		f := c.Facts
		f.Name, f.Functions = "Phần mềm "+strconv.Itoa(l.r.IntN(9)), []string{"một", strconv.Itoa(l.r.IntN(3))}
		if l.chance(2) {
			f.Budget = []proposal.BudgetLine{{FiscalYear: 2026, Source: "chi-thuong-xuyen", AmountVND: l.r.Int64N(billion) + 1}}
		}
		_, _ = l.Edit(l.t.Context(), l.actor("filer"), l.id, c.ETag, f)
	case 2:
		l.writes()
	case 3:
		if l.chance(6) {
			_ = l.Opened(l.t.Context(), l.id)
		}
	case 4:
		l.leaves()
	default:
		l.decides(c)
	}
}

func (l *life) submits(c proposal.Case) {
	var s proposal.Submission
	if l.chance(2) {
		d := paper
		s.Document = &d
	}
	for _, it := range c.Standing.Items {
		if !it.Answered {
			s.Answers = append(s.Answers, proposal.Answer{Item: it.ID, Text: "trả lời " + it.ID})
		}
	}
	_, _ = l.try("filer", l.id, proposal.CommandSubmit, "", s)
}

func (l *life) writes() {
	date := proposal.DateOf(l.now.AddDate(0, 0, -l.r.IntN(12)))
	in := proposal.Consultation{Letter: &proposal.Letter{Number: "1/SYT", Date: date}}
	if l.chance(2) {
		positions := []string{proposal.Agree, proposal.Agree, proposal.AgreeWithConditions, proposal.AsksForMore, proposal.Disagree}
		reply := &proposal.Reply{Number: "2/BYT", Date: date, Position: positions[l.r.IntN(len(positions))]}
		if reply.Position == proposal.AgreeWithConditions {
			reply.Conditions = []string{"kết nối LGSP"}
		}
		in = proposal.Consultation{Reply: reply}
	}
	_, _ = l.try("filer", l.id, proposal.CommandConsult, "", in)
}

func (l *life) leaves() {
	switch {
	case l.chance(30):
		_, _ = l.try("filer", l.id, proposal.CommandWithdraw, "", proposal.Withdrawal{Reason: "không còn nhu cầu"})
	case l.chance(3):
		_, _ = l.try("filer", l.id, proposal.CommandRecall, "", nil)
	default:
		_, _ = l.try("filer", l.id, proposal.CommandAccept, "", proposal.Acceptance{Accepted: !l.chance(3), Note: "ghi chú"})
	}
}

// decides has the authority of an open gate decide it.
func (l *life) decides(c proposal.Case) {
	for _, g := range c.Gates {
		if g.State != proposal.GateOpen {
			continue
		}
		if g.Kind == proposal.KindDuplication && !g.Screened {
			l.compares()
			continue
		}
		who := map[string]string{"so-khcn": "khcn", "so-tai-chinh": "taichinh", "cong-an-tinh": "congan", "ubnd-tinh": "ubnd"}[g.Authority]
		_, _ = l.try(who, l.id, proposal.CommandDecide, g.ID, l.decision(c, g))
	}
}

func (l *life) compares() {
	found := catalog.Result{Verdict: catalog.Clear, Note: "không tìm thấy", Compared: 2}
	if l.chance(2) {
		found = weighty("A01")
	}
	_, _ = l.RecordScreening(l.t.Context(), l.id, duplication, l.id+strconv.Itoa(l.r.Int()), found)
}

func (l *life) decision(c proposal.Case, g proposal.Gate) proposal.Decision {
	switch {
	case l.chance(40):
		return rejection()
	case l.chance(5) && g.Kind == proposal.KindProvincial:
		return proposal.Decision{Outcome: proposal.Return, Reason: "xem lại", ReturnTo: budget}
	case l.chance(6):
		return proposal.Decision{Outcome: proposal.Return, Reason: "thiếu", Items: []proposal.ItemRequest{{Text: "bổ sung một"}, {Text: "bổ sung hai"}}}
	}
	level := 2
	d := decision(proposal.Details{})
	d.Reason = "đủ điều kiện"
	switch g.Kind {
	case proposal.KindDuplication:
		d.Details.Findings = []proposal.Finding{{EntryID: "A01", Finding: proposal.FindingDifferent, Note: "khác"}}
	case proposal.KindTechnology:
		for _, item := range l.checklist(c) {
			d.Details.Checklist = append(d.Details.Checklist, proposal.CheckAnswer{Item: item.ID, Answer: "yes"})
		}
	case proposal.KindBudget:
		d.Details.Allocations = append([]proposal.BudgetLine{}, c.Filed.Budget...)
		if l.chance(2) {
			d.Details.Allocations[0].AmountVND /= 2
			d.Outcome, d.Conditions = proposal.ApproveWithConditions, []proposal.Condition{{Text: "bố trí thiếu", Owner: "so-y-te", Due: "2027-01-31"}}
		}
	case proposal.KindSecurity:
		d.Details.Level = &level
		if l.chance(2) {
			d.Details.Basis = "dossier"
		}
	case proposal.KindProvincial:
		d.Details.Signatory = "Chủ tịch"
	}
	if l.chance(3) && d.Outcome == proposal.Approve {
		d.Outcome, d.Conditions = proposal.ApproveWithConditions, []proposal.Condition{{Text: "kết nối LGSP", Owner: "so-y-te", Due: "2027-01-31"}}
	}
	return d
}

func (l *life) checklist(c proposal.Case) []proposal.ChecklistItem {
	rule, _ := c.Rules.Gate(technology)
	return rule.Checklist
}

// However a life goes, the ledger tells every row of it.
func TestTheLedgerTellsRandomLives(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ends := map[proposal.Status]int{}
	for seed := range uint64(20) {
		l := &life{world: w, r: rand.New(rand.NewPCG(seed, 7)), now: monday}
		w.Now = func() time.Time { return l.now }
		l.id = w.draft("filer", facts(billion/10))
		for range 90 {
			l.act()
		}
		ends[w.kase(l.id).Status]++
	}
	rests := w.count("SELECT count(*) FROM ledger_entries WHERE convert_from(bytes, 'UTF8')::jsonb #> '{payload,rest}' IS NOT NULL")
	t.Logf("ends %v, %d entries, %d with a rest", ends, w.count("SELECT count(*) FROM ledger_entries"), rests)
	for _, s := range []proposal.Status{proposal.Approved, proposal.Rejected, proposal.Withdrawn} {
		if ends[s] == 0 {
			t.Errorf("no life ended %s: %v", s, ends)
		}
	}
}

// Whatever is changed behind the ledger's back is found and named.
func TestRowsThatTheLedgerDoesNotTellAreFound(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.forged = true
	id := w.toBudget(billion)
	w.allocated(id)
	asTold(t, w.Store)
	for place, forgery := range map[string][2]string{
		"proposals/status":          {"UPDATE proposals SET status = 'approved'", "UPDATE proposals SET status = 'in_review'"},
		"proposals/facts/summary":   {`UPDATE proposals SET facts = jsonb_set(facts, '{summary}', '"khác"')`, `UPDATE proposals SET facts = filed`},
		"proposals/standing/level":  {`UPDATE proposals SET standing = jsonb_set(standing, '{level}', '3')`, `UPDATE proposals SET standing = jsonb_set(standing, '{level}', '0')`},
		"gates/1/outcome":           {"UPDATE gates SET outcome = 'reject' WHERE gate = '" + consultation + "'", "UPDATE gates SET outcome = 'approve' WHERE gate = '" + consultation + "'"},
		"decisions/1/body/reason":   {`UPDATE decisions SET body = jsonb_set(body, '{reason}', '"khác"') WHERE gate = '` + duplication + `'`, ""},
		"reservations/0/amount_vnd": {"UPDATE reservations SET amount = 1 WHERE fiscal_year = 2026", ""},
		"revisions/0/facts/name":    {`UPDATE revisions SET facts = jsonb_set(facts, '{name}', '"khác"')`, ""},
		"screenings/0/verdict":      {"UPDATE screenings SET verdict = 'review'", ""},
		"proposal_editors":          {"DELETE FROM proposal_editors", ""},
	} {
		w.sql(forgery[0])
		var places []string
		if _, err := w.CheckReadModel(t.Context(), func(_ string, d rebuild.Difference) error {
			places = append(places, d.Place)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		if !slices.Contains(places, place) {
			t.Errorf("%s: found %v", place, places)
		}
		if forgery[1] != "" {
			w.sql(forgery[1])
		}
	}
}
