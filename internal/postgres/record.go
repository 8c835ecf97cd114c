package postgres

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/proposal"
)

// Record applies a stored command to its proposal in one transaction: the act,
// the projection, the money and the ledger entries commit together or not at
// all. A command recorded before gives its first result. It refuses as the Can…
// functions and the methods of proposal.Case do, with conflict where a
// submission saw an older state, and with budget_exceeded when an envelope would
// be overdrawn.
func (s *Store) Record(ctx context.Context, proposalID, command string) (proposal.Progress, error) {
	return s.RecordIn(ctx, proposalID, command, 0)
}

// RecordIn is Record in the n-th workflow that a later act opened for the
// proposal; its acts find it there from then on.
func (s *Store) RecordIn(ctx context.Context, proposalID, command string, run int) (proposal.Progress, error) {
	var result proposal.Progress
	err := s.inTx(ctx, func(t tx) error {
		a, err := s.lock(ctx, t, proposalID)
		if err != nil {
			return err
		}
		if err := a.readCommand(ctx, command); err != nil {
			return err
		}
		if a.recorded != nil {
			result = *a.recorded
			return nil
		}
		transition, err := a.apply(ctx)
		if err != nil {
			return err
		}
		transition.Case.Run = max(transition.Case.Run, run)
		result, err = a.keep(ctx, transition, command)
		return err
	})
	return result, err
}

// act is one act on one proposal whose row is locked.
type act struct {
	tx
	store    *Store
	reg      *registers
	before   proposal.Case
	command  proposal.Command
	recorded *proposal.Progress // of a command done before
	actor    proposal.Actor
	quiet    bool // nothing of what people work on changes: their etag stays good
}

// lock locks the proposal's row and reads all of it as it is then.
func (s *Store) lock(ctx context.Context, t tx, id string) (*act, error) {
	c, err := s.loadCase(ctx, t, id, true)
	if err != nil {
		return nil, err
	}
	if err := c.Lapse(claimants(ctx, t)); err != nil {
		return nil, err
	}
	a := &act{tx: t, store: s, before: c}
	a.reg, err = s.registers(ctx, t)
	return a, err
}

// readCommand reads the command and who gave it, as of now.
func (a *act) readCommand(ctx context.Context, id string) error {
	var recorded []byte
	c := &a.command
	err := a.QueryRow(ctx, "SELECT id, account, kind, gate, body, coalesce(seen_etag, 0), recorded FROM commands WHERE id = $1 AND proposal = $2", id, a.before.ID).
		Scan(&c.ID, &c.Account, &c.Kind, &c.Gate, &c.Body, &c.SeenETag, &recorded)
	if errors.Is(err, pgx.ErrNoRows) {
		return proposal.Errorf(proposal.CodeNotFound, "Không có yêu cầu này.", "There is no such command.")
	}
	if err != nil {
		return err
	}
	if recorded != nil {
		return json.Unmarshal(recorded, &a.recorded)
	}
	a.actor, err = loadActor(ctx, a.tx, c.Account, a.now)
	return err
}

// stale refuses an act on a state that has changed since the caller read it.
func stale() error {
	return proposal.Errorf(proposal.CodeConflict, "Hồ sơ đã thay đổi sau khi bạn đọc; hãy tải lại rồi thực hiện lại.", "The proposal changed after you read it; read it again and repeat.")
}
