package postgres

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/ledger"
	"pheduyet/internal/proposal"
)

func TestFromDraftToApproval(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.toBudget(billion)
	w.allocated(id)
	w.approve(id)
	c := w.kase(id)
	if c.Status != proposal.Approved || c.Number != "DX-2026-000001" {
		t.Fatalf("%s %s", c.Status, c.Number)
	}
	if n := w.count("SELECT count(*) FROM decisions WHERE proposal = $1", id); n != 6 {
		t.Errorf("%d decisions, want 6", n)
	}
	if n := w.count("SELECT sum(committed)::bigint FROM envelopes"); n != 2*billion {
		t.Errorf("committed %d", n)
	}
	if n := w.count("SELECT count(*) FROM catalog_entries WHERE id = $1 AND approved_by = $1 AND state = 'planned' AND edition = $2", c.Number, approvedEdition); n != 1 {
		t.Error("the approved system is not in the catalog")
	}
}

// The last entry of every act tells where the proposal then stood, and no text
// that a person wrote stands in the bytes.
func TestLedgerOfAWholeRun(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.toBudget(billion)
	w.allocated(id)
	w.approve(id)
	entries := w.ledgerOf(id)
	var actions []string
	decided := 0
	for _, e := range entries {
		actions = append(actions, e.Action)
		if e.Action == "decided" {
			decided++
		}
	}
	if d := cmp.Diff([]string{"drafted", "submitted", "gate_opened", "screened", "decided", "gate_opened"}, actions[:6]); d != "" {
		t.Error(d)
	}
	if decided != 6 {
		t.Errorf("%d entries decided, want one for each gate", decided)
	}
	for _, e := range entries[1:] {
		if e.Rule.Pack == "" || e.Rule.Version == "" || len(e.Rule.Hash) != 64 || len(e.Rule.Citations) == 0 || e.Rule.Citations[0].Document == "" {
			t.Errorf("%s does not say under which rule: %+v", e.Action, e.Rule)
		}
	}
	last := entries[len(entries)-1]
	var p struct{ State proposal.Progress }
	if err := json.Unmarshal(last.Payload, &p); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(w.kase(id).Progress, p.State); d != "" {
		t.Error(d)
	}
	if last.Action != "approved" || last.Actor.Account != w.people["ubnd"] || last.Rule.Hash == "" {
		t.Errorf("last entry %+v", last)
	}
	if n := w.count("SELECT count(*) FROM ledger_entries WHERE convert_from(bytes, 'UTF8') LIKE '%tiêm chủng%' OR convert_from(bytes, 'UTF8') LIKE '%Nguyễn Văn A%'"); n != 0 {
		t.Errorf("%d entries hold free text", n)
	}
}

// Every payload reads as it was once its texts are put back.
func TestKeptTextsRestoreThePayloads(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.draft("filer", facts(billion))
	w.submit("filer", id)
	for _, e := range w.ledgerOf(id) {
		rows, _ := w.owner.Query(t.Context(), "SELECT path, t.sha256, salt, text FROM ledger_texts t JOIN ledger_entries e ON e.id = entry WHERE e.proposal = $1 AND seq = $2", id, e.Seq)
		var kept []ledger.KeptText
		for rows.Next() {
			var k ledger.KeptText
			var salt []byte
			if err := rows.Scan(&k.Path, &k.SHA256, &salt, &k.Text); err != nil {
				t.Fatal(err)
			}
			copy(k.Salt[:], salt)
			kept = append(kept, k)
		}
		restored, err := ledger.Restore(e.Payload, kept)
		if err != nil {
			t.Fatal(err)
		}
		var p struct {
			Data struct{ Facts *proposal.Facts }
		}
		if err := json.Unmarshal(restored, &p); err != nil {
			t.Fatal(err)
		}
		if p.Data.Facts == nil {
			continue
		}
		if d := proposal.Changed(facts(billion), *p.Data.Facts); len(d) != 0 {
			t.Errorf("%s: %v differ", e.Action, d)
		}
	}
}

// However often an act is retried it happens once and gives its first answer.
func TestEveryActIsRecordedOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	create := w.command("filer", "", proposal.CommandCreate, "", facts(billion))
	first, err := w.CreateDraft(t.Context(), create)
	if err != nil {
		t.Fatal(err)
	}
	again, err := w.CreateDraft(t.Context(), create)
	if err != nil || again.ID != first.ID {
		t.Fatalf("%v, %s and %s", err, first.ID, again.ID)
	}
	id := first.ID
	attach := w.command("filer", id, proposal.CommandAttach, "", proposal.File{Kind: "letter", Title: "Công văn", Name: "a.pdf", MediaType: "application/pdf", Size: 3, SHA256: strings.Repeat("a", 64)})
	file, err := w.Attach(t.Context(), attach)
	if err != nil {
		t.Fatal(err)
	}
	if same, err := w.Attach(t.Context(), attach); err != nil || cmp.Diff(file, same) != "" {
		t.Errorf("%v %s", err, cmp.Diff(file, same))
	}
	submit := w.command("filer", id, proposal.CommandSubmit, "", proposal.Submission{})
	want, err := w.Record(t.Context(), id, submit)
	if err != nil {
		t.Fatal(describe(err))
	}
	w.clear(id, "key")
	w.clear(id, "key")
	got, err := w.Record(t.Context(), id, submit)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("the first answer (-want +got):\n%s", d)
	}
	for what, n := range map[string]int{
		"proposals": 1, "revisions": 1, "attachments": 1, "screenings": 1, "decisions": 1, "proposal_editors": 1,
	} {
		if got := w.count("SELECT count(*) FROM " + what); got != n {
			t.Errorf("%s: %d, want %d", what, got, n)
		}
	}
	w.ledgerOf(id)
}

func TestAnActIsAskedAgainAsOfNow(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.draft("filer", facts(billion))
	for name, c := range map[string]struct {
		who, kind, gate string
		body            any
		code            proposal.Code
	}{
		"another agency submits":    {"khcn-filer", proposal.CommandSubmit, "", proposal.Submission{}, proposal.CodeForbidden},
		"a draft is decided":        {"khcn", proposal.CommandDecide, duplication, decision(proposal.Details{}), proposal.CodeNotFound},
		"nothing is to be recalled": {"filer", proposal.CommandRecall, "", nil, proposal.CodeConflict},
		"a withdrawal says nothing": {"filer", proposal.CommandWithdraw, "", proposal.Withdrawal{}, proposal.CodeInvalid},
		"an unknown kind":           {"filer", "dance", "", nil, proposal.CodeInvalid},
	} {
		if _, err := w.try(c.who, id, c.kind, c.gate, c.body); proposal.CodeOf(err) != c.code {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
	if _, err := w.Record(t.Context(), id, "no such command"); proposal.CodeOf(err) != proposal.CodeNotFound {
		t.Errorf("unknown command: %v", err)
	}
	if _, err := w.Record(t.Context(), "not-an-id", "x"); proposal.CodeOf(err) != proposal.CodeNotFound {
		t.Errorf("unknown proposal: %v", err)
	}
	submit := w.command("filer", id, proposal.CommandSubmit, "", proposal.Submission{})
	if _, err := w.owner.Exec(t.Context(), "UPDATE accounts SET disabled_at = now() WHERE username = 'filer'"); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Record(t.Context(), id, submit); proposal.CodeOf(err) != proposal.CodeForbidden {
		t.Errorf("a disabled account: %v", err)
	}
	if n := w.count("SELECT count(*) FROM ledger_entries WHERE proposal IS NOT NULL"); n != 1 {
		t.Errorf("%d entries after refusals, want the draft's alone", n)
	}
}
