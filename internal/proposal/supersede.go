package proposal

import "time"

// Superseded says why a decision is no longer in force: it is shown struck, and
// stays readable. By is the later act's kind, or "round" where the gate was opened
// again by a return or a resubmission, and "recall". Round is the gate's round that counts
// now, 0 where none does; At is nil while that is undecided.
type Superseded struct {
	By    string     `json:"by"`
	Round int        `json:"round"`
	At    *time.Time `json:"at"`
}

// The ways besides later acts in which a decision loses force.
const (
	SupersededByRound  = "round"
	SupersededByRecall = "recall"
)

// Supersede marks the decided rounds that are no longer in force and gives each
// the later acts that concern it. Rounds come in the order of their decisions.
func Supersede(rounds []GateRound, gates []Gate, amendments []Amendment) {
	for i := range rounds {
		r := &rounds[i]
		if r.Decision == nil {
			continue
		}
		r.Superseded = outrun(*r, rounds[i+1:], gates)
		for _, a := range amendments {
			if a.Gate != r.Gate || a.Round != r.Round || r.At != nil && a.At.Before(*r.At) {
				continue
			}
			r.Amendments = append(r.Amendments, a)
			at := a.At
			switch a.Kind {
			case Rectify:
				if r.Superseded == nil {
					r.Superseded = &Superseded{string(a.Kind), r.Round, &at}
				}
			case Replace:
				r.Superseded = &Superseded{string(a.Kind), r.Round + 1, &at}
			case SendBack, Revocation:
				r.Superseded = &Superseded{string(a.Kind), 0, &at}
			}
		}
	}
}

// outrun tells whether a later round took the place of a decided one.
func outrun(r GateRound, later []GateRound, gates []Gate) *Superseded {
	for _, l := range later {
		switch {
		case l.Gate != r.Gate || l.Decision == nil:
		case l.Round > r.Round:
			return &Superseded{SupersededByRound, l.Round, l.At}
		default: // the rounds began anew
			return &Superseded{SupersededByRecall, l.Round, l.At}
		}
	}
	for _, g := range gates {
		if g.ID == r.Gate {
			if g.Round > r.Round {
				return &Superseded{By: SupersededByRound, Round: g.Round}
			}
			if g.DecidedAt == nil { // not this round's decision any more
				return &Superseded{By: SupersededByRecall, Round: g.Round}
			}
			return nil
		}
	}
	return &Superseded{By: SupersededByRecall}
}
