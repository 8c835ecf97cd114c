package api

import (
	"context"
	"slices"

	"pheduyet/internal/process"
	"pheduyet/internal/proposal"
)

// newerVersion is the version of the world's pack that proposals may be moved to:
// the same rules, but for the days of the first gate.
const newerVersion = proposal.Date("2026-11-20")

func (w *world) target() proposal.Destination {
	rules := w.pack.Rules
	rules.Gates = slices.Clone(rules.Gates)
	for i := range rules.Gates {
		rules.Gates[i].WorkingDays += 2
	}
	return proposal.Destination{Ref: proposal.PackRef{ID: w.pack.ID, Version: string(newerVersion), Hash: "h2"}, Kinds: w.pack.Kinds, From: newerVersion, Rules: rules}
}

func (w *world) MovePreview(ctx context.Context, id, _ string, version proposal.Date) (proposal.Difference, error) {
	c, err := w.Case(ctx, id)
	if err != nil {
		return proposal.Difference{}, err
	}
	if version != newerVersion {
		return proposal.Difference{}, invalid(fault("version", "Không có.", "None."))
	}
	return c.Against(w.target(), w.env())
}

func (w *world) JudgeMove(_ context.Context, c proposal.Case, in proposal.MoveOrder) error {
	_, err := c.Move(in, w.target(), w.env())
	return err
}

func (w *world) Simulate(_ context.Context, pack process.Pack) ([]proposal.Difference, error) {
	var all []proposal.Difference
	for _, id := range w.order {
		if c := w.cases[id]; c.Status.Open() {
			to := w.target()
			to.Ref.ID = pack.ID
			d, err := c.Compared(to, w.env())
			if err != nil {
				return nil, err
			}
			all = append(all, d)
		}
	}
	return all, w.fault()
}
