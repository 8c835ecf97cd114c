package scenarios

import (
	"testing"

	"pheduyet/internal/apitest"
)

// Resets takes a password and an account away and gives them back, by two each
// time: sessions and the old password end, a one-time password opens nothing but
// its own change, and the one given before is worth nothing.
func Resets(t testing.TB, c *apitest.Client) {
	name := "cb-" + apitest.Unique()
	w := &walker{c: c, name: name}
	hired := offer(t, c, map[string]any{"kind": "account", "body": map[string]any{"username": name, "name": "Lê Văn Quên", "agency": "so-khcn", "roles": []string{"filer"}}})
	c.As("head-so-khcn").POST(hired+"/one-time-password", nil).Refused(t, 404, apitest.NotFound)
	c.As("head-so-khcn").POST(hired+"/confirmation", yes).Want(t, 200)
	var first struct{ Password string }
	c.As("head-so-khcn").POST(hired+"/one-time-password", nil).Want(t, 200).JSON(&first)
	w.token = firstSignIn(t, c, c.As("head-so-khcn"), hired, name)
	c.Nobody().POST("/tokens", map[string]any{"username": name, "password": first.Password}).Refused(t, 401, apitest.Unauthorised)
	c.As("head-so-khcn").POST(hired+"/one-time-password", nil).Refused(t, 409, apitest.Conflict)

	w.again(t, "password_reset")
	var own struct {
		Items []struct{ ID, Username string }
	}
	c.As("head-so-khcn").GET("/accounts").Want(t, 200).JSON(&own)
	for _, a := range own.Items {
		if a.Username == name {
			c.As("head-so-khcn").POST("/accounts/"+a.ID+"/disable", map[string]any{"reason": "Mất máy tính."}).Want(t, 200)
		}
	}
	w.out(t, "disabled")
	reset := map[string]any{"kind": "password_reset", "body": map[string]any{"username": name, "agency": "so-khcn"}}
	c.As("admin").POST("/changes", reset).Refused(t, 409, apitest.Conflict).Says(t, "mở lại")
	w.again(t, "account_enable")
	c.As("admin").POST("/changes", map[string]any{"kind": "password_reset", "body": map[string]any{"username": name, "agency": "so-y-te"}}).Refused(t, 422, apitest.Invalid).At(t, "body.agency")
}

// again has a change of the account confirmed by the right person alone, after
// which nothing of before opens it.
func (w *walker) again(t testing.TB, kind string) {
	t.Helper()
	path := offer(t, w.c, map[string]any{"kind": kind, "body": map[string]any{"username": w.name, "agency": "so-khcn"}})
	w.c.As("admin").POST(path+"/confirmation", yes).Refused(t, 403, apitest.Forbidden)
	w.c.As("head-so-y-te").POST(path+"/confirmation", yes).Refused(t, 404, apitest.NotFound)
	w.c.As("head-so-khcn").POST(path+"/confirmation", yes).Want(t, 200)
	w.out(t, kind)
	w.token = firstSignIn(t, w.c, w.c.As("head-so-khcn"), path, w.name)
}

// out wants neither the session nor the password to open anything.
func (w *walker) out(t testing.TB, when string) {
	t.Helper()
	w.c.Token(w.token).GET("/worklist").Refused(t, 401, apitest.Unauthorised)
	w.signInFails(t, when)
}
