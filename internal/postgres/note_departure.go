package postgres

import (
	"context"
	"time"

	"pheduyet/internal/proposal"
)

// noteDeparture gives free what people have claimed who may no longer decide it.
func (a *act) noteDeparture(ctx context.Context) (proposal.Transition, error) {
	return a.before.Vacate(func(account string) (proposal.Actor, error) {
		who, err := readActor(ctx, a.tx, account, a.now)
		if who.disabled || who.Agency == "" {
			return proposal.Actor{Account: account}, err
		}
		return who.Actor, err
	})
}

// queueDeparture has open proposals hear, from a moment on, that somebody may no
// longer do what they did.
func queueDeparture(b *batch, ref string, from time.Time) {
	b.Queue("INSERT INTO spreads (kind, ref, at) VALUES ($1, $2, $3)", proposal.FactDeparture, ref, from)
}
