package pages

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"pheduyet/api/signedin"
)

// prefix is where the API's calls stand.
const prefix = "/api/v1"

// reply is what the API answered.
type reply struct {
	status int
	header http.Header
	body   bytes.Buffer
}

func (r *reply) Header() http.Header { return r.header }

func (r *reply) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
}

func (r *reply) Write(b []byte) (int, error) {
	r.WriteHeader(http.StatusOK)
	return r.body.Write(b)
}

// call is one question to the API.
type call struct {
	method, path string
	query        url.Values
	body         io.Reader
	header       http.Header
}

// ask has the API answer in the visitor's name and language.
func (v *visit) ask(w http.ResponseWriter, c call) error {
	ctx := v.r.Context()
	if v.actor.Account != "" {
		ctx = signedin.With(ctx, v.actor, v.sessions.GetBytes(ctx, keyToken))
	}
	address := prefix + c.path
	if len(c.query) > 0 {
		address += "?" + c.query.Encode()
	}
	r, err := http.NewRequestWithContext(context.WithoutCancel(ctx), c.method, address, c.body)
	if c.method == http.MethodGet {
		r, err = http.NewRequestWithContext(ctx, c.method, address, c.body)
	}
	if err != nil {
		return err
	}
	if c.header != nil {
		r.Header = c.header
	}
	r.Header.Set("Accept-Language", v.lang)
	for _, name := range []string{"X-Forwarded-For", "Forwarded", "X-Real-Ip"} {
		if values, ok := v.r.Header[name]; ok {
			r.Header[name] = values
		}
	}
	r.RemoteAddr, r.Host = v.r.RemoteAddr, v.r.Host
	v.API.ServeHTTP(w, r)
	return nil
}

// get reads what a call answers. A refusal is a *problem.
func (v *visit) get(path string, query url.Values, out any) error {
	_, err := v.exchange(call{method: http.MethodGet, path: path, query: query}, out)
	return err
}

// send does what a form asks, under the form's key: the same form sent again is
// answered again, not done again. A refusal is a *problem and is told at the
// form's fields.
func (v *visit) send(f *form, method, path string, header http.Header, body, out any) error {
	encoded, err := json.Marshal(body)
	if err != nil {
		return err
	}
	if header == nil {
		header = http.Header{}
	}
	header.Set("Content-Type", "application/json")
	if f.Key != "" && method == http.MethodPost {
		header.Set("Idempotency-Key", f.Key)
	}
	_, err = v.exchange(call{method: method, path: path, body: bytes.NewReader(encoded), header: header}, out)
	return f.told(err)
}

// upload passes a form with a file on as it came: its fields are named as the API
// names them.
func (v *visit) upload(path string, out any) error {
	header := http.Header{"Content-Type": v.r.Header["Content-Type"]}
	_, err := v.exchange(call{method: http.MethodPost, path: path, body: v.r.Body, header: header}, out)
	return err
}

// pass gives the API's answer to the browser as it is: a file, a bundle.
func (v *visit) pass(path string) error {
	return v.ask(v.w, call{method: http.MethodGet, path: path})
}

func (v *visit) exchange(c call, out any) (*reply, error) {
	r := &reply{header: http.Header{}}
	if err := v.ask(r, c); err != nil {
		return r, err
	}
	if r.status >= 400 {
		return r, readProblem(r)
	}
	if out == nil {
		return r, nil
	}
	if err := json.Unmarshal(r.body.Bytes(), out); err != nil {
		return r, fmt.Errorf("%s %s answered what cannot be read: %w", c.method, c.path, err)
	}
	return r, nil
}
