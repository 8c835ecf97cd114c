package api

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/notice"
	"pheduyet/internal/proposal"
)

func (w *world) Notices(_ context.Context, f notice.Filter) ([]notice.Queued, string, error) {
	found := slices.DeleteFunc(slices.Clone(w.notices), func(n notice.Queued) bool { return f.State != "" && n.State != f.State })
	if len(found) > f.Limit {
		return found[:f.Limit], found[f.Limit-1].ID, w.fault()
	}
	return found, "", w.fault()
}

func (w *world) ResendNotice(_ context.Context, id string) (notice.Queued, error) {
	for i := range w.notices {
		n := &w.notices[i]
		switch {
		case n.ID != id:
		case n.State == notice.StateSent:
			return *n, proposal.Errorf(proposal.CodeConflict, "Đã gửi.", "Sent.")
		default:
			n.State = notice.StateQueued
			return *n, w.fault()
		}
	}
	return notice.Queued{}, errors.Join(w.fault(), nothing)
}

func (w *world) NoticeCounts(context.Context) (map[notice.State]int, error) {
	counts := map[notice.State]int{}
	for _, n := range w.notices {
		counts[n.State]++
	}
	return counts, w.fault()
}

func withNotices(t *testing.T) *world {
	w := newWorld(t)
	due := at.AddDate(0, 0, 9)
	w.notices = []notice.Queued{
		{ID: "n2", Person: "Người reviewer", Address: "x@vidu.example", Kind: notice.GateOpened, Name: "Hệ thống", State: notice.StateDead, Attempts: 1,
			Said: notice.Parameters{Number: "DX-1", Gate: proposal.T("Kinh phí", "Money"), Due: &due}, LastError: "550", NextAt: at, QueuedAt: at},
		{ID: "n1", Person: "Người auditor", Kind: notice.Checkpoint, State: notice.StateSent, Attempts: 1, NextAt: at, QueuedAt: at, SentAt: &at},
		{ID: "n0", Person: "Người filer", Kind: notice.Received, State: notice.StateQueued, NextAt: at.Add(time.Hour), QueuedAt: at},
	}
	return w
}

func TestAdminsSeeAndResendNotices(t *testing.T) {
	w := withNotices(t)
	items := w.get(t, "admin", "/notices?state=dead").want(200).tree()["items"].([]any)
	want := []any{map[string]any{
		"id": "n2", "kind": "gate_opened", "subject": "Hồ sơ chờ ý kiến của cơ quan bạn.", "number": "DX-1", "name": "Hệ thống", "gate": "Kinh phí",
		"due_at": "2026-11-30T09:30:00+07:00", "person": "Người reviewer", "address": "x@vidu.example", "state": "dead", "attempts": 1.0,
		"next_at": nil, "last_error": "550", "queued_at": "2026-11-21T09:30:00+07:00", "sent_at": nil,
	}}
	if d := cmp.Diff(want, items); d != "" {
		t.Error(d)
	}
	first := w.get(t, "admin", "/notices?limit=2").want(200).tree()
	if len(first["items"].([]any)) != 2 || first["next_cursor"] != "n1" {
		t.Errorf("%v", first)
	}
	for range 2 {
		if n := w.post(t, "admin", "/notices/n2/resend", map[string]any{}).want(200).tree(); n["state"] != "queued" || n["next_at"] == nil {
			t.Errorf("%v", n)
		}
	}
	w.post(t, "admin", "/notices/n1/resend", map[string]any{}).refused(409, "conflict")
	w.post(t, "admin", "/notices/none/resend", map[string]any{}).refused(404, "not_found")
}

func TestNoticesAreForAdminsAlone(t *testing.T) {
	w := withNotices(t)
	for _, as := range []string{"filer", "reviewer", "auditor", "province"} {
		w.get(t, as, "/notices").refused(403, "forbidden")
		w.post(t, as, "/notices/n2/resend", map[string]any{}).refused(403, "forbidden")
	}
	w.get(t, "", "/notices").refused(401, "unauthenticated")
	w.get(t, "admin", "/notices?state=lost").refused(422, "invalid", "state")
	w.get(t, "admin", "/notices?limit=x").refused(422, "invalid", "limit")
}

// scraped is what /metrics tells this machine.
func (w *world) scraped(t *testing.T) string {
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", nil)
	r.RemoteAddr = "127.0.0.1:1"
	rec := httptest.NewRecorder()
	w.handler.ServeHTTP(rec, r)
	return rec.Body.String()
}

// What waits is seen from outside; while the database is away, nothing wrong is.
func TestMetricsCountTheOutbox(t *testing.T) {
	w := withNotices(t)
	for _, line := range []string{`pheduyet_notices{state="dead"} 1`, `pheduyet_notices{state="queued"} 1`, `pheduyet_notices{state="sent"} 1`} {
		if got := w.scraped(t); !strings.Contains(got, line) {
			t.Errorf("no %s in %s", line, got)
		}
	}
	w.down = proposal.Errorf(proposal.CodeUnavailable, "Hỏng.", "Down.")
	if got := w.scraped(t); strings.Contains(got, "pheduyet_notices{") {
		t.Errorf("%s", got)
	}
}
