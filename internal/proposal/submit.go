package proposal

import (
	"slices"
	"strconv"
	"strings"
)

// Submission is what comes with sending a proposal out.
type Submission struct {
	Document *Document `json:"document"`
	Answers  []Answer  `json:"answers" validate:"max=200,dive"`
}

// Filing is what the registers say at a submission: the pack in force on the day
// of the first one, and who stands on the filing side.
type Filing struct {
	Process PackRef
	Rules   Rules
	Parties Parties
	// Known reports whether there is a proposal with the number; nil where that was
	// not looked up.
	Known func(number string) bool
}

// Submit sends out a draft or resubmits a returned proposal as the next
// revision. A first submission pins the pack; a later one keeps it. It refuses,
// naming every fault, what a gate could not work without, an unanswered item, an
// unusable realises or builds_on, and state secrets.
func (c Case) Submit(s Submission, f Filing, env Env) (Transition, error) {
	s = c.sending(s)
	var bad faults
	c.complete(&bad, DateOf(env.Now))
	c.relations(&bad, env)
	c.knownFollows(&bad, f.Known)
	if s.Document != nil {
		c.checkDocument(&bad, "document", s.Document, env)
	}
	c.checkAnswers(&bad, s.Answers)
	if err := bad.err(); err != nil {
		return Transition{}, err
	}
	t := c.begin()
	t.Case.Parties = f.Parties
	first := c.Status == Draft
	if first {
		t.Case.Process, t.Case.Rules = f.Process, f.Rules
		t.Case.Gates = t.Case.Rules.newGates()
	} else {
		t.reset(c.again(c.reopening(f.Parties)))
	}
	if err := t.assignAuthorities(); err != nil {
		return Transition{}, err
	}
	t.answer(s.Answers)
	t.Case.Standing.Required, _ = t.Case.Rules.Level.RequiredLevel(c.Facts.Security)
	filed := c.Facts
	t.Case.Filed = &filed
	t.Case.Revision++
	now := env.Now
	t.Case.SubmittedAt = &now
	covering := c.complemented(s.Document, env)
	t.happened(Event{Action: submitted(first), Documents: list(covering), Data: SubmittedData{t.Case.Revision, filed, s.Answers, t.Case.Process, t.Case.Standing.Required, covering}})
	t.settle()
	t.openReady(env)
	return t, nil
}

// SubmittedData is what a submission tells.
type SubmittedData struct {
	Revision      int      `json:"revision"`
	Facts         Facts    `json:"facts"`
	Answers       []Answer `json:"answers"`
	Process       PackRef  `json:"process"`
	RequiredLevel int      `json:"required_level"`
	// Document is the covering document (tờ trình), if there is one.
	Document *Document `json:"document"`
}

func submitted(first bool) string {
	if first {
		return "submitted"
	}
	return "resubmitted"
}

func list(d *Document) []Document {
	if d == nil {
		return nil
	}
	return []Document{*d}
}

// newGates starts every gate of the rules as pending, in the pack's order.
func (r Rules) newGates() []Gate {
	gates := make([]Gate, len(r.Gates))
	for i, g := range r.Gates {
		gates[i] = Gate{ID: g.ID, Kind: g.Kind, After: g.After, Authority: g.Authority, State: GatePending, Round: 1}
	}
	return gates
}

// assignAuthorities gives each gate not yet passed its authority, or the
// substitute where the authority is in conflict.
func (t *Transition) assignAuthorities() error {
	for i := range t.Case.Gates {
		g := &t.Case.Gates[i]
		if g.State == GatePassed {
			continue
		}
		rule, _ := t.Case.Rules.Gate(g.ID)
		g.Authority = rule.Authority
		if !slices.Contains(t.Case.Parties.Conflicted, rule.Authority) {
			continue
		}
		if rule.Substitute == "" || slices.Contains(t.Case.Parties.Conflicted, rule.Substitute) {
			return Errorf(CodeInvalid, "Cơ quan chủ trì bước “%s” thuộc bên đề xuất mà quy trình không có cơ quan thay thế.", "The authority of “%s” is on the filing side and the process names no substitute.", g.ID)
		}
		g.Authority = rule.Substitute
	}
	return nil
}

// Reopens lists, in the pack's order, the gates that resubmitting the working
// copy now would open again, at once or after others; it is shown before
// submitting.
func (c Case) Reopens() []string {
	var ids []string
	for _, g := range c.Preview(c.Parties) {
		ids = append(ids, g.Gate)
	}
	return ids
}

// reopening lists the gates that a resubmission opens again: those that returned
// it, those that the changed fields touch by the pack's table, and those that an
// authority passed which now stands on the filing side.
func (c Case) reopening(parties Parties) []string {
	var ids []string
	for gate := range c.direct(parties) {
		ids = append(ids, gate)
	}
	return ids
}

// checkAnswers wants one answer for every open item and none for others.
func (c Case) checkAnswers(bad *faults, answers []Answer) {
	given := map[string]bool{}
	for i, a := range answers {
		field := "answers[" + strconv.Itoa(i) + "]"
		if strings.TrimSpace(a.Text) == "" {
			bad.add(field+".text", "Cần nêu nội dung trả lời.", "State the answer.")
		}
		if given[a.Item] {
			bad.add(field+".item", "Yêu cầu này được trả lời hai lần.", "This item is answered twice.")
		}
		given[a.Item] = true
		if !slices.ContainsFunc(c.Standing.Items, func(it Item) bool { return it.ID == a.Item && !it.Answered }) {
			bad.add(field+".item", "Không có yêu cầu bổ sung nào đang chờ với mã này.", "No open item has this id.")
		}
	}
	for _, it := range c.Standing.Items {
		if !it.Answered && !given[it.ID] {
			bad.add("answers", "Chưa trả lời yêu cầu %s.", "Item %s is not answered.", it.ID)
		}
	}
}

func (t *Transition) answer(answers []Answer) {
	for _, a := range answers {
		for i := range t.Case.Standing.Items {
			if it := &t.Case.Standing.Items[i]; it.ID == a.Item {
				it.Answer, it.Answered = a.Text, true
			}
		}
	}
}
