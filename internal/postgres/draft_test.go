package postgres

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/proposal"
)

func (w *world) actor(who string) proposal.Actor {
	w.t.Helper()
	a, err := loadActor(w.t.Context(), w.pool, w.people[who], w.now())
	if err != nil {
		w.t.Fatal(err)
	}
	return a
}

func TestWhoMayDraft(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for who, want := range map[string]proposal.Code{"filer": "", "commune": "", "khcn": proposal.CodeForbidden, "ubnd": proposal.CodeForbidden} {
		_, err := w.CreateDraft(t.Context(), w.command(who, "", proposal.CommandCreate, "", facts(1)))
		if (err == nil) != (want == "") || err != nil && proposal.CodeOf(err) != want {
			t.Errorf("%s: %v, want %q", who, err, want)
		}
	}
	if _, err := w.CreateDraft(t.Context(), "no such command"); proposal.CodeOf(err) != proposal.CodeNotFound {
		t.Errorf("unknown command: %v", err)
	}
}

func TestEdit(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.draft("filer", facts(billion))
	first := w.kase(id)
	f := first.Facts
	f.Name, f.CoAgencies = "Phần mềm khác", []string{"so-khcn"}
	second, err := w.Edit(t.Context(), w.actor("colleague"), id, first.ETag, f)
	if err != nil {
		t.Fatal(err)
	}
	if second.ETag == first.ETag || second.Facts.Name != f.Name {
		t.Errorf("etag %d after %d, name %s", second.ETag, first.ETag, second.Facts.Name)
	}
	if same, err := w.Edit(t.Context(), w.actor("filer"), id, second.ETag, f); err != nil || same.ETag != second.ETag {
		t.Errorf("an edit that changes nothing: %v, etag %d", err, same.ETag)
	}
	for name, c := range map[string]struct {
		who  string
		etag int64
		code proposal.Code
	}{
		"a stale etag":   {"filer", first.ETag, proposal.CodeConflict},
		"another agency": {"commune", second.ETag, proposal.CodeForbidden},
	} {
		if _, err := w.Edit(t.Context(), w.actor(c.who), id, c.etag, facts(2)); proposal.CodeOf(err) != c.code {
			t.Errorf("%s: %v", name, err)
		}
	}
	entries := w.ledgerOf(id)
	if last := entries[len(entries)-1]; len(entries) != 2 || last.Action != "edited" || last.Actor.Account != w.people["colleague"] {
		t.Errorf("%d entries, last %s by %s", len(entries), last.Action, last.Actor.Name)
	}
	if n := w.count("SELECT count(*) FROM proposals WHERE name = 'Phần mềm khác' AND search LIKE '%phan mem khac%' AND 'so-khcn' = ANY (co_agencies)"); n != 1 {
		t.Error("the columns that lists look in are not those of the facts")
	}
}

// A submission names the state it saw: another one is refused.
func TestSubmissionOfAStaleStateIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.draft("filer", facts(billion))
	stale := w.command("filer", id, proposal.CommandSubmit, "", proposal.Submission{})
	w.sql("UPDATE commands SET seen_etag = 7 WHERE id = '" + stale + "'")
	if _, err := w.Record(t.Context(), id, stale); proposal.CodeOf(err) != proposal.CodeConflict {
		t.Errorf("stale: %v", err)
	}
	w.sql("UPDATE commands SET seen_etag = 1 WHERE id = '" + stale + "'")
	if _, err := w.Record(t.Context(), id, stale); err != nil {
		t.Error(err)
	}
}

func TestAttach(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.draft("filer", facts(billion))
	file := proposal.File{Kind: "letter", Title: "Công văn", Name: "a.pdf", MediaType: "application/pdf", Size: 3, SHA256: "00"}
	attach := func(who string) error {
		_, err := w.Attach(t.Context(), w.command(who, id, proposal.CommandAttach, "", file))
		return err
	}
	if err := attach("khcn"); proposal.CodeOf(err) != proposal.CodeForbidden {
		t.Errorf("an authority, while it is a draft: %v", err)
	}
	w.submit("filer", id)
	if err := attach("congan"); proposal.CodeOf(err) != proposal.CodeForbidden {
		t.Errorf("an authority whose gate is not open: %v", err)
	}
	file.SHA256 = ""
	if err := attach("khcn"); err != nil {
		t.Errorf("the authority of the open gate: %v", err)
	}
	if n := w.count("SELECT count(*) FROM proposal_editors WHERE proposal = $1", id); n != 1 {
		t.Errorf("%d editors: an authority that attaches is none", n)
	}
	w.do("filer", id, proposal.CommandWithdraw, "", proposal.Withdrawal{Reason: "x"})
	if err := attach("filer"); proposal.CodeOf(err) != proposal.CodeConflict {
		t.Errorf("after the end: %v", err)
	}
}

func TestOpenedEndsTheChanceToRecall(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.draft("filer", facts(billion))
	if err := w.Opened(t.Context(), id); err != nil || w.kase(id).Standing.OpenedByOther {
		t.Errorf("a draft: %v", err)
	}
	w.submit("filer", id)
	for range 2 {
		if err := w.Opened(t.Context(), id); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.try("filer", id, proposal.CommandRecall, "", nil); proposal.CodeOf(err) != proposal.CodeConflict {
		t.Errorf("recall: %v", err)
	}
	opened := 0
	for _, e := range w.ledgerOf(id) {
		if e.Action == "opened" {
			opened++
		}
	}
	if opened != 1 {
		t.Errorf("%d entries opened", opened)
	}
	if err := w.Opened(t.Context(), "nonsense"); proposal.CodeOf(err) != proposal.CodeNotFound {
		t.Errorf("nonsense: %v", err)
	}
}

func TestCommands(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := proposal.Command{
		ID: "c1", Account: w.people["filer"], Key: "k1", Method: "POST", Path: "/p", BodyHash: "h", Kind: proposal.CommandCreate,
		Body: []byte(`{"name": "Một"}`),
	}
	if _, err := w.CommandByKey(t.Context(), c.Account, "k1"); proposal.CodeOf(err) != proposal.CodeNotFound {
		t.Errorf("before: %v", err)
	}
	if err := w.Begin(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*proposal.Command){
		"the same id": func(c *proposal.Command) { c.Key = "" }, "the same key": func(c *proposal.Command) { c.ID = "c2" },
	} {
		other := c
		change(&other)
		if err := w.Begin(t.Context(), other); proposal.CodeOf(err) != proposal.CodeConflict {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, body := range []string{"first", "second"} {
		if err := w.Answer(t.Context(), "c1", 201, []byte(body)); err != nil {
			t.Fatal(err)
		}
	}
	want := c
	want.At, want.Status, want.Answer = monday, 201, []byte("first")
	got, err := w.CommandByKey(t.Context(), c.Account, "k1")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}
