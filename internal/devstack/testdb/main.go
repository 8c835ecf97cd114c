package testdb

import (
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"testing"
)

// Main runs the tests and then stops and deletes the cluster, also when the
// tests are interrupted. It does not return.
func Main(m *testing.M) {
	interrupted := make(chan os.Signal, 1)
	signal.Notify(interrupted, os.Interrupt, syscall.SIGTERM)
	finished := make(chan int, 1)
	go func() { finished <- m.Run() }()
	var code int
	select {
	case code = <-finished:
	case s := <-interrupted:
		fmt.Fprintln(os.Stderr, "tests ended by", s)
		code = 1
	}
	if err := shared.close(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}
