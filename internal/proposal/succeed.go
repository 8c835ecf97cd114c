package proposal

import "slices"

// Succession is what a proposal must know when agencies give way to others. Of
// gives the agency that stands for another now, itself where it still exists;
// Rules are the proposal's own with the authorities of now; Parties those of the
// filing side as it is now, with the agencies it was before.
type Succession struct {
	Of      func(code string) string
	Rules   Rules
	Parties Parties
	// Ref names the change that brought it.
	Ref string
}

// Succeeded tells what passed from one agency to another.
type Succeeded struct {
	Change string         `json:"change"`
	Agency *PassedOn      `json:"agency"` // the filing agency, where it changed
	Gates  []GatePassedOn `json:"gates"`
	// CoAgencies are the co-leads from now on, nil where they stay.
	CoAgencies []string `json:"co_agencies"`
	// Reserved is the money from now on, nil where it stays.
	Reserved []Allocation `json:"reserved"`
}

// PassedOn is a code before and after.
type PassedOn struct {
	Before string `json:"before"`
	After  string `json:"after"`
}

// GatePassedOn is a gate whose authority changed; Conflict says that the one that
// would have followed has come to stand on the filing side.
type GatePassedOn struct {
	Gate string `json:"gate"`
	PassedOn
	Conflict bool `json:"conflict"`
}

// Succeed passes a proposal that has not ended to the agencies that follow: the
// filing side, and every gate that has not passed. Where the merged agency would
// decide its own proposal, the substitute does; where the process names none,
// nobody of the filing side may. A proposal that has ended keeps the old names.
func (c Case) Succeed(s Succession) Transition {
	t := c.begin()
	if c.Status.Ended() {
		return t
	}
	told := Succeeded{Change: s.Ref, Gates: []GatePassedOn{}}
	if after := s.Of(c.Agency); after != c.Agency {
		told.Agency = &PassedOn{c.Agency, after}
		t.Case.Agency = after
	}
	t.passCoAgencies(&told, s)
	t.passMoney(&told, s)
	t.Case.Rules = s.Rules
	if c.Status != Draft {
		t.Case.Parties = s.Parties
	}
	t.passGates(&told, s)
	if told.Agency == nil && len(told.Gates) == 0 && told.CoAgencies == nil && told.Reserved == nil && slices.Equal(c.Parties.Agencies, t.Case.Parties.Agencies) {
		return t
	}
	t.happened(Event{Action: "succeeded", ByRule: true, Data: told})
	return t
}

func (t *Transition) passGates(told *Succeeded, s Succession) {
	for i := range t.Case.Gates {
		g := &t.Case.Gates[i]
		if g.State == GatePassed || g.State == GateRejected {
			continue
		}
		before := g.Authority
		rule, _ := s.Rules.Gate(g.ID)
		after := s.Of(before)
		conflict := slices.Contains(t.Case.Parties.Conflicted, after)
		if conflict && rule.Substitute != "" && !slices.Contains(t.Case.Parties.Conflicted, rule.Substitute) {
			after = rule.Substitute
		}
		if after != before {
			g.Authority = after
			told.Gates = append(told.Gates, GatePassedOn{g.ID, PassedOn{before, after}, conflict})
		}
	}
}

func (t *Transition) passCoAgencies(told *Succeeded, s Succession) {
	pass := func(codes []string) ([]string, bool) {
		out := make([]string, 0, len(codes))
		for _, code := range codes {
			if after := s.Of(code); after != t.Case.Agency && !slices.Contains(out, after) {
				out = append(out, after)
			}
		}
		return out, !slices.Equal(out, codes)
	}
	if codes, changed := pass(t.Case.Facts.CoAgencies); changed {
		t.Case.Facts.CoAgencies, told.CoAgencies = codes, codes
	}
	if t.Case.Filed != nil {
		filed := *t.Case.Filed
		filed.CoAgencies, _ = pass(filed.CoAgencies)
		t.Case.Filed = &filed
	}
}

// passMoney names the envelopes by their new owner.
func (t *Transition) passMoney(told *Succeeded, s Succession) {
	if t.Case.Standing.Committed {
		return
	}
	reserved, changed := slices.Clone(t.Case.Standing.Reserved), false
	for i := range reserved {
		if after := s.Of(reserved[i].Owner); after != reserved[i].Owner {
			reserved[i].Owner, changed = after, true
		}
	}
	if changed {
		t.Case.Standing.Reserved, told.Reserved = reserved, reserved
	}
}
