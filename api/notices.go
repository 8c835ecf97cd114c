package api

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/prometheus/client_golang/prometheus"

	"pheduyet/internal/notice"
	"pheduyet/internal/proposal"
)

// Notices keeps the outbox.
type Notices interface {
	// Notices lists the outbox, newest first, and the cursor of the next page (""
	// at the end).
	Notices(ctx context.Context, f notice.Filter) ([]notice.Queued, string, error)
	// ResendNotice has a failed or dead notice tried again at once; one that was
	// sent is a conflict.
	ResendNotice(ctx context.Context, id string) (notice.Queued, error)
	// NoticeCounts counts the outbox by state.
	NoticeCounts(ctx context.Context) (map[notice.State]int, error)
}

// noticeView is a notice as an admin sees it: what was said, to whom, and how its
// sending went.
type noticeView struct {
	ID        string       `json:"id"`
	Kind      notice.Kind  `json:"kind"`
	Subject   string       `json:"subject"`
	Number    *string      `json:"number"`
	Name      *string      `json:"name"`
	Gate      *string      `json:"gate"`
	DueAt     *string      `json:"due_at"`
	Person    string       `json:"person"`
	Address   *string      `json:"address"`
	State     notice.State `json:"state"`
	Attempts  int          `json:"attempts"`
	NextAt    *string      `json:"next_at"`
	LastError *string      `json:"last_error"`
	QueuedAt  string       `json:"queued_at"`
	SentAt    *string      `json:"sent_at"`
}

func viewNotice(n notice.Queued, lang string) noticeView {
	v := noticeView{
		ID: n.ID, Kind: n.Kind, Subject: n.Kind.Sentence().In(lang), Number: orNull(n.Said.Number), Name: orNull(n.Name),
		Gate: orNull(n.Said.Gate.In(lang)), DueAt: viewTime(n.Said.Due), Person: n.Person, Address: orNull(n.Address),
		State: n.State, Attempts: n.Attempts, LastError: orNull(n.LastError), QueuedAt: timeView(n.QueuedAt), SentAt: viewTime(n.SentAt),
	}
	if n.State == notice.StateQueued || n.State == notice.StateFailed {
		v.NextAt = viewTime(&n.NextAt)
	}
	return v
}

// keepsNotices admits admins alone.
func keepsNotices(a proposal.Actor) error {
	if !a.Has(proposal.RoleAdmin) {
		return proposal.Errorf(proposal.CodeForbidden, "Chỉ quản trị hệ thống được xem và gửi lại thông báo.", "Notices are for admins.")
	}
	return nil
}

// listNotices answers the outbox, newest first.
func (s *server) listNotices(r *http.Request) (answer, error) {
	who := about(r)
	if err := keepsNotices(who.actor); err != nil {
		return answer{}, err
	}
	q := r.URL.Query()
	f := notice.Filter{State: notice.State(q.Get("state")), Cursor: q.Get("cursor"), Limit: pageDefault}
	if f.State != "" && !slices.Contains(notice.States, f.State) {
		return answer{}, invalid(fault("state", "Không có trạng thái này; các trạng thái: queued, sent, failed, dead.", "There is no such state; they are queued, sent, failed, dead."))
	}
	limit, bad := limitOf(q)
	if bad != nil {
		return answer{}, invalid(*bad)
	}
	if limit > 0 {
		f.Limit = limit
	}
	found, next, err := s.Store.Notices(r.Context(), f)
	if err != nil {
		return answer{}, err
	}
	return page(each(found, func(n notice.Queued) noticeView { return viewNotice(n, who.lang) }), next)
}

// resendNotice has a notice tried again. Asking twice is asking once.
func (s *server) resendNotice(r *http.Request) (answer, error) {
	who := about(r)
	if err := keepsNotices(who.actor); err != nil {
		return answer{}, err
	}
	n, err := s.Store.ResendNotice(r.Context(), chi.URLParam(r, "id"))
	if err != nil {
		return answer{}, err
	}
	return ok(viewNotice(n, who.lang))
}

// outboxMetric counts the outbox whenever it is scraped.
type outboxMetric struct{ store Notices }

var outboxSize = prometheus.NewDesc("pheduyet_notices", "Notices in the outbox: queued and failed ones wait, dead ones need an admin.", []string{"state"}, nil)

// Describe tells what is counted.
func (outboxMetric) Describe(to chan<- *prometheus.Desc) { to <- outboxSize }

// countingTime bounds a scrape's question to the database.
const countingTime = 5 * time.Second

// Collect counts; where the database does not answer, the scrape fails.
func (m outboxMetric) Collect(to chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), countingTime)
	defer cancel()
	counts, err := m.store.NoticeCounts(ctx)
	if err != nil {
		to <- prometheus.NewInvalidMetric(outboxSize, err)
		return
	}
	for state, n := range counts {
		to <- prometheus.MustNewConstMetric(outboxSize, prometheus.GaugeValue, float64(n), string(state))
	}
}
