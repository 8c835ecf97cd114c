package proposal

import "slices"

// NewMatches is what a comparison made after the catalog moved found that the one
// before had not: the ids, and the gates that start again for it.
type NewMatches struct {
	Edition string   `json:"edition"` // the change that brought the edition in
	Entries []string `json:"entries"`
	Reopens []string `json:"reopens"`
}

// Rescreened records a comparison made because the catalog moved; the earlier one
// stays as it was. A match of weight that was not found before reopens a
// duplication check that had passed, and with it the gates that rely on it; a gate
// that waits for the filer goes on waiting. An officer who is at the check has the
// new matches to judge. An approved proposal is only told. A proposal that was
// never compared, or whose comparison is about to be made, has nothing recorded.
func (c Case) Rescreened(edition string, s Screening, env Env) Transition {
	_, awaited := c.AwaitsScreening()
	if c.Screening == nil || awaited {
		return Transition{}
	}
	found := c.newMatches(s)
	switch {
	case c.Status.Open():
		return c.rescreenedOpen(NewMatches{edition, found, []string{}}, s, env)
	case c.Status == Approved && len(found) > 0:
		t := c.begin()
		t.Case.Screening = &s
		t.happened(Event{Action: "rescreened", ByRule: true, Data: s})
		t.happened(Event{Action: "match_advised", ByRule: true, Data: NewMatches{edition, found, []string{}}})
		return t
	}
	return Transition{}
}

func (c Case) rescreenedOpen(m NewMatches, s Screening, env Env) Transition {
	t := c.begin()
	t.Case.Screening = &s
	gate, passed := c.compared()
	t.happened(Event{Action: "rescreened", Gate: gate.ID, Round: gate.Round, ByRule: true, Data: s})
	if len(m.Entries) == 0 {
		return t
	}
	again := map[string]bool{}
	if passed {
		again = c.again([]string{gate.ID})
		for _, g := range c.Gates {
			if g.State == GateReturned || !g.Touched {
				delete(again, g.ID)
			}
		}
	}
	for _, g := range c.Gates {
		if again[g.ID] {
			m.Reopens = append(m.Reopens, g.ID)
		}
	}
	t.happened(Event{Action: "match_found", Gate: gate.ID, Round: gate.Round, ByRule: true, Data: m})
	t.reset(again)
	t.settle()
	t.openReady(env)
	if at := t.Case.index(gate.ID); at >= 0 && t.Case.Gates[at].State == GateOpen {
		t.Case.Gates[at].Screened = true // by this very comparison
	}
	return t
}

// compared gives the duplication check and whether it has passed.
func (c Case) compared() (g Gate, passed bool) {
	i := slices.IndexFunc(c.Gates, func(g Gate) bool { return g.Kind == KindDuplication })
	if i < 0 {
		return Gate{}, false
	}
	return c.Gates[i], c.Gates[i].State == GatePassed
}

// newMatches lists the matches of weight that did not weigh in the last
// comparison, under their own id or a twin's. A proposal that was filed after an
// approved one met it then, and is nothing new.
func (c Case) newMatches(s Screening) []string {
	known := map[string]bool{}
	for _, m := range c.Screening.Matches {
		if m.Weighty {
			known[m.ID] = true
			for _, twin := range m.Twins {
				known[twin] = true
			}
		}
	}
	found := []string{}
	for _, m := range s.Matches {
		if m.Weighty && !known[m.ID] && !(m.Proposal && c.Status == Approved) && !slices.ContainsFunc(m.Twins, func(id string) bool { return known[id] }) {
			found = append(found, m.ID)
		}
	}
	return found
}
