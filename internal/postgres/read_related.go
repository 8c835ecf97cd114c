package postgres

import (
	"context"
	"slices"

	"pheduyet/internal/proposal"
)

// Related reads the proposals that one follows or that follow it, and the open or
// approved ones of its own agency that resemble it with weight. Who may see them
// is the caller's question.
func (s *Store) Related(ctx context.Context, id string) (proposal.Related, error) {
	var out proposal.Related
	err := s.inSnapshot(ctx, func(t tx) error {
		c, err := s.loadCase(ctx, t, id, false)
		if err != nil {
			return err
		}
		follows := c.Facts.Follows
		if c.Filed != nil {
			follows = c.Filed.Follows
		}
		if err := s.relatives(ctx, t, &out, c.Number, follows); err != nil {
			return err
		}
		alike := c.AlikeNumbers()
		if len(alike) == 0 {
			return nil
		}
		var w where
		w.and("p.number = ANY (" + w.arg(alike) + ")")
		w.and("p.agency = " + w.arg(c.Agency))
		w.and("p.status IN ('in_review', 'returned', 'approved')")
		out.Alike, err = s.listed(ctx, t, w, noLimit)
		return err
	})
	return out, err
}

func (s *Store) relatives(ctx context.Context, t tx, out *proposal.Related, number string, follows []proposal.Follow) error {
	numbers := []string{}
	for _, f := range follows {
		numbers = append(numbers, f.Number)
	}
	var before where
	before.and("p.number = ANY (" + before.arg(numbers) + ")")
	predecessors, err := s.listed(ctx, t, before, noLimit)
	if err != nil {
		return err
	}
	for _, p := range predecessors {
		i := slices.IndexFunc(follows, func(f proposal.Follow) bool { return f.Number == p.Number })
		out.Relatives = append(out.Relatives, proposal.Relative{Direction: proposal.Predecessor, Relation: follows[i].Relation, Case: p})
	}
	if number == "" {
		return nil
	}
	var after where
	after.and("p.filed -> 'follows' @> jsonb_build_array(jsonb_build_object('number', " + after.arg(number) + "::text))")
	successors, err := s.listed(ctx, t, after, noLimit)
	for _, p := range successors {
		for _, f := range p.Filed.Follows {
			if f.Number == number {
				out.Relatives = append(out.Relatives, proposal.Relative{Direction: proposal.Successor, Relation: f.Relation, Case: p})
			}
		}
	}
	return err
}
