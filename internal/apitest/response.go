package apitest

import (
	"encoding/json"
	"net/http"
	"testing"
)

// Response is an answer, read to its end. Status is 0 when none came.
type Response struct {
	t            testing.TB
	Method, Path string
	Status       int
	Header       http.Header
	Body         []byte
}

// Want stops the test unless the answer has the status.
func (r *Response) Want(t testing.TB, status int) *Response {
	t.Helper()
	if r.Status != status {
		t.Fatalf("%s %s = %d, want %d\n%s", r.Method, r.Path, r.Status, status, r.excerpt())
	}
	return r
}

// JSON reads the body; v is a pointer.
func (r *Response) JSON(v any) {
	r.t.Helper()
	if err := json.Unmarshal(r.Body, v); err != nil {
		r.t.Fatalf("%s %s: %v\n%s", r.Method, r.Path, err, r.excerpt())
	}
}

// Proposal reads the proposal that the body holds.
func (r *Response) Proposal() Proposal {
	r.t.Helper()
	var p Proposal
	r.JSON(&p)
	p.ETag = r.ETag()
	return p
}

// ETag is the version of what was read, opaque.
func (r *Response) ETag() string { return r.Header.Get("ETag") }

// excerpt is as much of the body as a person reads.
func (r *Response) excerpt() string {
	const most = 2000
	if len(r.Body) > most {
		return string(r.Body[:most]) + " …"
	}
	return string(r.Body)
}
