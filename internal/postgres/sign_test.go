package postgres

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/process"
	"pheduyet/internal/proposal"
)

// newSignedWorld is a world whose new builds have their money signed by the head.
func newSignedWorld(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	s := worldSeeds(t)
	i := slices.IndexFunc(s.Packs, func(p process.Pack) bool { return slices.Contains(p.Kinds, proposal.NewBuild) })
	w.sql("DELETE FROM packs WHERE id = '" + s.Packs[i].ID + "'")
	var p map[string]any
	if err := json.Unmarshal(s.Packs[i].Canonical(), &p); err != nil {
		t.Fatal(err)
	}
	p["id"] = "ky-truong"
	for _, g := range p["gates"].([]any) {
		if gate := g.(map[string]any); gate["id"] == budget {
			gate["sign"] = proposal.SignHead
		}
	}
	data, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	if s.Packs[i], err = process.Parse(data); err != nil {
		t.Fatal(err)
	}
	if err := LoadSeeds(t.Context(), w.ownerURL, s, true); err != nil {
		t.Fatal(err)
	}
	w.hire("head-1", "so-tai-chinh", proposal.RoleHead)
	w.hire("head-2", "so-tai-chinh", proposal.RoleHead)
	w.hire("taichinh-2", "so-tai-chinh", proposal.RoleReviewer)
	return w
}

// prepared takes a proposal to the head's desk.
func (w *world) prepared(amount int64) string {
	w.t.Helper()
	id := w.toBudget(amount)
	d := decision(proposal.Details{Allocations: w.kase(id).Facts.Budget})
	d.Documents, d.Reason = nil, "Lý do nội bộ của dự thảo"
	w.do("taichinh", id, proposal.CommandDecide, budget, d)
	return id
}

var signature = proposal.Signature{Document: &proposal.Document{Number: "7/STC", Date: "2026-09-14", Title: "Về việc bố trí", Signatory: "Giám đốc"}}

// Money is drawn when the head signs; preparer and signer stand in the decision,
// and what was prepared stays inside the authority: not a word of it is in the
// ledger before.
func TestMoneyIsDrawnAtTheSignature(t *testing.T) {
	t.Parallel()
	w := newSignedWorld(t)
	id := w.prepared(6 * billion)
	w.expectHeld("prepared", 0, 0)
	if n := w.count("SELECT count(*) FROM ledger_texts WHERE text LIKE '%nội bộ của dự thảo%'"); n != 0 {
		t.Errorf("%d texts of the ledger tell what is not signed yet", n)
	}
	if _, err := w.try("taichinh", id, proposal.CommandSign, budget, signature); proposal.CodeOf(err) != proposal.CodeForbidden {
		t.Errorf("the officer signs: %v", err)
	}
	w.do("head-1", id, proposal.CommandSendBack, budget, proposal.SentBack{Note: "Nêu nguồn"})
	if g, _ := w.kase(id).Gate(budget); g.Prepared != nil || g.State != proposal.GateOpen {
		t.Errorf("%+v", g)
	}
	w.do("taichinh", id, proposal.CommandDecide, budget, decision(proposal.Details{Allocations: w.kase(id).Facts.Budget}))
	p := w.do("head-1", id, proposal.CommandSign, budget, signature)
	if g, _ := p.Gate(budget); g.State != proposal.GatePassed {
		t.Errorf("%+v", g)
	}
	w.expectHeld("signed", 6, 0)
	d, err := w.InForce(t.Context(), id, budget)
	if err != nil || d.PreparedBy == nil || d.PreparedBy.Account != w.people["taichinh"] || d.Documents[0].Number != "7/STC" {
		t.Errorf("%+v, %v", d, err)
	}
	var notes []string
	for _, p := range w.kase(id).Preparations {
		notes = append(notes, p.Note)
	}
	if diff := cmp.Diff([]string{"", "Nêu nguồn", ""}, notes); diff != "" {
		t.Error(diff)
	}
	var actions []string
	for _, e := range w.ledgerOf(id) {
		if e.Gate == budget {
			actions = append(actions, e.Action)
		}
	}
	if got := strings.Join(actions, " "); got != "gate_opened decision_prepared decision_sent_back decision_prepared decided" {
		t.Error(got)
	}
	if _, err := w.pool.Exec(t.Context(), "UPDATE preparations SET at = now()"); err == nil {
		t.Error("the application changes preparations")
	}
	asTold(t, w.Store)
}

// Two heads sign at once: one signature stands, the other is told that the gate is
// decided, and the money is drawn once.
func TestTwoHeadsSignAtOnce(t *testing.T) {
	t.Parallel()
	w := newSignedWorld(t)
	id := w.prepared(6 * billion)
	errs := make([]error, 2)
	var group sync.WaitGroup
	for i, who := range []string{"head-1", "head-2"} {
		command := w.command(who, id, proposal.CommandSign, budget, signature)
		group.Go(func() { _, errs[i] = w.Record(t.Context(), id, command) })
	}
	group.Wait()
	if (errs[0] == nil) == (errs[1] == nil) {
		t.Fatalf("want one signed and one refused: %v", errs)
	}
	for _, err := range errs {
		if err != nil && proposal.CodeOf(err) != proposal.CodeConflict {
			t.Error(err)
		}
	}
	w.expectHeld("signed", 6, 0)
}

// An envelope may be spent between the preparation and the signature.
func TestTheSignatureAsksTheEnvelopeAgain(t *testing.T) {
	t.Parallel()
	w := newSignedWorld(t)
	first, second := w.prepared(6*billion), w.prepared(6*billion)
	w.do("head-1", first, proposal.CommandSign, budget, signature)
	if _, err := w.try("head-1", second, proposal.CommandSign, budget, signature); proposal.CodeOf(err) != proposal.CodeBudgetExceeded {
		t.Error(err)
	}
	if g, _ := w.kase(second).Gate(budget); g.State != proposal.GateOpen || g.Prepared == nil {
		t.Errorf("%+v", g)
	}
}

// A gate is claimed, handed on and released; who reads it first is kept, once a
// round.
func TestHandsOnAGate(t *testing.T) {
	t.Parallel()
	w := newSignedWorld(t)
	id := w.toBudget(billion)
	for _, who := range []string{"khcn", "taichinh-2", "taichinh"} { // another authority's reading counts nothing
		if err := w.FirstRead(t.Context(), id, w.actor(who)); err != nil {
			t.Fatal(err)
		}
	}
	w.do("taichinh", id, proposal.CommandClaim, budget, struct{}{})
	if _, err := w.try("taichinh-2", id, proposal.CommandDecide, budget, decision(proposal.Details{})); proposal.CodeOf(err) != proposal.CodeConflict {
		t.Errorf("another decides a claimed gate: %v", err)
	}
	if _, err := w.try("head-1", id, proposal.CommandReassign, budget, proposal.Reassignment{Account: "khcn", Reason: "Nghỉ phép"}); proposal.CodeOf(err) != proposal.CodeInvalid {
		t.Errorf("handed to another authority: %v", err)
	}
	found, err := w.Colleagues(t.Context(), []string{"so-tai-chinh"})
	var offered []string
	for _, p := range found {
		if w.kase(id).MayTake(budget, p.Actor) {
			offered = append(offered, p.Username)
		}
	}
	if err != nil || !slices.Contains(offered, "taichinh-2") || slices.Contains(offered, "taichinh") || slices.Contains(offered, "khcn") {
		t.Errorf("the gate may be handed to %v: %v", offered, err)
	}
	w.do("head-1", id, proposal.CommandReassign, budget, proposal.Reassignment{Account: "taichinh-2", Reason: "Nghỉ phép"})
	g, _ := w.kase(id).Gate(budget)
	if g.FirstOpened == nil || g.FirstOpened.Name != "Ông taichinh-2" || g.Claim == nil || g.Claim.Account != w.people["taichinh-2"] {
		t.Errorf("%+v, %+v", g.FirstOpened, g.Claim)
	}
	w.do("taichinh-2", id, proposal.CommandRelease, budget, struct{}{})
	asTold(t, w.Store)
	for _, e := range w.ledgerOf(id) {
		if e.Action == "gate_first_read" && e.Actor.Account != w.people["taichinh-2"] {
			t.Errorf("first read by %+v", e.Actor)
		}
	}
}

// Who leaves loses the claim at that moment, before anything is recorded; the next
// act tells of it, whoever does it.
func TestWhoLeavesLosesTheClaim(t *testing.T) {
	t.Parallel()
	for name, leaves := range map[string]string{
		"the agency":  "UPDATE memberships SET valid_to = '2026-09-01' WHERE account = '%s'",
		"the role":    "UPDATE account_roles SET valid_to = '2026-09-01' WHERE account = '%s'",
		"the account": "UPDATE accounts SET disabled_at = '2026-09-01' WHERE id = '%s'",
	} {
		t.Run(name, func(t *testing.T) {
			w := newSignedWorld(t)
			id := w.toBudget(billion)
			w.do("taichinh-2", id, proposal.CommandClaim, budget, struct{}{})
			if _, err := w.try("taichinh", id, proposal.CommandClaim, budget, struct{}{}); proposal.CodeOf(err) != proposal.CodeConflict {
				t.Errorf("claimed twice: %v", err)
			}
			w.sql(fmt.Sprintf(leaves, w.people["taichinh-2"]))
			asTold(t, w.Store)
			c, err := w.Case(t.Context(), id)
			if err != nil {
				t.Fatal(err)
			}
			if g, _ := c.Gate(budget); g.Claim != nil || len(c.Lapsed) != 1 || c.Lapsed[0].Hand.Account != w.people["taichinh-2"] {
				t.Errorf("%+v, lapsed %+v", g.Claim, c.Lapsed)
			}
			items, err := w.Worklist(t.Context(), w.actor("taichinh"))
			if err != nil || len(items) != 1 || items[0].Claim != nil {
				t.Errorf("%+v, %v", items, err)
			}
			w.do("taichinh", id, proposal.CommandClaim, budget, struct{}{})
			c, err = w.Case(t.Context(), id)
			if g, _ := c.Gate(budget); err != nil || g.Claim == nil || g.Claim.Account != w.people["taichinh"] || len(c.Lapsed) != 0 {
				t.Errorf("%+v, lapsed %+v, %v", g.Claim, c.Lapsed, err)
			}
			if n := w.count("SELECT count(*) FROM ledger_entries WHERE action = 'claim_ended' AND proposal = '" + id + "'"); n != 1 {
				t.Errorf("%d entries tell that the claim ended", n)
			}
			asTold(t, w.Store)
		})
	}
}

// A claim that lapsed is off the record after any act on the proposal.
func TestALapsedClaimEndsWithTheNextAct(t *testing.T) {
	t.Parallel()
	w := newSignedWorld(t)
	id := w.toBudget(billion)
	w.do("taichinh-2", id, proposal.CommandClaim, budget, struct{}{})
	w.sql("UPDATE accounts SET disabled_at = '2026-09-01' WHERE id = '" + w.people["taichinh-2"] + "'")
	w.do("filer", id, proposal.CommandConsult, "", proposal.Consultation{Letter: &proposal.Letter{Number: "9/SYT", Date: "2026-09-01"}})
	if n := w.count("SELECT count(*) FROM gates WHERE claim_by IS NOT NULL AND proposal = '" + id + "'"); n != 0 {
		t.Errorf("%d gates are still claimed on record", n)
	}
	asTold(t, w.Store)
}

// Where an agency wants it so, its head sends filings out.
func TestTheHeadSendsFilingsOut(t *testing.T) {
	t.Parallel()
	w := newSignedWorld(t)
	w.hire("head-yte", "so-y-te", proposal.RoleHead)
	w.sql("UPDATE agencies SET filing_sign = 'head' WHERE code = 'so-y-te'; UPDATE register_version SET version = version + 1")
	id := w.draft("filer", facts(billion))
	if _, err := w.try("filer", id, proposal.CommandSubmit, "", proposal.Submission{}); proposal.CodeOf(err) != proposal.CodeForbidden {
		t.Errorf("a filer sends it: %v", err)
	}
	w.do("filer", id, proposal.CommandPresent, "", proposal.Submission{Document: signature.Document})
	if _, err := w.Edit(t.Context(), w.actor("filer"), id, w.kase(id).ETag, facts(2*billion)); proposal.CodeOf(err) != proposal.CodeConflict {
		t.Errorf("changed while it lies before the head: %v", err)
	}
	w.do("head-yte", id, proposal.CommandReturnFiling, "", proposal.SentBack{Note: "Chỉ trong cơ quan"})
	w.do("filer", id, proposal.CommandPresent, "", proposal.Submission{Document: signature.Document})
	if n := w.count("SELECT count(*) FROM ledger_texts WHERE text LIKE '%trong cơ quan%'"); n != 0 {
		t.Errorf("%d texts of the ledger tell the agency's own note", n)
	}
	w.do("head-yte", id, proposal.CommandSubmit, "", proposal.Submission{})
	if c := w.kase(id); c.Status != proposal.InReview || len(c.Preparations) != 3 {
		t.Errorf("%s, %d steps", c.Status, len(c.Preparations))
	}
	for _, who := range []string{"filer", "head-yte"} {
		if !slices.Contains(w.kase(id).Parties.Persons, w.people[who]) {
			t.Errorf("%s had no hand in it", who)
		}
	}
	asTold(t, w.Store)
}

// An agency's head asks that the head send its filings, an admin confirms; a file
// of agencies leaves it so.
func TestAnAgencySaysWhoSends(t *testing.T) {
	t.Parallel()
	w := newKeptWorld(t)
	wish := filingSignBody{Agency: "so-y-te", Sign: proposal.SignHead}
	for _, who := range []string{"filer", "admin", "head-khcn"} {
		_, err := w.propose(who, changeFilingSign, wish)
		wantCode(t, err, proposal.CodeForbidden)
	}
	for _, bad := range []filingSignBody{{"so-y-te", "ai"}, {"so-y-te", ""}, {"", proposal.SignHead}} {
		_, err := w.propose("head-y-te", changeFilingSign, bad)
		wantCode(t, err, proposal.CodeInvalid)
	}
	c := w.proposed("head-y-te", changeFilingSign, wish)
	for _, who := range []string{"head-y-te", "head-khcn"} {
		_, err := w.decideOn(who, c, true, "")
		wantCode(t, err, proposal.CodeForbidden)
	}
	if _, err := w.decideOn("admin", c, true, ""); err != nil {
		t.Fatal(describe(err))
	}
	of, err := w.Agency(t.Context(), "so-y-te")
	if err != nil || of.FilingSign != proposal.SignHead {
		t.Errorf("%+v, %v", of, err)
	}
	_, err = w.propose("head-y-te", changeFilingSign, wish)
	wantCode(t, err, proposal.CodeConflict)
}
