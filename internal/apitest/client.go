package apitest

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"
)

// Prefix stands before every path of the API.
const Prefix = "/api/v1"

// Password is that of every demonstration account.
const Password = "pheduyet"

// Client speaks to one server as one person, or as nobody. Every method that
// sets something answers another client, so one may be kept and reused:
//
//	c.As("filer-so-y-te").Key("k1").POST("/proposals", facts).Want(t, 201)
//
// It is safe for concurrent use.
type Client struct {
	t         testing.TB
	base      string
	http      *http.Client
	tokens    *tokens
	token     string
	header    http.Header
	unchecked bool
}

// New makes a client of the server at base, as http://127.0.0.1:8080.
func New(t testing.TB, base string) *Client {
	t.Helper()
	if _, err := contract(); err != nil {
		t.Fatal(err)
	}
	return &Client{
		t: t, base: strings.TrimSuffix(base, "/"), http: &http.Client{Timeout: time.Minute},
		tokens: &tokens{by: map[string]string{}}, header: http.Header{},
	}
}

func (c *Client) with(change func(*Client)) *Client {
	d := *c
	d.header = c.header.Clone()
	change(&d)
	return &d
}

// For reports to another test, as a subtest's.
func (c *Client) For(t testing.TB) *Client { return c.with(func(d *Client) { d.t = t }) }

// As speaks as a demonstration account, signing in once.
func (c *Client) As(username string) *Client {
	c.t.Helper()
	token := c.tokens.of(c, username)
	return c.with(func(d *Client) { d.token = token })
}

// Nobody speaks without a token.
func (c *Client) Nobody() *Client { return c.Token("") }

// Token speaks with a token, whatever it is worth.
func (c *Client) Token(token string) *Client { return c.with(func(d *Client) { d.token = token }) }

// Key sends an Idempotency-Key.
func (c *Client) Key(key string) *Client { return c.Header("Idempotency-Key", key) }

// IfMatch sends the ETag of an earlier read.
func (c *Client) IfMatch(etag string) *Client { return c.Header("If-Match", etag) }

// Lang asks for messages in a language; Vietnamese without it.
func (c *Client) Lang(tag string) *Client { return c.Header("Accept-Language", tag) }

// Header sends one more header.
func (c *Client) Header(name, value string) *Client {
	return c.with(func(d *Client) { d.header.Set(name, value) })
}

// Unchecked sends requests that break the contract on purpose. Answers are held
// against it all the same.
func (c *Client) Unchecked() *Client { return c.with(func(d *Client) { d.unchecked = true }) }

// GET reads a path under Prefix, with its query.
func (c *Client) GET(path string) *Response {
	c.t.Helper()
	return c.do(http.MethodGet, Prefix+path, nil, "")
}

// POST sends a body as JSON to a path under Prefix; a nil body is none, a [Raw]
// one goes as it is.
func (c *Client) POST(path string, body any) *Response {
	c.t.Helper()
	return c.send(http.MethodPost, path, body)
}

// PATCH sends a merge patch.
func (c *Client) PATCH(path string, body any) *Response {
	c.t.Helper()
	return c.send(http.MethodPatch, path, body)
}

// Root reads a path outside Prefix, as /readyz.
func (c *Client) Root(path string) *Response {
	c.t.Helper()
	return c.do(http.MethodGet, path, nil, "")
}

// Raw is a body that is sent as it is, claimed to be JSON.
type Raw string

func (c *Client) send(method, path string, body any) *Response {
	c.t.Helper()
	switch b := body.(type) {
	case nil:
		return c.do(method, Prefix+path, nil, "")
	case Raw:
		return c.do(method, Prefix+path, []byte(b), "application/json")
	}
	data, err := json.Marshal(body)
	if err != nil {
		c.t.Fatalf("%s %s: %v", method, path, err)
	}
	return c.do(method, Prefix+path, data, "application/json")
}

// Base is the address of the server.
func (c *Client) Base() string { return c.base }
