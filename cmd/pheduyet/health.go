package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"pheduyet/cmd/internal/app"
)

// health asks the server or worker at LISTEN_ADDR for /readyz or the path
// given. Container orchestrators run it: the image holds no other program.
func health(ctx context.Context, e environment, args []string) error {
	path := "/readyz"
	if len(args) > 0 {
		path = args[0]
	}
	host, port, err := net.SplitHostPort(e.config.ListenAddr)
	if err != nil {
		return err
	}
	if ip := net.ParseIP(host); host == "" || ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	ctx, cancel := context.WithTimeout(ctx, 4*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+path, nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	body, _ := io.ReadAll(io.LimitReader(response.Body, 1<<10)) // only to show why
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %s: %s", path, response.Status, body)
	}
	return nil
}

// probes answers in a worker, which has no API, until ctx ends: /livez, and
// /readyz by what ready says.
func probes(ctx context.Context, address string, ready func() error) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w", address, err)
	}
	return serveProbes(ctx, listener, ready)
}

func serveProbes(ctx context.Context, listener net.Listener, ready func() error) error {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /livez", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		if err := ready(); err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ok")
	})
	s := app.NewServer(mux)
	served := make(chan error, 1)
	go func() { served <- app.Serve(s, listener) }()
	select {
	case err := <-served:
		return err
	case <-ctx.Done():
		return errors.Join(app.Shutdown(s), <-served)
	}
}
