package postgres

import (
	"context"
	"encoding/json"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/proposal"
	"pheduyet/internal/system"
)

// Systems lists what approvals made, the newest approval first, with the register
// fields of everybody's and the cursor of the next page ("" at the end).
func (s *Store) Systems(ctx context.Context, f system.Filter) ([]system.Named, string, error) {
	if f.Cursor != "" && !validID(f.Cursor) {
		return nil, "", badCursor()
	}
	rows, err := s.pool.Query(ctx, `SELECT y.body, p.filed_name FROM systems y JOIN proposals p ON p.id = y.id
		WHERE ($1 = '' OR y.state = $1) AND ($2 = '' OR y.agency = $2) AND ($3 = '' OR y.id < nullif($3, '')::uuid)
		ORDER BY y.id DESC LIMIT $4`, string(f.State), f.Agency, f.Cursor, f.Limit+1)
	if err != nil {
		return nil, "", refusal(err)
	}
	found, err := pgx.CollectRows(rows, scanNamed)
	if err != nil || len(found) <= f.Limit {
		return found, "", refusal(err)
	}
	found = found[:f.Limit]
	return found, found[f.Limit-1].ID, nil
}

// System reads one system.
func (s *Store) System(ctx context.Context, id string) (system.Named, error) {
	if !validID(id) {
		return system.Named{}, unknownSystem()
	}
	rows, err := s.pool.Query(ctx, "SELECT y.body, p.filed_name FROM systems y JOIN proposals p ON p.id = y.id WHERE y.id = $1", id)
	if err != nil {
		return system.Named{}, refusal(err)
	}
	found, err := pgx.CollectRows(rows, scanNamed)
	if err == nil && len(found) == 0 {
		err = unknownSystem()
	}
	if err != nil {
		return system.Named{}, refusal(err)
	}
	return found[0], nil
}

// OfObligation finds the system for which an obligation is owed.
func (s *Store) OfObligation(ctx context.Context, id string) (system.Named, error) {
	var of string
	err := s.pool.QueryRow(ctx, "SELECT system::text FROM obligations WHERE id = $1", id).Scan(&of)
	if err != nil {
		if e := refusal(err); proposal.CodeOf(e) != proposal.CodeNotFound {
			return system.Named{}, e
		}
		return system.Named{}, proposal.Errorf(proposal.CodeNotFound, "Không có nghĩa vụ này.", "There is no such obligation.")
	}
	return s.System(ctx, of)
}

func scanNamed(row pgx.CollectableRow) (n system.Named, err error) {
	var body []byte
	var name *string
	if err := row.Scan(&body, &name); err != nil {
		return n, err
	}
	if name != nil {
		n.Name = *name
	}
	err = json.Unmarshal(body, &n.System)
	return n, err
}

// SystemEnv gives what early checks of a step on a system look at.
func (s *Store) SystemEnv(ctx context.Context, id string) (proposal.Case, system.Env, error) {
	var c proposal.Case
	var env system.Env
	err := s.inSnapshot(ctx, func(t tx) error {
		var err error
		if c, err = s.loadCase(ctx, t, id, false); err != nil {
			return err
		}
		r, err := s.registers(ctx, t)
		if err == nil {
			env = s.systemEnv(t, r, c)
		}
		return err
	})
	return c, env, err
}
