package postgres

import (
	"strings"
	"testing"
	"time"

	"pheduyet/internal/ledger"
	"pheduyet/internal/notice"
	"pheduyet/internal/proposal"
)

// auditors are added to the world's people.
func (w *world) auditors(names ...string) {
	w.t.Helper()
	var s Seeds
	for _, name := range names {
		s.Accounts = append(s.Accounts, Account{Username: name, Name: "Bà " + name, Password: "mật khẩu", Agency: "so-khcn", Roles: []proposal.Role{proposal.RoleAuditor}, Since: "2026-01-01"})
	}
	if err := w.inOwner(func(t tx) error {
		b := &batch{at: t}
		s.queueAccounts(b)
		return b.send(w.t.Context())
	}); err != nil {
		w.t.Fatal(err)
	}
}

// checkpointsTold counts the rows of the outbox that carry a checkpoint.
func (w *world) checkpointsTold() int {
	w.t.Helper()
	return w.count("SELECT count(*) FROM outbox WHERE kind = $1", string(notice.Checkpoint))
}

// Every working day at the end of office hours each auditor is sent the newest
// checkpoint, once.
func TestTheCheckpointIsToldEveryWorkingDay(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.auditors("thanhtra", "kiemtoan")
	pass, key, _ := w.signer(t)
	w.draft("filer", facts(1))
	if err := pass(); err != nil {
		t.Fatal(err)
	}
	friday := time.Date(2026, 9, 18, 0, 0, 0, 0, proposal.Zone)
	for _, step := range []struct {
		after time.Duration
		want  int
	}{{9 * time.Hour, 0}, {17 * time.Hour, 2}, {18 * time.Hour, 2}, {24*time.Hour + 18*time.Hour, 2}, {48*time.Hour + 18*time.Hour, 2}, {72*time.Hour + 18*time.Hour, 4}} {
		w.Now = func() time.Time { return friday.Add(step.after) }
		for range 2 {
			if err := w.TellCheckpoint(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if got := w.checkpointsTold(); got != step.want {
			t.Errorf("%v after Friday began: %d told, want %d", step.after, got, step.want)
		}
	}
	var note string
	if err := w.owner.QueryRow(t.Context(), "SELECT parameters ->> 'checkpoint' FROM outbox LIMIT 1").Scan(&note); err != nil {
		t.Fatal(err)
	}
	body := notice.Words(notice.Checkpoint, notice.Parameters{Checkpoint: note}, "", "").Body
	if _, err := ledger.OpenCheckpoint([]byte(note), key.Public()); err != nil || !strings.HasSuffix(body, "\n"+note) {
		t.Errorf("what is mailed does not verify: %v\n%s", err, body)
	}
}

// The checkpoint that first covers a provincial decision goes out at once; other
// acts send none.
func TestTheCheckpointIsToldAtAProvincialDecision(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.auditors("thanhtra")
	pass, _, _ := w.signer(t)
	id := w.toBudget(billion)
	w.allocated(id)
	level := 2
	w.do("congan", id, proposal.CommandDecide, security, decision(proposal.Details{Level: &level}))
	if err := pass(); err != nil {
		t.Fatal(err)
	}
	if n := w.checkpointsTold(); n != 0 {
		t.Errorf("%d told before the decision", n)
	}
	w.do("ubnd", id, proposal.CommandDecide, provincial, decision(proposal.Details{Signatory: "Chủ tịch"}))
	for range 2 {
		if err := pass(); err != nil {
			t.Fatal(err)
		}
	}
	if n := w.checkpointsTold(); n != 1 {
		t.Errorf("%d told of the decision, want one", n)
	}
	if n := w.count("SELECT count(*) FROM outbox WHERE kind = 'checkpoint' AND proposal = $1 AND parameters ->> 'number' <> ''", id); n != 1 {
		t.Error("the notice does not say of which proposal")
	}
}
