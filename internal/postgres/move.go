package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/process"
	"pheduyet/internal/proposal"
)

// destination is a pack as a proposal may be moved to it.
func destination(p process.Pack) proposal.Destination {
	return proposal.Destination{Ref: ref(p), Kinds: p.Kinds, From: p.EffectiveFrom, Rules: p.Rules}
}

// target finds the pack to move a proposal to: of the same process where id is "".
func (r *registers) target(c proposal.Case, id string, version proposal.Date) (proposal.Destination, error) {
	if id == "" {
		id = c.Process.ID
	}
	p, ok := r.packs.Get(id, version)
	if !ok {
		return proposal.Destination{}, invalidField("version", proposal.T("Không có phiên bản %s của quy trình “%s”.", "There is no version %s of the process “%s”.", version, id))
	}
	return destination(p), nil
}

func (a *act) move(in proposal.MoveOrder) (proposal.Transition, error) {
	to, err := a.reg.target(a.before, in.ID, in.Version)
	if err != nil {
		return proposal.Transition{}, err
	}
	return a.before.Move(in, to, a.env(nil))
}

// MovePreview tells what moving a proposal to a pack would do now; it touches
// nothing. An unknown pack is invalid, one that the proposal cannot be moved to a
// conflict.
func (s *Store) MovePreview(ctx context.Context, proposalID, pack string, version proposal.Date) (proposal.Difference, error) {
	var d proposal.Difference
	err := s.inSnapshot(ctx, func(t tx) error {
		c, err := s.loadCase(ctx, t, proposalID, false)
		if err != nil {
			return err
		}
		reg, err := s.registers(ctx, t)
		if err != nil {
			return err
		}
		to, err := reg.target(c, pack, version)
		if err != nil {
			return err
		}
		d, err = c.Against(to, reg.env(t.now, nil, c.Rules.LateEntryDays))
		return err
	})
	return d, err
}

// JudgeMove answers whether the order would be carried out now.
func (s *Store) JudgeMove(ctx context.Context, c proposal.Case, in proposal.MoveOrder) error {
	reg, err := s.registers(ctx, s.pool)
	if err != nil {
		return refusal(err)
	}
	to, err := reg.target(c, in.ID, in.Version)
	if err != nil {
		return err
	}
	_, err = c.Move(in, to, reg.env(s.now(), nil, c.Rules.LateEntryDays))
	return err
}

// Simulate tells, for every open proposal of the pack's kinds by number, what
// following it would change. The pack need not be known; it is held against the
// registers like one to be imported. All happens in one snapshot that cannot be
// written to.
func (s *Store) Simulate(ctx context.Context, pack process.Pack) ([]proposal.Difference, error) {
	found := []proposal.Difference{}
	err := s.inSnapshot(ctx, func(t tx) error {
		reg, err := s.registers(ctx, t)
		if err != nil {
			return err
		}
		known, err := (changing{tx: t, store: s, reg: reg}).law(ctx)
		if err != nil {
			return err
		}
		if err := pack.Validate(known); err != nil {
			return err
		}
		ids, err := openIDs(ctx, t, pack.Kinds)
		if err != nil {
			return err
		}
		for _, id := range ids {
			c, err := s.loadCase(ctx, t, id, false)
			if err != nil {
				return err
			}
			if c.Process == ref(pack) {
				continue
			}
			d, err := c.Compared(destination(pack), reg.env(t.now, nil, c.Rules.LateEntryDays))
			if err != nil {
				return err
			}
			if d.Changes() {
				found = append(found, d)
			}
		}
		return nil
	})
	return found, err
}

// openIDs lists the open proposals of some kinds by number.
func openIDs(ctx context.Context, t tx, kinds []proposal.Kind) ([]string, error) {
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = string(k)
	}
	rows, err := t.Query(ctx, "SELECT id::text FROM proposals WHERE status IN ('in_review', 'returned') AND filed->>'kind' = ANY ($1) ORDER BY number", names)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}
