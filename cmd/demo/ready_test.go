package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestWaitReadySaysWhatItWaitsFor(t *testing.T) {
	asked := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Date", "Sat, 21 Nov 2026 20:00:00 GMT")
		if asked++; asked < 3 {
			http.Error(w, "temporal: chưa sẵn sàng", http.StatusServiceUnavailable)
		}
	}))
	defer server.Close()
	c := newClient(server.URL, http.DefaultClient)
	c.pause = func(context.Context, time.Duration) error { return nil }
	var out strings.Builder
	if err := c.waitReady(context.Background(), time.Minute, &out); err != nil {
		t.Fatal(err)
	}
	if !c.today.Equal(sunday) || strings.Count(out.String(), "temporal: chưa sẵn sàng") != 1 {
		t.Errorf("today %s, said %q", c.today, out.String())
	}
}

func TestWaitReadyGivesUp(t *testing.T) {
	c := newClient("http://127.0.0.1:1", http.DefaultClient)
	c.pause = func(context.Context, time.Duration) error { return nil }
	err := c.waitReady(context.Background(), 2*time.Second, &strings.Builder{})
	if err == nil || !strings.Contains(err.Error(), "make run") {
		t.Errorf("got %v", err)
	}
}

func TestRunRefusesAnUnknownSeed(t *testing.T) {
	err := run(context.Background(), "http://127.0.0.1:1", "khong-co", &strings.Builder{})
	if err == nil || !strings.Contains(err.Error(), "khong-co") {
		t.Errorf("got %v", err)
	}
}
