package postgres

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/proposal"
	"pheduyet/internal/system"
)

// RecordSystem applies a stored command to a system, once, and answers where it
// then stands. A command recorded before gives its first result.
func (s *Store) RecordSystem(ctx context.Context, id, command string) (system.Progress, error) {
	var p system.Progress
	err := s.onSystem(ctx, id, func(t tx, y system.System, c proposal.Case, env system.Env) error {
		cmd, actor, recorded, err := s.systemCommand(ctx, t, id, command)
		if err != nil {
			return err
		}
		if recorded != nil {
			return json.Unmarshal(recorded, &p)
		}
		step, err := y.Do(cmd, actor, c, env)
		if err != nil {
			return err
		}
		b := &batch{at: t}
		p = step.System.Progress(env)
		b.Queue("UPDATE commands SET recorded = $2 WHERE id = $1", command, b.json(p))
		if err := b.send(ctx); err != nil {
			return err
		}
		return s.keepStep(ctx, t, actor, step, command)
	})
	return p, err
}

// systemCommand reads a command about a system, who gave it as of now, and what
// recording it gave, if it was.
func (s *Store) systemCommand(ctx context.Context, t tx, id, command string) (c proposal.Command, a proposal.Actor, recorded []byte, err error) {
	err = t.QueryRow(ctx, "SELECT id, account, kind, gate, body, recorded FROM commands WHERE id = $1 AND proposal = $2", command, id).
		Scan(&c.ID, &c.Account, &c.Kind, &c.Gate, &c.Body, &recorded)
	if errors.Is(err, pgx.ErrNoRows) {
		err = proposal.Errorf(proposal.CodeNotFound, "Không có yêu cầu này.", "There is no such command.")
	}
	if err != nil || recorded != nil {
		return c, a, recorded, err
	}
	a, err = loadActor(ctx, t, c.Account, t.now)
	return c, a, nil, err
}
