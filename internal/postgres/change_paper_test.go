package postgres

import (
	"testing"

	"pheduyet/internal/change"
	"pheduyet/internal/proposal"
)

// onPaper is a dossier whose consultation and review were decided on paper.
func (w *world) onPaper(id string) paperBody {
	w.t.Helper()
	var answers []proposal.CheckAnswer
	pack, err := w.mustRegisters().choose(proposal.NewBuild, monday)
	if err != nil {
		w.t.Fatal(err)
	}
	rule, _ := pack.Rules.Gate(technology)
	for _, item := range rule.Checklist {
		answers = append(answers, proposal.CheckAnswer{Item: item.ID, Answer: "yes"})
	}
	return paperBody{id, proposal.PaperDossier{
		Received: "2026-09-01", Law: proposal.PaperLaw{Version: pack.Version, Citation: proposal.Citation{Document: "NĐ 45/2026/NĐ-CP", Article: "Điều 42"}},
		Gates: []proposal.PaperDecision{{Gate: consultation, Decision: decision(proposal.Details{})}, {Gate: technology, Decision: decision(proposal.Details{Checklist: answers})}},
	}}
}

func (w *world) mustRegisters() *registers {
	w.t.Helper()
	r, err := w.registers(w.t.Context(), w.pool)
	if err != nil {
		w.t.Fatal(err)
	}
	return r
}

func TestADossierBegunOnPaper(t *testing.T) {
	t.Parallel()
	w := newAgencies(t)
	id := w.draft("filer", facts(billion))
	_, err := w.propose("khcn", changePaper, w.onPaper(id))
	wantCode(t, err, proposal.CodeForbidden)
	c, err := w.propose("filer", changePaper, w.onPaper(id))
	if err != nil {
		t.Fatal(describe(err))
	}
	for _, who := range []string{"filer", "head-yte", "taichinh", "admin"} {
		_, err := w.decideOn(who, c, true, "")
		wantCode(t, err, proposal.CodeForbidden)
	}
	if _, err := w.decideOn("khcn", c, true, ""); err != nil {
		t.Fatal(describe(err))
	}
	_, err = w.try("filer", id, proposal.CommandSubmit, "", proposal.Submission{})
	wantCode(t, err, proposal.CodeInvalid) // the ministry's reply is not recorded
	w.do("filer", id, proposal.CommandConsult, "", proposal.Consultation{Letter: &proposal.Letter{Number: "1/SYT", Date: "2026-09-02"}})
	w.do("filer", id, proposal.CommandConsult, "", proposal.Consultation{Reply: &proposal.Reply{Number: "2/BYT", Date: "2026-09-05", Position: proposal.Agree}})
	p := w.submit("filer", id)
	for gate, want := range map[string]proposal.GateState{duplication: proposal.GateOpen, consultation: proposal.GatePassed, technology: proposal.GatePassed, budget: proposal.GateOpen} {
		if g, _ := p.Gate(gate); g.State != want || g.State == proposal.GatePassed && g.Deadline != nil {
			t.Errorf("%s is %s with the deadline %v, want %s", gate, g.State, g.Deadline, want)
		}
	}
	if gate, ok := p.AwaitsScreening(); !ok || gate != duplication {
		t.Error("it is not compared")
	}
	kase := w.kase(id)
	if kase.Paper == nil || kase.Paper.Law.Citation.Article != "Điều 42" {
		t.Errorf("what was entered: %+v", kase.Paper)
	}
	if n := w.count("SELECT count(*) FROM decisions WHERE proposal = $1 AND body @> '{\"from_paper\": true}' AND deadline IS NULL", id); n != 2 {
		t.Errorf("%d decisions from paper", n)
	}
	w.clear(id, "screening")
	w.allocated(id)
	trace, err := w.Trace(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	from := 0
	for _, r := range trace.Rounds {
		if r.Decision != nil && r.Decision.FromPaper {
			from++
		}
	}
	if from != 2 {
		t.Errorf("the trace tells of %d decisions from paper", from)
	}
	told := 0
	for _, e := range trace.Events {
		if e.Action == "entered_from_paper" {
			told++
		}
	}
	if by := trace.Paper; told != 1 || by == nil || by.ProposedBy.Account != w.people["filer"] || by.ConfirmedBy.Account != w.people["khcn"] || by.ConfirmedBy.Agency != "so-khcn" {
		t.Errorf("told %d times who entered it: %+v", told, by)
	}
	figures, err := w.Statistics(t.Context(), w.actor("filer"), monday.AddDate(-1, 0, 0))
	if err != nil || len(figures.Decided) != 0 {
		t.Errorf("the figures of time count %+v, %v", figures.Decided, err)
	}
	_, err = w.propose("filer", changePaper, w.onPaper(id))
	wantCode(t, err, proposal.CodeConflict)
}

// A change that an earlier release kept names nobody who decides the check: it is
// looked at anew, and then only who does may confirm it.
func TestAPaperDossierThatAnEarlierReleaseProposed(t *testing.T) {
	t.Parallel()
	w := newAgencies(t)
	c, err := w.propose("filer", changePaper, w.onPaper(w.draft("filer", facts(billion))))
	if err != nil {
		t.Fatal(describe(err))
	}
	w.sql(`UPDATE change_previews SET lines = (SELECT jsonb_agg(l) FROM jsonb_array_elements(lines) l WHERE l ->> 'effect' <> 'warns')`)
	_, err = w.decideOn("head-yte", c, true, "") // of the filing agency
	wantCode(t, err, proposal.CodeForbidden)
	_, err = w.decideOn("taichinh", c, true, "")
	wantCode(t, err, proposal.CodeConflict) // a new preview, which names the authority
	_, err = w.decideOn("taichinh", c, true, "")
	wantCode(t, err, proposal.CodeForbidden)
	if _, err := w.decideOn("khcn", c, true, ""); err != nil {
		t.Fatal(describe(err))
	}
}

func TestPaperDossiersThatAreRefused(t *testing.T) {
	t.Parallel()
	w := newAgencies(t)
	id := w.draft("filer", facts(billion))
	for name, change := range map[string]func(*paperBody){
		"no provision":        func(b *paperBody) { b.Law.Citation.Article = "" },
		"another version":     func(b *paperBody) { b.Law.Version = "2020-01-01" },
		"received tomorrow":   func(b *paperBody) { b.Received = "2026-09-15" },
		"no gates":            func(b *paperBody) { b.Gates = nil },
		"the check":           func(b *paperBody) { b.Gates[0].Gate = duplication },
		"the last decision":   func(b *paperBody) { b.Gates[0].Gate = provincial },
		"a gate twice":        func(b *paperBody) { b.Gates[1].Gate = consultation },
		"without a document":  func(b *paperBody) { b.Gates[0].Decision.Documents = nil },
		"a rejection":         func(b *paperBody) { b.Gates[0].Decision = rejection() },
		"a gate of no pack":   func(b *paperBody) { b.Gates[0].Gate = "khong-co" },
		"an unknown proposal": func(b *paperBody) { b.Proposal = newID() },
	} {
		t.Run(name, func(t *testing.T) {
			body := w.onPaper(id)
			change(&body)
			_, err := w.propose("filer", changePaper, body)
			want := proposal.CodeInvalid
			if name == "an unknown proposal" {
				want = proposal.CodeNotFound
			}
			wantCode(t, err, want)
		})
	}
}

// What is asked about a draft tells nothing of it to who may not read it: not that
// it is there, not its kind, not who would check it.
func TestAPaperDossierIsForItsOwnDraft(t *testing.T) {
	t.Parallel()
	w := newAgencies(t)
	w.hire("co-lead", "xa-hung-nguyen", proposal.RoleFiler)
	f := facts(billion)
	f.CoAgencies = []string{"xa-hung-nguyen"}
	id := w.draft("filer", f)
	wrong := w.onPaper(id)
	wrong.Law.Version = "2020-01-01" // told to its own agency alone
	for who, want := range map[string]proposal.Code{
		"filer": proposal.CodeInvalid, "head-yte": proposal.CodeInvalid, "co-lead": proposal.CodeForbidden, "head-taichinh": proposal.CodeNotFound,
		"head-xa": proposal.CodeForbidden, "khcn": proposal.CodeForbidden, "admin": proposal.CodeForbidden,
	} {
		r := change.Request{Kind: changePaper, Body: asJSON(t, wrong), Document: order}
		_, err := w.PreviewChange(t.Context(), w.actor(who), r)
		wantCode(t, err, want)
		_, err = w.proposeBy(who, r)
		wantCode(t, err, want)
		if want == proposal.CodeNotFound {
			r.Body = asJSON(t, w.onPaper(newID()))
			if _, nowhere := w.PreviewChange(t.Context(), w.actor(who), r); err.Error() != nowhere.Error() {
				t.Errorf("%s tells the draft from none: %v, %v", who, err, nowhere)
			}
		}
	}
}
