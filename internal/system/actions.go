package system

import "pheduyet/internal/proposal"

// Actions are the kinds of command about the system's life that the actor may give
// now: [CommandBegin], [CommandAccept] (even while something is still owed before
// operation, of which it is then told), [CommandRetire].
func (s System) Actions(a proposal.Actor) []string {
	var may []string
	if CanKeep(s, a) != nil {
		return may
	}
	if s.State == Planned {
		if s.Begun == nil {
			may = append(may, CommandBegin)
		}
		may = append(may, CommandAccept)
	}
	if s.State == InUse {
		may = append(may, CommandRetire)
	}
	return may
}

// ActionsOn are the kinds of command about one of the system's obligations that
// the actor may give now: [CommandFulfil], [CommandVerify], [CommandWaive].
func (s System) ActionsOn(o Obligation, a proposal.Actor) []string {
	var may []string
	if o.State == Open && CanFulfil(s, a, o.ID) == nil {
		may = append(may, CommandFulfil)
	}
	if o.State.Owed() && CanAgree(s, a, o.ID) == nil {
		if o.State == Claimed {
			may = append(may, CommandVerify)
		}
		may = append(may, CommandWaive)
	}
	return may
}
