package postgres

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/proposal"
)

// applyAtGate asks for the transition of what an authority's people do at a gate
// before it is decided, and of the signature that decides it.
func (a *act) applyAtGate(ctx context.Context) (proposal.Transition, error) {
	c, actor, gate := a.before, a.actor, a.command.Gate
	switch a.command.Kind {
	case proposal.CommandSign:
		return ask(a, proposal.CanSign(c.Progress, actor, gate), func(in proposal.Signature) (proposal.Transition, error) { return a.sign(ctx, in) })
	case proposal.CommandSendBack:
		return ask(a, proposal.CanSign(c.Progress, actor, gate), func(in proposal.SentBack) (proposal.Transition, error) {
			return c.SendBackPrepared(gate, in, actor, a.env(nil))
		})
	case proposal.CommandClaim:
		return ask(a, proposal.CanClaim(c.Progress, actor, gate), func(struct{}) (proposal.Transition, error) {
			return c.Claim(gate, actor, a.env(nil))
		})
	case proposal.CommandRelease:
		return ask(a, proposal.CanRelease(c.Progress, actor, gate), func(struct{}) (proposal.Transition, error) { return c.Release(gate) })
	default:
		return ask(a, proposal.CanReassign(c.Progress, actor, gate), func(in proposal.Reassignment) (proposal.Transition, error) {
			to, err := colleague(ctx, a.tx, in.Account)
			if err != nil {
				return proposal.Transition{}, err
			}
			return c.Reassign(gate, in, to, a.env(nil))
		})
	}
}

// sign decides by what was prepared; what the head signs was judged with the
// entries that it names.
func (a *act) sign(ctx context.Context, in proposal.Signature) (proposal.Transition, error) {
	var named proposal.Details
	if p, ok := a.before.Waiting(a.command.Gate); ok {
		named = p.Decision.Details
	}
	env, err := a.envFor(ctx, named)
	if err != nil {
		return proposal.Transition{}, err
	}
	t, err := a.before.Sign(a.command.Gate, in, env)
	return a.repinned(t, err, env)
}

// Colleague reads an active account by its user name, as of now; nil where there
// is none.
func (s *Store) Colleague(ctx context.Context, username string) (*proposal.Actor, error) {
	var found *proposal.Actor
	err := s.inSnapshot(ctx, func(t tx) (err error) {
		found, err = colleague(ctx, t, username)
		return err
	})
	return found, err
}

func colleague(ctx context.Context, t tx, username string) (*proposal.Actor, error) {
	var id string
	err := t.QueryRow(ctx, "SELECT id::text FROM accounts WHERE username = $1 AND disabled_at IS NULL", username).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	actor, err := loadActor(ctx, t, id, t.now)
	return &actor, err
}
