package postgres

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pheduyet/internal/proposal"
	"pheduyet/internal/system"
)

// today is a working day on which the packs with obligations are in force.
var today = time.Date(2026, 11, 23, 9, 0, 0, 0, proposal.Zone)

// newLaterWorld is a world of the packs of today.
func newLaterWorld(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	s := worldSeeds(t)
	s.Packs = packsOf(t, "2026-11-22")
	if err := LoadSeeds(t.Context(), w.ownerURL, s, true); err != nil {
		t.Fatal(err)
	}
	w.Now = func() time.Time { return today }
	return w
}

// approvedSystem takes a proposal to its approval and gives its system.
func (w *world) approvedSystem(f proposal.Facts) string {
	w.t.Helper()
	id := w.draft("filer", f)
	w.submit("filer", id)
	w.clear(id, "proposal/"+id+"/screening/1")
	w.consulted(id)
	w.reviewed(id)
	w.allocated(id)
	w.approve(id)
	return id
}

// step gives a command about a system; obligation is "" for its life.
func (w *world) step(who, id, kind, obligation string, body any) (system.Progress, error) {
	w.t.Helper()
	return w.RecordSystem(w.t.Context(), id, w.command(who, id, kind, obligation, body))
}

func (w *world) stepped(who, id, kind, obligation string, body any) system.Progress {
	w.t.Helper()
	p, err := w.step(who, id, kind, obligation, body)
	if err != nil {
		w.t.Fatalf("%s %s: %v", who, kind, describe(err))
	}
	return p
}

func (w *world) system(id string) system.Named {
	w.t.Helper()
	s, err := w.System(w.t.Context(), id)
	if err != nil {
		w.t.Fatal(err)
	}
	return s
}

func (w *world) obligation(id, rule string) system.Obligation {
	w.t.Helper()
	s := w.system(id)
	for i := len(s.Obligations) - 1; i >= 0; i-- {
		if s.Obligations[i].Rule == rule {
			return s.Obligations[i]
		}
	}
	w.t.Fatalf("no obligation %s", rule)
	return system.Obligation{}
}

// readyToUse does all that comes before operation.
func (w *world) readyToUse(id string) {
	w.t.Helper()
	agree := true
	for _, o := range w.system(id).Obligations {
		if !o.BeforeOperation {
			continue
		}
		who := map[string]string{"so-khcn": "khcn", "cong-an-tinh": "congan"}[o.Agrees]
		w.stepped("filer", id, system.CommandFulfil, o.ID, system.Proof{Text: "Đã thực hiện"})
		w.stepped(who, id, system.CommandVerify, o.ID, system.Verification{Agreed: &agree})
	}
}

func signed(number string, date proposal.Date) system.Paper {
	return system.Paper{Document: proposal.Document{Number: number, Date: date}}
}

func (w *world) entryState(id string) string {
	w.t.Helper()
	var state, by string
	if err := w.owner.QueryRow(w.t.Context(), "SELECT state, coalesce(approved_by, '') FROM catalog_entries WHERE id = $1", id).Scan(&state, &by); err != nil {
		w.t.Fatal(err)
	}
	return strings.TrimSpace(state + " " + by)
}

func TestAnApprovalMakesASystemThatLivesAndEnds(t *testing.T) {
	t.Parallel()
	w := newLaterWorld(t)
	id := w.approvedSystem(facts(billion))
	number := w.kase(id).Number
	s := w.system(id)
	if s.State != system.Planned || s.Number != number || s.Name != facts(1).Name || s.BeginBy == nil || w.entryState(number) != "planned "+number {
		t.Fatalf("%+v, entry %s", s, w.entryState(number))
	}
	var rules []string
	for _, o := range s.Obligations {
		rules = append(rules, o.Rule)
	}
	if d := cmp.Diff([]string{"level_dossier", "protection_plan", "v_apex", "lgsp", "progress_report"}, rules); d != "" {
		t.Error(d)
	}
	if _, err := w.step("filer", id, system.CommandAccept, "", signed("5/BB-NT", "2026-11-23")); proposal.CodeOf(err) != proposal.CodeInvalid {
		t.Errorf("accepted with everything owed: %v", err)
	}
	w.readyToUse(id)
	w.stepped("filer", id, system.CommandBegin, "", signed("7/QĐ", "2026-11-23"))
	w.stepped("filer", id, system.CommandAccept, "", signed("5/BB-NT", "2026-11-23"))
	if got := w.entryState(number); got != "in_use "+number {
		t.Errorf("the entry is %s after the acceptance", got)
	}
	w.stepped("filer", id, system.CommandRetire, "", signed("9/QĐ", "2026-11-23"))
	if got := w.entryState(number); got != "retired "+number || w.system(id).State != system.Retired {
		t.Errorf("the entry is %s after the end", got)
	}
	if n := w.count("SELECT count(*) FROM obligations WHERE system = $1 AND state IN ('open', 'claimed')", id); n != 0 {
		t.Errorf("%d are still owed", n)
	}
	compared, _, err := w.CatalogEntries(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range compared {
		if e.ID == number {
			t.Error("a retired system is still compared")
		}
	}
	entries := w.streamOf(streamSystems)
	if last := entries[len(entries)-1]; len(entries) < 20 || last.Action != "obligation_closed" {
		t.Errorf("%d entries, last %s", len(entries), last.Action)
	}
}

// A command about a system is done once; what is refused leaves nothing.
func TestStepsAreRecordedOnce(t *testing.T) {
	t.Parallel()
	w := newLaterWorld(t)
	id := w.approvedSystem(facts(billion))
	o := w.obligation(id, "progress_report")
	claim := w.command("filer", id, system.CommandFulfil, o.ID, system.Proof{Text: "Đã báo cáo"})
	first, err := w.RecordSystem(t.Context(), id, claim)
	if err != nil {
		t.Fatal(err)
	}
	w.readyToUse(id)
	if again, err := w.RecordSystem(t.Context(), id, claim); err != nil || cmp.Diff(first, again) != "" {
		t.Errorf("%v %s", err, cmp.Diff(first, again))
	}
	version := w.system(id).Version
	agree := true
	for who, want := range map[string]proposal.Code{"filer": proposal.CodeForbidden, "taichinh": proposal.CodeForbidden, "colleague": proposal.CodeForbidden} {
		if _, err := w.step(who, id, system.CommandVerify, o.ID, system.Verification{Agreed: &agree}); proposal.CodeOf(err) != want {
			t.Errorf("%s agrees: %v", who, err)
		}
	}
	if _, err := w.step("khcn", id, system.CommandAccept, "", signed("5", "2026-11-23")); proposal.CodeOf(err) != proposal.CodeForbidden {
		t.Errorf("another agency accepts: %v", err)
	}
	if _, err := w.RecordSystem(t.Context(), newID(), claim); proposal.CodeOf(err) != proposal.CodeNotFound {
		t.Errorf("a system that is not there: %v", err)
	}
	if now := w.system(id).Version; now != version {
		t.Errorf("refused acts were recorded: %d, %d", version, now)
	}
	// Together, one of them is first.
	var group sync.WaitGroup
	done := make(chan error, 4)
	for range 4 {
		c := w.command("khcn", id, system.CommandVerify, o.ID, system.Verification{Agreed: &agree})
		group.Go(func() { _, err := w.RecordSystem(t.Context(), id, c); done <- err })
	}
	group.Wait()
	close(done)
	agreed := 0
	for err := range done {
		if err == nil {
			agreed++
		} else if proposal.CodeOf(err) != proposal.CodeConflict {
			t.Error(err)
		}
	}
	if agreed != 1 {
		t.Errorf("agreed %d times", agreed)
	}
}

// Kept at each of its wakings, a system reminds once of everything, and lapses
// where nobody begins it; the planned entry that it was to realise is free again.
func TestASystemIsKeptThroughItsYears(t *testing.T) {
	t.Parallel()
	w := newLaterWorld(t)
	f := facts(billion)
	f.Realises = "B01"
	id := w.approvedSystem(f)
	if got := w.entryState("B01"); got != "planned "+w.kase(id).Number {
		t.Fatalf("B01 is %s", got)
	}
	p, err := w.KeepSystem(t.Context(), id)
	for wakings := 0; err == nil && p.WakeAt != nil && wakings < 200; wakings++ {
		at := *p.WakeAt
		w.Now = func() time.Time { return at }
		if p, err = w.KeepSystem(t.Context(), id); err == nil {
			p, err = w.KeepSystem(t.Context(), id) // retried: nothing more
		}
	}
	if err != nil || p.State != system.Lapsed {
		t.Fatalf("%+v %v", p, err)
	}
	if got := w.entryState("B01"); got != "planned" {
		t.Errorf("B01 is %s after the approval lapsed", got)
	}
	if n := w.count("SELECT count(*) FROM (SELECT FROM outbox GROUP BY cause, person HAVING count(*) > 1) x"); n != 0 {
		t.Errorf("%d notices doubled", n)
	}
	for kind, want := range map[string]int{"system_lapsing": 6, "system_lapsed": 4} { // two people at the agency; each authority's one
		if n := w.count("SELECT count(*) FROM outbox WHERE kind = $1", kind); n != want {
			t.Errorf("%d of %s, want %d", n, kind, want)
		}
	}
	left, err := w.SystemsNotKept(t.Context())
	if err != nil || len(left) != 0 {
		t.Errorf("%v %v", left, err)
	}
}

func TestARevokedApprovalEndsItsSystem(t *testing.T) {
	t.Parallel()
	w := newLaterWorld(t)
	id := w.approvedSystem(facts(billion))
	w.readyToUse(id)
	w.stepped("filer", id, system.CommandAccept, "", signed("5/BB-NT", "2026-11-23"))
	order := proposal.RevocationOrder{Reason: "Không còn cần thiết", Document: &proposal.Document{Number: "9/QĐ-UBND", Date: "2026-11-23", Title: "Thu hồi", Signatory: "Chủ tịch"}}
	if _, err := w.RecordIn(t.Context(), id, w.command("ubnd", id, proposal.CommandRevoke, "", order), 1); err != nil {
		t.Fatal(describe(err))
	}
	if s := w.system(id); s.State != system.Revoked || s.EndedAt == nil {
		t.Errorf("%+v", s)
	}
	if n := w.count("SELECT count(*) FROM obligations WHERE system = $1 AND state IN ('open', 'claimed')", id); n != 0 {
		t.Errorf("%d are still owed", n)
	}
	letters := w.count("SELECT count(*) FROM outbox")
	for range 24 { // two years on nobody is reminded of anything
		now := w.Now().AddDate(0, 1, 0)
		w.Now = func() time.Time { return now }
		if p, err := w.KeepSystem(t.Context(), id); err != nil || p.State != system.Revoked || p.WakeAt != nil {
			t.Fatalf("%+v %v", p, err)
		}
	}
	if n := w.count("SELECT count(*) FROM outbox"); n != letters {
		t.Errorf("%d letters about a revoked system", n-letters)
	}
}

// Approvals of earlier releases have systems too, with the conditions they set.
func TestApprovalsOfEarlierReleasesBecomeSystems(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.approvedSystem(facts(billion))
	before := w.system(id)
	if _, err := w.owner.Exec(t.Context(), "DELETE FROM obligations; DELETE FROM systems; DROP TABLE obligations; DROP TABLE systems"); err != nil {
		t.Fatal(err)
	}
	sql, err := migrations.ReadFile("migrations/0007_systems.sql")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.owner.Exec(t.Context(), strings.TrimPrefix(string(sql), "-- +goose Up")); err != nil {
		t.Fatal(err)
	}
	after := w.system(id)
	if len(after.Obligations) != len(before.Obligations) || after.Number != before.Number || after.Entry != before.Entry || after.Level != before.Level || after.Name != before.Name {
		t.Errorf("%+v\nwant %+v", after, before)
	}
	if d := cmp.Diff(before.Process, after.Process) + cmp.Diff(before.Parties, after.Parties); d != "" || !after.ApprovedAt.Equal(before.ApprovedAt) {
		t.Error(d)
	}
	for i, o := range after.Obligations {
		if want := before.Obligations[i]; o.Owner != want.Owner || o.Agrees != want.Agrees || o.Text != want.Text || o.BeforeOperation != want.BeforeOperation || (o.DueAt == nil) != (want.DueAt == nil) {
			t.Errorf("%+v\nwant %+v", o, want)
		}
	}
	w.readyToUse(id)
	w.stepped("filer", id, system.CommandAccept, "", signed("5/BB-NT", "2026-09-14"))
	if left, err := w.SystemsNotKept(t.Context()); err != nil || len(left) != 1 {
		t.Errorf("%v %v", left, err)
	}
}

// An approval that the release before recorded while this schema was there already
// gets its system, once, as of the day of the approval and without a flood of
// reminders.
func TestApprovalsWithoutASystemGetOne(t *testing.T) {
	t.Parallel()
	w := newLaterWorld(t)
	id, other := w.approvedSystem(facts(billion)), w.approvedSystem(facts(billion))
	before := w.system(id)
	if _, err := w.owner.Exec(t.Context(), "DELETE FROM obligations WHERE system = $1", id); err != nil {
		t.Fatal(err)
	}
	if _, err := w.owner.Exec(t.Context(), "DELETE FROM systems WHERE id = $1", id); err != nil {
		t.Fatal(err)
	}
	later := w.Now().AddDate(0, 2, 0)
	w.Now = func() time.Time { return later }
	letters := w.count("SELECT count(*) FROM outbox")
	var group sync.WaitGroup
	for range 3 {
		group.Go(func() {
			if err := w.MakeMissingSystems(t.Context()); err != nil {
				t.Error(describe(err))
			}
		})
	}
	group.Wait()
	after := w.system(id)
	if !after.ApprovedAt.Equal(before.ApprovedAt) || len(after.Obligations) != len(before.Obligations) || !after.KeptUntil.Equal(later) {
		t.Errorf("%+v\nwant %+v", after, before)
	}
	for i, o := range after.Obligations {
		if want := before.Obligations[i]; o.Rule != want.Rule || o.Owner != want.Owner || (o.DueAt == nil) != (want.DueAt == nil) || o.DueAt != nil && !o.DueAt.Equal(*want.DueAt) {
			t.Errorf("%+v\nwant %+v", o, want)
		}
	}
	if n := w.count("SELECT count(*) FROM outbox"); n != letters {
		t.Errorf("%d letters at once", n-letters)
	}
	if n := w.count("SELECT count(*) FROM ledger_entries WHERE event_key = $1", "system/missing/"+id+"/0"); n != 1 {
		t.Errorf("made %d times", n)
	}
	left, err := w.SystemsNotKept(t.Context())
	if err != nil || len(left) != 2 || !slices.Contains(left, id) || !slices.Contains(left, other) {
		t.Errorf("%v are to be kept, %v", left, err)
	}
}

func TestSystemsByPages(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for range 3 {
		w.approvedSystem(facts(billion))
	}
	first, next, err := w.Systems(t.Context(), system.Filter{Limit: 2, State: system.Planned, Agency: "so-y-te"})
	if err != nil || len(first) != 2 {
		t.Fatal(err, len(first))
	}
	rest, end, err := w.Systems(t.Context(), system.Filter{Limit: 2, Cursor: next})
	if err != nil || len(rest) != 1 || end != "" || rest[0].Name == "" {
		t.Fatal(err, rest, end)
	}
	if none, _, err := w.Systems(t.Context(), system.Filter{Limit: 2, State: system.InUse}); err != nil || len(none) != 0 {
		t.Error(err, none)
	}
	o := first[0].Obligations[0].ID
	if of, err := w.OfObligation(t.Context(), o); err != nil || of.ID != first[0].ID {
		t.Error(err, of.ID)
	}
	_, _, err = w.Systems(t.Context(), system.Filter{Cursor: "x", Limit: 1})
	if proposal.CodeOf(err) != proposal.CodeInvalid {
		t.Error(err)
	}
	if _, err := w.OfObligation(t.Context(), "none"); proposal.CodeOf(err) != proposal.CodeNotFound {
		t.Error(err)
	}
	if _, err := w.System(t.Context(), newID()); proposal.CodeOf(err) != proposal.CodeNotFound {
		t.Error(err)
	}
}

// What is owed soon is on the owner's worklist, what is claimed on the
// authority's; nobody of the filing side agrees to it.
func TestObligationsAreOnWorklists(t *testing.T) {
	t.Parallel()
	w := newLaterWorld(t)
	id := w.approvedSystem(facts(billion))
	tasks := func(who string) (all []string) {
		a, err := loadActor(t.Context(), w.pool, w.people[who], today)
		if err != nil {
			t.Fatal(err)
		}
		items, err := w.Worklist(t.Context(), a)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range items {
			said := i.Task + " " + i.Title.VI
			if i.BeforeOperation {
				said += ", trước khi vận hành"
			}
			all = append(all, said)
		}
		return all
	}
	want := []string{
		"fulfil_obligation Báo cáo năm", "fulfil_obligation Phê duyệt hồ sơ đề xuất cấp độ, trước khi vận hành", "fulfil_obligation Kiểm tra điều kiện, phương án bảo vệ, trước khi vận hành",
		"fulfil_obligation Đăng ký, công bố API trên V-APEX, trước khi vận hành", "fulfil_obligation Kết nối, chia sẻ dữ liệu qua LGSP, trước khi vận hành",
	}
	if d := cmp.Diff(want, tasks("filer")) + cmp.Diff(want, tasks("colleague")); d != "" {
		t.Error(d)
	}
	if got := tasks("khcn"); len(got) != 0 {
		t.Errorf("nothing waits for the authority yet: %v", got)
	}
	w.stepped("filer", id, system.CommandFulfil, w.obligation(id, "v_apex").ID, system.Proof{Text: "Đã đăng ký"})
	if d := cmp.Diff([]string{"agree_obligation Đăng ký, công bố API trên V-APEX, trước khi vận hành"}, tasks("khcn")); d != "" {
		t.Error(d)
	}
	if got := tasks("filer"); len(got) != 4 {
		t.Errorf("%v", got)
	}
	if got := tasks("taichinh"); len(got) != 0 {
		t.Errorf("another authority is asked: %v", got)
	}
}

// An approval outlives the agency: its successor finds what is owed, and does it.
func TestASuccessorOwesWhatItsPredecessorOwed(t *testing.T) {
	t.Parallel()
	w := newLaterWorld(t)
	id := w.approvedSystem(facts(billion))
	w.exec("INSERT INTO agencies (code, name, short_name, kind, valid_from) SELECT 'so-moi', 'Sở Mới', 'Sở Mới', kind, '2026-01-01' FROM agencies WHERE code = 'so-y-te'")
	w.exec("UPDATE agencies SET valid_to = $1::text::date - 1, successor = 'so-moi' WHERE code = 'so-y-te'", string(proposal.DateOf(today)))
	w.exec("UPDATE memberships SET valid_to = $2::text::date - 1 WHERE account = $1", w.people["filer"], string(proposal.DateOf(today)))
	w.exec("INSERT INTO memberships (account, agency, valid_from) VALUES ($1, 'so-moi', $2::text::date)", w.people["filer"], string(proposal.DateOf(today)))
	a, err := loadActor(t.Context(), w.pool, w.people["filer"], today)
	if err != nil || a.Agency != "so-moi" {
		t.Fatalf("the filer belongs to %q, %v", a.Agency, err)
	}
	items, err := w.Worklist(t.Context(), a)
	if err != nil || len(items) != 5 {
		t.Errorf("the successor owes %d things, %v", len(items), err)
	}
	w.stepped("filer", id, system.CommandFulfil, w.obligation(id, "v_apex").ID, system.Proof{Text: "Đã đăng ký"})
}
