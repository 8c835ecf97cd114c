package proposal

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// What the submission would refuse whatever the draft states by then is told before
// the dossier is entered, at the gate's own fields.
func TestAPaperDossierIsCheckedBeforeItIsEntered(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	rules := Rules{Gates: []GateRule{{ID: "review", Kind: KindTechnology, Checklist: []ChecklistItem{{ID: "1.1", Mandatory: true}}}, {ID: "check", Kind: KindDuplication}}}
	whole := func() PaperDossier {
		return PaperDossier{Received: "2026-09-01", Law: PaperLaw{Citation: Citation{Document: "NĐ 45/2026/NĐ-CP", Article: "Điều 42"}},
			Gates: []PaperDecision{{Gate: "review", Decision: Decision{Outcome: Approve, Documents: []Document{{Number: "9", Date: "2026-09-05", Title: "Ý kiến", Signatory: "Lê Văn C"}},
				Details: Details{Checklist: []CheckAnswer{{Item: "1.1", Answer: "yes"}}}}}}}
	}
	for name, of := range map[string]struct {
		spoil func(p *PaperDossier)
		want  []string
	}{
		"whole":       {func(*PaperDossier) {}, nil},
		"no law":      {func(p *PaperDossier) { p.Law.Citation.Article = "" }, []string{"law.citation"}},
		"no gates":    {func(p *PaperDossier) { p.Gates = nil }, []string{"gates"}},
		"anew":        {func(p *PaperDossier) { p.Gates[0].Gate = "check" }, []string{"gates[0].gate"}},
		"rejected":    {func(p *PaperDossier) { p.Gates[0].Decision.Outcome = Reject }, []string{"gates[0].decision.outcome"}},
		"no document": {func(p *PaperDossier) { p.Gates[0].Decision.Documents = nil }, []string{"gates[0].decision.documents"}},
		"unsigned":    {func(p *PaperDossier) { p.Gates[0].Decision.Documents[0].Signatory = " " }, []string{"gates[0].decision.documents[0].signatory"}},
		"of tomorrow": {func(p *PaperDossier) { p.Gates[0].Decision.Documents[0].Date = "2026-11-24" }, []string{"gates[0].decision.documents[0].date"}},
		"conditions":  {func(p *PaperDossier) { p.Gates[0].Decision.Outcome = ApproveWithConditions }, []string{"gates[0].decision.reason", "gates[0].decision.conditions"}},
		"due already": {func(p *PaperDossier) {
			d := &p.Gates[0].Decision
			d.Outcome, d.Reason, d.Conditions = ApproveWithConditions, "Còn thiếu", []Condition{{Text: "Nộp", Owner: "so-y-te", Due: "2026-10-01"}}
		}, nil},
		"unanswered": {func(p *PaperDossier) { p.Gates[0].Decision.Details = Details{} }, []string{"gates[0].decision.details.checklist"}},
	} {
		t.Run(name, func(t *testing.T) {
			p := whole()
			of.spoil(&p)
			var got []string
			for _, e := range (Case{}).CheckPaper(p, rules, now) {
				got = append(got, e.Field)
			}
			if d := cmp.Diff(of.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}
