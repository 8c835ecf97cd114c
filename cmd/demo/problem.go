package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"pheduyet/seeds"
)

// problem is a refusal (RFC 9457).
type problem struct {
	Status int    `json:"status"`
	Code   string `json:"code"`
	Detail string `json:"detail"`
	Errors []struct {
		Field   string `json:"field"`
		Message string `json:"message"`
	} `json:"errors"`
}

func problemOf(a answer) problem {
	p := problem{Status: a.status}
	if json.Unmarshal(a.body, &p) != nil || p.Code == "" {
		p.Detail = fmt.Sprintf("%.300s", a.body)
	}
	return p
}

func (p problem) String() string {
	parts := []string{strings.TrimSpace(p.Code + " " + p.Detail)}
	for _, e := range p.Errors {
		parts = append(parts, e.Field+": "+e.Message)
	}
	return strings.Join(parts, "; ")
}

// refusedAs says how an answer differs from the refusal wanted; "" if it does
// not. A field is met by itself and by what lies inside it.
func refusedAs(a answer, want seeds.Refusal) string {
	p := problemOf(a)
	if a.status < 400 {
		return fmt.Sprintf("lẽ ra bị từ chối %d %s nhưng máy chủ nhận (%d)", want.Status, want.Code, a.status)
	}
	if a.status != want.Status || p.Code != want.Code {
		return fmt.Sprintf("lẽ ra bị từ chối %d %s nhưng máy chủ trả lời %d: %s", want.Status, want.Code, a.status, p)
	}
	if want.Field == "" {
		return ""
	}
	for _, e := range p.Errors {
		if rest, ok := strings.CutPrefix(e.Field, want.Field); ok && (rest == "" || rest[0] == '.' || rest[0] == '[') {
			return ""
		}
	}
	return fmt.Sprintf("bị từ chối %d %s nhưng không vì “%s”: %s", want.Status, want.Code, want.Field, p)
}
