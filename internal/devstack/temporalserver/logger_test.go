package temporalserver

import (
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.temporal.io/server/common/log/tag"
)

func TestLoggerPassesWarningsAndErrorsWithTheirTags(t *testing.T) {
	var out strings.Builder
	handler := slog.NewTextHandler(&out, &slog.HandlerOptions{
		Level: slog.LevelDebug,
		ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
			if a.Key == slog.TimeKey {
				return slog.Attr{}
			}
			return a
		},
	})
	l := logger{to: slog.New(handler), stopping: &atomic.Bool{}}
	tagged := l.With(tag.NewStringTag("service", "history"))
	tagged.Debug("never")
	tagged.Info("never")
	tagged.Warn("slow", tag.NewInt("shard", 3))
	l.Error("broken")
	l.DPanic("worse")
	l.stopping.Store(true)
	tagged.Error("a service has gone")
	want := "level=WARN msg=slow service=history shard=3\nlevel=ERROR msg=broken\nlevel=ERROR msg=worse\n"
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("log (-want +got):\n%s", diff)
	}
}
