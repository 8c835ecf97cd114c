package postgres

import (
	"context"

	"pheduyet/internal/proposal"
)

// TakeNote records, under an event key and once, what a fact from outside changes
// for a proposal, and answers where it then stands. A fact that changes nothing
// records nothing; a known key answers where the proposal stands.
func (s *Store) TakeNote(ctx context.Context, proposalID string, fact proposal.Fact, eventKey string) (proposal.Progress, error) {
	return s.aside(ctx, proposalID, eventKey, func(a *act) (proposal.Transition, error) {
		switch fact.Kind {
		case proposal.FactCalendar:
			return a.noteCalendar()
		}
		return proposal.Transition{}, proposal.Errorf(proposal.CodeInvalid, "Không rõ loại sự việc “%s”.", "Unknown kind of fact “%s”.", fact.Kind)
	})
}

// aside does what no person asked for: it locks the proposal and keeps what do
// gives, under an event key, unless that key is known or nothing happened.
func (s *Store) aside(ctx context.Context, proposalID, eventKey string, do func(a *act) (proposal.Transition, error)) (proposal.Progress, error) {
	var result proposal.Progress
	err := s.inTx(ctx, func(t tx) error {
		a, err := s.lock(ctx, t, proposalID)
		if err != nil {
			return err
		}
		result = a.before.Progress
		known, err := recordedEvent(ctx, t, eventKey)
		if err != nil || known {
			return err
		}
		transition, err := do(a)
		if err != nil || len(transition.Events) == 0 {
			return err
		}
		result, err = a.keep(ctx, transition, eventKey)
		return err
	})
	return result, err
}
