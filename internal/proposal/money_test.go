package proposal

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// short passes the budget gate with less than asked.
func short(f *flow) {
	f.t.Helper()
	d := withConditions(f.good(KindBudget), "Thu hẹp phạm vi")
	d.Details.Allocations = []BudgetLine{{2027, "chi-thuong-xuyen", 3 * billion}, {2028, "chi-thuong-xuyen", 0}}
	f.decide("money", d)
}

func reserved(f *flow) int64 {
	var sum int64
	for _, a := range f.Standing.Reserved {
		sum += a.AmountVND
	}
	return sum
}

func TestReservation(t *testing.T) {
	f := filed(t, standard()).to("level")
	want := []Allocation{
		{EnvelopeKey{2027, "chi-thuong-xuyen", "ubnd-tinh"}, 5 * billion}, {EnvelopeKey{2028, "chi-thuong-xuyen", "ubnd-tinh"}, 2 * billion},
	}
	if d := cmp.Diff(want, f.Standing.Reserved); d != "" || f.Standing.Committed || f.AcceptanceDue {
		t.Error(d, f.Standing.Committed, f.AcceptanceDue)
	}
	f.pass("level")
	d := f.good(KindProvincial)
	d.Details.Allocations, d.Reason = []BudgetLine{{2027, "chi-thuong-xuyen", billion}}, "Cân đối lại"
	f.decide("province", d)
	if reserved(f) != billion || !f.Standing.Committed {
		t.Errorf("%d committed %v", reserved(f), f.Standing.Committed)
	}
	if got, want := f.actions(), "decided province, money_committed, approved"; got != want {
		t.Errorf("events %s", got)
	}
}

func TestLessIsAccepted(t *testing.T) {
	f := filed(t, standard()).to("money")
	short(f)
	if !f.AcceptanceDue || reserved(f) != 3*billion {
		t.Errorf("due %v, %d reserved", f.AcceptanceDue, reserved(f))
	}
	f.pass("level")
	if _, err := f.Decide("province", f.good(KindProvincial), at(f.now)); faultsOf(err) != "invalid outcome" {
		t.Errorf("approved before the amount is accepted: %v", err)
	}
	f.take(f.Accept(Acceptance{Accepted: true, Document: &Document{Number: "1", Date: "2026-09-01", Title: "x", Signatory: "y", AttachmentID: scan}}, at(f.now)))
	if f.AcceptanceDue || f.actions() != "amount_accepted" || f.Standing.Acceptance.Document.SHA256 != "abc" || !f.events[0].Documents[0].Late {
		t.Errorf("due %v, events %s %+v", f.AcceptanceDue, f.actions(), f.Standing.Acceptance)
	}
	f.decide("province", f.good(KindProvincial))
	if f.Status != Approved || reserved(f) != 3*billion {
		t.Errorf("%s with %d", f.Status, reserved(f))
	}
}

func TestLessIsRefusedAndNarrowed(t *testing.T) {
	f := filed(t, standard()).to("money")
	short(f)
	f.take(f.Accept(Acceptance{Note: "Không đủ"}, at(f.now)))
	if got, want := f.states(), "dup:passed/1 ministry:passed/1 tech:passed/1 money:returned/1 level:pending/2 province:pending/1"; got != want || f.Status != Returned || f.AcceptanceDue {
		t.Errorf("%s: %s, due %v", f.Status, got, f.AcceptanceDue)
	}
	if reserved(f) != 3*billion {
		t.Error("the reservation stands until the new decision")
	}
	if got, want := f.actions(), "amount_refused, returned money"; got != want {
		t.Errorf("events %s", got)
	}
	f.Facts.Budget = []BudgetLine{{2027, "chi-thuong-xuyen", 3 * billion}}
	f.submit(standard())
	f.decide("money", f.good(KindBudget))
	if got, want := f.states(), "dup:passed/1 ministry:passed/1 tech:passed/1 money:passed/2 level:open/2 province:pending/1"; got != want || f.AcceptanceDue || f.Standing.Acceptance != nil {
		t.Errorf("%s, due %v, %+v", got, f.AcceptanceDue, f.Standing.Acceptance)
	}
}

func TestAcceptanceContent(t *testing.T) {
	f := filed(t, standard()).to("money")
	short(f)
	for name, tt := range map[string]struct {
		in   Acceptance
		want string
	}{
		"accepted":                 {Acceptance{Accepted: true}, ""},
		"refused without a note":   {Acceptance{Note: " "}, "invalid note"},
		"with an empty document":   {Acceptance{Accepted: true, Document: &Document{}}, "invalid document.title document.signatory"},
		"refused, of a future day": {Acceptance{Document: &Document{Date: "2030-01-01", Classified: true}}, "invalid document.date note"},
	} {
		if _, err := f.Accept(tt.in, at(f.now)); faultsOf(err) != tt.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Less money stops being due once the budget gate is to decide anew.
func TestAcceptanceLapses(t *testing.T) {
	f := filed(t, parallel())
	for _, g := range []string{"dup", "ministry", "tech"} {
		f.pass(g)
	}
	short(f)
	f.decide("legal", returning())
	f.Facts.Budget = []BudgetLine{{2027, "chi-thuong-xuyen", 3 * billion}}
	f.submit(parallel(), Answer{"legal-1-1", "x"})
	if g, _ := f.Gate("money"); f.AcceptanceDue || g.State != GateOpen || g.Round != 2 || reserved(f) != 3*billion {
		t.Errorf("due %v, gate %+v", f.AcceptanceDue, g)
	}
}

// A commune's line draws on its own envelope where it has one.
func TestEnvelopeOfACommune(t *testing.T) {
	c := draft()
	c.Envelopes = append(c.Envelopes, EnvelopeKey{2028, "chi-thuong-xuyen", "so-y-te"})
	for year, want := range map[int]string{2027: "ubnd-tinh", 2028: "so-y-te", 2029: ""} {
		if got, ok := c.envelope(year, "chi-thuong-xuyen"); got.Owner != want || ok != (want != "") {
			t.Errorf("%d: %+v", year, got)
		}
	}
}

func TestMoneyIsReleased(t *testing.T) {
	for name, end := range map[string]func(*flow){
		"withdrawn": func(f *flow) { f.take(f.Withdraw(Withdrawal{Reason: "x"}, at(f.now))) },
		"rejected":  func(f *flow) { f.decide("level", rejecting()) },
	} {
		f := filed(t, standard()).to("money")
		short(f)
		end(f)
		released := 0
		for _, e := range f.events {
			if data, ok := e.Data.(MoneyData); ok && e.Action == "money_released" && data.Allocations[0].AmountVND == 3*billion {
				released++
			}
		}
		if released != 1 || f.Standing.Reserved != nil || f.AcceptanceDue {
			t.Errorf("%s: released %d times, %v left, due %v", name, released, f.Standing.Reserved, f.AcceptanceDue)
		}
	}
}
