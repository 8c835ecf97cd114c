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
		case proposal.FactEnvelope: // recorded with the envelope: the workflow only hears where the proposal stands
			return proposal.Transition{}, nil
		case proposal.FactSuccession:
			return a.noteSuccession(ctx, fact.Ref)
		}
		return proposal.Transition{}, proposal.Errorf(proposal.CodeInvalid, "Không rõ loại sự việc “%s”.", "Unknown kind of fact “%s”.", fact.Kind)
	})
}

// Remind does the proposal's reminder whose time has come, under an event key and
// once, and answers where the proposal stands and when the next one falls due. Where
// none has come nothing is recorded. It goes by the record alone: a clock that
// jumps, or a worker that wakes late, changes when it is done, not what.
func (s *Store) Remind(ctx context.Context, proposalID, eventKey string) (proposal.Progress, error) {
	return s.aside(ctx, proposalID, eventKey, func(a *act) (proposal.Transition, error) {
		a.quiet = true
		return a.before.Remind(a.env(nil)), nil
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
		result = a.waking(a.before)
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
