package api

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"
)

// answer is what a request gets: a body already encoded, so that it can be kept
// and given again.
type answer struct {
	status int
	header http.Header // besides the content type
	media  string      // JSON where empty
	body   []byte
}

const (
	mediaJSON    = "application/json; charset=utf-8"
	mediaProblem = "application/problem+json; charset=utf-8"
)

// ok is a 200 with v as JSON.
func ok(v any) (answer, error) {
	body, err := encode(v)
	return answer{status: http.StatusOK, body: body}, err
}

// page is a list as the contract wants it. There is no next page for "".
func page(items any, next string) (answer, error) {
	return ok(struct {
		Items any     `json:"items"`
		Next  *string `json:"next_cursor"`
	}{items, orNull(next)})
}

func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return b.Bytes(), err
}

func (a answer) write(w http.ResponseWriter) {
	h := w.Header()
	for name, values := range a.header {
		h[name] = values
	}
	h.Set("Content-Type", a.media)
	if a.media == "" {
		h.Set("Content-Type", mediaJSON)
	}
	h.Set("Content-Length", strconv.Itoa(len(a.body)))
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body) // a caller who has gone hears nothing
}

// plain turns a function that answers or refuses into a handler.
func (s *server) plain(f func(r *http.Request) (answer, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		a, err := f(r)
		if err != nil {
			a = s.refusal(r, err)
		}
		a.write(w)
	}
}
