package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// client asks a running server's API.
type client struct{ base, token string }

// changeShown is what a change by two answers.
type changeShown struct {
	ID, State string
	Preview   struct {
		Lines []struct{ Effect, Subject, Text string }
	}
}

// problem is the API's problem details.
type problem struct {
	Detail string
	Errors []struct{ Field, Message string }
}

func (r problem) Error() string {
	text := r.Detail
	for _, e := range r.Errors {
		text += "\n  " + e.Field + ": " + e.Message
	}
	return text
}

// signIn gets a token for an account whose password is one line of in.
func (c *client) signIn(ctx context.Context, account string, in io.Reader) error {
	if account == "" {
		return errors.New("cho biết ai thực hiện: --account TÊN (mật khẩu đọc từ đầu vào chuẩn), hoặc đặt PHEDUYET_TOKEN")
	}
	password, err := bufio.NewReader(in).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	var token struct{ Token string }
	err = c.ask(ctx, "POST", "/tokens", map[string]any{"username": account, "password": strings.TrimRight(password, "\r\n")}, &token)
	c.token = token.Token
	return err
}

func (c client) do(ctx context.Context, method, path string, body any) (changeShown, error) {
	var shown changeShown
	err := c.ask(ctx, method, path, body, &shown)
	return shown, err
}

func (c client) ask(ctx context.Context, method, path string, body, into any) error {
	var content bytes.Buffer
	if body != nil {
		if err := json.NewEncoder(&content).Encode(body); err != nil {
			return err
		}
	}
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, method, c.base+path, &content)
	if err != nil {
		return err
	}
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if c.token != "" {
		r.Header.Set("Authorization", "Bearer "+c.token)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return fmt.Errorf("máy chủ không trả lời; kiểm tra --server hoặc PUBLIC_URL: %w", err)
	}
	defer resp.Body.Close()
	dec := json.NewDecoder(resp.Body)
	if resp.StatusCode >= 400 {
		var no problem
		if err := dec.Decode(&no); err != nil || no.Detail == "" {
			return fmt.Errorf("%s %s: %s", method, path, resp.Status)
		}
		return no
	}
	return dec.Decode(into)
}
