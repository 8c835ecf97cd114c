package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"pheduyet/seeds"
)

// zone is the one time zone of the product.
var zone = time.FixedZone("+07:00", 7*60*60)

// attempts bounds how often a call without a final answer is repeated, with the
// same key.
const attempts = 6

// client speaks the HTTP contract for the demonstration accounts.
type client struct {
	base   string
	http   *http.Client
	tokens map[string]string // by account
	// passwords are those of accounts that the demonstration opened itself.
	passwords map[string]string
	today     time.Time // the server's day
	pause     func(ctx context.Context, d time.Duration) error
}

func newClient(base string, h *http.Client) *client {
	return &client{base: base, http: h, tokens: map[string]string{}, passwords: map[string]string{}, pause: pause}
}

func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// call is one request. Key and ETag are left out when empty.
type call struct {
	account, method, path string
	key, etag             string
	body                  any
}

// answer is what the server said; its body is read.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// do sends a call as its account and repeats it while the server has no final
// answer (no connection, 5xx). A refusal is an answer, not an error. Whose session
// has ended, as those of a merged agency's people do, signs in again.
func (c *client) do(ctx context.Context, q call) (answer, error) {
	token, err := c.token(ctx, q.account)
	if err != nil {
		return answer{}, err
	}
	a, err := c.repeat(ctx, q, token)
	if err != nil || a.status != http.StatusUnauthorized {
		return a, err
	}
	delete(c.tokens, q.account)
	if token, err = c.token(ctx, q.account); err != nil {
		return answer{}, err
	}
	return c.repeat(ctx, q, token)
}

func (c *client) repeat(ctx context.Context, q call, token string) (answer, error) {
	for try := 1; ; try++ {
		a, err := c.send(ctx, q, token)
		if (err == nil && a.status < 500) || ctx.Err() != nil {
			return a, err
		}
		if try == attempts {
			if err == nil {
				err = fmt.Errorf("máy chủ không xử lý được %s %s: %s", q.method, q.path, problemOf(a))
			}
			return a, err
		}
		wait := time.Second
		if s, err := strconv.Atoi(a.header.Get("Retry-After")); err == nil && s > 0 && s <= 10 {
			wait = time.Duration(s) * time.Second
		}
		if err := c.pause(ctx, wait); err != nil {
			return a, err
		}
	}
}

func (c *client) send(ctx context.Context, q call, token string) (answer, error) {
	var body io.Reader
	if q.body != nil {
		data, err := json.Marshal(q.body)
		if err != nil {
			return answer{}, err
		}
		body = bytes.NewReader(data)
	}
	req, err := http.NewRequestWithContext(ctx, q.method, c.base+q.path, body)
	if err != nil {
		return answer{}, err
	}
	for name, value := range map[string]string{"Idempotency-Key": q.key, "If-Match": q.etag} {
		if value != "" {
			req.Header.Set(name, value)
		}
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	if q.body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return answer{}, fmt.Errorf("không gọi được %s: %w", c.base, err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	return answer{resp.StatusCode, resp.Header, data}, err
}

// token signs an account in, once.
func (c *client) token(ctx context.Context, account string) (string, error) {
	if t := c.tokens[account]; t != "" {
		return t, nil
	}
	a, err := c.signIn(ctx, account, cmp.Or(c.passwords[account], seeds.DemoPassword))
	if err != nil {
		return "", err
	}
	var t struct {
		Token string `json:"token"`
	}
	if err := a.json(200, &t); err != nil {
		return "", fmt.Errorf("tài khoản trình diễn “%s” không đăng nhập được (hệ thống có chạy với SEED=demo không?): %w", account, err)
	}
	c.tokens[account] = t.Token
	return t.Token, nil
}

// json reads the body of an answer that must have the status.
func (a answer) json(status int, into any) error {
	if a.status != status {
		return fmt.Errorf("máy chủ trả lời %d thay vì %d: %s", a.status, status, problemOf(a))
	}
	return json.Unmarshal(a.body, into)
}
