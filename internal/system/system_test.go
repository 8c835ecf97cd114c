package system

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/proposal"
)

type owes struct{ Name, Owner, Agrees, Due string }

func owed(s System) []owes {
	var all []owes
	for _, o := range s.Obligations {
		name, due := o.Rule, ""
		if name == "" {
			name = o.Text.VI
		}
		if o.DueAt != nil {
			due = o.DueAt.Format(time.DateTime)
		}
		if o.State.Owed() {
			all = append(all, owes{name, o.Owner, o.Agrees, due})
		}
	}
	return all
}

func TestWhatIsOwedFromTheApprovalOn(t *testing.T) {
	step := Approved(kase(), env(approved))
	want := []owes{
		{"Tích hợp LGSP", "so-tai-chinh", "so-khcn", "2027-03-31 23:59:59"},
		{"Tập huấn", "so-y-te", "so-khcn", "2027-04-30 23:59:59"}, // whom the condition names is no agency
		{"dossier", "so-y-te", "hoi-dong", ""},                    // instead of the term that the gate left
		{"api", "so-y-te", "hoi-dong", ""},
		{"year", "so-y-te", "so-khcn", "2026-11-30 23:59:59"},
	}
	if d := cmp.Diff(want, owed(step.System)); d != "" {
		t.Error(d)
	}
	if s := step.System; s.State != Planned || s.Entry != "DX-2026-000001" || s.BeginBy.Format(time.DateOnly) != "2027-11-23" || s.Version != 1 {
		t.Errorf("%+v", s)
	}
	if got := actions(step); got != "system_planned obligation_set obligation_set obligation_set obligation_set obligation_set" {
		t.Error(got)
	}
	if find(t, step.System, "Tập huấn").OwnerSaid != "Nhà thầu" {
		t.Error("whom the condition names is lost")
	}
}

// A dossier that was approved at its gate is owed no more; a pack without such
// rules asks what the decisions left, before operation where a gate left it.
func TestWhatIsNotOwed(t *testing.T) {
	c := kase()
	c.Standing.Conditions = c.Standing.Conditions[:2]
	for _, o := range Approved(c, env(approved)).System.Obligations {
		if o.Rule == "dossier" {
			t.Error("the dossier is owed although no gate left it")
		}
	}
	e := env(approved)
	e.Rules.Life = nil
	s := Approved(kase(), e).System
	if d := cmp.Diff(owes{"Hồ sơ cấp độ", "so-y-te", "hoi-dong", ""}, owed(s)[2]); len(s.Obligations) != 3 || s.BeginBy != nil || d != "" || !s.Obligations[2].BeforeOperation {
		t.Errorf("%s %+v", d, s)
	}
}

func TestFromPlanToUseToRetirement(t *testing.T) {
	s := planned(t)
	_, err := s.Accept(minutes("2027-01-04"), kase(), env(day("2027-01-04")))
	refused, ok := err.(*proposal.Error)
	if !ok || refused.Code != proposal.CodeInvalid || len(refused.Fields) != 2 {
		t.Fatalf("accepted with what comes before operation still owed: %v", err)
	}
	s = must(t)(ready(t).Begin(minutes("2026-12-10"), env(day("2026-12-10"))))
	if _, err := s.Begin(minutes("2026-12-10"), env(day("2026-12-11"))); proposal.CodeOf(err) != proposal.CodeConflict {
		t.Errorf("begun twice: %v", err)
	}
	step, err := s.Accept(minutes("2027-01-04"), kase(), env(day("2027-01-04")))
	if err != nil {
		t.Fatal(err)
	}
	s = step.System
	want := []owes{
		{"kpi", "so-khcn", "", "2027-02-01 23:59:59"}, {"data", "so-y-te", "", "2027-01-24 23:59:59"}, // level 2: no layers
		{"safety", "so-y-te", "so-khcn", "2027-12-20 23:59:59"},
	}
	if d := cmp.Diff(want, owed(s)[3:]); d != "" || s.State != InUse || s.Acceptance.SHA256 == "" {
		t.Error(d, s.State, s.Acceptance)
	}
	if told(step) != "system_accepted" {
		t.Error(told(step))
	}
	if _, err := s.Accept(minutes("2027-01-04"), kase(), env(day("2027-01-05"))); proposal.CodeOf(err) != proposal.CodeConflict {
		t.Errorf("accepted twice: %v", err)
	}
	end, err := s.Retire(minutes("2030-05-01"), env(day("2030-05-02")))
	if err != nil || end.System.State != Retired || len(owed(end.System)) != 0 || end.System.EndedAt == nil {
		t.Fatalf("%v %+v", err, end.System)
	}
	if _, err := end.System.Retire(minutes("2030-05-01"), env(day("2030-05-02"))); proposal.CodeOf(err) != proposal.CodeConflict {
		t.Errorf("retired twice: %v", err)
	}
	if again := end.System.Keep(env(day("2031-01-01"))); len(again.Events)+len(again.Notices) != 0 || end.System.WakeAt(env(day("2031-01-01"))) != nil {
		t.Errorf("a retired system goes on: %+v", again)
	}
}

func TestALevelFromThreeOnIsAskedForMonitoring(t *testing.T) {
	c := kase()
	c.Standing.Level = 3
	s := Approved(c, env(approved)).System
	for _, name := range []string{"dossier", "api"} {
		s = must(t)(s.Waive(find(t, s, name).ID, Answer{Note: "Đã có", Document: &proposal.Document{Number: "1", Date: "2026-12-01"}}, env(day("2026-12-01"))))
	}
	s = must(t)(s.Accept(minutes("2027-01-04"), c, env(day("2027-01-04"))))
	if o := find(t, s, "layers"); !o.Recommended || o.DueAt == nil {
		t.Errorf("%+v", o)
	}
}

func TestBadPapers(t *testing.T) {
	s := planned(t)
	for field, p := range map[string]Paper{
		"number":        {Document: proposal.Document{Number: " ", Date: "2026-12-01"}},
		"date":          {Document: proposal.Document{Number: "1", Date: "2026-12-03"}},
		"attachment_id": {Document: proposal.Document{Number: "1", Date: "2026-12-01", AttachmentID: "other"}},
	} {
		_, err := s.Begin(p, env(day("2026-12-02")))
		if e, ok := err.(*proposal.Error); !ok || e.Code != proposal.CodeInvalid || len(e.Fields) != 1 || e.Fields[0].Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	if _, err := s.Begin(minutes("2026-11-22"), env(day("2026-12-02"))); proposal.CodeOf(err) != proposal.CodeInvalid {
		t.Errorf("older than the approval: %v", err)
	}
	secret := minutes("2026-12-01")
	secret.Classified = true
	if _, err := s.Begin(secret, env(day("2026-12-02"))); proposal.CodeOf(err) != proposal.CodeInvalid {
		t.Errorf("classified with a file: %v", err)
	}
	secret.AttachmentID, secret.Title = "", "Biên bản về hệ thống mật"
	if _, err := s.Begin(secret, env(day("2026-12-02"))); proposal.CodeOf(err) != proposal.CodeInvalid {
		t.Errorf("classified with its subject: %v", err)
	}
}

func TestRevocationEndsEverythingOnce(t *testing.T) {
	s := inUse(t)
	step := s.Revoke(day("2027-06-01"))
	if step.System.State != Revoked || len(owed(step.System)) != 0 || actions(step)[:14] != "system_revoked" {
		t.Errorf("%s %+v", actions(step), step.System)
	}
	if again := step.System.Revoke(day("2027-06-02")); len(again.Events) != 0 || again.System.Version != step.System.Version {
		t.Errorf("%+v", again)
	}
}

func TestObligationsAreProvedAndAgreed(t *testing.T) {
	s := planned(t)
	id := find(t, s, "year").ID
	if _, err := s.Fulfil(id, Proof{Text: " "}, env(day("2026-11-25"))); proposal.CodeOf(err) != proposal.CodeInvalid {
		t.Errorf("no proof: %v", err)
	}
	if _, err := s.Verify(id, Answer{Agreed: true}, env(day("2026-11-25"))); proposal.CodeOf(err) != proposal.CodeConflict {
		t.Errorf("agreed before it is claimed: %v", err)
	}
	if _, err := s.Fulfil("none", Proof{Text: "x"}, env(day("2026-11-25"))); proposal.CodeOf(err) != proposal.CodeNotFound {
		t.Errorf("unknown: %v", err)
	}
	claim, err := s.Fulfil(id, Proof{Text: "Đã gửi", Document: &proposal.Document{Number: "9/BC", Date: "2026-12-02", AttachmentID: "scan"}}, env(day("2026-12-02")))
	if err != nil || told(claim) != "obligation_claimed" {
		t.Fatal(err, told(claim))
	}
	if o := find(t, claim.System, "year"); o.State != Claimed || !o.Late(day("2026-12-05")) || o.Proof.Document.SHA256 == "" {
		t.Errorf("%+v", o)
	}
	if _, err := claim.System.Verify(id, Answer{}, env(day("2026-12-03"))); proposal.CodeOf(err) != proposal.CodeInvalid {
		t.Errorf("refused without a reason: %v", err)
	}
	refused := must(t)(claim.System.Verify(id, Answer{Note: "Thiếu số liệu"}, env(day("2026-12-03"))))
	if o := find(t, refused, "year"); o.State != Open || o.Answer.Note == "" {
		t.Errorf("%+v", o)
	}
	again := must(t)(refused.Fulfil(id, Proof{Text: "Đã bổ sung"}, env(day("2026-12-04"))))
	agreed, err := again.Verify(id, Answer{Agreed: true}, env(day("2026-12-04")))
	if o := find(t, agreed.System, "year"); err != nil || o.State != Fulfilled || told(agreed) != "obligation_agreed" || actions(agreed) != "obligation_agreed" {
		t.Errorf("%v %+v", err, o)
	}
	if _, err := agreed.System.Waive(id, Answer{Note: "x", Document: &proposal.Document{Number: "1", Date: "2026-12-04"}}, env(day("2026-12-05"))); proposal.CodeOf(err) != proposal.CodeConflict {
		t.Errorf("waived after it was fulfilled: %v", err)
	}
	if _, err := s.Waive(id, Answer{}, env(day("2026-12-05"))); len(err.(*proposal.Error).Fields) != 2 {
		t.Errorf("waived without reason and document: %v", err)
	}
	// What nobody agrees to is fulfilled with its proof.
	used := inUse(t)
	if o := find(t, must(t)(used.Fulfil(find(t, used, "kpi").ID, Proof{Text: "Đã kết nối"}, env(day("2027-01-20")))), "kpi"); o.State != Fulfilled || o.Late(day("2028-01-01")) {
		t.Errorf("%+v", o)
	}
}
