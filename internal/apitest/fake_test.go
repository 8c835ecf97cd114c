package apitest_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"testing"

	"pheduyet/internal/apitest"
)

// spy takes down what a test would have been told.
type spy struct {
	testing.TB
	mu   sync.Mutex
	said []string
}

func (s *spy) Helper() {}

func (s *spy) Errorf(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.said = append(s.said, fmt.Sprintf(format, args...))
}

func (s *spy) Fatalf(format string, args ...any) {
	s.Errorf(format, args...)
	runtime.Goexit()
}

// of runs what may stop the test and gives what it was told.
func (s *spy) of(tell func()) string {
	done := make(chan struct{})
	go func() {
		defer close(done)
		tell()
	}()
	<-done
	return strings.Join(s.said, "\n")
}

// fake answers every request the same way, and remembers them.
type fake struct {
	status      int
	contentType string
	header      http.Header
	body        string

	mu   sync.Mutex
	seen []*http.Request
	sent []string
}

func (f *fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	f.mu.Lock()
	f.seen, f.sent = append(f.seen, r), append(f.sent, string(body))
	f.mu.Unlock()
	for name, values := range f.header {
		w.Header()[name] = values
	}
	if r.URL.Path == apitest.Prefix+"/tokens" {
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"token": "%s", "expires_at": "2026-11-21T10:00:00+07:00",
			"user": {"id": "01900000-0000-7000-8000-000000000000", "username": "u", "name": "U", "agency": "so-y-te", "roles": ["filer"], "seats": [], "password_change_required": false}}`,
			strings.Repeat("t", 30))
		return
	}
	w.Header().Set("Content-Type", f.contentType)
	w.WriteHeader(f.status)
	io.WriteString(w, f.body)
}

// serve gives a client of the fake that reports to a spy.
func serve(t *testing.T, f *fake) (*apitest.Client, *spy) {
	t.Helper()
	if f.contentType == "" {
		f.contentType = "application/json"
	}
	server := httptest.NewServer(f)
	t.Cleanup(server.Close)
	s := &spy{TB: t}
	return apitest.New(t, server.URL).For(s), s
}
