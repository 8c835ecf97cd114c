package pgserver

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"
)

// readyWait bounds a start, crash recovery included.
const readyWait = 2 * time.Minute

// waitReady returns when the server answers, or with its last words when it
// ended instead.
func (s *Server) waitReady(ctx context.Context, log func(string)) error {
	ctx, cancel := context.WithTimeout(ctx, readyWait)
	defer cancel()
	try := time.NewTicker(25 * time.Millisecond)
	defer try.Stop()
	patience := time.NewTicker(10 * time.Second)
	defer patience.Stop()
	for {
		conn, err := s.superConn(ctx, "postgres")
		if err == nil {
			return conn.Close(ctx)
		}
		select {
		case <-try.C:
		case <-patience.C:
			log("PostgreSQL is still starting: after an unclean stop it first repeats its log")
		case <-s.process.done:
			return fmt.Errorf("PostgreSQL ended while starting: %s", s.lastWords())
		case <-ctx.Done():
			return fmt.Errorf("PostgreSQL did not become ready: %w: %v; see %s", ctx.Err(), err, s.home.log())
		}
	}
}

// lastWords are the log's error lines, which say why a start failed.
func (s *Server) lastWords() string {
	raw, err := os.ReadFile(s.home.log())
	if err != nil {
		return err.Error()
	}
	var words []string
	for line := range strings.Lines(string(raw)) {
		for _, mark := range []string{"FATAL: ", "PANIC: ", "could not bind"} {
			if _, message, ok := strings.Cut(line, mark); ok {
				words = append(words, strings.TrimSpace(strings.TrimPrefix(mark, "FATAL: ")+message))
				break
			}
		}
	}
	if len(words) == 0 {
		return lastLine(string(raw))
	}
	return strings.Join(words, "; ")
}
