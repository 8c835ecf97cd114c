package postgres

import (
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/calendar"
	"pheduyet/internal/change"
	"pheduyet/internal/proposal"
)

// tet gives a year of holidays with these days off.
func tet(dates ...string) calendar.Year {
	y := calendar.Year{Year: 2027, Note: "Lịch nghỉ Tết"}
	for _, d := range dates {
		y.Days = append(y.Days, calendar.Day{Date: d, Kind: calendar.Holiday, Name: "Tết", Source: "TB 6150", Grade: "stated"})
	}
	return y
}

func TestAChangeTakesASecondPerson(t *testing.T) {
	w := newKeptWorld(t)
	c := w.proposed("admin", "holidays", tet("2027-02-08", "2027-02-09"))
	if c.State != change.Proposed || c.Preview.Count(change.Adds) != 2 || c.ProposedBy.Name != "Bà admin" || c.ProposedBy.Agency != "so-khcn" {
		t.Fatalf("%+v", c)
	}
	if n := w.count("SELECT jsonb_array_length(body->'days') FROM calendar_years WHERE year = 2027 AND jsonb_typeof(body->'days') = 'array' UNION ALL SELECT 0 LIMIT 1"); n != 0 {
		t.Fatalf("%d days before anybody confirmed", n)
	}
	_, err := w.decideOn("admin", c, true, "")
	wantCode(t, err, proposal.CodeForbidden)
	for _, who := range []string{"filer", "khcn", "head-y-te"} {
		_, err := w.decideOn(who, c, true, "")
		wantCode(t, err, proposal.CodeForbidden)
	}
	done, err := w.decideOn("head-khcn", c, true, "Đã đối chiếu")
	if err != nil {
		t.Fatal(describe(err))
	}
	if done.State != change.Confirmed || done.DecidedBy.Name != "Bà head-khcn" || done.DecisionNote != "Đã đối chiếu" {
		t.Errorf("%+v", done)
	}
	if n := w.count("SELECT jsonb_array_length(body->'days') FROM calendar_years WHERE year = 2027"); n != 2 {
		t.Errorf("%d days in force, want 2", n)
	}
	left, err := w.Spreads(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]proposal.Fact{{Kind: proposal.FactCalendar, Ref: c.ID}}, left); d != "" {
		t.Error(d)
	}
	_, err = w.decideOn("admin2", c, true, "")
	wantCode(t, err, proposal.CodeConflict)
}

func TestDeclinedChangesNothing(t *testing.T) {
	w := newKeptWorld(t)
	c := w.proposed("admin", "holidays", tet("2027-02-08"))
	_, err := w.decideOn("admin2", c, false, "")
	wantCode(t, err, proposal.CodeInvalid)
	c, err = w.decideOn("admin2", c, false, "Sai ngày")
	if err != nil || c.State != change.Declined {
		t.Fatalf("%+v, %v", c, err)
	}
	if n := w.count("SELECT count(*) FROM spreads") + w.count("SELECT count(*) FROM calendar_years WHERE body::text LIKE '%2027-02-08%'"); n != 0 {
		t.Error("a declined change took effect")
	}
	_, err = w.decideOn("admin2", c, true, "")
	wantCode(t, err, proposal.CodeConflict)
}

func TestTwoConfirmAtOnce(t *testing.T) {
	w := newKeptWorld(t)
	c := w.proposed("admin", "holidays", tet("2027-02-08"))
	var wg sync.WaitGroup
	errs := make([]error, 2)
	for i, who := range []string{"admin2", "head-khcn"} {
		command := w.command(who, "", proposal.CommandDecideChange, "", change.Confirmation{Confirmed: new(true)})
		wg.Go(func() { _, errs[i] = w.DecideChange(t.Context(), c.ID, command) })
	}
	wg.Wait()
	if errs[0] != nil {
		errs[0], errs[1] = errs[1], errs[0]
	}
	wantCode(t, errs[0], "")
	wantCode(t, errs[1], proposal.CodeConflict)
}

func TestAStalePreviewIsRenewed(t *testing.T) {
	w := newKeptWorld(t)
	first := w.proposed("admin", "holidays", tet("2027-02-08"))
	w.changed("holidays", tet("2027-02-10"))
	_, err := w.decideOn("admin2", first, true, "")
	wantCode(t, err, proposal.CodeConflict)
	again, err := w.Change(t.Context(), proposal.Actor{Roles: []proposal.Role{proposal.RoleAuditor}}, first.ID)
	if err != nil || again.State != change.Proposed || again.Preview.Digest() == first.Preview.Digest() {
		t.Fatalf("%+v, %v: want another preview", again, err)
	}
	if again.Preview.Lines[0].Effect != change.Ends || again.Preview.Lines[0].Subject != "2027-02-10" {
		t.Errorf("the new preview: %+v", again.Preview)
	}
	if _, err := w.decideOn("admin2", again, true, ""); err != nil {
		t.Error(describe(err))
	}
}

func TestAnActOnAChangeHappensOnce(t *testing.T) {
	w := newKeptWorld(t)
	ask := w.command("admin", "", proposal.CommandProposeChange, "", change.Request{Kind: "holidays", Body: asJSON(t, tet("2027-02-08")), Document: order})
	first, err := w.ProposeChange(t.Context(), ask)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := w.ProposeChange(t.Context(), ask); err != nil || again.ID != first.ID {
		t.Errorf("%v, %v: want the first", again, err)
	}
	confirm := w.command("admin2", "", proposal.CommandDecideChange, "", change.Confirmation{Confirmed: new(true)})
	for range 2 {
		if c, err := w.DecideChange(t.Context(), first.ID, confirm); err != nil || c.State != change.Confirmed {
			t.Errorf("%+v, %v", c, err)
		}
	}
	if n := w.count("SELECT count(*) FROM ledger_entries WHERE stream = 'registers' AND action LIKE 'change_%'"); n != 2 {
		t.Errorf("%d entries, want proposed and confirmed", n)
	}
}

// The application's role cannot write a register by itself, whatever it claims.
func TestRegistersChangeOnlyByTwo(t *testing.T) {
	w := newKeptWorld(t)
	try := func(sql string, args ...any) error {
		return w.inTx(t.Context(), func(t tx) error { _, err := t.Exec(w.t.Context(), sql, args...); return err })
	}
	if try("UPDATE calendar_years SET body = '{}'") == nil || try("INSERT INTO agencies (code, name, kind) VALUES ('x', 'X', 'unit')") == nil {
		t.Error("a register was written without a change")
	}
	if try("UPDATE packs SET body = ''") == nil || try("DELETE FROM calendar_years") == nil || try("UPDATE changes SET note = ''") == nil {
		t.Error("what must not be altered was")
	}
	c := w.proposed("admin", "holidays", tet("2027-02-08"))
	own := w.command("admin", "", proposal.CommandDecideChange, "", change.Confirmation{Confirmed: new(true)})
	err := w.inTx(t.Context(), func(t tx) error {
		_, err := t.Exec(w.t.Context(), "INSERT INTO change_decisions (change, confirmed, by, at, command) VALUES ($1, true, $2, now(), $3)", c.ID, w.people["admin"], own)
		if err != nil {
			return err
		}
		_, err = t.Exec(w.t.Context(), "UPDATE calendar_years SET body = '{}'")
		return err
	})
	if err == nil {
		t.Error("a register was written by one person")
	}
}
