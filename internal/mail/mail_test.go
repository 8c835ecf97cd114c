package mail

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/devstack/mailserver"
	"pheduyet/internal/notice"
	"pheduyet/internal/proposal"
)

// box is an outbox of rows in memory. Those in rows are due; later ones wait.
type box struct {
	rows  []notice.Queued
	sent  []string
	later map[string]outcome
}

type outcome struct {
	State notice.State
	Cause string
	Again time.Duration
}

func (b *box) TakeNotice(context.Context) (notice.Queued, bool, error) {
	if len(b.rows) == 0 {
		return notice.Queued{}, false, nil
	}
	n := b.rows[0]
	b.rows = b.rows[1:]
	n.Attempts++
	return n, true, nil
}

func (b *box) NoticeSent(_ context.Context, n notice.Queued) error {
	b.sent = append(b.sent, n.ID)
	return nil
}

func (b *box) NoticeFailed(_ context.Context, n notice.Queued, s notice.State, cause string, again time.Duration) error {
	if b.later == nil {
		b.later = map[string]outcome{}
	}
	b.later[n.ID] = outcome{s, cause, again}
	return nil
}

var queuedAt = time.Date(2026, 11, 23, 8, 0, 0, 0, proposal.Zone)

func row(id, address string) notice.Queued {
	return notice.Queued{
		ID: id, MessageID: id + "@pheduyet.invalid", Address: address, Kind: notice.GateOpened, Name: "Phần mềm quản lý tiêm chủng",
		Said: notice.Parameters{Number: "DX-2026-000001", Gate: proposal.T("Kinh phí", "Money")}, QueuedAt: queuedAt,
	}
}

func server(t *testing.T, o mailserver.Options) (*mailserver.Server, Server) {
	t.Helper()
	s, err := mailserver.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s, Server{Host: "127.0.0.1", Port: s.Port(), From: "pheduyet@tinh.example", Encryption: Plain, Timeout: 5 * time.Second}
}

func pass(t *testing.T, b *box, s Server) (log string, err error) {
	t.Helper()
	var out bytes.Buffer
	sender := &Sender{Outbox: b, Server: s, Link: "https://pheduyet.tinh.example", Logger: slog.New(slog.NewTextHandler(&out, nil))}
	err = sender.Pass(t.Context())
	return out.String(), err
}

func TestALetterArrives(t *testing.T) {
	t.Parallel()
	got, s := server(t, mailserver.Options{})
	b := &box{rows: []notice.Queued{row("n1", "an@vidu.example"), row("n2", "binh@vidu.example")}}
	log, err := pass(t, b, s)
	if err != nil || cmp.Diff([]string{"n1", "n2"}, b.sent) != "" {
		t.Fatal(err, b.sent, b.later)
	}
	letters := got.Letters()
	want := mailserver.Letter{
		From: "pheduyet@tinh.example", To: "an@vidu.example", MessageID: "n1@pheduyet.invalid", AutoSubmitted: "auto-generated",
		Subject: "DX-2026-000001: Hồ sơ chờ ý kiến của cơ quan bạn.",
	}
	body := letters[0].Body
	if letters[0].Body = ""; cmp.Diff(want, letters[0]) != "" || len(letters) != 2 {
		t.Errorf("%d letters, %s", len(letters), cmp.Diff(want, letters[0]))
	}
	for _, line := range []string{"Tên: Phần mềm quản lý tiêm chủng", "Bước xử lý: Kinh phí", "Xem tại: https://pheduyet.tinh.example"} {
		if !strings.Contains(body, line+"\n") {
			t.Errorf("no %q in %s", line, body)
		}
	}
	if strings.Contains(log, "@") || strings.Contains(log, "tiêm chủng") {
		t.Errorf("the log tells addresses or names: %s", log)
	}
}

// Who is refused for good is not asked again; the letters behind go out.
func TestARefusedAddressIsDeadAtOnce(t *testing.T) {
	t.Parallel()
	for stage, code := range map[string]int{mailserver.Rcpt: 550, mailserver.Data: 554} {
		got, s := server(t, mailserver.Options{On: func(at, text string) error {
			if at == stage && strings.Contains(text, "gone") {
				return mailserver.Refusal(code, "no such user <gone@vidu.example>")
			}
			return nil
		}})
		b := &box{rows: []notice.Queued{row("gone", "gone@vidu.example"), row("none", ""), row("broken", "not an address"), row("n1", "an@vidu.example")}}
		log, err := pass(t, b, s)
		if err != nil || len(got.Letters()) != 1 || cmp.Diff([]string{"n1"}, b.sent) != "" {
			t.Fatalf("%s: %v, sent %v", stage, err, b.sent)
		}
		for _, id := range []string{"gone", "none", "broken"} {
			if b.later[id].State != notice.StateDead || b.later[id].Cause == "" {
				t.Errorf("%s: %s is %+v", stage, id, b.later[id])
			}
		}
		if strings.Contains(log, "@") {
			t.Errorf("the log tells an address: %s", log)
		}
	}
}

// What may heal is tried again, later each time, and given up in the end. A fault
// of the sender's own settings kills no letter.
func TestWhatMayHealIsTriedAgain(t *testing.T) {
	t.Parallel()
	for name, on := range map[string]func(at, text string) error{
		"a full mailbox": func(at, _ string) error { return refuse(at == mailserver.Rcpt, 452) },
		"greylisting":    func(at, _ string) error { return refuse(at == mailserver.Data, 451) },
		"a wrong sender": func(at, _ string) error { return refuse(at == mailserver.Mail, 550) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, s := server(t, mailserver.Options{On: on})
			tried, last := row("n1", "an@vidu.example"), row("n2", "an@vidu.example")
			tried.Attempts, last.Attempts = 2, 31
			b := &box{rows: []notice.Queued{tried, last}}
			if _, err := pass(t, b, s); !errors.Is(err, errWaits) || len(b.rows) != 1 {
				t.Fatalf("%v; the others wait with it: %v", err, b.rows)
			}
			pass(t, b, s)
			if got := b.later["n1"]; got.State != notice.StateFailed || got.Again != 4*time.Minute {
				t.Errorf("third attempt: %+v", got)
			}
			if got := b.later["n2"]; got.State != notice.StateDead || got.Cause == "" {
				t.Errorf("last attempt: %+v", got)
			}
		})
	}
}

func refuse(when bool, code int) error {
	if when {
		return mailserver.Refusal(code, "not now")
	}
	return nil
}

func TestNoServerAndOneThatHangs(t *testing.T) {
	t.Parallel()
	silent, err := net.Listen("tcp", "127.0.0.1:0") // takes connections and says nothing
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	gone, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	gone.Close()
	release := make(chan struct{})
	defer close(release)
	slow, s := server(t, mailserver.Options{On: func(at, _ string) error {
		if at == mailserver.Data {
			<-release
		}
		return nil
	}})
	for name, port := range map[string]int{"silent": silent.Addr().(*net.TCPAddr).Port, "gone": gone.Addr().(*net.TCPAddr).Port, "hangs at the end": slow.Port()} {
		t.Run(name, func(t *testing.T) {
			at := s
			at.Port, at.Timeout = port, 200*time.Millisecond
			b := &box{rows: []notice.Queued{row("n1", "an@vidu.example")}}
			if _, err := pass(t, b, at); !errors.Is(err, errWaits) {
				t.Error(err)
			}
			if got := b.later["n1"]; got.State != notice.StateFailed || got.Again != time.Minute {
				t.Errorf("%+v", got)
			}
		})
	}
}

func TestEncryptionAndPassword(t *testing.T) {
	t.Parallel()
	ours, theirs, err := mailserver.Certificate()
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		server           mailserver.Options
		how              Encryption
		trust            *tls.Config
		password         string
		arrives, inClear bool
	}{
		"STARTTLS":                          {server: mailserver.Options{TLS: ours}, trust: theirs, arrives: true},
		"STARTTLS with a password":          {server: mailserver.Options{TLS: ours, User: "u", Password: "p"}, trust: theirs, password: "p", arrives: true},
		"TLS from the start":                {server: mailserver.Options{TLS: ours, Implicit: true}, how: ImplicitTLS, trust: theirs, arrives: true},
		"TLS from the start, password":      {server: mailserver.Options{TLS: ours, Implicit: true, User: "u", Password: "p"}, how: ImplicitTLS, trust: theirs, password: "p", arrives: true},
		"in clear where it is said":         {how: Plain, arrives: true, inClear: true},
		"no STARTTLS offered":               {trust: theirs},
		"a certificate that nobody trusts":  {server: mailserver.Options{TLS: ours}},
		"a wrong password":                  {server: mailserver.Options{TLS: ours, User: "u", Password: "p"}, trust: theirs, password: "q"},
		"no password where one is demanded": {server: mailserver.Options{TLS: ours, User: "u", Password: "p"}, trust: theirs},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, s := server(t, c.server)
			s.Encryption, s.TLS = c.how, c.trust
			if c.password != "" {
				s.User, s.Password = "u", c.password
			}
			b := &box{rows: []notice.Queued{row("n1", "an@vidu.example")}}
			_, err := pass(t, b, s)
			letters := got.Letters()
			if !c.arrives {
				if !errors.Is(err, errWaits) || len(letters) != 0 || b.later["n1"].State != notice.StateFailed {
					t.Errorf("%v, %d letters, %+v", err, len(letters), b.later)
				}
				return
			}
			if err != nil || len(letters) != 1 {
				t.Fatalf("%v %+v", err, b.later)
			}
			if letters[0].Encrypted == c.inClear || letters[0].User != s.User {
				t.Errorf("%+v", letters[0])
			}
		})
	}
}

func TestParseURL(t *testing.T) {
	for url, want := range map[string]Server{
		"smtp://u:p%40ss@mail.tinh.vn:2525?from=a@tinh.vn": {Host: "mail.tinh.vn", Port: 2525, User: "u", Password: "p@ss", From: "<a@tinh.vn>"},
		"smtp://mail.tinh.vn?from=Phê duyệt <a@tinh.vn>":   {Host: "mail.tinh.vn", Port: 587, From: "=?utf-8?q?Ph=C3=AA_duy=E1=BB=87t?= <a@tinh.vn>"},
		"smtps://u:p@mail.tinh.vn?from=a@tinh.vn":          {Host: "mail.tinh.vn", Port: 465, User: "u", Password: "p", From: "<a@tinh.vn>", Encryption: ImplicitTLS},
		"smtp://127.0.0.1:25?from=a@tinh.vn&tls=none":      {Host: "127.0.0.1", Port: 25, From: "<a@tinh.vn>", Encryption: Plain},
	} {
		want.Timeout = wait
		got, err := ParseURL(url)
		if err != nil || cmp.Diff(want, got) != "" {
			t.Errorf("%s: %v %s", url, err, cmp.Diff(want, got))
		}
	}
	for _, url := range []string{
		"", "mail.tinh.vn", "http://h?from=a@b.c", "smtp://?from=a@b.c", "smtp://u:hush@h", "smtp://u:hush@h?from=x", "smtp://u:hush@h:x?from=a@b.c",
		"smtp://u:hush@h?tls=none&from=a@b.c", "smtp://h?tls=maybe&from=a@b.c", "smtps://u:hush@h%zz?from=a@b.c",
	} {
		if _, err := ParseURL(url); err == nil || strings.Contains(err.Error(), "hush") {
			t.Errorf("%s: %v", url, err)
		}
	}
}

func TestRunLooksAgainUntilItEnds(t *testing.T) {
	t.Parallel()
	_, s := server(t, mailserver.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	b := &box{rows: []notice.Queued{row("n1", "an@vidu.example")}}
	looked := &counting{box: b, enough: 3, then: cancel}
	sender := &Sender{Outbox: looked, Server: s, Logger: slog.New(slog.DiscardHandler)}
	sender.Run(ctx, time.Millisecond)
	if looked.times < 3 || len(b.sent) != 1 {
		t.Errorf("looked %d times, sent %v", looked.times, b.sent)
	}
}

type counting struct {
	*box
	times, enough int
	then          func()
}

func (c *counting) TakeNotice(ctx context.Context) (notice.Queued, bool, error) {
	if c.times++; c.times == c.enough {
		c.then()
	}
	return c.box.TakeNotice(ctx)
}
