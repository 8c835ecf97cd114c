package postgres

import (
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"pheduyet/internal/proposal"
)

// held is what the envelope of 2026 holds: reserved and committed, in đồng.
func (w *world) held() [2]int64 {
	w.t.Helper()
	var h [2]int64
	if err := w.owner.QueryRow(w.t.Context(), "SELECT reserved, committed FROM envelopes WHERE fiscal_year = 2026").Scan(&h[0], &h[1]); err != nil {
		w.t.Fatal(err)
	}
	return h
}

func (w *world) expectHeld(when string, reserved, committed int64) {
	w.t.Helper()
	if d := cmp.Diff([2]int64{reserved * billion, committed * billion}, w.held()); d != "" {
		w.t.Errorf("%s (-want +got):\n%s", when, d)
	}
}

func TestTwoDecisionsCannotOverdrawTogether(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ids := []string{w.toBudget(6 * billion), w.toBudget(6 * billion)}
	outcomes := make([]error, len(ids))
	var group sync.WaitGroup
	for i, id := range ids {
		command := w.command("taichinh", id, proposal.CommandDecide, budget, decision(proposal.Details{Allocations: facts(6 * billion).Budget}))
		group.Go(func() { _, outcomes[i] = w.Record(t.Context(), id, command) })
	}
	group.Wait()
	refused := 0
	for i, err := range outcomes {
		if err == nil {
			continue
		}
		refused++
		if proposal.CodeOf(err) != proposal.CodeBudgetExceeded {
			t.Errorf("%v", err)
		}
		g, _ := w.kase(ids[i]).Gate(budget)
		if g.State != proposal.GateOpen {
			t.Errorf("the refused gate is %s", g.State)
		}
	}
	if refused != 1 {
		t.Errorf("%d refused, want exactly one", refused)
	}
	w.expectHeld("after both", 6, 0)
	if n := w.count("SELECT count(*) FROM decisions WHERE gate = $1", budget); n != 1 {
		t.Errorf("%d decisions", n)
	}
}

// Who is refused money reads which money it is and how much of it there is.
func TestARefusalOfMoneySaysWhatIsLeft(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	first, second := w.toBudget(8*billion), w.toBudget(3*billion)
	w.allocated(first)
	_, err := w.try("taichinh", second, proposal.CommandDecide, budget, decision(proposal.Details{Allocations: facts(3 * billion).Budget}))
	e, ok := asRefusal(err)
	if !ok || e.Code != proposal.CodeBudgetExceeded {
		t.Fatalf("%v", err)
	}
	for _, part := range []string{"2026", "chi thường xuyên", "Tên của ubnd-tinh", "còn 2.000.000.000 đồng", "cần thêm 3.000.000.000 đồng"} {
		if !strings.Contains(e.Message.VI, part) {
			t.Errorf("%q does not say %q", e.Message.VI, part)
		}
	}
	w.expectHeld("after the refusal", 8, 0)
}

func TestMoneyIsReleasedAndCommitted(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	withdrawn, rejected, approved := w.toBudget(billion), w.toBudget(2*billion), w.toBudget(3*billion)
	for _, id := range []string{withdrawn, rejected, approved} {
		w.allocated(id)
	}
	w.expectHeld("reserved", 6, 0)
	w.do("filer", withdrawn, proposal.CommandWithdraw, "", proposal.Withdrawal{Reason: "không còn cần"})
	w.expectHeld("after the withdrawal", 5, 0)
	w.do("congan", rejected, proposal.CommandDecide, security, rejection())
	w.expectHeld("after the rejection", 3, 0)
	w.approve(approved)
	w.expectHeld("after the approval", 0, 3)
	if n := w.count("SELECT count(*) FROM reservations WHERE committed AND proposal = $1", approved); n != 2 {
		t.Errorf("%d committed reservations", n)
	}
}

// A reservation stands while its gate is open again, until the new decision.
func TestReopeningKeepsTheReservation(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.toBudget(4 * billion)
	w.allocated(id)
	w.do("congan", id, proposal.CommandDecide, security, proposal.Decision{Outcome: proposal.Return, Reason: "thiếu", Items: []proposal.ItemRequest{{Text: "bổ sung"}}})
	f := w.kase(id).Facts
	f.Budget = facts(2 * billion).Budget
	actor, err := loadActor(t.Context(), w.pool, w.people["colleague"], monday)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Edit(t.Context(), actor, id, w.kase(id).ETag, f); err != nil {
		t.Fatal(describe(err))
	}
	w.do("filer", id, proposal.CommandSubmit, "", proposal.Submission{Answers: []proposal.Answer{{Item: "security_level-1-1", Text: "đã bổ sung"}}})
	if g, _ := w.kase(id).Gate(budget); g.State != proposal.GateOpen || g.Round != 2 {
		t.Fatalf("budget gate %s, round %d", g.State, g.Round)
	}
	w.expectHeld("while open again", 4, 0)
	w.allocated(id)
	w.expectHeld("after the new decision", 2, 0)
	if p := w.kase(id).Parties.Persons; len(p) != 2 {
		t.Errorf("persons %v, want the filer and who edited", p)
	}
}

// Whatever is asked, in whatever order: an envelope's sums are those of its
// reservations and never exceed its amount, and a refusal changes nothing.
func TestEnvelopeSumsAreThoseOfTheReservations(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	rapid.Check(t, func(r *rapid.T) {
		id := w.draft("filer", facts(1))
		a := &act{store: w.Store, reg: &registers{}}
		steps := rapid.SliceOfN(rapid.Custom(func(r *rapid.T) proposal.Standing {
			s := proposal.Standing{Committed: rapid.Bool().Draw(r, "committed")}
			for _, year := range []int{2026, 2027} {
				if amount := rapid.Int64Range(0, 12).Draw(r, "amount"); amount > 0 {
					s.Reserved = append(s.Reserved, proposal.Allocation{EnvelopeKey: proposal.EnvelopeKey{FiscalYear: year, Source: "chi-thuong-xuyen", Owner: "ubnd-tinh"}, AmountVND: amount * billion})
				}
			}
			return s
		}), 1, 5).Draw(r, "steps")
		var now proposal.Standing
		for _, next := range append(steps, proposal.Standing{}) { // at the end all is given back
			err := w.inTx(t.Context(), func(tx tx) error {
				a.tx, a.before = tx, proposal.Case{Progress: proposal.Progress{ID: id}, Standing: now}
				return a.moveMoney(t.Context(), next)
			})
			switch {
			case err == nil:
				now = next
			case proposal.CodeOf(err) != proposal.CodeBudgetExceeded:
				r.Fatal(err)
			}
			var want, got int64
			for _, x := range now.Reserved {
				want += x.AmountVND
			}
			if err := w.owner.QueryRow(t.Context(), "SELECT sum(reserved + committed)::bigint FROM envelopes").Scan(&got); err != nil {
				r.Fatal(err)
			}
			if got != want {
				r.Fatalf("envelopes hold %d, want %d", got, want)
			}
			if n := w.count(`SELECT count(*) FROM envelopes e WHERE reserved + committed <> (SELECT coalesce(sum(amount), 0) FROM reservations r
				WHERE (r.fiscal_year, r.source, r.owner) = (e.fiscal_year, e.source, e.owner)) OR reserved + committed > amount`); n != 0 {
				r.Fatalf("%d envelopes do not agree with their reservations", n)
			}
		}
	})
}
