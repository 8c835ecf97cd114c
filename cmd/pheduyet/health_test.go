package main

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"pheduyet/cmd/internal/app"
)

func TestHealth(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/readyz" {
			http.Error(w, "no worker", http.StatusServiceUnavailable)
		}
	}))
	defer s.Close()
	address := s.Listener.Addr().String()
	_, port, _ := net.SplitHostPort(address)
	for name, c := range map[string]struct {
		listen string
		args   []string
		want   string // in the error; empty: healthy
	}{
		"alive":          {address, []string{"/livez"}, ""},
		"every address":  {"0.0.0.0:" + port, []string{"/livez"}, ""},
		"no host":        {":" + port, []string{"/livez"}, ""},
		"not ready":      {address, nil, "no worker"},
		"nobody listens": {"127.0.0.1:1", nil, "refused"},
	} {
		t.Run(name, func(t *testing.T) {
			err := health(t.Context(), environment{config: app.Config{ListenAddr: c.listen}}, c.args)
			if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
}

func TestProbesAnswerUntilTheWorkerStops(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stopped := make(chan error, 1)
	var fault atomic.Value
	go func() {
		stopped <- serveProbes(ctx, listener, func() error { err, _ := fault.Load().(error); return err })
	}()
	e := environment{config: app.Config{ListenAddr: listener.Addr().String()}}
	if err := health(t.Context(), e, []string{"/livez"}); err != nil {
		t.Error(err)
	}
	if err := health(t.Context(), e, nil); err != nil {
		t.Error(err)
	}
	fault.Store(errors.New("nhật ký bị cắt"))
	if err := health(t.Context(), e, nil); err == nil || !strings.Contains(err.Error(), "nhật ký bị cắt") {
		t.Errorf("a worker that may not sign is ready: %v", err)
	}
	stop()
	if err := <-stopped; err != nil {
		t.Error(err)
	}
	if err := health(t.Context(), e, []string{"/livez"}); err == nil {
		t.Error("still answers")
	}
	if err := probes(t.Context(), "127.0.0.1:-1", func() error { return nil }); err == nil || !strings.Contains(err.Error(), "cannot listen") {
		t.Errorf("a wrong address: %v", err)
	}
}
