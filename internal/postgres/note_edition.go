package postgres

import (
	"context"

	"pheduyet/internal/catalog"
	"pheduyet/internal/proposal"
)

// RecordRescreening records, under an event key and once, the comparison that was
// made because an edition took effect, and what it means: a new match of weight
// reopens the check of an open proposal and is told of an approved one. Ref is
// the fact's.
func (s *Store) RecordRescreening(ctx context.Context, proposalID, ref, eventKey string, found catalog.Result) (proposal.Progress, error) {
	return s.aside(ctx, proposalID, eventKey, func(a *act) (proposal.Transition, error) {
		return a.before.Rescreened(ref, screeningOf(found, a.before.Revision, a.now), a.env(nil)), nil
	})
}
