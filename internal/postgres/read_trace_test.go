package postgres

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"pheduyet/internal/catalog"
	"pheduyet/internal/ledger"
	"pheduyet/internal/proposal"
	"pheduyet/internal/why"
)

// does records an act of a person as the API and the workflow do.
func (s *shelf) does(a proposal.Actor, id, kind, gate string, body any) {
	s.t.Helper()
	c := proposal.Command{ID: newID(), Account: a.Account, Method: "POST", Path: "/", ProposalID: id, Kind: kind, Gate: gate, Body: toJSON(body)}
	if err := s.Begin(s.t.Context(), c); err != nil {
		s.t.Fatal(err)
	}
	if _, err := s.Record(s.t.Context(), id, c.ID); err != nil {
		s.t.Fatalf("%s %s: %v", kind, gate, err)
	}
}

// drafts records a draft that is ready to be submitted.
func (s *shelf) drafts(a proposal.Actor, name string) proposal.Case {
	s.t.Helper()
	layer, level := 3, 2
	facts := proposal.Facts{
		Kind: proposal.NewBuild, Name: name, Summary: "Tóm tắt", Functions: []string{"Tra cứu"}, Sector: "Y tế",
		LineMinistry: "bo-y-te", Scope: proposal.ScopeProvince, Users: []string{"Cán bộ"}, ArchitectureLayer: &layer,
		Budget:   []proposal.BudgetLine{{FiscalYear: 2027, Source: proposal.SourceOther, AmountVND: 1_000}},
		Security: &proposal.Security{ProposedLevel: &level}, ExpectedCompletion: "2027-12-31",
	}
	c := proposal.Command{ID: newID(), Account: a.Account, Method: "POST", Path: "/", Kind: proposal.CommandCreate, Body: toJSON(facts)}
	if err := s.Begin(s.t.Context(), c); err != nil {
		s.t.Fatal(err)
	}
	created, err := s.CreateDraft(s.t.Context(), c.ID)
	if err != nil {
		s.t.Fatal(err)
	}
	return created
}

func (s *shelf) screens(id, key string, matches ...catalog.Match) {
	s.t.Helper()
	found := catalog.Result{Verdict: proposal.ClearByRule, Note: "không tìm thấy", Compared: 229, Matches: matches}
	if len(matches) > 0 {
		found.Verdict = "review"
	}
	if _, err := s.RecordScreening(s.t.Context(), id, "duplication_check", key, found); err != nil {
		s.t.Fatal(err)
	}
}

func (s *shelf) trace(id string) why.Trace {
	s.t.Helper()
	trace, err := s.Trace(s.t.Context(), id)
	if err != nil {
		s.t.Fatal(err)
	}
	return trace
}

func (s *shelf) pass(d time.Duration) {
	now := s.Now().Add(d)
	s.Now = func() time.Time { return now }
}

var returning = proposal.Decision{
	Outcome: proposal.Return, Reason: "Chưa nêu rõ phạm vi", Items: []proposal.ItemRequest{{Text: "Nêu phạm vi"}},
	Citations: []proposal.Citation{}, Documents: []proposal.Document{},
}

// returned takes a proposal through a return and a resubmission that is found
// clear.
func returned(s *shelf) (id string, filer, reviewer proposal.Actor) {
	s.t.Helper()
	filer, reviewer = s.person("an", "so-y-te", proposal.RoleFiler), s.person("binh", "so-khcn", proposal.RoleReviewer)
	id = s.drafts(filer, "Quản lý trạm y tế").ID
	s.does(filer, id, proposal.CommandSubmit, "", proposal.Submission{})
	s.pass(time.Minute)
	s.screens(id, "first", catalog.Match{ID: "A01", Weighty: true})
	s.pass(time.Hour)
	s.does(reviewer, id, proposal.CommandDecide, "duplication_check", returning)
	s.pass(24 * time.Hour)
	s.does(filer, id, proposal.CommandSubmit, "", proposal.Submission{Answers: []proposal.Answer{{Item: "duplication_check-1-1", Text: "Phạm vi toàn tỉnh"}}})
	s.pass(time.Minute)
	s.screens(id, "second")
	return id, filer, reviewer
}

func TestTraceTellsEveryRound(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	id, _, reviewer := returned(s)
	c, err := s.Case(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	dup, _ := s.pack.Rules.Gate("duplication_check")
	consultation, _ := s.pack.Rules.Gate("ministry_consultation")
	day, decided, cleared := noon.AddDate(0, 0, 1), noon.Add(61*time.Minute), noon.Add(25*time.Hour+2*time.Minute)
	want := []proposal.GateRound{
		{Gate: dup.ID, Kind: dup.Kind, Round: 1, Authority: "so-khcn", Pack: ref(s.pack), Citations: dup.Citations, Cites: restsOn(dup),
			Decision: &returning, By: proposal.Person{Account: reviewer.Account, Name: reviewer.Name, Agency: "so-khcn"}, At: &decided,
			Deadline:   &proposal.Deadline{Days: 3, From: noon, DueAt: time.Date(2026, 10, 8, 23, 59, 59, 0, proposal.Zone)},
			Superseded: &proposal.Superseded{By: proposal.SupersededByRound, Round: 2, At: &cleared}},
		{Gate: dup.ID, Kind: dup.Kind, Round: 2, Authority: "so-khcn", Pack: ref(s.pack), Citations: dup.Citations, Cites: restsOn(dup),
			Decision: &proposal.Decision{Outcome: proposal.Approve, Reason: "không tìm thấy"}, ByRule: true, At: &cleared,
			Deadline: &proposal.Deadline{Days: 3, From: day.Add(61 * time.Minute), DueAt: time.Date(2026, 10, 9, 23, 59, 59, 0, proposal.Zone)}},
		{Gate: consultation.ID, Kind: consultation.Kind, Round: 1, Authority: "so-khcn", Pack: ref(s.pack), Citations: consultation.Citations, Cites: restsOn(consultation),
			Deadline: &proposal.Deadline{Days: 5, From: cleared, DueAt: time.Date(2026, 10, 13, 23, 59, 59, 0, proposal.Zone), Stretch: "send", Holder: "so-y-te",
				Skipped: []proposal.SkippedDay{{Date: "2026-10-10", Why: "weekend"}, {Date: "2026-10-11", Why: "weekend"}}}},
	}
	var got []proposal.GateRound
	for _, r := range s.trace(id).Rounds {
		got = append(got, r.GateRound)
	}
	if len(got) != 2+len(s.pack.Gates)-1 {
		t.Fatalf("%d rounds", len(got))
	}
	ignore := cmpopts.IgnoreFields(proposal.GateRound{}, "Screening")
	if diff := cmp.Diff(want, got[:3], ignore, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if first := got[0].Screening; first == nil || first.Verdict != "review" || first.Matches[0].ID != "A01" {
		t.Errorf("round 1 was decided on %+v", first)
	}
	if diff := cmp.Diff(c.Screening, got[1].Screening); diff != "" {
		t.Errorf("round 2 was decided on another comparison:\n%s", diff)
	}
	if got[2].Screening != nil || got[3].Deadline != nil {
		t.Error("an undecided gate shows a comparison or deadline that is not its own")
	}
}

// A council's member belongs to another agency, and people move on.
func TestTraceNamesTheAgencyThatThePersonHadThen(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	id, _, reviewer := returned(s)
	s.exec("UPDATE memberships SET valid_to = '2026-10-05' WHERE account = $1", reviewer.Account)
	s.exec(`INSERT INTO memberships (account, agency, valid_from, valid_to) VALUES
		($1, 'so-y-te', '2025-01-01', '2025-12-31'), ($1, 'so-tai-chinh', '2026-10-06', NULL)`, reviewer.Account)
	s.exec("INSERT INTO memberships (account, agency, seat, valid_from) VALUES ($1, 'to-giup-viec', true, '2026-10-05')", reviewer.Account)
	if got := s.trace(id).Rounds[0].By.Agency; got != "so-khcn" {
		t.Errorf("decided as %s", got)
	}
}

func TestTraceShowsAnUndecidedComparison(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	filer := s.person("an", "so-y-te", proposal.RoleFiler)
	id := s.drafts(filer, "Quản lý trạm y tế").ID
	if rounds := s.trace(id).Rounds; len(rounds) != 0 {
		t.Errorf("a draft has rounds: %+v", rounds)
	}
	s.does(filer, id, proposal.CommandSubmit, "", proposal.Submission{})
	if got := s.trace(id).Rounds[0]; got.Screening != nil || got.Decision != nil {
		t.Errorf("before the comparison: %+v", got)
	}
	s.screens(id, "first", catalog.Match{ID: "A01", Weighty: true})
	if got := s.trace(id).Rounds[0]; got.Screening == nil || got.Decision != nil || got.Deadline == nil {
		t.Errorf("after the comparison: %+v", got)
	}
}

func TestTraceShowsNoComparisonAtOtherGates(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	id, _, reviewer := returned(s)
	s.pass(time.Hour)
	s.does(reviewer, id, proposal.CommandDecide, "ministry_consultation", returning)
	if got := s.trace(id).Rounds[2]; got.Gate != "ministry_consultation" || got.Decision == nil || got.Screening != nil {
		t.Errorf("%+v", got)
	}
}

func TestTraceTellsTheLedgerInOrderWithItsTexts(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	id, filer, reviewer := returned(s)
	events := s.trace(id).Events
	var actions []string
	for i, e := range events {
		if e.Seq != int64(i+1) || len(e.Hash) != 64 {
			t.Errorf("event %d: seq %d, hash %q", i, e.Seq, e.Hash)
		}
		actions = append(actions, strings.TrimSuffix(e.Action+"/"+e.Gate, "/"))
	}
	want := []string{
		"drafted", "submitted", "gate_opened/duplication_check", "screened/duplication_check", "decided/duplication_check", "returned/duplication_check",
		"resubmitted", "gate_reopened/duplication_check", "screened/duplication_check", "decided/duplication_check", "gate_opened/ministry_consultation",
	}
	if diff := cmp.Diff(want, actions); diff != "" {
		t.Fatalf("(-want +got)\n%s", diff)
	}
	decided := events[4]
	if decided.Outcome != proposal.Return || decided.Actor != (proposal.Person{Account: reviewer.Account, Name: reviewer.Name, Agency: "so-khcn"}) || !decided.At.Equal(noon.Add(61*time.Minute)) {
		t.Errorf("decided: %+v", decided)
	}
	var data struct{ Data proposal.Decision }
	if err := json.Unmarshal(decided.Data, &data); err != nil || data.Data.Reason != returning.Reason {
		t.Errorf("the reason reads %q (%v)", data.Data.Reason, err)
	}
	if byRule := events[9]; byRule.Actor.Account != "" || len(byRule.Citations) == 0 {
		t.Errorf("decided by rule: %+v", byRule)
	}
	if events[0].Actor.Account != filer.Account {
		t.Errorf("drafted by %+v", events[0].Actor)
	}
}

func TestTraceShowsWhatWasSealedAwayAndRefusesWhatWasForged(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	id, _, _ := returned(s)
	s.exec("UPDATE ledger_texts SET salt = NULL, text = NULL WHERE path LIKE '/data/reason'")
	var sealed bool
	for _, e := range s.trace(id).Events {
		if strings.Contains(string(e.Data), returning.Reason) {
			t.Errorf("event %d still tells what was sealed away", e.Seq)
		}
		sealed = sealed || strings.Contains(string(e.Data), ledger.Removed)
	}
	if !sealed {
		t.Error("nothing says that a text was removed")
	}
	s.exec("UPDATE ledger_texts SET text = 'khác' WHERE path = '/data/items/0/text'")
	_, err := s.Trace(t.Context(), id)
	refused(t, err, proposal.CodeInternal)
}

func TestTraceOfNothing(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	for _, id := range []string{somewhere(), "", "x", "00000000-0000-0000-0000-00000000000'"} {
		_, err := s.Trace(t.Context(), id)
		refused(t, err, proposal.CodeNotFound)
		_, err = s.Case(t.Context(), id)
		refused(t, err, proposal.CodeNotFound)
		_, err = s.Filing(t.Context(), id)
		refused(t, err, proposal.CodeNotFound)
		_, err = s.File(t.Context(), id)
		refused(t, err, proposal.CodeNotFound)
	}
}

// restsOn is what the days of a gate rest on.
func restsOn(g proposal.GateRule) []proposal.Citation {
	return g.DeadlineCites(proposal.Deadline{})
}
