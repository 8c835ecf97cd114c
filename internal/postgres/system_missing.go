package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/proposal"
	"pheduyet/internal/system"
)

// MakeMissingSystems makes the system of every approval that has none, once: one
// that the release before recorded after this one's schema was there.
func (s *Store) MakeMissingSystems(ctx context.Context) error {
	rows, err := s.pool.Query(ctx, `SELECT id::text FROM proposals p WHERE status = 'approved'
		AND NOT EXISTS (SELECT FROM systems WHERE id = p.id) ORDER BY id`)
	if err != nil {
		return refusal(err)
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return refusal(err)
	}
	for _, id := range ids {
		if err := s.makeMissingSystem(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) makeMissingSystem(ctx context.Context, id string) error {
	return s.inTx(ctx, func(t tx) error {
		a, err := s.lock(ctx, t, id)
		if err != nil {
			return err
		}
		var approved *time.Time
		err = t.QueryRow(ctx, `SELECT max(at) FROM ledger_entries WHERE proposal = $1 AND action = 'approved'
			AND NOT EXISTS (SELECT FROM systems WHERE id = $1)`, id).Scan(&approved)
		if err != nil || approved == nil || a.before.Status != proposal.Approved {
			return err // another process came first
		}
		env := s.systemEnv(t, a.reg, a.before)
		env.Now = approved.In(proposal.Zone)
		step := system.Approved(a.before, env)
		step.System.KeptUntil = t.now // what fell due before is not reminded of one by one
		return s.keepStep(ctx, t, proposal.Actor{}, step, "system/missing/"+id)
	})
}
