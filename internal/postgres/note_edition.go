package postgres

import (
	"context"
	"slices"

	"pheduyet/internal/catalog"
	"pheduyet/internal/proposal"
)

// RecordRescreening records, under an event key and once, the comparison that was
// made because an edition took effect, and what it means: a new match of weight
// reopens the check of an open proposal and is told of an approved one. Ref is
// the fact's. One that has met the edition already, having been filed when it was
// in force, is not compared twice.
func (s *Store) RecordRescreening(ctx context.Context, proposalID, ref, eventKey string, found catalog.Result) (proposal.Progress, error) {
	return s.aside(ctx, proposalID, eventKey, func(a *act) (proposal.Transition, error) {
		met, err := a.hasMet(ctx, ref)
		if err != nil || met {
			return proposal.Transition{}, err
		}
		return a.before.Rescreened(ref, screeningOf(found, a.before.Revision, a.now), a.env(nil)), nil
	})
}

// hasMet reports whether the last comparison was made with the edition that a
// change brought in.
func (a *act) hasMet(ctx context.Context, change string) (bool, error) {
	if a.before.Screening == nil {
		return false, nil
	}
	var edition string
	err := a.QueryRow(ctx, "SELECT coalesce((SELECT body->>'id' FROM changes WHERE id::text = $1), '')", change).Scan(&edition)
	return slices.Contains(a.before.Screening.Editions, edition), err
}
