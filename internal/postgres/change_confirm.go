package postgres

import (
	"context"
	"encoding/json"

	"pheduyet/internal/change"
	"pheduyet/internal/notice"
	"pheduyet/internal/proposal"
)

// DecideChange records a stored confirm_change command on a change, once:
// declined it is closed; confirmed it takes effect in the same transaction. The
// proposer is forbidden; a change decided before is a conflict, also for the
// later of two at once; one whose preview no longer holds gets a new preview and
// is a conflict.
func (s *Store) DecideChange(ctx context.Context, id, command string) (change.Change, error) {
	var decided change.Change
	stale := false
	err := s.inTx(ctx, func(t tx) error {
		// Changes take effect one after the other, so what a preview promises holds.
		if _, err := t.Exec(ctx, "SELECT pg_advisory_xact_lock(hashtext('pheduyet changes'))"); err != nil {
			return err
		}
		cmd, actor, err := s.changeCommand(ctx, t, command)
		if err != nil {
			return err
		}
		c, err := loadChange(ctx, t, id)
		if err != nil {
			return err
		}
		if done, err := decidedBy(ctx, t, command); done || err != nil {
			decided = c
			return err
		}
		if stale, err = s.decideChange(ctx, t, c, cmd, actor); err != nil || stale {
			return err
		}
		decided, err = loadChange(ctx, t, id)
		return err
	})
	if err == nil && stale {
		err = change.Stale()
	}
	return decided, err
}

func decidedBy(ctx context.Context, t tx, command string) (done bool, err error) {
	err = t.QueryRow(ctx, "SELECT EXISTS (SELECT FROM change_decisions WHERE command = $1)", command).Scan(&done)
	return done, err
}

// mayDecide asks all that is asked before the second person's word counts.
func mayDecide(a proposal.Actor, c change.Change) (kindOfChange, error) {
	k, err := kindOf(c.Kind)
	if err != nil {
		return k, err
	}
	if err := k.mayConfirm(a, c); err != nil {
		return k, err
	}
	return k, c.CanDecide(a.Account)
}

// JudgeChange answers whether the person may confirm or decline the change now.
func (s *Store) JudgeChange(a proposal.Actor, c change.Change) error {
	_, err := mayDecide(a, c)
	return err
}

// decideChange answers stale where a new preview was made instead.
func (s *Store) decideChange(ctx context.Context, t tx, c change.Change, cmd proposal.Command, actor proposal.Actor) (stale bool, err error) {
	var in change.Confirmation
	if err := json.Unmarshal(cmd.Body, &in); err != nil {
		return false, err
	}
	k, err := mayDecide(actor, c)
	if err != nil {
		return false, err
	}
	if err := in.Judge(); err != nil {
		return false, err
	}
	if *in.Confirmed {
		if stale, err = s.renew(ctx, t, k, c); err != nil || stale {
			return stale, err
		}
	}
	// The row first: a register's trigger looks for it.
	_, err = t.Exec(ctx, "INSERT INTO change_decisions (change, confirmed, by, note, at, command) VALUES ($1, $2, $3, $4, $5, $6)",
		c.ID, *in.Confirmed, actor.Account, in.Note, t.now, cmd.ID)
	if err != nil {
		return false, err
	}
	said := notice.ChangeDeclined
	if *in.Confirmed {
		said = notice.ChangeConfirmed
	}
	if err := queueNotices(ctx, t, secondHasSpoken(c, said)); err != nil {
		return false, err
	}
	if !*in.Confirmed {
		return false, s.tellDecided(ctx, t, k, actor, c, in)
	}
	return false, s.carryOut(ctx, t, k, c, actor, in)
}

// renew makes a new preview where the one shown no longer holds.
func (s *Store) renew(ctx context.Context, t tx, k kindOfChange, c change.Change) (stale bool, err error) {
	now, err := s.previewOf(ctx, t, k, change.Request{Kind: c.Kind, Body: c.Body, Document: c.Document})
	if err != nil || now.Digest() == c.Preview.Digest() {
		return false, err
	}
	b := &batch{at: t}
	var seq int
	if err := t.QueryRow(ctx, "SELECT max(seq) FROM change_previews WHERE change = $1", c.ID).Scan(&seq); err != nil {
		return false, err
	}
	queuePreview(b, c.ID, seq+1, now)
	return true, b.send(ctx)
}

func (s *Store) carryOut(ctx context.Context, t tx, k kindOfChange, c change.Change, actor proposal.Actor, in change.Confirmation) error {
	reg, err := s.registers(ctx, t)
	if err != nil {
		return err
	}
	doing := &confirming{changing: changing{tx: t, store: s, reg: reg, body: c.Body}, change: c, actor: actor}
	if err := k.apply(ctx, doing); err != nil {
		return err
	}
	if err := queueFacts(ctx, t, doing.facts); err != nil {
		return err
	}
	return s.tellDecided(ctx, t, k, actor, c, in, doing.events...)
}
