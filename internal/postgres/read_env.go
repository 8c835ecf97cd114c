package postgres

import (
	"context"

	"pheduyet/internal/proposal"
)

// RulesNow gives the rules of the pack in force today for a kind; a kind without
// one is invalid.
func (s *Store) RulesNow(ctx context.Context, kind proposal.Kind) (proposal.Rules, error) {
	reg, err := s.registers(ctx, s.pool)
	if err != nil {
		return proposal.Rules{}, refusal(err)
	}
	pack, err := reg.choose(kind, s.now())
	return pack.Rules, err
}

// Env gives the clock, the calendar, the agencies and all catalog entries as of
// now. What counts as entered late follows the process for new builds in force
// today, if there is one; an act that is recorded asks the proposal's own.
func (s *Store) Env(ctx context.Context) (proposal.Env, error) {
	var env proposal.Env
	err := s.inSnapshot(ctx, func(t tx) error {
		r, err := s.registers(ctx, t)
		if err != nil {
			return err
		}
		pack, _ := r.packs.Choose(proposal.NewBuild, proposal.DateOf(t.now))
		known, err := entries(ctx, t, nil)
		env = r.env(t.now, known, pack.LateEntryDays)
		return err
	})
	return env, err
}

// Filing gives the pack and the parties that a submission now would get. A kind
// for which no pack is in force is an invalid error.
func (s *Store) Filing(ctx context.Context, id string) (proposal.Filing, error) {
	var f proposal.Filing
	err := s.inSnapshot(ctx, func(t tx) error {
		c, err := s.loadCase(ctx, t, id, false)
		if err != nil {
			return err
		}
		r, err := s.registers(ctx, t)
		if err != nil {
			return err
		}
		f, err = filing(ctx, t, r, c, c.FiledBy.Account)
		return err
	})
	return f, err
}
