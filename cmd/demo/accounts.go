package main

import (
	"context"
	"net/http"
)

// furtherPassword is chosen by everybody whose account the demonstration opens.
const furtherPassword = "mật khẩu trình diễn"

// newcomer is a person for whom the demonstration opens an account by two.
type newcomer struct {
	username, name, agency, role string
	second                       string // who confirms
}

// welcome opens the account unless its person can sign in: proposed, confirmed, the
// one-time password handed over by who confirmed, and changed at the first sign-in.
// Interrupted anywhere, it goes on from there.
func (c *client) welcome(ctx context.Context, n newcomer) error {
	c.passwords[n.username] = furtherPassword
	a, err := c.signIn(ctx, n.username, furtherPassword)
	if err != nil || a.status == http.StatusOK {
		return err
	}
	o := n.account()
	made, err := c.proposed(ctx, o)
	if err != nil {
		return err
	}
	if err := c.confirm(ctx, o, made); err != nil {
		return err
	}
	return c.firstSignIn(ctx, n, made.ID)
}

func (n newcomer) account() order {
	return order{
		kind: "account", second: n.second, key: "demo-account-" + n.username,
		body: object{"username": n.username, "name": n.name, "agency": n.agency, "roles": []string{n.role}},
	}
}

func (c *client) firstSignIn(ctx context.Context, n newcomer, change string) error {
	a, err := c.do(ctx, call{account: n.second, method: http.MethodPost, path: "/api/v1/changes/" + change + "/one-time-password"})
	if err != nil {
		return err
	}
	var once struct{ Password string }
	if err := a.json(200, &once); err != nil {
		return err
	}
	if a, err = c.signIn(ctx, n.username, once.Password); err != nil {
		return err
	}
	var in struct{ Token string }
	if err := a.json(200, &in); err != nil {
		return err
	}
	a, err = c.repeat(ctx, call{method: http.MethodPost, path: "/api/v1/password", body: object{"old": once.Password, "new": furtherPassword}}, in.Token)
	if err != nil {
		return err
	}
	return a.json(200, &struct{}{})
}

func (c *client) signIn(ctx context.Context, account, password string) (answer, error) {
	return c.repeat(ctx, call{method: http.MethodPost, path: "/api/v1/tokens", body: map[string]string{"username": account, "password": password}}, "")
}
