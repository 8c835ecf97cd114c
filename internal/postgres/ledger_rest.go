package postgres

import (
	"encoding/json"
	"slices"
	"time"

	"pheduyet/internal/proposal"
	"pheduyet/internal/rebuild"
)

// telling is the case before an act to which the act's events are told one by one,
// as whoever reads the ledger will tell them.
type telling struct {
	c   proposal.Case
	by  string
	at  time.Time
	err error
}

func (a *act) telling() *telling {
	c := a.before
	s := &c.Standing
	s.Letters, s.Replies = slices.Clone(s.Letters), slices.Clone(s.Replies)
	s.Items, s.Conditions = slices.Clone(s.Items), slices.Clone(s.Conditions)
	return &telling{c: c, by: a.actor.Account, at: a.now}
}

func (t *telling) tell(e proposal.Event, p payload) {
	data, err := json.Marshal(p.Data)
	if err != nil {
		t.err = errorOr(t.err, err)
		return
	}
	t.err = errorOr(t.err, rebuild.Tell(&t.c, rebuild.Happening{
		Action: e.Action, Gate: e.Gate, Round: e.Round, ByRule: e.ByRule, Outcome: e.Outcome,
		At: t.at, Account: t.by, Number: p.Number, Data: data,
	}))
}

// rest is what the events leave unsaid of the case after the act.
func (t *telling) rest(after proposal.Case) json.RawMessage {
	rest, err := rebuild.Rest(t.c, after)
	t.err = errorOr(t.err, err)
	return rest
}

// timing says, of a decision, how it met the gate's deadline.
func (a *act) timing(e proposal.Event, after proposal.Case) *rebuild.Timing {
	g, ok := a.decidedGate(e.Gate, e.Round, after)
	if e.Action != "decided" || !ok {
		return nil
	}
	t := &rebuild.Timing{Authority: g.Authority, Deadline: a.met(g), Counted: true}
	if d := t.Deadline; d != nil {
		t.Used = a.reg.days.Between(d.From, a.now)
		t.Late = a.reg.days.Between(d.DueAt, a.now)
	}
	return t
}

// names gives what the agencies are called that the act brings in.
func (a *act) names(after proposal.Case) map[string]string {
	known := agenciesIn(a.before)
	names := map[string]string{}
	for code := range agenciesIn(after) {
		if agency, is := a.reg.agencies[code]; is && !known[code] {
			names[code] = agency.Name
		}
	}
	if agency, is := a.reg.agencies[a.actor.Agency]; is {
		names[a.actor.Agency] = agency.Name
	}
	return names
}

// agenciesIn are the agencies that a submitted case names, by code.
func agenciesIn(c proposal.Case) map[string]bool {
	codes := map[string]bool{}
	if c.Filed == nil {
		return codes
	}
	for _, code := range append([]string{c.Agency, c.Filed.LineMinistry}, c.Filed.CoAgencies...) {
		codes[code] = true
	}
	for _, g := range c.Gates {
		codes[g.Authority] = true
	}
	for _, l := range c.Standing.Letters {
		codes[l.To] = true
	}
	return codes
}
