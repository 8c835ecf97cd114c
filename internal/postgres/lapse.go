package postgres

import (
	"context"

	"pheduyet/internal/proposal"
)

// claimants reads, each once, those who have claimed gates, as of now. Whose
// account is disabled is somebody without any role.
func claimants(ctx context.Context, t tx) func(account string) (proposal.Actor, error) {
	read := map[string]proposal.Actor{}
	return func(account string) (proposal.Actor, error) {
		a, known := read[account]
		if known {
			return a, nil
		}
		a, err := loadActor(ctx, t, account, t.now)
		if proposal.CodeOf(err) == proposal.CodeForbidden {
			a, err = proposal.Actor{Account: account}, nil
		}
		read[account] = a
		return a, err
	}
}

// queueLapsed takes the claims that the act found lapsed off the gates.
func (a *act) queueLapsed(b *batch, c proposal.Case) {
	for _, l := range a.before.Lapsed {
		if g, ok := c.Gate(l.Gate); ok {
			queueHands(b, c.ID, g)
		}
	}
}
