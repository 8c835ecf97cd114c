package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/change"
	"pheduyet/internal/password"
	"pheduyet/internal/people"
	"pheduyet/internal/proposal"
)

// anotherAdmin refuses to take the last admin away.
func anotherAdmin(ctx context.Context, t tx, account string) error {
	var others bool
	err := t.QueryRow(ctx, `SELECT EXISTS (SELECT FROM account_roles r JOIN accounts a ON a.id = r.account
		WHERE r.role = 'admin' AND a.disabled_at IS NULL AND a.id <> $1 AND r.valid_from <= $2::text::date AND r.valid_to IS NULL)`,
		account, string(proposal.DateOf(t.now))).Scan(&others)
	if err == nil && !others {
		return proposal.Errorf(proposal.CodeConflict, "Đây là quản trị viên cuối cùng; hãy lập một quản trị viên khác trước.", "This is the last admin; make another one first.")
	}
	return err
}

// canDisable answers whether a person may disable an account: an admin, or the
// head of its agency; nobody their own.
func canDisable(a proposal.Actor, who person) error {
	if err := people.NotOwn(a, who.id); err != nil {
		return err
	}
	if a.Has(proposal.RoleAdmin) || a.Has(proposal.RoleHead) && a.Agency != "" && a.Agency == who.agency {
		return nil
	}
	return proposal.Errorf(proposal.CodeForbidden, "Chỉ quản trị viên hoặc lãnh đạo cơ quan của người này được khóa tài khoản.", "Only an admin or the head of this person's agency disables the account.")
}

// DisableAccount records a stored command that disables an account, once: at that
// moment its sessions end. To take rights away one person is enough; to give them
// back takes two. It is not_found where there is no such account, and conflict
// where it is disabled already or the last admin's.
func (s *Store) DisableAccount(ctx context.Context, command string) (people.Record, error) {
	var record people.Record
	err := s.inTx(ctx, func(t tx) error {
		c, err := scanCommand(t.QueryRow(ctx, "SELECT "+commandColumns+" WHERE id = $1 AND kind = $2 FOR UPDATE", command, proposal.CommandDisableAccount))
		if err != nil {
			return err
		}
		var in proposal.Disabling
		if err := json.Unmarshal(c.Body, &in); err != nil {
			return err
		}
		if !c.Recorded {
			if err := s.disable(ctx, t, c, in); err != nil {
				return err
			}
		}
		record, err = readRecord(ctx, t, in.Account)
		return err
	})
	return record, err
}

func (s *Store) disable(ctx context.Context, t tx, c proposal.Command, in proposal.Disabling) error {
	actor, err := loadActor(ctx, t, c.Account, t.now)
	if err != nil {
		return err
	}
	if !validID(in.Account) {
		return notFound()
	}
	who, err := readActor(ctx, t, in.Account, t.now)
	if errors.Is(err, pgx.ErrNoRows) {
		return notFound()
	}
	if err != nil {
		return err
	}
	subject := person{id: in.Account, agency: who.Agency, roles: who.Roles}
	if err := canDisable(actor, subject); err != nil {
		return err
	}
	if who.disabled {
		return proposal.Errorf(proposal.CodeConflict, "Tài khoản này đã bị khóa.", "This account is disabled already.")
	}
	if subject.has(proposal.RoleAdmin) {
		if err := anotherAdmin(ctx, t, in.Account); err != nil {
			return err
		}
	}
	b := &batch{at: t}
	b.Queue("UPDATE accounts SET disabled_at = $2 WHERE id = $1", in.Account, t.now)
	b.Queue("INSERT INTO account_standings (account, at, disabled, by, reason, command) VALUES ($1, $2, true, $3, $4, $5)",
		in.Account, t.now, actor.Account, in.Reason, c.ID)
	b.Queue("UPDATE commands SET recorded = '{}' WHERE id = $1", c.ID)
	queueNoTokens(b, in.Account)
	if err := b.send(ctx); err != nil {
		return err
	}
	return s.appendStream(ctx, t, streamPeople, actor, c.ID, proposal.Event{Action: "account_disabled", Data: accountTold{Account: in.Account, Reason: in.Reason}})
}

// SetPassword gives an account the hash of a password that its person chose. All
// other sessions end.
func (s *Store) SetPassword(ctx context.Context, actor proposal.Actor, hash string, keep []byte) error {
	return s.inTx(ctx, func(t tx) error {
		b := &batch{at: t}
		b.Queue("UPDATE accounts SET password_hash = $2, one_time = false, password_until = NULL WHERE id = $1 AND disabled_at IS NULL", actor.Account, hash)
		b.Queue("DELETE FROM tokens WHERE account = $1 AND hash <> $2", actor.Account, keep)
		if err := b.send(ctx); err != nil {
			return err
		}
		return s.appendStream(ctx, t, streamPeople, actor, "password/"+newID(), proposal.Event{Action: "password_changed", Data: accountTold{Account: actor.Account}})
	})
}

// OneTimePassword makes the password that a confirmed change promised: for who
// confirmed it, to hand over. Asked again it makes another and the one before is
// worth nothing; once the person has chosen a password it is a conflict.
func (s *Store) OneTimePassword(ctx context.Context, actor proposal.Actor, id string) (username, secret string, until time.Time, err error) {
	err = s.inTx(ctx, func(t tx) error {
		c, err := loadChange(ctx, t, id)
		if err != nil {
			return err
		}
		if c.State != change.Confirmed || c.DecidedBy == nil || c.DecidedBy.Account != actor.Account || !givesPassword(c.Kind) {
			return unknownChange()
		}
		var body accountBody
		if err := json.Unmarshal(c.Body, &body); err != nil {
			return err
		}
		secret, until = people.OneTimePassword(), t.now.Add(people.OneTimeLife)
		var account string
		err = t.QueryRow(ctx, `UPDATE accounts SET password_hash = $2, password_until = $3 WHERE username = $1 AND one_time AND disabled_at IS NULL
			RETURNING id::text, username`, body.Username, password.HashRandom(secret), until).Scan(&account, &username)
		if errors.Is(err, pgx.ErrNoRows) {
			return proposal.Errorf(proposal.CodeConflict, "Người này đã đặt mật khẩu riêng hoặc tài khoản đã bị khóa.", "This person has chosen a password already, or the account is disabled.")
		}
		if err != nil {
			return err
		}
		if _, err := t.Exec(ctx, "DELETE FROM tokens WHERE account = $1", account); err != nil {
			return err
		}
		return s.appendStream(ctx, t, streamPeople, actor, "one-time/"+newID(), proposal.Event{Action: "one_time_password_given", Data: accountTold{Account: account, Change: c.ID}})
	})
	return username, secret, until, err
}

// givesPassword reports whether a change of the kind leaves an account without a
// password that anybody knows.
func givesPassword(kind string) bool {
	return kind == changeAccount || kind == changePassword || kind == changeEnable
}
