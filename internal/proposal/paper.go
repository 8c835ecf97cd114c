package proposal

import (
	"errors"
	"strconv"
	"time"
)

// PaperDossier is a dossier that began on paper (“nhập từ hồ sơ giấy”), as two
// people entered it: when it was received, which law it follows and why, and the
// gates that were decided, each by its document.
type PaperDossier struct {
	Received Date            `json:"received"`
	Law      PaperLaw        `json:"law"`
	Gates    []PaperDecision `json:"gates"`
}

// PaperLaw is the version of the process that the dossier follows with the
// provision that says so (NĐ 45/2026/NĐ-CP Điều 42).
type PaperLaw struct {
	Version  Date     `json:"version"`
	Citation Citation `json:"citation"`
	Note     string   `json:"note"`
}

// PaperDecision is what an authority decided on paper.
type PaperDecision struct {
	Gate     string   `json:"gate"`
	Decision Decision `json:"decision"`
}

// CheckPaper names the faults of a draft's paper dossier that no change of the draft
// would mend: it is entered once, so they are told before it is. Rules are those of
// the process it follows. The check for duplicates is run anew whatever the paper
// says, and the decision that closes a dossier leaves nothing to enter.
func (c Case) CheckPaper(p PaperDossier, rules Rules, now time.Time) []FieldError {
	var bad faults
	today := DateOf(now)
	if !p.Received.Valid() || p.Received.After(today) {
		bad.add("received", "Cần ngày tiếp nhận hồ sơ giấy, không ở tương lai.", "The day on which the paper dossier was received is needed, not in the future.")
	}
	if p.Law.Citation.Document == "" || p.Law.Citation.Article == "" {
		bad.add("law.citation", "Cần viện dẫn văn bản và điều khoản chuyển tiếp (ví dụ NĐ 45/2026/NĐ-CP, Điều 42).", "Cite the document and article of the transition, such as NĐ 45/2026/NĐ-CP Điều 42.")
	}
	if len(p.Gates) == 0 {
		bad.add("gates", "Cần ít nhất một bước đã có ý kiến trên giấy.", "At least one gate decided on paper is needed.")
	}
	seen := map[string]bool{}
	for i, g := range p.Gates {
		field := "gates[" + strconv.Itoa(i) + "]"
		rule, ok := rules.Gate(g.Gate)
		switch {
		case !ok:
			bad.add(field+".gate", "Quy trình không có bước “%s”.", "The process has no gate “%s”.", g.Gate)
		case rule.Kind == KindDuplication || rule.Kind == KindProvincial:
			bad.add(field+".gate", "Bước “%s” không nhập từ giấy: rà soát trùng lặp thực hiện lại, quyết định cuối cùng ban hành trên hệ thống.", "The gate “%s” is not entered from paper: the check is run anew, the last decision is made here.", g.Gate)
		case seen[g.Gate]:
			bad.add(field+".gate", "Bước “%s” nêu hai lần.", "The gate “%s” is there twice.", g.Gate)
		case !g.Decision.Outcome.Passes():
			bad.add(field+".decision.outcome", "Chỉ nhập ý kiến thống nhất; hồ sơ bị trả lại hoặc từ chối trên giấy thì lập lại.", "Only what passed is entered; what was returned or rejected on paper is filed anew.")
		case len(g.Decision.Documents) == 0:
			bad.add(field+".decision.documents", "Mỗi bước đã quyết định cần văn bản của nó.", "Each gate needs the document that decided it.")
		default:
			for _, e := range c.lacks(rule, g.Decision, now) {
				bad.fields = append(bad.fields, FieldError{field + ".decision." + e.Field, e.Message})
			}
		}
		seen[g.Gate] = true
	}
	return bad.fields
}

// lacks names what of a decision on paper would be refused with the submission,
// whatever the draft states by then.
func (c Case) lacks(rule GateRule, d Decision, now time.Time) []FieldError {
	var bad faults
	c.checkForm(&bad, rule, d, Env{Now: now}, true)
	checkUnused(&bad, rule.Kind, d.Details)
	if rule.Kind == KindTechnology || rule.Kind == KindReview {
		checkChecklist(&bad, rule, d)
	}
	return bad.fields
}

// PaperEntered is what the history keeps of a dossier that began on paper: who
// entered it by which change, who confirmed that, and which law it follows.
type PaperEntered struct {
	Change      string   `json:"change"`
	ProposedBy  Person   `json:"proposed_by"`
	ConfirmedBy Person   `json:"confirmed_by"`
	Received    Date     `json:"received"`
	Law         PaperLaw `json:"law"`
	Gates       []string `json:"gates"`
}

// EnterPaper passes the gates that were decided on paper, right after the
// submission, and tells by whom that was entered. They have no deadlines: nobody's
// time is counted for them.
func (t *Transition) EnterPaper(p PaperDossier, by PaperEntered, env Env) error {
	var bad faults
	for i, g := range p.Gates {
		d := g.Decision
		d.FromPaper = true
		_, err := t.Case.judge(g.Gate, d, env, true)
		e, refused := errors.AsType[*Error](err)
		switch {
		case err == nil:
		case refused && e.Code == CodeInvalid:
			for _, f := range e.Fields {
				bad.fields = append(bad.fields, FieldError{"paper.gates[" + strconv.Itoa(i) + "]." + f.Field, f.Message})
			}
		default:
			return err
		}
	}
	if err := bad.err(); err != nil {
		return err
	}
	by.Received, by.Law, by.Gates = p.Received, p.Law, []string{}
	for _, g := range p.Gates {
		by.Gates = append(by.Gates, g.Gate)
	}
	t.happened(Event{Action: "entered_from_paper", Citations: []Citation{p.Law.Citation}, Data: by})
	for _, g := range p.Gates {
		t.enter(g, env)
	}
	t.Case.Standing.PersonDecided = true
	t.openReady(env)
	t.settle()
	return nil
}

func (t *Transition) enter(p PaperDecision, env Env) {
	rule, _ := t.Case.Rules.Gate(p.Gate)
	g := &t.Case.Gates[t.Case.index(p.Gate)]
	at := p.Decision.Documents[0].Date.Time()
	g.State, g.Touched, g.Outcome, g.DecidedAt, g.Deadline = GatePassed, true, p.Decision.Outcome, &at, nil
	d := p.Decision
	documents := make([]Document, len(d.Documents))
	for i := range documents {
		documents[i] = t.Case.complement(d.Documents[i], env)
	}
	d.Documents = documents
	for _, c := range d.Conditions {
		t.Case.Standing.Conditions = append(t.Case.Standing.Conditions, StandingCondition{Condition: c, Gate: rule.ID})
	}
	switch rule.Kind {
	case KindBudget:
		t.advise(d.Details.Allocations)
	case KindSecurity:
		t.setLevel(rule, d.Details)
	}
	d.FromPaper = true
	t.FromPaper = append(t.FromPaper, Decided{Gate: g.ID, Round: g.Round, Decision: d})
	t.happened(Event{Action: "decided", Gate: g.ID, Round: g.Round, Outcome: d.Outcome, Citations: d.Citations, Documents: d.Documents, Data: d})
}
