package apitest

import (
	"bytes"
	"context"
	"io"
	"net/http"

	"github.com/getkin/kin-openapi/openapi3filter"
)

// do sends one request and holds it and its answer against the contract. It
// reports faults with Errorf only, so that it may run in any goroutine; without
// an answer the status is 0.
func (c *Client) do(method, path string, body []byte, mediaType string) *Response {
	c.t.Helper()
	resp := &Response{t: c.t, Method: method, Path: path}
	req, err := http.NewRequestWithContext(context.Background(), method, c.base+path, bytes.NewReader(body))
	if err != nil {
		c.t.Errorf("%s %s: %v", method, path, err)
		return resp
	}
	req.Header = c.header.Clone()
	if mediaType != "" {
		req.Header.Set("Content-Type", mediaType)
	}
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	input := c.match(req)
	if input != nil && !c.unchecked {
		c.checkRequest(input)
		req.Body = io.NopCloser(bytes.NewReader(body)) // validation has read it
	}
	answer, err := c.http.Do(req)
	if err != nil {
		c.t.Errorf("%s %s: %v", method, path, err)
		return resp
	}
	defer answer.Body.Close()
	resp.Status, resp.Header = answer.StatusCode, answer.Header
	if resp.Body, err = io.ReadAll(answer.Body); err != nil {
		c.t.Errorf("%s %s: %v", method, path, err)
	}
	if input != nil {
		c.checkResponse(input, resp)
	}
	return resp
}

// match finds the operation; a path that the contract does not know may only be
// asked for unchecked.
func (c *Client) match(req *http.Request) *openapi3filter.RequestValidationInput {
	c.t.Helper()
	router, err := contract()
	if err != nil {
		c.t.Error(err)
		return nil
	}
	route, params, err := router.FindRoute(req)
	if err != nil {
		if !c.unchecked {
			c.t.Errorf("%s %s is not in openapi.yaml: %v", req.Method, req.URL.Path, err)
		}
		return nil
	}
	return &openapi3filter.RequestValidationInput{
		Request: req, PathParams: params, Route: route,
		Options: &openapi3filter.Options{
			AuthenticationFunc:                openapi3filter.NoopAuthenticationFunc,
			IncludeResponseStatus:             true,
			RejectWhenRequestBodyNotSpecified: true,
			SkipSettingDefaults:               true,
			MultiError:                        true,
		},
	}
}

func (c *Client) checkRequest(in *openapi3filter.RequestValidationInput) {
	c.t.Helper()
	if err := openapi3filter.ValidateRequest(context.Background(), in); err != nil {
		c.t.Errorf("%s %s: the request breaks openapi.yaml: %v", in.Request.Method, in.Request.URL.Path, err)
	}
}

func (c *Client) checkResponse(in *openapi3filter.RequestValidationInput, r *Response) {
	c.t.Helper()
	err := openapi3filter.ValidateResponse(context.Background(), (&openapi3filter.ResponseValidationInput{
		RequestValidationInput: in, Status: r.Status, Header: r.Header, Options: in.Options,
	}).SetBodyBytes(r.Body))
	if err != nil {
		c.t.Errorf("%s %s: the answer %d breaks openapi.yaml: %v\n%s", r.Method, r.Path, r.Status, err, r.excerpt())
	}
}
