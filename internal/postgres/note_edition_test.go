package postgres

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/catalog"
	"pheduyet/internal/proposal"
)

func TestANewMatchReopensTheCheckOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.draft("filer", facts(billion))
	w.submit("filer", id)
	w.clear(id, "k")
	w.consulted(id)
	var first string
	if err := w.owner.QueryRow(t.Context(), "SELECT sha256 || body::text FROM screenings").Scan(&first); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second is a retry
		if _, err := w.RecordRescreening(t.Context(), id, "change", "note/1", weighty("A01")); err != nil {
			t.Fatal(describe(err))
		}
	}
	c := w.kase(id)
	states := map[string]proposal.GateState{}
	for _, g := range c.Gates {
		states[g.ID] = g.State
	}
	if states[duplication] != proposal.GateOpen || states[consultation] != proposal.GatePending || states[technology] != proposal.GatePending {
		t.Errorf("%v", states)
	}
	if n := w.count("SELECT count(*) FROM screenings"); n != 2 {
		t.Errorf("%d comparisons kept, want the old and the new", n)
	}
	if n := w.count("SELECT count(*) FROM screenings WHERE sha256 || body::text = $1", first); n != 1 {
		t.Error("the old comparison did not stay as it was")
	}
	var actions []string
	for _, e := range w.ledgerOf(id) {
		actions = append(actions, e.Action)
	}
	if d := cmp.Diff([]string{"rescreened", "match_found", "gate_reopened"}, actions[len(actions)-3:]); d != "" {
		t.Error(d)
	}
	if n := w.count("SELECT count(*) FROM outbox WHERE kind = 'match_found'"); n == 0 {
		t.Error("nobody is told")
	}
	// The officer finds the new match; the decisions of the first round stay.
	w.do("khcn", id, proposal.CommandDecide, duplication, decision(proposal.Details{
		Findings: []proposal.Finding{{EntryID: "A01", Finding: proposal.FindingDifferent, Note: "khác"}},
	}))
	trace, err := w.Trace(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	rounds := 0
	for _, r := range trace.Rounds {
		if r.Gate == duplication {
			rounds++
		}
	}
	if rounds != 2 {
		t.Errorf("%d rounds of the check in the trace, want both", rounds)
	}
}

func TestARescreeningThatFindsNothingNewReopensNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.draft("filer", facts(billion))
	w.submit("filer", id)
	w.clear(id, "k")
	p, err := w.RecordRescreening(t.Context(), id, "change", "note/1", catalog.Result{Verdict: catalog.Clear, Note: "không tìm thấy"})
	if err != nil {
		t.Fatal(err)
	}
	if g, _ := p.Gate(duplication); g.State != proposal.GatePassed || g.Round != 1 {
		t.Errorf("%+v", g)
	}
	if n := w.count("SELECT count(*) FROM screenings"); n != 2 {
		t.Errorf("%d comparisons kept, want 2", n)
	}
}

// Whoever was filed when the edition was in force has met it: being told of it
// afterwards changes nothing.
func TestWhoMetTheEditionOnFilingIsNotComparedTwice(t *testing.T) {
	t.Parallel()
	w := newKeptWorld(t)
	change := w.changed("catalog_edition", newer(listed("A01", "Cổng thông tin")))
	id := w.draft("filer", facts(billion))
	w.submit("filer", id)
	onFiling := weighty("A01")
	onFiling.Editions = []catalog.Edition{{ID: "newer"}}
	if _, err := w.RecordScreening(t.Context(), id, duplication, "k", onFiling); err != nil {
		t.Fatal(describe(err))
	}
	entries := len(w.ledgerOf(id))
	for ref, more := range map[string]int{change.ID: 0, newID(): 1} { // the second is another edition's
		if _, err := w.RecordRescreening(t.Context(), id, ref, "note/"+ref, onFiling); err != nil {
			t.Fatal(describe(err))
		}
		if n := len(w.ledgerOf(id)) - entries; n != more {
			t.Errorf("%d entries, want %d", n, more)
		}
		entries = len(w.ledgerOf(id))
	}
}

// An approved system that is not in use is told of a new match, its filing agency
// and who decides the check by notice; nothing about it reopens. One in use is not
// told.
func TestAnApprovedSystemNotYetInUseIsAdvised(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.approvedSystem(facts(billion))
	if ids, err := w.ToTell(t.Context(), proposal.FactEdition, true, "", 10); err != nil || !slices.Contains(ids, id) {
		t.Fatalf("%v are told, %v", ids, err)
	}
	before := w.kase(id)
	for range 2 { // the second is a retry
		if _, err := w.RecordRescreening(t.Context(), id, "change", "spread/edition/change/"+id, weighty("A01")); err != nil {
			t.Fatal(describe(err))
		}
	}
	after := w.kase(id)
	if after.Status != proposal.Approved {
		t.Errorf("it is %s", after.Status)
	}
	if d := cmp.Diff(before.Gates, after.Gates); d != "" {
		t.Error(d)
	}
	var actions []string
	for _, e := range w.ledgerOf(id) {
		actions = append(actions, e.Action)
	}
	if d := cmp.Diff([]string{"rescreened", "match_advised"}, actions[len(actions)-2:]); d != "" {
		t.Error(d)
	}
	for _, who := range []string{"filer", "khcn"} {
		if n := w.count("SELECT count(*) FROM outbox o JOIN accounts a ON a.id = o.person WHERE o.kind = 'match_advised' AND o.proposal = $1 AND a.username = $2", id, who); n != 1 {
			t.Errorf("%s has %d notices, want 1", who, n)
		}
	}
	if _, err := w.owner.Exec(t.Context(), "UPDATE catalog_entries SET state = 'in_use' WHERE approved_by = $1", after.Number); err != nil {
		t.Fatal(err)
	}
	if ids, err := w.ToTell(t.Context(), proposal.FactEdition, true, "", 10); err != nil || len(ids) != 0 {
		t.Errorf("in use, and yet %v are told, %v", ids, err)
	}
}

func TestOpenProposalsAreListedForTelling(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var want []string
	for range 3 {
		id := w.draft("filer", facts(billion))
		w.submit("filer", id)
		want = append(want, id)
	}
	w.draft("filer", facts(billion)) // never submitted
	w.do("filer", want[0], proposal.CommandWithdraw, "", proposal.Withdrawal{Reason: "x"})
	first, err := w.ToTell(t.Context(), proposal.FactEdition, false, "", 1)
	if err != nil || len(first) != 1 {
		t.Fatal(first, err)
	}
	rest, err := w.ToTell(t.Context(), proposal.FactEdition, false, first[0], 10)
	if d := cmp.Diff(want[1:], append(first, rest...)); d != "" || err != nil {
		t.Error(d, err)
	}
	again, err := w.ToTell(t.Context(), proposal.FactEdition, false, first[0]+"/reopen/1", 10)
	if d := cmp.Diff(rest, again); d != "" || err != nil {
		t.Errorf("after a later run of it: %s %v", d, err)
	}
	if none, err := w.ToTell(t.Context(), proposal.FactEdition, true, "", 10); err != nil || len(none) != 0 {
		t.Errorf("approved: %v, %v", none, err)
	}
	fact := proposal.Fact{Kind: proposal.FactEdition, Ref: "x"}
	if err := w.inTx(t.Context(), func(t tx) error { return queueFacts(w.t.Context(), t, []proposal.Fact{fact}) }); err != nil {
		t.Fatal(err)
	}
	if err := w.SpreadDone(t.Context(), fact); err != nil {
		t.Fatal(err)
	}
	if left, err := w.Spreads(t.Context()); err != nil || len(left) != 0 {
		t.Errorf("left %v, %v", left, err)
	}
}
