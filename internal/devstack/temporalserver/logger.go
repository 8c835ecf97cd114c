package temporalserver

import (
	"context"
	"log/slog"
	"os"
	"sync/atomic"

	"go.temporal.io/server/common/log"
	"go.temporal.io/server/common/log/tag"
)

// logger hands the server's warnings and errors to slog; what it says about
// its ordinary work would drown our own log.
type logger struct {
	to *slog.Logger
	// Once the server is stopping, its services complain of each other's
	// absence; shared by all loggers of one server.
	stopping *atomic.Bool
}

var (
	_ log.Logger     = logger{}
	_ log.WithLogger = logger{}
)

func (logger) Debug(string, ...tag.Tag) {}
func (logger) Info(string, ...tag.Tag)  {}

func (l logger) Warn(msg string, tags ...tag.Tag)   { l.write(slog.LevelWarn, msg, tags) }
func (l logger) Error(msg string, tags ...tag.Tag)  { l.write(slog.LevelError, msg, tags) }
func (l logger) DPanic(msg string, tags ...tag.Tag) { l.write(slog.LevelError, msg, tags) }

func (l logger) Panic(msg string, tags ...tag.Tag) {
	l.write(slog.LevelError, msg, tags)
	panic(msg)
}

// Fatal must not return, by the server's contract.
func (l logger) Fatal(msg string, tags ...tag.Tag) {
	l.stopping.Store(false)
	l.write(slog.LevelError, msg, tags)
	os.Exit(1)
}

func (l logger) With(tags ...tag.Tag) log.Logger {
	return logger{to: slog.New(l.to.Handler().WithAttrs(attrs(tags))), stopping: l.stopping}
}

func (l logger) write(level slog.Level, msg string, tags []tag.Tag) {
	if l.stopping.Load() {
		return
	}
	l.to.LogAttrs(context.Background(), level, msg, attrs(tags)...)
}

func attrs(tags []tag.Tag) []slog.Attr {
	out := make([]slog.Attr, len(tags))
	for i, t := range tags {
		out[i] = slog.Any(t.Key(), t.Value())
	}
	return out
}
