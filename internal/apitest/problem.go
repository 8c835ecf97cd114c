package apitest

import (
	"slices"
	"strings"
	"testing"
	"unicode"
)

// The codes of the error table that scenarios expect.
const (
	Invalid        = "invalid"
	Unauthorised   = "unauthenticated"
	Forbidden      = "forbidden"
	NotFound       = "not_found"
	Conflict       = "conflict"
	BudgetExceeded = "budget_exceeded"
	TooLarge       = "too_large"
	Unsupported    = "unsupported_type"
	RateLimited    = "rate_limited"
)

// Problem is a refusal (RFC 9457).
type Problem struct {
	Title  string  `json:"title"`
	Status int     `json:"status"`
	Detail string  `json:"detail"`
	Code   string  `json:"code"`
	Errors []Fault `json:"errors"`
}

// Fault is one unmet condition.
type Fault struct {
	Field   string `json:"field"`
	Message string `json:"message"`
}

// Problem reads a refusal and wants its status to be that of the answer.
func (r *Response) Problem(t testing.TB) Problem {
	t.Helper()
	var p Problem
	if got := r.Header.Get("Content-Type"); !strings.HasPrefix(got, "application/problem+json") {
		t.Fatalf("%s %s = %d: Content-Type %q, want application/problem+json\n%s", r.Method, r.Path, r.Status, got, r.excerpt())
	}
	r.JSON(&p)
	if p.Status != r.Status {
		t.Errorf("%s %s: status %d in the body of a %d", r.Method, r.Path, p.Status, r.Status)
	}
	return p
}

// Refused wants a refusal with the status and code, said in Vietnamese.
func (r *Response) Refused(t testing.TB, status int, code string) Problem {
	t.Helper()
	p := r.Want(t, status).Problem(t)
	if p.Code != code {
		t.Errorf("%s %s: code %q, want %q\n%s", r.Method, r.Path, p.Code, code, r.excerpt())
	}
	if !Vietnamese(p.Detail) {
		t.Errorf("%s %s: the detail is not Vietnamese: %q", r.Method, r.Path, p.Detail)
	}
	for _, f := range p.Errors {
		if !Vietnamese(f.Message) {
			t.Errorf("%s %s: the message of %s is not Vietnamese: %q", r.Method, r.Path, f.Field, f.Message)
		}
	}
	return p
}

// At wants a fault at the field whose message holds every one of the words.
func (p Problem) At(t testing.TB, field string, words ...string) {
	t.Helper()
	for _, f := range p.Errors {
		holds := func(w string) bool { return strings.Contains(f.Message, w) }
		if f.Field == field && !slices.ContainsFunc(words, func(w string) bool { return !holds(w) }) {
			return
		}
	}
	t.Errorf("no fault at %q saying %q among %+v", field, words, p.Errors)
}

// Says wants the detail or a fault to hold every one of the words: what helps a
// person to go on.
func (p Problem) Says(t testing.TB, words ...string) {
	t.Helper()
	said := p.Detail
	for _, f := range p.Errors {
		said += "\n" + f.Message
	}
	for _, w := range words {
		if !strings.Contains(said, w) {
			t.Errorf("the refusal does not say %q:\n%s", w, said)
		}
	}
}

// Vietnamese reports whether a message of more than a word is written with
// Vietnamese letters, in composed form.
func Vietnamese(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return r > unicode.MaxASCII && unicode.Is(unicode.Latin, r)
	}) && !strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Mn, r) })
}
