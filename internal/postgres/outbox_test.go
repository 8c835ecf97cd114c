package postgres

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"pheduyet/internal/notice"
	"pheduyet/internal/proposal"
)

// told lists the outbox as "kind:person", in the order of queueing.
func (w *world) told(id string) []string {
	w.t.Helper()
	rows, _ := w.owner.Query(w.t.Context(), `SELECT o.kind || ':' || a.username FROM outbox o JOIN accounts a ON a.id = o.person
		WHERE proposal = $1 ORDER BY o.id`, id)
	all, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		w.t.Fatal(err)
	}
	return all
}

func TestNoticesAreWrittenWithTheAct(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.draft("filer", facts(billion))
	if got := w.told(id); len(got) != 0 {
		t.Fatalf("a draft told %v", got)
	}
	w.submit("filer", id)
	w.clear(id, "proposal/"+id+"/screening/1")
	want := []string{"received:colleague", "gate_opened:khcn", "decided:colleague", "decided:filer", "gate_opened:khcn"}
	if d := cmp.Diff(want, w.told(id)); d != "" {
		t.Error(d)
	}
	if n := w.count("SELECT count(*) FROM outbox WHERE parameters::text LIKE '%tiêm chủng%' OR cause NOT IN (SELECT event_key FROM ledger_entries)"); n != 0 {
		t.Errorf("%d notices hold the name or have no ledger entry as cause", n)
	}
	if n := w.count("SELECT count(DISTINCT message_id) FROM outbox WHERE state = 'queued' AND parameters->>'number' = $1", w.kase(id).Number); n != len(want) {
		t.Errorf("%d rows are queued under their own Message-ID", n)
	}
}

// However often an act is retried, each cause has one row for each person; an act
// that is refused leaves none.
func TestOneNoticeForEachCauseAndPerson(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.draft("filer", facts(billion))
	submit := w.command("filer", id, proposal.CommandSubmit, "", proposal.Submission{})
	for range 3 {
		if _, err := w.Record(t.Context(), id, submit); err != nil {
			t.Fatal(err)
		}
		w.clear(id, "key")
	}
	before := w.told(id)
	if n := w.count("SELECT count(*) FROM (SELECT FROM outbox GROUP BY cause, person HAVING count(*) > 1) x"); n != 0 || len(before) != 5 {
		t.Errorf("%d doubled of %v", n, before)
	}
	if _, err := w.try("taichinh", id, proposal.CommandDecide, consultation, rejection()); proposal.CodeOf(err) != proposal.CodeForbidden {
		t.Fatal(err)
	}
	if d := cmp.Diff(before, w.told(id)); d != "" {
		t.Errorf("a refused act told somebody: %s", d)
	}
	n := notice.Notice{Cause: "checkpoint/1", Kind: notice.Checkpoint, To: []notice.Group{notice.Decides("so-khcn"), notice.Heads("so-khcn")}}
	for range 2 {
		if err := w.QueueNotices(t.Context(), n, n); err != nil {
			t.Fatal(err)
		}
	}
	if n := w.count("SELECT count(*) FROM outbox WHERE cause = 'checkpoint/1'"); n != 1 {
		t.Errorf("%d rows, want one", n)
	}
}

// Whom a conflict of interest keeps from deciding hears nothing of the gate; who
// has left the agency, the role or the house hears nothing at all.
func TestOnlyWhoMayActIsTold(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]string{
		"belonged to the filing side since the draft": "INSERT INTO memberships (account, agency, valid_from, valid_to) SELECT account, 'so-y-te', '2025-01-01', '2026-09-14' FROM memberships WHERE account = $1",
		"left the agency":  "UPDATE memberships SET valid_to = '2026-08-01' WHERE account = $1",
		"lost the role":    "UPDATE account_roles SET valid_to = '2026-08-01' WHERE account = $1",
		"account disabled": "UPDATE accounts SET disabled_at = now() WHERE id = $1",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			id := w.draft("filer", facts(billion))
			if _, err := w.owner.Exec(t.Context(), change, w.people["khcn"]); err != nil {
				t.Fatal(err)
			}
			w.submit("filer", id)
			if got := strings.Join(w.told(id), " "); got != "received:colleague" {
				t.Error(got)
			}
		})
	}
}
