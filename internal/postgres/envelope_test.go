package postgres

import (
	"encoding/json"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/proposal"
)

// envelopeOf is an entry of this year's money of the province, changed as wished.
func envelopeOf(amount int64, change func(*proposal.EnvelopeEntry)) proposal.EnvelopeEntry {
	in := proposal.EnvelopeEntry{
		FiscalYear: 2026, Source: "chi-thuong-xuyen", Owner: "ubnd-tinh", AmountVND: &amount, State: "assigned",
		Document: proposal.Document{Number: "99/QĐ-UBND", Date: "2026-09-01", Title: "Giao dự toán", Issuer: "UBND tỉnh"},
	}
	if change != nil {
		change(&in)
	}
	return in
}

func (w *world) setEnvelope(who string, in proposal.EnvelopeEntry) (proposal.EnvelopeChange, error) {
	w.t.Helper()
	return w.SetEnvelope(w.t.Context(), w.command(who, "", proposal.CommandSetEnvelope, "", in))
}

func (w *world) number(id string) string { return w.kase(id).Number }

// The assigned amount is less than was reserved: the latest advised give way until
// the rest fits, in one transaction with the envelope, and their workflows hear.
func TestReservationsThatNoLongerFitAreReleased(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ids := []string{w.toBudget(billion), w.toBudget(2 * billion), w.toBudget(3 * billion), w.toBudget(billion)}
	w.allocated(ids[0])
	w.approve(ids[0])
	w.allocated(ids[2])
	w.Now = func() time.Time { return monday.Add(time.Minute) }
	w.allocated(ids[1]) // filed before the other, advised after it
	w.expectHeld("before", 5, 1)
	promised, err := w.PreviewEnvelope(t.Context(), w.actor("taichinh"), envelopeOf(4*billion, nil))
	if err != nil {
		t.Fatal(describe(err))
	}
	w.expectHeld("after looking ahead", 5, 1)
	done, err := w.setEnvelope("taichinh", envelopeOf(4*billion, nil))
	if err != nil {
		t.Fatal(describe(err))
	}
	if d := cmp.Diff(done, promised.Becomes); d != "" || promised.Was == nil || promised.Was.Reserved != 5*billion {
		t.Errorf("promised %+v: %s", promised, d)
	}
	if d := cmp.Diff([]string{w.number(ids[1])}, done.Reopened); d != "" {
		t.Error(d)
	}
	w.expectHeld("after", 3, 1)
	if e := done.Envelope; e.Amount != 4*billion || e.Reserved != 3*billion || e.Committed != billion || e.State != "assigned" {
		t.Errorf("%+v", e)
	}
	c := w.kase(ids[1])
	if g, _ := c.Gate(budget); g.State != proposal.GateOpen || g.Round != 2 || c.Status != proposal.InReview {
		t.Errorf("%s, %+v", c.Status, g)
	}
	if g, _ := c.Gate(security); g.State != proposal.GatePending {
		t.Errorf("the gate after it is %s", g.State)
	}
	if g, _ := w.kase(ids[2]).Gate(budget); g.State != proposal.GatePassed {
		t.Errorf("what fits was reopened: %+v", g)
	}
	if r := c.Standing.Reserved; len(r) != 1 || r[0].FiscalYear != 2027 {
		t.Errorf("next year's money stands: %+v", r)
	}
	w.toldOfEnvelope(ids[1])
	// The authority advises what is there, and the proposal goes on.
	less := proposal.Decision{Outcome: proposal.ApproveWithConditions, Reason: "dự toán đã giao không còn", Documents: []proposal.Document{paper}, Details: proposal.Details{
		Allocations: []proposal.BudgetLine{{FiscalYear: 2027, Source: "chi-thuong-xuyen", AmountVND: billion}}},
		Conditions: []proposal.Condition{{Text: "Thu gọn", Owner: "so-y-te", Due: "2026-12-31"}},
	}
	w.do("taichinh", ids[1], proposal.CommandDecide, budget, less)
	w.expectHeld("after the new decision", 3, 1)
}

// toldOfEnvelope wants the ledger, the outbox and the workflows to hear.
func (w *world) toldOfEnvelope(id string) {
	w.t.Helper()
	var actions []string
	for _, e := range w.ledgerOf(id) {
		actions = append(actions, e.Action)
	}
	if d := cmp.Diff([]string{"reservation_outgrown", "gate_reopened"}, actions[len(actions)-2:]); d != "" {
		w.t.Error(d)
	}
	money := w.streamOf(streamMoney)
	if len(money) != 2 || money[1].Action != "envelope_set" || money[1].Actor.Agency != "so-tai-chinh" || len(money[1].Documents) != 1 {
		w.t.Errorf("the stream tells %+v", money)
	}
	if n := w.count("SELECT count(*) FROM outbox WHERE kind = 'reservation_outgrown' AND proposal = $1 AND person = $2", id, w.people["filer"]); n != 1 {
		w.t.Errorf("%d notices to the filer", n)
	}
	facts, err := w.Spreads(w.t.Context())
	if err != nil || len(facts) != 1 || facts[0].Kind != proposal.FactEnvelope {
		w.t.Fatalf("%v, %v", facts, err)
	}
	before := w.kase(id).Version
	p, err := w.TakeNote(w.t.Context(), id, facts[0], "note/1")
	if err != nil || p.Version != before {
		w.t.Errorf("the workflow hears version %d, want %d; %v", p.Version, before, err)
	}
}

func TestAnEnvelopeIsEnteredOnceAndChanged(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	commune := func(in *proposal.EnvelopeEntry) {
		in.Owner, in.State, in.FiscalYear = "xa-hung-nguyen", "indicative", 2028
	}
	command := w.command("taichinh", "", proposal.CommandSetEnvelope, "", envelopeOf(2*billion, commune))
	first, err := w.SetEnvelope(t.Context(), command)
	if err != nil {
		t.Fatal(describe(err))
	}
	again, err := w.SetEnvelope(t.Context(), command)
	if d := cmp.Diff(first, again); d != "" || err != nil {
		t.Error(d, err)
	}
	if _, err := w.setEnvelope("taichinh", envelopeOf(3*billion, commune)); err != nil {
		t.Fatal(describe(err))
	}
	all, err := w.Envelopes(t.Context(), 2028)
	if err != nil || len(all) != 1 || all[0].Amount != 3*billion || all[0].State != "indicative" || all[0].Document.Number != "99/QĐ-UBND" {
		t.Errorf("%+v, %v", all, err)
	}
	if n := len(w.streamOf(streamMoney)); n != 3 { // the first is the load of the seeds
		t.Errorf("%d entries, want one for each change", n)
	}
	if facts, err := w.Spreads(t.Context()); err != nil || len(facts) != 0 {
		t.Errorf("%v are told though nothing is touched, %v", facts, err)
	}
}

func TestEnvelopesThatAreRefused(t *testing.T) {
	t.Parallel()
	w := newAgencies(t)
	approved := w.toBudget(3 * billion)
	w.allocated(approved)
	w.approve(approved)
	for name, tt := range map[string]struct {
		who    string
		amount int64
		change func(*proposal.EnvelopeEntry)
		want   proposal.Code
		field  string
	}{
		"below what is committed": {"taichinh", 3*billion - 1, nil, proposal.CodeInvalid, "amount_vnd"},
		"of nobody":               {"taichinh", 0, func(in *proposal.EnvelopeEntry) { in.Owner = "khong-co" }, proposal.CodeInvalid, "owner"},
		"of a department":         {"taichinh", 0, func(in *proposal.EnvelopeEntry) { in.Owner = "so-y-te" }, proposal.CodeInvalid, "owner"},
		"dated tomorrow":          {"taichinh", 9 * billion, func(in *proposal.EnvelopeEntry) { in.Document.Date = "2026-09-15" }, proposal.CodeInvalid, "document.date"},
		"classified":              {"taichinh", 9 * billion, func(in *proposal.EnvelopeEntry) { in.Document.Classified = true }, proposal.CodeInvalid, "document.classified"},
		"by another authority":    {"khcn", 9 * billion, nil, proposal.CodeForbidden, ""},
		"by the province":         {"head-ubnd", 9 * billion, nil, proposal.CodeForbidden, ""},
		"by an admin":             {"admin-2", 9 * billion, nil, proposal.CodeForbidden, ""},
	} {
		_, err := w.setEnvelope(tt.who, envelopeOf(tt.amount, tt.change))
		e, ok := asRefusal(err)
		if !ok || e.Code != tt.want || tt.field != "" && (len(e.Fields) != 1 || e.Fields[0].Field != tt.field) {
			t.Errorf("%s: %v", name, describe(err))
		}
	}
	w.expectHeld("after the refusals", 0, 3)
	if n := w.count("SELECT count(*) FROM envelopes"); n != 2 || len(w.streamOf(streamMoney)) != 1 {
		t.Errorf("a refusal left a trace: %d envelopes", n)
	}
	if _, err := w.setEnvelope("head-taichinh", envelopeOf(3*billion, nil)); err != nil {
		t.Errorf("exactly what is committed: %v", describe(err))
	}
}

// However a decision and a cut of the envelope meet, nothing is overdrawn, neither
// waits for the other in a circle, and a gate has passed exactly if its money stands.
func TestACutMeetsDecisions(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var ids []string
	for range 4 {
		ids = append(ids, w.toBudget(2*billion))
	}
	w.allocated(ids[0])
	var commands []string
	for _, amount := range []int64{5, 3, 4} {
		commands = append(commands, w.command("taichinh", "", proposal.CommandSetEnvelope, "", envelopeOf(amount*billion, nil)))
	}
	var group sync.WaitGroup
	for _, id := range ids[1:] {
		decide := w.command("taichinh", id, proposal.CommandDecide, budget, decision(proposal.Details{Allocations: facts(2 * billion).Budget}))
		group.Go(func() {
			if _, err := w.Record(t.Context(), id, decide); err != nil && proposal.CodeOf(err) != proposal.CodeBudgetExceeded {
				t.Error(err)
			}
		})
	}
	for _, command := range commands {
		group.Go(func() {
			if _, err := w.SetEnvelope(t.Context(), command); err != nil {
				t.Error(describe(err))
			}
		})
	}
	group.Wait()
	if n := w.count(`SELECT count(*) FROM envelopes e WHERE reserved + committed > amount OR reserved + committed <>
		(SELECT coalesce(sum(amount), 0) FROM reservations r WHERE (r.fiscal_year, r.source, r.owner) = (e.fiscal_year, e.source, e.owner))`); n != 0 {
		t.Errorf("%d envelopes do not agree with their reservations", n)
	}
	for _, id := range ids {
		c := w.kase(id)
		g, _ := c.Gate(budget)
		stands := w.count("SELECT count(*) FROM reservations WHERE proposal = $1 AND fiscal_year = 2026", id) == 1
		if stands != (g.State == proposal.GatePassed) {
			t.Errorf("%s: money stands %v, gate %s", c.Number, stands, g.State)
		}
	}
	var kept proposal.EnvelopeChange
	var raw []byte
	if err := w.owner.QueryRow(t.Context(), "SELECT recorded FROM commands WHERE id = $1", commands[0]).Scan(&raw); err != nil || json.Unmarshal(raw, &kept) != nil || kept.Reopened == nil {
		t.Errorf("%s %v", raw, err)
	}
}

// A cut counts several proposals one after the other, and others count theirs
// meanwhile: where they wait for each other in a circle, and the database undoes the
// cut, it begins anew.
func TestACutInACircleBeginsAnew(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for range 2 {
		w.allocated(w.toBudget(2 * billion))
	}
	w.sql(`CREATE SEQUENCE counted_times;
		CREATE FUNCTION undo_the_first() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
			IF nextval('counted_times') = 1 THEN RAISE 'deadlock detected' USING ERRCODE = 'deadlock_detected'; END IF;
			RETURN NEW;
		END $$;
		CREATE TRIGGER undo_the_first BEFORE UPDATE ON totals FOR EACH ROW EXECUTE FUNCTION undo_the_first()`)
	done, err := w.SetEnvelope(t.Context(), w.command("taichinh", "", proposal.CommandSetEnvelope, "", envelopeOf(billion, nil)))
	if err != nil || len(done.Reopened) != 2 {
		t.Errorf("%+v, %v", done, err)
	}
	w.expectHeld("after the cut", 0, 0)
}
