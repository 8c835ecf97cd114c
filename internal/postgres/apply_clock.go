package postgres

import "pheduyet/internal/proposal"

// applyClock asks the domain for what an act on a gate's clock means.
func (a *act) applyClock() (proposal.Transition, error) {
	c, actor, gate := a.before, a.actor, a.command.Gate
	switch a.command.Kind {
	case proposal.CommandPause:
		return ask(a, proposal.CanPause(c.Progress, actor, gate), func(in proposal.PauseRequest) (proposal.Transition, error) {
			return c.Pause(gate, in, a.env(nil))
		})
	case proposal.CommandResume:
		return ask(a, proposal.CanResume(c.Progress, actor, gate), func(in proposal.Resumption) (proposal.Transition, error) {
			return c.Resume(gate, in, a.env(nil))
		})
	}
	return ask(a, proposal.CanExtend(c.Progress, actor, gate), func(in proposal.ExtensionRequest) (proposal.Transition, error) {
		return c.Extend(gate, in, a.env(nil))
	})
}
