package apitest

import "sync"

// tokens keeps the token of everybody who has signed in.
type tokens struct {
	mu sync.Mutex
	by map[string]string
}

// of gives the token of an account; "" when it cannot sign in, which is
// reported.
func (k *tokens) of(c *Client, username string) string {
	c.t.Helper()
	k.mu.Lock()
	defer k.mu.Unlock()
	if token := k.by[username]; token != "" {
		return token
	}
	token := c.SignIn(username)
	if token != "" {
		k.by[username] = token
	}
	return token
}

// SignIn signs a demonstration account in anew.
func (c *Client) SignIn(username string) string {
	c.t.Helper()
	r := c.Nobody().POST("/tokens", map[string]string{"username": username, "password": Password})
	if r.Status != 200 {
		c.t.Errorf("signing in as %s = %d\n%s", username, r.Status, r.excerpt())
		return ""
	}
	var in struct {
		Token string `json:"token"`
	}
	r.JSON(&in)
	return in.Token
}

// Anew speaks as an account after a new sign-in, which the clients after it use too:
// for whose session has ended.
func (c *Client) Anew(username string) *Client {
	c.t.Helper()
	token := c.SignIn(username)
	c.tokens.mu.Lock()
	c.tokens.by[username] = token
	c.tokens.mu.Unlock()
	return c.Token(token)
}
