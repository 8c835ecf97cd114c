package postgres

import (
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/proposal"
)

var later = &proposal.Document{Number: "99/VB", Date: "2026-09-14", Title: "Về việc ý kiến trước", Signatory: "Lê B"}

// newHeads is a world whose agencies have heads.
func newHeads(t testing.TB) *world {
	w := newWorld(t)
	for username, agency := range map[string]string{
		"khcn-head": "so-khcn", "khcn-head2": "so-khcn", "congan-head": "cong-an-tinh", "head": "so-y-te",
	} {
		w.hire(username, agency, proposal.RoleHead)
	}
	return w
}

func instead(d proposal.Decision) proposal.AmendmentRequest {
	return proposal.AmendmentRequest{Kind: proposal.Replace, Reason: "nhầm hồ sơ", Document: later, Decision: &d}
}

// A rejection entered by mistake frees the money; replaced, the money is drawn
// again under the same locks, or refused where another took it.
func TestAReplacedRejectionDrawsItsMoneyAgain(t *testing.T) {
	t.Parallel()
	w := newHeads(t)
	id := w.toBudget(6 * billion)
	w.allocated(id)
	w.do("congan", id, proposal.CommandDecide, security, rejection())
	w.expectHeld("rejected", 0, 0)
	level := 2
	pass := decision(proposal.Details{Level: &level})
	other := w.toBudget(5 * billion)
	w.allocated(other)
	before := w.everything()
	if _, err := w.try("congan-head", id, proposal.CommandAmend, security, instead(pass)); proposal.CodeOf(err) != proposal.CodeBudgetExceeded {
		t.Fatalf("the money is another's: %v", err)
	}
	if w.everything() != before {
		t.Error("a refused replacement changed something")
	}
	w.do("filer", other, proposal.CommandWithdraw, "", proposal.Withdrawal{Reason: "thôi"})
	p := w.do("congan-head", id, proposal.CommandAmend, security, instead(pass))
	if p.Status != proposal.InReview {
		t.Errorf("status %s", p.Status)
	}
	w.expectHeld("replaced", 6, 0)
	w.do("ubnd", id, proposal.CommandDecide, provincial, decision(proposal.Details{Signatory: "Chủ tịch"}))
	w.expectHeld("approved", 0, 6)
}

// What was decided before stays in the trace, struck, with what came instead.
func TestATraceKeepsWhatWasReplaced(t *testing.T) {
	t.Parallel()
	w := newHeads(t)
	id := w.toBudget(billion)
	w.allocated(id)
	no := rejection()
	w.do("congan", id, proposal.CommandDecide, security, no)
	level := 2
	w.do("congan-head", id, proposal.CommandAmend, security, instead(decision(proposal.Details{Level: &level})))
	corrected := decision(proposal.Details{Level: &level})
	corrected.Documents = []proposal.Document{{Number: "13/VB", Date: "2026-09-11", Title: "Về việc cấp độ", Signatory: "Nguyễn Văn A"}}
	w.do("congan", id, proposal.CommandAmend, security, proposal.AmendmentRequest{Kind: proposal.Rectify, Reason: "sai số", Document: later, Decision: &corrected})
	trace, err := w.Trace(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	type told struct {
		Outcome    proposal.Outcome
		By, Number string
		Acts       int
	}
	var got []told
	for _, r := range trace.Rounds {
		if r.Gate == security {
			got = append(got, told{r.Decision.Outcome, r.Superseded.By, r.Decision.Documents[0].Number, len(r.Amendments)})
		}
	}
	if diff := cmp.Diff([]told{{proposal.Reject, "replace", "12/VB", 1}, {proposal.Approve, "rectify", "12/VB", 1}}, got); diff != "" {
		t.Error(diff)
	}
	d, err := w.InForce(t.Context(), id, security)
	if err != nil || d.Documents[0].Number != "13/VB" {
		t.Errorf("in force: %+v, %v", d, err)
	}
	actions := []string{}
	for _, e := range w.ledgerOf(id) {
		actions = append(actions, e.Action)
	}
	if !strings.Contains(strings.Join(actions, " "), "replaced money_reserved gate_reopened decided gate_opened rectified") {
		t.Errorf("ledger: %v", actions)
	}
	for _, table := range []string{"decisions", "amendments"} {
		if _, err := w.pool.Exec(t.Context(), "UPDATE "+table+" SET at = now()"); err == nil {
			t.Errorf("%s can be changed by the application", table)
		}
	}
}

// Of two who replace what both have read, one is told to read again.
func TestTwoHeadsReplaceAtOnce(t *testing.T) {
	t.Parallel()
	w := newHeads(t)
	id := w.toBudget(billion)
	seen := w.kase(id).ETag
	again := decision(proposal.Details{})
	again.Reason = "Ý kiến của Bộ vẫn bao quát."
	var commands []string
	for _, who := range []string{"khcn-head", "khcn-head2"} {
		c := w.command(who, id, proposal.CommandAmend, consultation, instead(again))
		w.sql("UPDATE commands SET seen_etag = " + strconv.FormatInt(seen, 10) + " WHERE id = '" + c + "'")
		commands = append(commands, c)
	}
	errs := make([]error, 2)
	var group sync.WaitGroup
	for i, c := range commands {
		group.Go(func() { _, errs[i] = w.Record(t.Context(), id, c) })
	}
	group.Wait()
	if (errs[0] == nil) == (errs[1] == nil) {
		t.Fatalf("want one done and one refused: %v", errs)
	}
	for _, err := range errs {
		if err != nil && proposal.CodeOf(err) != proposal.CodeConflict {
			t.Error(err)
		}
	}
}

// A review is asked for in the pack's days, ruled on by the province, and the
// filing head who asks has had a hand in the proposal.
func TestReviewOfARejection(t *testing.T) {
	t.Parallel()
	w := newHeads(t)
	id := w.toBudget(billion)
	w.allocated(id)
	w.do("congan", id, proposal.CommandDecide, security, rejection())
	plea := proposal.ReviewPlea{Reason: "chưa xét đặc thù", Document: later}
	until := *w.kase(id).ReviewUntil
	w.Now = func() time.Time { return until.Add(time.Second) }
	if _, err := w.try("head", id, proposal.CommandRequestReview, "", plea); proposal.CodeOf(err) != proposal.CodeConflict {
		t.Errorf("after its days: %v", err)
	}
	w.Now = func() time.Time { return until }
	w.do("head", id, proposal.CommandRequestReview, "", plea)
	if n := w.count("SELECT count(*) FROM proposal_editors WHERE proposal = $1 AND account = $2", id, w.people["head"]); n != 1 {
		t.Error("who asks for a review is on the filing side")
	}
	items, err := w.Worklist(t.Context(), w.actor("ubnd"))
	if err != nil || len(items) != 1 || items[0].Task != proposal.TaskReview || items[0].ProposalID != id {
		t.Errorf("the province's worklist: %+v, %v", items, err)
	}
	ruling := proposal.ReviewRuling{Outcome: proposal.SendBack, Gate: security, Reason: "xem lại", Document: later}
	p := w.do("ubnd", id, proposal.CommandReview, "", ruling)
	if g, _ := p.Gate(security); p.Status != proposal.InReview || g.Round != 2 || g.State != proposal.GateOpen {
		t.Errorf("%+v", p)
	}
	w.expectHeld("sent back", 1, 0)
	if n := w.count("SELECT count(*) FROM proposal_editors WHERE proposal = $1 AND account = $2", id, w.people["ubnd"]); n != 0 {
		t.Error("who rules on it is not on the filing side")
	}
}

// A revoked approval frees the money and ends what it entered into the catalog.
func TestRevocation(t *testing.T) {
	t.Parallel()
	w := newHeads(t)
	own := w.toBudget(2 * billion)
	w.allocated(own)
	w.approve(own)
	f := facts(billion)
	f.Name, f.Realises = "Cơ sở dữ liệu y tế", "B01"
	planned := w.draft("filer", f)
	w.submit("filer", planned)
	w.clear(planned, "proposal/"+planned+"/screening/1")
	w.consulted(planned)
	w.reviewed(planned)
	w.allocated(planned)
	w.approve(planned)
	w.expectHeld("approved", 0, 3)
	order := proposal.RevocationOrder{Reason: "không còn nhu cầu", Document: later}
	for _, id := range []string{own, planned} {
		p, err := w.RecordIn(t.Context(), id, w.command("ubnd", id, proposal.CommandRevoke, "", order), 1)
		if err != nil || p.Status != proposal.Revoked || p.Run != 1 {
			t.Fatalf("%+v, %v", p, err)
		}
	}
	w.expectHeld("revoked", 0, 0)
	entry, err := w.CatalogEntry(t.Context(), w.kase(own).Number)
	if err != nil || entry.State != proposal.EntryRetired {
		t.Errorf("%+v, %v", entry, err)
	}
	entry, err = w.CatalogEntry(t.Context(), "B01")
	if err != nil || entry.State != proposal.EntryPlanned || entry.ApprovedBy != "" {
		t.Errorf("%+v, %v", entry, err)
	}
}
