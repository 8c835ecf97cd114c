package proposal

// Repin puts the case on another pack. Gates already passed that the new pack
// still has keep their decision; the others start pending, and what is ready
// opens. One that was open before starts its next round, so that no round is
// decided twice.
func (t *Transition) Repin(ref PackRef, rules Rules, env Env) error {
	kept := t.Case.Progress
	t.Case.Process, t.Case.Rules = ref, rules
	gates := rules.newGates()
	for i := range gates {
		old, ok := kept.Gate(gates[i].ID)
		switch {
		case !ok:
		case old.State == GatePassed:
			old.After = gates[i].After
			gates[i] = old
		case old.Touched:
			gates[i].Round = old.Round + 1
		default:
			gates[i].Round = old.Round
		}
	}
	t.Case.Gates = gates
	if err := t.assignAuthorities(); err != nil {
		return err
	}
	t.happened(Event{Action: "repinned", Data: ref})
	t.settle()
	t.openReady(env)
	return nil
}
