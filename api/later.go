package api

import (
	"context"
	"errors"

	"pheduyet/internal/proposal"
)

// laterTries are enough: another is only needed where a workflow has ended between
// two looks.
const laterTries = 3

// later does an act on a proposal whose workflow has ended, in a workflow of its
// own: the next of the proposal's, or the one that another later act has opened
// meanwhile. An attempt that was never answered had opened the same one.
func (s *server) later(ctx context.Context, cmd proposal.Command, id, update string, it Act) error {
	for range laterTries {
		known, _, err := s.known(ctx, cmd)
		if err != nil || known.Recorded {
			return err
		}
		c, err := s.Store.Case(ctx, id)
		if err != nil {
			return err
		}
		it.Version = c.Version
		if c.Run != it.Run { // opened meanwhile
			it.Run = c.Run
			if err = s.Process.Do(ctx, id, update, it); !errors.Is(err, ErrNoWorkflow) {
				return err
			}
		}
		if !c.Status.Ended() {
			return ErrNoWorkflow
		}
		next := it
		next.Run = c.Run + 1
		if err = s.Process.Reopen(ctx, id, update, next); !errors.Is(err, ErrNoWorkflow) {
			return err
		}
	}
	return ErrNoWorkflow
}
