package proposal

import (
	"slices"
	"time"
)

// Difference is what another pack would make of a running proposal.
type Difference struct {
	ID     string  `json:"id"`
	Number string  `json:"number"`
	From   PackRef `json:"from"`
	To     PackRef `json:"to"`
	// Starts are the gates opened or decided before that would start again.
	Starts []string `json:"starts"`
	// Gates are those that would differ, in the new pack's order, those that fall
	// away last.
	Gates         []GateDifference `json:"gates"`
	RequiredLevel LevelDifference  `json:"required_level"`
}

// GateDifference is one gate before and after; nil where there is none.
type GateDifference struct {
	Gate    string      `json:"gate"`
	Was     *GateSketch `json:"was"`
	Becomes *GateSketch `json:"becomes"`
}

// GateSketch is what a difference shows of a gate.
type GateSketch struct {
	State     GateState  `json:"state"`
	Authority string     `json:"authority"`
	Round     int        `json:"round"`
	Days      int        `json:"working_days"`
	DueAt     *time.Time `json:"due_at"`
}

// LevelDifference is the required security level before and after.
type LevelDifference struct {
	Was     int `json:"was"`
	Becomes int `json:"becomes"`
}

// Changes reports whether anything would differ besides the pack's name.
func (d Difference) Changes() bool {
	return len(d.Gates) > 0 || d.RequiredLevel.Was != d.RequiredLevel.Becomes
}

// Against tells what moving the proposal to the pack today would do, and touches
// nothing. It refuses a pack that the proposal cannot be moved to.
func (c Case) Against(to Destination, env Env) (Difference, error) {
	if err := c.running(); err != nil {
		return Difference{}, err
	}
	if err := c.fits(to, DateOf(env.Now)); err != nil {
		return Difference{}, err
	}
	return c.Compared(to, env)
}

// Compared is Against for a pack that need not be in force: a simulation.
func (c Case) Compared(to Destination, env Env) (Difference, error) {
	t := c.begin()
	if err := t.move(to, env); err != nil {
		return Difference{}, err
	}
	d := Difference{
		ID: c.ID, Number: c.Number, From: c.Process, To: to.Ref, Starts: []string{}, Gates: []GateDifference{},
		RequiredLevel: LevelDifference{c.Standing.Required, t.Case.Standing.Required},
	}
	for _, g := range t.Case.Gates {
		was, known := c.Gate(g.ID)
		one := GateDifference{Gate: g.ID, Becomes: t.Case.sketch(g)}
		if known {
			one.Was = c.sketch(was)
		}
		if known && was.Touched && g.Round > was.Round {
			d.Starts = append(d.Starts, g.ID)
		}
		if !known || !one.Was.equals(*one.Becomes) {
			d.Gates = append(d.Gates, one)
		}
	}
	for _, g := range c.Gates {
		if !slices.ContainsFunc(t.Case.Gates, func(n Gate) bool { return n.ID == g.ID }) {
			d.Gates = append(d.Gates, GateDifference{Gate: g.ID, Was: c.sketch(g)})
		}
	}
	return d, nil
}

func (c Case) sketch(g Gate) *GateSketch {
	rule, _ := c.Rules.Gate(g.ID)
	s := &GateSketch{State: g.State, Authority: g.Authority, Round: g.Round, Days: rule.Days(max(c.Standing.Required, c.claimedLevel()))}
	if g.State == GateOpen && g.Deadline != nil {
		due := g.Deadline.DueAt
		s.DueAt = &due
	}
	return s
}

func (a GateSketch) equals(b GateSketch) bool {
	due := a.DueAt == b.DueAt || (a.DueAt != nil && b.DueAt != nil && a.DueAt.Equal(*b.DueAt))
	a.DueAt, b.DueAt = nil, nil
	return due && a == b
}
