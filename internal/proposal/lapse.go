package proposal

// LapsedClaim is a claim whose person may no longer decide the gate.
type LapsedClaim struct {
	Gate  string
	Round int
	Hand  Hand
}

// Lapse takes the claims of those who may no longer decide the gate: who leaves the
// authority, loses the role or comes to stand on the filing side loses the claim at
// that moment, whether or not anything has been recorded since. who gives a person
// as of now.
func (c *Case) Lapse(who func(account string) (Actor, error)) error {
	for i := range c.Gates {
		g := &c.Gates[i]
		if g.Claim == nil {
			continue
		}
		a, err := who(g.Claim.Account)
		if err != nil {
			return err
		}
		if !c.HoldsClaim(a, g.ID) {
			c.Lapsed = append(c.Lapsed, LapsedClaim{g.ID, g.Round, *g.Claim})
			g.Claim = nil
		}
	}
	return nil
}

// HoldsClaim reports whether a person who has claimed the gate may still decide it.
func (p Progress) HoldsClaim(a Actor, gate string) bool {
	_, err := p.decides(a, gate)
	return err == nil
}

// LapsedAt is the claim on the gate that has lapsed, if one has.
func (c Case) LapsedAt(gate string) (LapsedClaim, bool) {
	for _, l := range c.Lapsed {
		if l.Gate == gate {
			return l, true
		}
	}
	return LapsedClaim{}, false
}

// Unclaimed is the progress with nobody's claim on the gate.
func (p Progress) Unclaimed(gate string) Progress {
	p = p.clone()
	if i := p.index(gate); i >= 0 {
		p.Gates[i].Claim = nil
	}
	return p
}

// EndLapsed has the act tell of the claims that it found lapsed: from then on they
// are off the record too.
func (t *Transition) EndLapsed() {
	for _, l := range t.Case.Lapsed {
		t.happened(Event{Action: "claim_ended", Gate: l.Gate, Round: l.Round, ByRule: true, Data: ClaimEndedData{l.Hand.Account}})
	}
	t.Case.Lapsed = nil
}

// ClaimEndedData names whose claim has ended.
type ClaimEndedData struct {
	Account string `json:"account"`
}
