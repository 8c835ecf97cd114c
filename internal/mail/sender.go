package mail

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"pheduyet/internal/notice"
)

// Outbox is where letters wait.
type Outbox interface {
	// TakeNotice takes the next row that is due, for long enough to send it: no
	// other sender takes it meanwhile, and it is due again should this one die. It
	// answers false where none is due.
	TakeNotice(ctx context.Context) (notice.Queued, bool, error)
	// NoticeSent and NoticeFailed keep how it went; an attempt that was overtaken
	// by a later one changes nothing of a failure's state.
	NoticeSent(ctx context.Context, n notice.Queued) error
	NoticeFailed(ctx context.Context, n notice.Queued, s notice.State, cause string, again time.Duration) error
}

// Sender hands the outbox to the mail server, letter by letter.
type Sender struct {
	Outbox Outbox
	Server Server
	Link   string // where to sign in; "" leaves it out
	Logger *slog.Logger
}

// Run sends what is due until ctx ends, looking every so often.
func (s *Sender) Run(ctx context.Context, every time.Duration) {
	look := time.NewTicker(every)
	defer look.Stop()
	for {
		if err := s.Pass(ctx); err != nil && ctx.Err() == nil {
			s.Logger.Warn("notices wait", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-look.C:
		}
	}
}

// Pass sends what is due. It stops at the first letter that waits for a server:
// the next ones would wait for the same.
func (s *Sender) Pass(ctx context.Context) error {
	for ctx.Err() == nil {
		n, due, err := s.Outbox.TakeNotice(ctx)
		if err != nil || !due {
			return err
		}
		if err := s.send(ctx, n); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// settling is how long keeping the outcome may take once the letter is out, also
// while the program stops.
const settling = 5 * time.Second

// send sends one letter and keeps the outcome. Its error is of the outbox or of a
// server that does not take letters now.
func (s *Sender) send(ctx context.Context, n notice.Queued) error {
	failed := s.Server.post(ctx, n, s.Link)
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), settling)
	defer cancel()
	if failed == nil {
		s.Logger.Info("notice sent", "notice", n.ID, "kind", string(n.Kind), "attempts", n.Attempts)
		return s.Outbox.NoticeSent(ctx, n)
	}
	f, _ := errors.AsType[*failure](failed)
	final := f != nil && f.final
	state := notice.StateFailed
	wait, more := notice.Again(n.Attempts)
	if final || !more {
		state = notice.StateDead
	}
	s.Logger.Warn("notice not sent", "notice", n.ID, "kind", string(n.Kind), "attempts", n.Attempts, "state", string(state))
	err := s.Outbox.NoticeFailed(ctx, n, state, short(failed.Error()), wait)
	if err != nil || final {
		return err
	}
	return errWaits
}

// errWaits says no more than that: what servers answer holds addresses.
var errWaits = errors.New("the mail server took no letter; see the outbox")
