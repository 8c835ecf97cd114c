package app

import (
	"io"
	"net"
	"net/http"
	"testing"
)

// A request under way is answered though the server is told to stop, and
// nothing new is let in after.
func TestShutdownLetsRequestsFinish(t *testing.T) {
	begun, goOn := make(chan struct{}), make(chan struct{})
	s := NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(begun)
		<-goOn
		io.WriteString(w, "xong")
	}))
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	served, stopped := make(chan error, 1), make(chan error, 1)
	go func() { served <- Serve(s, listener) }()
	answered := make(chan string, 1)
	go func() {
		resp, err := http.Get("http://" + listener.Addr().String())
		if err != nil {
			answered <- err.Error()
			return
		}
		defer resp.Body.Close()
		body, _ := io.ReadAll(resp.Body)
		answered <- string(body)
	}()
	<-begun
	go func() { stopped <- Shutdown(s) }()
	if err := <-served; err != nil { // it takes no more from here on
		t.Fatal(err)
	}
	if resp, err := http.Get("http://" + listener.Addr().String()); err == nil {
		resp.Body.Close()
		t.Error("a request was let in while stopping")
	}
	close(goOn)
	if got := <-answered; got != "xong" {
		t.Errorf("the request under way got %q", got)
	}
	if err := <-stopped; err != nil {
		t.Error(err)
	}
}

func TestEveryTimeIsBounded(t *testing.T) {
	s := NewServer(http.NotFoundHandler())
	if s.ReadHeaderTimeout == 0 || s.ReadTimeout == 0 || s.WriteTimeout == 0 || s.IdleTimeout == 0 || s.MaxHeaderBytes == 0 {
		t.Errorf("%+v", s)
	}
}
