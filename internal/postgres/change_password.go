package postgres

import (
	"cmp"
	"context"

	"pheduyet/internal/change"
	"pheduyet/internal/password"
	"pheduyet/internal/people"
	"pheduyet/internal/proposal"
)

// accountBody names an account and the agency whose head confirms.
type accountBody struct {
	Username string `json:"username"`
	Agency   string `json:"agency"`
}

func previewPassword(ctx context.Context, c changing) (change.Preview, error) {
	return c.onAccount(ctx, func(p *change.Preview, who person) error {
		if who.disabled {
			return proposal.Errorf(proposal.CodeConflict, "Tài khoản này đã bị khóa; hãy mở lại trước.", "This account is disabled; enable it first.")
		}
		p.Add(change.Ends, who.username, proposal.T("Mật khẩu đang dùng và mọi phiên đăng nhập hết hiệu lực", "The present password and every session end"))
		return nil
	})
}

func previewEnable(ctx context.Context, c changing) (change.Preview, error) {
	return c.onAccount(ctx, func(p *change.Preview, who person) error {
		if !who.disabled {
			return proposal.Errorf(proposal.CodeConflict, "Tài khoản này đang hoạt động.", "This account is active.")
		}
		p.Add(change.Adds, who.username, proposal.T("Tài khoản hoạt động trở lại với mật khẩu dùng một lần", "The account is active again, with a one-time password"))
		return nil
	})
}

// onAccount previews a change to one account as a whole.
func (c changing) onAccount(ctx context.Context, show func(*change.Preview, person) error) (change.Preview, error) {
	var p change.Preview
	in, err := bodyOf[accountBody](c.body)
	if err != nil {
		return p, err
	}
	who, err := c.known(ctx, in.Username, in.Agency)
	if err != nil {
		return p, err
	}
	if err := show(&p, who); err != nil {
		return p, err
	}
	secondLine(&p, in.Agency, who.has(proposal.RoleHead))
	return p, nil
}

func applyPassword(ctx context.Context, c *confirming) error {
	return c.renewPassword(ctx, "password_reset", "UPDATE accounts SET password_hash = $2, one_time = true, password_until = $3 WHERE id = $1")
}

func applyEnable(ctx context.Context, c *confirming) error {
	return c.renewPassword(ctx, "account_enabled", "UPDATE accounts SET password_hash = $2, one_time = true, password_until = $3, disabled_at = NULL WHERE id = $1")
}

// renewPassword takes the password away; who confirmed may ask for a one-time one.
func (c *confirming) renewPassword(ctx context.Context, action, sql string) error {
	in, err := bodyOf[accountBody](c.body)
	if err != nil {
		return err
	}
	who, err := c.known(ctx, in.Username, in.Agency)
	if err != nil {
		return err
	}
	if err := cmp.Or(c.notOwn(who.id), c.second(people.Subject{Account: who.id, Agency: who.agency, Head: who.has(proposal.RoleHead)})); err != nil {
		return err
	}
	b := &batch{at: c.tx}
	b.Queue(sql, who.id, password.HashUnknown(), c.now.Add(people.OneTimeLife))
	queueNoTokens(b, who.id)
	if action == "account_enabled" {
		b.Queue("INSERT INTO account_standings (account, at, disabled, by, reason) VALUES ($1, $2, false, $3, $4)", who.id, c.now, c.actor.Account, c.change.Note)
	}
	c.happened(proposal.Event{Action: action, Data: accountTold{Account: who.id, Change: c.change.ID}})
	return b.send(ctx)
}

// queueNoTokens ends every session of an account.
func queueNoTokens(b *batch, account string) {
	b.Queue("DELETE FROM tokens WHERE account = $1", account)
}
