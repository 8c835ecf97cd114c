package why

import (
	"pheduyet/internal/proposal"
	"pheduyet/internal/rebuild"
)

// rounds explains the decided rounds in the order of their decisions, those before
// a recall included, and then the current ones still undecided, in the order of
// the process.
func (s source) rounds() ([]Round, error) {
	rounds := []Round{}
	for _, d := range s.told.Decisions {
		r, err := s.decided(d)
		if err != nil {
			return nil, err
		}
		rounds = append(rounds, r)
	}
	s.supersede(rounds)
	for _, g := range s.told.Case.Gates {
		if g.State != proposal.GatePending && g.State != proposal.GateOpen {
			continue
		}
		r, err := s.undecided(g)
		if err != nil {
			return nil, err
		}
		rounds = append(rounds, r)
	}
	return rounds, nil
}

func (s source) decided(d rebuild.Decision) (Round, error) {
	pack, err := s.pack(d.Pack)
	if err != nil {
		return Round{}, err
	}
	at, body := d.At, d.Body
	r := Round{
		GateRound: proposal.GateRound{
			Gate: d.Gate, Round: d.Round, Authority: d.Agency, Pack: d.Pack, Decision: &body, ByRule: d.ByRule, At: &at,
			Deadline: d.Timing.Deadline,
		},
		Seq: d.Seq, Timing: &d.Timing, Capacity: d.By.Capacity, ActingFor: d.By.ActingFor,
	}
	if !d.ByRule {
		r.By = proposal.Person{Account: d.By.Account, Name: d.By.Name, Agency: d.By.Agency}
	}
	if g, ok := d.Before.Gate(d.Gate); ok && g.Round == d.Round {
		r.OpenedAt = g.OpenedAt
	}
	s.judge(&r, pack.Rules, d.Before, d.Looked)
	r.Label = r.label(pack.Rules)
	r.Kept = kept(d.Timing, d.At)
	return r, nil
}

func (s source) undecided(g proposal.Gate) (Round, error) {
	c := s.told.Case
	pack, err := s.pack(c.Process)
	if err != nil {
		return Round{}, err
	}
	r := Round{
		GateRound: proposal.GateRound{Gate: g.ID, Round: g.Round, Authority: g.Authority, Pack: c.Process, Deadline: g.Deadline},
		State:     g.State, OpenedAt: g.OpenedAt,
	}
	var looked *rebuild.Screening
	if n := len(s.told.Screenings); g.Screened && n > 0 {
		looked = &s.told.Screenings[n-1]
	}
	s.judge(&r, pack.Rules, c, looked)
	return r, nil
}

// supersede marks the decisions that later acts or rounds took the force of.
func (s source) supersede(rounds []Round) {
	plain := make([]proposal.GateRound, len(rounds))
	for i := range rounds {
		plain[i] = rounds[i].GateRound
	}
	proposal.Supersede(plain, s.told.Case.Gates, s.told.Case.Amendments)
	for i := range rounds {
		rounds[i].GateRound = plain[i]
	}
}

// judge adds what the pack says of the gate and how the case met it.
func (s source) judge(r *Round, rules proposal.Rules, c proposal.Case, looked *rebuild.Screening) {
	rule, _ := rules.Gate(r.Gate)
	r.Kind, r.Citations, r.Grounds, r.Title = rule.Kind, rule.Citations, rule.Grounds, title(rules, r.Gate)
	if r.Deadline != nil {
		r.Cites = rule.DeadlineCites(*r.Deadline)
	}
	r.Office = name(s.told, r.Authority)
	c.Rules, c.Screening = rules, nil
	if r.Kind == proposal.KindDuplication && looked != nil {
		c.Screening = &proposal.Screening{ID: looked.ID}
		if found, ok := s.screenings[looked.SHA256]; ok {
			r.Screening, c.Screening = &found, &found
		}
	}
	agency := func(code string) string { return name(s.told, code) }
	r.Facts = facts(r.Kind, c, agency)
	r.Requirements = c.Requirements(r.Gate, r.Decision, agency)
	if r.Decision != nil && !r.ByRule {
		r.Requirements = append(r.Requirements, r.consent())
	}
	r.Otherwise = r.otherwise(rules)
}

// title is a gate's in the pack's words.
func title(rules proposal.Rules, gate string) proposal.Text {
	if rule, ok := rules.Gate(gate); ok && rule.Title.VI != "" {
		return rule.Title
	}
	return plain(gate)
}

// label is the outcome in the pack's words.
func (r Round) label(rules proposal.Rules) proposal.Text {
	rule, _ := rules.Gate(r.Gate)
	if label, ok := rule.Labels[r.Decision.Outcome]; ok {
		return label
	}
	return plain(string(r.Decision.Outcome))
}

func plain(s string) proposal.Text { return proposal.Text{VI: s, EN: s} }
