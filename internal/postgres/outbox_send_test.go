package postgres

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/devstack/mailserver"
	"pheduyet/internal/mail"
	"pheduyet/internal/notice"
	"pheduyet/internal/proposal"
)

// mailbox is a mail server that takes everything.
func mailbox(t *testing.T) (*mailserver.Server, mail.Server) {
	t.Helper()
	s, err := mailserver.Start(mailserver.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s, mail.Server{Host: "127.0.0.1", Port: s.Port(), From: "pheduyet@tinh.example", Encryption: mail.Plain, Timeout: 10 * time.Second}
}

func sender(o mail.Outbox, s mail.Server) *mail.Sender {
	return &mail.Sender{Outbox: o, Server: s, Logger: slog.New(slog.DiscardHandler)}
}

// addressed gives everybody an address.
func (w *world) addressed() {
	w.t.Helper()
	if _, err := w.owner.Exec(w.t.Context(), "UPDATE accounts SET email = username || '@vidu.example'"); err != nil {
		w.t.Fatal(err)
	}
}

func TestTheOutboxIsDelivered(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.addressed()
	id := w.draft("filer", facts(billion))
	w.submit("filer", id)
	w.clear(id, "key")
	got, server := mailbox(t)
	if err := sender(w.Store, server).Pass(t.Context()); err != nil {
		t.Fatal(err)
	}
	var to []string
	for _, l := range got.Letters() {
		to = append(to, l.To)
		if !strings.Contains(l.Body, "Tên: Phần mềm quản lý tiêm chủng\n") || strings.Contains(l.Body, "trẻ em") || !strings.HasPrefix(l.Subject, "DX-2026-000001: ") {
			t.Errorf("%+v", l)
		}
	}
	if d := cmp.Diff([]string{"colleague@vidu.example", "khcn@vidu.example", "colleague@vidu.example", "filer@vidu.example", "khcn@vidu.example"}, to); d != "" {
		t.Error(d)
	}
	if n := w.count("SELECT count(*) FROM outbox WHERE state = 'sent' AND attempts = 1 AND address LIKE '%@vidu.example' AND sent_at = $1", monday); n != 5 {
		t.Errorf("%d of 5 kept as sent", n)
	}
	if _, due, err := w.TakeNotice(t.Context()); due || err != nil {
		t.Errorf("a sent notice is due again: %v", err)
	}
}

// Many senders on one outbox send every letter once.
func TestSendersDoNotMeet(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.addressed()
	const many = 60
	for i := range many {
		n := notice.Notice{Cause: "cause/" + strconv.Itoa(i), Kind: notice.Checkpoint, To: []notice.Group{notice.Accounts(w.people["khcn"])}}
		if err := w.QueueNotices(t.Context(), n); err != nil {
			t.Fatal(err)
		}
	}
	got, server := mailbox(t)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			if err := sender(w.Store, server).Pass(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	ids := map[string]bool{}
	for _, l := range got.Letters() {
		ids[l.MessageID] = true
	}
	if len(got.Letters()) != many || len(ids) != many {
		t.Errorf("%d letters under %d ids, want %d", len(got.Letters()), len(ids), many)
	}
}

func TestAdminsResendWhatIsDead(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	n := notice.Notice{Cause: "c", Kind: notice.Checkpoint, To: []notice.Group{notice.Accounts(w.people["khcn"])}}
	if err := w.QueueNotices(t.Context(), n); err != nil {
		t.Fatal(err)
	}
	got, server := mailbox(t)
	if err := sender(w.Store, server).Pass(t.Context()); err != nil { // nobody has an address
		t.Fatal(err)
	}
	dead, next, err := w.Notices(t.Context(), notice.Filter{State: notice.StateDead, Limit: 10})
	if err != nil || next != "" || len(dead) != 1 || dead[0].LastError == "" || dead[0].Person != "Ông khcn" {
		t.Fatalf("%+v %v", dead, err)
	}
	w.addressed()
	if again, err := w.ResendNotice(t.Context(), dead[0].ID); err != nil || again.State != notice.StateQueued || again.Attempts != 0 {
		t.Fatalf("%+v %v", again, err)
	}
	if err := sender(w.Store, server).Pass(t.Context()); err != nil || len(got.Letters()) != 1 || got.Letters()[0].MessageID != dead[0].MessageID {
		t.Fatalf("%v %+v", err, got.Letters())
	}
	if _, err := w.ResendNotice(t.Context(), dead[0].ID); proposal.CodeOf(err) != proposal.CodeConflict {
		t.Errorf("a sent notice: %v", err)
	}
	for _, id := range []string{newID(), "x"} {
		if _, err := w.ResendNotice(t.Context(), id); proposal.CodeOf(err) != proposal.CodeNotFound {
			t.Errorf("%s: %v", id, err)
		}
	}
	counts, err := w.NoticeCounts(t.Context())
	if d := cmp.Diff(map[notice.State]int{"queued": 0, "sent": 1, "failed": 0, "dead": 0}, counts); err != nil || d != "" {
		t.Error(err, d)
	}
}

func TestNoticesByPages(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for i := range 5 {
		n := notice.Notice{Cause: strconv.Itoa(i), Kind: notice.Checkpoint, To: []notice.Group{notice.Accounts(w.people["khcn"])}}
		if err := w.QueueNotices(t.Context(), n); err != nil {
			t.Fatal(err)
		}
	}
	var pages []int
	seen := map[string]bool{}
	for cursor, more := "", true; more; more = cursor != "" {
		found, next, err := w.Notices(t.Context(), notice.Filter{Cursor: cursor, Limit: 2})
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range found {
			seen[n.ID] = true
		}
		pages, cursor = append(pages, len(found)), next
	}
	if d := cmp.Diff([]int{2, 2, 1}, pages); d != "" || len(seen) != 5 {
		t.Error(d, seen)
	}
	if _, _, err := w.Notices(t.Context(), notice.Filter{Cursor: "x", Limit: 2}); proposal.CodeOf(err) != proposal.CodeInvalid {
		t.Error(err)
	}
}

// A sender that is killed, wherever it is, leaves no letter behind: another sends
// it after the lease, under the same Message-ID.
func TestAKilledSenderLosesNothing(t *testing.T) {
	t.Parallel()
	for point, copies := range map[string]int{"taken": 1, "handed over": 2, "kept": 1} {
		t.Run(point, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.addressed()
			id := w.draft("filer", facts(billion))
			w.submit("filer", id)
			got, server := mailbox(t)
			rows := w.count("SELECT count(*) FROM outbox")
			w.killSender(point, 1, server.Port)
			if err := sender(w.Store, server).Pass(t.Context()); err != nil {
				t.Fatal(err)
			}
			w.Now = func() time.Time { return monday.Add(lease) }
			if err := sender(w.Store, server).Pass(t.Context()); err != nil {
				t.Fatal(err)
			}
			times := map[string]int{}
			for _, l := range got.Letters() {
				times[l.MessageID]++
			}
			if len(times) != rows || len(got.Letters()) != rows+copies-1 {
				t.Errorf("%d letters under %d ids for %d rows: %v", len(got.Letters()), len(times), rows, times)
			}
			if n := w.count("SELECT count(*) FROM outbox WHERE state = 'sent'"); n != rows {
				t.Errorf("%d of %d rows kept as sent", n, rows)
			}
		})
	}
}

// A busy outbox and senders that are killed one after the other, each somewhere
// else: every letter arrives, under one Message-ID, and only those twice whose
// sender died before it could keep that they were handed over.
func TestManyLettersAndKilledSenders(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.addressed()
	const many = 300
	for i := range many {
		n := notice.Notice{Cause: "cause/" + strconv.Itoa(i), Kind: notice.Checkpoint, To: []notice.Group{notice.Accounts(w.people["khcn"], w.people["filer"])}}
		if err := w.QueueNotices(t.Context(), n, n); err != nil {
			t.Fatal(err)
		}
	}
	got, server := mailbox(t)
	twice := 0
	for kill, point := range []string{"taken", "handed over", "kept", "handed over", "taken", "kept"} {
		w.killSender(point, 7*(kill+1), server.Port)
		if point == "handed over" {
			twice++
		}
	}
	for _, now := range []time.Time{monday, monday.Add(lease)} {
		w.Now = func() time.Time { return now }
		if err := sender(w.Store, server).Pass(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	ids := map[string]bool{}
	for _, l := range got.Letters() {
		ids[l.MessageID] = true
	}
	sent := w.count("SELECT count(*) FROM outbox WHERE state = 'sent'")
	t.Logf("%d rows, 6 senders killed: %d letters under %d Message-IDs, %d kept as sent", 2*many, len(got.Letters()), len(ids), sent)
	if len(ids) != 2*many || sent != 2*many || len(got.Letters()) != 2*many+twice {
		t.Errorf("%d letters under %d ids, %d sent, of %d rows", len(got.Letters()), len(ids), sent, 2*many)
	}
}

// killSender runs a sender in a process of its own that is killed when it comes to
// the point for the n-th time.
func (w *world) killSender(point string, n, port int) {
	w.t.Helper()
	cmd := exec.CommandContext(w.t.Context(), os.Args[0], "-test.run=^TestDyingSender$", "-test.v")
	cmd.Env = append(os.Environ(), "DIE_AT="+point, fmt.Sprintf("DIE_AFTER=%d", n), "DATABASE="+w.pool.Config().ConnString(), fmt.Sprintf("PORT=%d", port))
	out, err := cmd.CombinedOutput()
	if status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); !ok || status.Signal() != syscall.SIGKILL {
		w.t.Fatalf("the sender was not killed: %v\n%s", err, out)
	}
}

// TestDyingSender is the process that killSender starts; alone it does nothing.
func TestDyingSender(t *testing.T) {
	point := os.Getenv("DIE_AT")
	if point == "" {
		return
	}
	store := open(t, os.Getenv("DATABASE"))
	store.Now = func() time.Time { return monday }
	port, err := strconv.Atoi(os.Getenv("PORT"))
	if err != nil {
		t.Fatal(err)
	}
	server := mail.Server{Host: "127.0.0.1", Port: port, From: "pheduyet@tinh.example", Encryption: mail.Plain, Timeout: 10 * time.Second}
	times, err := strconv.Atoi(os.Getenv("DIE_AFTER"))
	if err != nil {
		t.Fatal(err)
	}
	t.Errorf("still alive: %v", sender(&dying{store, point, times}, server).Pass(t.Context()))
}

// dying kills its own process where it is told to.
type dying struct {
	*Store
	point string
	times int // still to pass it, with the last
}

func (d *dying) die(point string) {
	if d.point != point {
		return
	}
	if d.times--; d.times == 0 {
		syscall.Kill(os.Getpid(), syscall.SIGKILL)
	}
}

func (d *dying) TakeNotice(ctx context.Context) (notice.Queued, bool, error) {
	n, due, err := d.Store.TakeNotice(ctx)
	d.die("taken")
	return n, due, err
}

func (d *dying) NoticeSent(ctx context.Context, n notice.Queued) error {
	d.die("handed over")
	err := d.Store.NoticeSent(ctx, n)
	d.die("kept")
	return err
}
