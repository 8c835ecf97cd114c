package proposal

import "slices"

// Reopened is a gate that resubmitting now would open again, and why.
type Reopened struct {
	Gate    string
	Reasons []ReopenReason
}

// ReopenReason is one cause: "returned" (it asked for more), "field" (the pack's
// table says so for the field named), "conflict" (its authority now stands on the
// filing side), "after" (it comes after the gate named).
type ReopenReason struct {
	Because string
	Field   string
	Gate    string
}

// Preview lists, in the pack's order, the gates that resubmitting the working copy
// now would open again, each with every reason.
func (c Case) Preview(parties Parties) []Reopened {
	direct := c.direct(parties)
	ids := []string{}
	for _, g := range c.Gates {
		if len(direct[g.ID]) > 0 {
			ids = append(ids, g.ID)
		}
	}
	var out []Reopened
	for _, g := range c.Gates {
		reasons := direct[g.ID]
		for _, before := range ids {
			if before != g.ID && c.downstream([]string{before})[g.ID] {
				reasons = append(reasons, ReopenReason{Because: "after", Gate: before})
			}
		}
		if len(reasons) > 0 && g.Touched {
			out = append(out, Reopened{g.ID, reasons})
		}
	}
	return out
}

// direct gives the reasons that each gate has by itself.
func (c Case) direct(parties Parties) map[string][]ReopenReason {
	why := map[string][]ReopenReason{}
	for _, g := range c.Gates {
		if g.State == GateReturned {
			why[g.ID] = append(why[g.ID], ReopenReason{Because: "returned"})
		}
		if g.State == GatePassed && !g.ByRule && slices.Contains(parties.Conflicted, g.Authority) {
			why[g.ID] = append(why[g.ID], ReopenReason{Because: "conflict"})
		}
	}
	if c.Filed == nil {
		return why
	}
	changed := Changed(*c.Filed, c.Facts)
	for _, r := range c.Rules.Reopens {
		if !slices.Contains(changed, r.Field) {
			continue
		}
		for _, gate := range r.Gates {
			why[gate] = append(why[gate], ReopenReason{Because: "field", Field: r.Field})
		}
	}
	return why
}
