package postgres

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/change"
	"pheduyet/internal/ledger"
	"pheduyet/internal/proposal"
)

// slip is what should never have been written.
const slip = `Số "CCCD" 040085001234 của bệnh nhân\A`

// digits are the part of it that survives every way of quoting.
const digits = "040085001234"

// found lists every column of every table that still says it.
func (w *world) found() []string {
	w.t.Helper()
	rows, _ := w.owner.Query(w.t.Context(), `SELECT c.table_name, c.column_name, c.data_type FROM information_schema.columns c
		JOIN information_schema.tables t USING (table_schema, table_name) WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
		AND data_type IN ('text', 'json', 'jsonb', 'ARRAY', 'bytea')`)
	type column struct{ Table, Column, Type string }
	columns, err := pgx.CollectRows(rows, pgx.RowToStructByPos[column])
	if err != nil {
		w.t.Fatal(err)
	}
	var at []string
	for _, c := range columns {
		text := c.Column + "::text"
		if c.Type == "bytea" {
			text = "encode(" + c.Column + ", 'escape')"
		}
		if w.count(fmt.Sprintf("SELECT count(*) FROM %s WHERE position($1 IN %s) > 0", c.Table, text), digits) > 0 {
			at = append(at, c.Table+"."+c.Column)
		}
	}
	slices.Sort(at)
	return at
}

func TestASlipIsTakenOutOfEveryCopy(t *testing.T) {
	t.Parallel()
	w := newAgencies(t)
	f := facts(billion)
	f.Name, f.Summary, f.Functions = "Phần mềm tiêm chủng "+slip, slip, []string{"lập lịch tiêm", slip}
	id := w.draft("filer", f)
	w.submit("filer", id)
	w.clear(id, "screening")
	w.do("filer", id, proposal.CommandConsult, "", proposal.Consultation{Letter: &proposal.Letter{Number: "1/SYT", Date: "2026-09-10"}})
	w.do("filer", id, proposal.CommandConsult, "", proposal.Consultation{Reply: &proposal.Reply{Number: "2/BYT", Date: "2026-09-11", Position: proposal.AgreeWithConditions, Conditions: []string{slip}}})
	w.do("khcn", id, proposal.CommandDecide, consultation, proposal.Decision{Outcome: proposal.Return, Reason: slip, Items: []proposal.ItemRequest{{Text: "Giải trình: " + slip}}})
	if err := w.Answer(t.Context(), "command-1", 201, []byte(`{"summary": `+string(asJSON(t, slip))+`}`)); err != nil {
		t.Fatal(err)
	}
	for token, typed := range map[string]string{"interrupted": "trước " + slip, "other": "điều khác"} {
		if err := w.Sessions().CommitCtx(t.Context(), token, []byte(typed), w.Now().Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(w.found()); n < 9 {
		t.Fatalf("the slip is in %v only: the test finds too little", w.found())
	}
	before := w.ledgerOf(id)

	var at sealedText
	err := w.owner.QueryRow(t.Context(), "SELECT e.seq, k.path FROM ledger_texts k JOIN ledger_entries e ON e.id = k.entry WHERE e.proposal = $1 AND k.text = $2 ORDER BY e.seq LIMIT 1", id, slip).Scan(&at.Seq, &at.Path)
	if err != nil {
		t.Fatal(err)
	}
	body := sealingBody{Proposal: w.kase(id).Number, Texts: []sealedText{at}}
	c, err := w.proposeBy("admin", change.Request{Kind: changeSealing, Body: asJSON(t, body), Document: order, Note: "Nhập nhầm dữ liệu cá nhân"})
	if err != nil {
		t.Fatal(describe(err))
	}
	if text := string(asJSON(t, c.Preview)); strings.Contains(text, digits) {
		t.Errorf("the preview says it again: %s", text)
	}
	_, err = w.decideOn("admin", c, true, "")
	wantCode(t, err, proposal.CodeForbidden)
	if _, err := w.decideOn("admin-2", c, true, ""); err != nil {
		t.Fatal(describe(err))
	}
	if left := w.found(); len(left) > 0 {
		t.Errorf("the slip is still in %v", left)
	}
	if _, there, err := w.Sessions().FindCtx(t.Context(), "other"); err != nil || !there {
		t.Errorf("another session is gone, %v", err)
	}
	after := w.ledgerOf(id) // verifies the chain
	if len(after) != len(before)+1 || after[len(after)-1].Action != "sealed" || after[0].Hash != before[0].Hash {
		t.Errorf("%d entries, the last %q", len(after), after[len(after)-1].Action)
	}
	kase := w.kase(id)
	if kase.Facts.Summary != ledger.Removed || kase.Filed.Functions[1] != ledger.Removed || kase.Facts.Functions[0] != "lập lịch tiêm" {
		t.Errorf("the facts now say %+v", kase.Facts)
	}
	trace, err := w.Trace(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(trace.Events[0].Data), ledger.Removed) {
		t.Errorf("the trace says %s", trace.Events[0].Data)
	}
	if kept := trace.Events[0].Texts; slices.Contains(kept, at.Path) || !slices.Contains(kept, "/data/facts/functions/0") {
		t.Errorf("the trace offers the texts at %v", kept)
	}
	_, err = w.proposeBy("admin", change.Request{Kind: changeSealing, Body: asJSON(t, body), Document: order})
	wantCode(t, err, proposal.CodeInvalid) // gone already
	if report, err := w.audits()(); err != nil || report.Gone == 0 {
		t.Errorf("the ledger no longer verifies: %+v, %v", report, err)
	}
}

// The decoder takes a name with the long s for another; the database, which carries
// the sealing out, does not. The second person must not be shown one text while
// another goes.
func TestASealingNamesWhatItShows(t *testing.T) {
	t.Parallel()
	w := newAgencies(t)
	id := w.draft("filer", facts(billion))
	shown, meant := `[{"seq": 1, "path": "/data/facts/name"}]`, `[{"seq": 1, "path": "/data/facts/summary"}]`
	for _, body := range []string{
		`{"proposal": "` + id + `", "texts": ` + meant + `, "textſ": ` + shown + `}`,
		`{"proposal": "` + id + `", "Texts": ` + shown + `}`,
		`{"proposal": "` + newID() + `", "propoſal": "` + id + `", "texts": ` + shown + `}`,
		`{"proposal": "` + id + `", "texts": [{"seq": 1, "ſeq": 1, "path": "/data/facts/name"}]}`,
	} {
		_, err := w.proposeBy("admin", change.Request{Kind: changeSealing, Body: []byte(body), Document: order})
		wantCode(t, err, proposal.CodeInvalid)
	}
	if n := w.count("SELECT count(*) FROM changes"); n != 0 {
		t.Errorf("%d changes were kept", n)
	}
}

func TestASealedFileIsErased(t *testing.T) {
	t.Parallel()
	w := newAgencies(t)
	id := w.draft("filer", facts(billion))
	file, err := w.Attach(t.Context(), w.command("filer", id, proposal.CommandAttach, "", proposal.File{ID: newID(), Kind: "other", Title: "Danh sách " + slip, Name: "a.pdf", MediaType: "application/pdf", Size: 3, SHA256: strings.Repeat("ab", 32), Readable: true}))
	if err != nil {
		t.Fatal(describe(err))
	}
	c, err := w.proposeBy("admin", change.Request{Kind: changeSealing, Body: asJSON(t, sealingBody{Proposal: id, Attachments: []string{file.ID}}), Document: order})
	if err != nil {
		t.Fatal(describe(err))
	}
	if due, _ := w.Erasures(t.Context()); len(due) != 0 {
		t.Errorf("erased before the second word: %v", due)
	}
	if _, err := w.decideOn("admin-2", c, true, ""); err != nil {
		t.Fatal(describe(err))
	}
	if due, err := w.Erasures(t.Context()); err != nil || len(due) != 1 || due[0] != file.SHA256 {
		t.Errorf("to erase: %v, %v", due, err)
	}
	if err := w.Erased(t.Context(), file.SHA256); err != nil {
		t.Fatal(err)
	}
	if due, _ := w.Erasures(t.Context()); len(due) != 0 {
		t.Errorf("erased twice: %v", due)
	}
	if f, err := w.File(t.Context(), file.ID); err != nil || !f.Sealed || f.Title != ledger.Removed {
		t.Errorf("%+v, %v", f, err)
	}
	if left := w.found(); len(left) > 0 {
		t.Errorf("the file's title is still in %v", left)
	}
}

// The application has no other way to the texts than a confirmed sealing.
func TestOnlyAConfirmedSealingReachesTheTexts(t *testing.T) {
	t.Parallel()
	w := newAgencies(t)
	id := w.draft("filer", facts(billion))
	c, err := w.proposeBy("admin", change.Request{Kind: changeSealing, Body: asJSON(t, sealingBody{Proposal: id, Texts: []sealedText{{1, "/data/facts/summary"}}}), Document: order})
	if err != nil {
		t.Fatal(describe(err))
	}
	for _, sql := range []string{
		"UPDATE ledger_texts SET text = NULL, salt = NULL", "SELECT seal('" + c.ID + "')", "SELECT seal_text('" + id + "', 'x', true)",
		"UPDATE decisions SET body = '{}'", "UPDATE revisions SET facts = '{}'",
	} {
		if _, err := w.pool.Exec(t.Context(), sql); err == nil {
			t.Errorf("done by the application alone: %s", sql)
		}
	}
	for name, body := range map[string]sealingBody{
		"nothing": {Proposal: id}, "no such entry": {Proposal: id, Texts: []sealedText{{99, "/data/reason"}}},
		"no such proposal": {Proposal: "DX-2026-999999", Texts: []sealedText{{1, "/data/facts/summary"}}},
		"no such file":     {Proposal: id, Attachments: []string{newID()}},
	} {
		_, err := w.proposeBy("admin", change.Request{Kind: changeSealing, Body: asJSON(t, body), Document: order})
		if proposal.CodeOf(err) != proposal.CodeInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err = w.proposeBy("admin", change.Request{Kind: changeSealing, Body: asJSON(t, sealingBody{Proposal: id, Texts: []sealedText{{1, "/data/facts/summary"}}})})
	wantCode(t, err, proposal.CodeInvalid) // without a document
}
