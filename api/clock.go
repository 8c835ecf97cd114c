package api

import (
	"context"

	"pheduyet/internal/proposal"
	"pheduyet/workflows"
)

// pause stops a gate's clock, resumption lets it run on, extension gives it more
// days: each for a reason that the process allows.
var (
	pause = act[proposal.PauseRequest]{
		kind: proposal.CommandPause, update: workflows.UpdatePause,
		may: proposal.CanPause, judge: onClock(proposal.Case.Pause),
	}
	resumption = act[proposal.Resumption]{
		kind: proposal.CommandResume, update: workflows.UpdateResume,
		may: proposal.CanResume, judge: onClock(proposal.Case.Resume),
	}
	extension = act[proposal.ExtensionRequest]{
		kind: proposal.CommandExtend, update: workflows.UpdateExtend,
		may: proposal.CanExtend, judge: onClock(proposal.Case.Extend),
	}
)

// onClock judges the content of an act on a gate's clock.
func onClock[T any](do func(c proposal.Case, gate string, in T, env proposal.Env) (proposal.Transition, error)) func(context.Context, *server, proposal.Case, string, T) error {
	return func(ctx context.Context, s *server, c proposal.Case, gate string, in T) error {
		env, err := s.Store.Env(ctx)
		if err != nil {
			return err
		}
		return transition(do(c, gate, in, env))
	}
}
