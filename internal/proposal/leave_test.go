package proposal

import "testing"

func TestWithdrawal(t *testing.T) {
	if _, err := draft().Withdraw(Withdrawal{Reason: " "}, at(noon)); faultsOf(err) != "invalid reason" {
		t.Errorf("without a reason: %v", err)
	}
	f := &flow{t: t, Case: draft(), now: noon}
	f.take(f.Withdraw(Withdrawal{Reason: "Không làm nữa"}, at(noon)))
	if f.Status != Withdrawn || f.actions() != "withdrawn" {
		t.Errorf("a draft is %s after %s", f.Status, f.actions())
	}
}

// A recall undoes a pass by rule and gives a draft with the same number; it is
// too late once a person has decided or another agency has looked.
func TestRecall(t *testing.T) {
	f := filed(t, standard())
	f.screen()
	seen := *f
	seen.Standing.OpenedByOther = true
	if _, err := seen.Recall(); codeOf(err) != CodeConflict {
		t.Errorf("opened by another agency: %v", err)
	}
	f.take(f.Recall())
	if f.Status != Draft || f.Gates != nil || f.Screening != nil || f.Number != "DX-2026-000001" || f.actions() != "recalled" {
		t.Errorf("%+v after %s", f.Progress, f.actions())
	}
	f.submit(standard())
	if g, _ := f.Gate("dup"); f.Revision != 2 || f.actions() != "submitted, gate_opened dup" || g.ByRule || g.Screened {
		t.Errorf("revision %d, gate %+v, events %s", f.Revision, g, f.actions())
	}
	f.screen(weighty("N01"))
	f.decide("dup", returning())
	if _, err := f.Recall(); codeOf(err) != CodeConflict {
		t.Errorf("decided by a person: %v", err)
	}
}

func TestWhatTheSystemBecomes(t *testing.T) {
	for name, tt := range map[string]struct {
		facts func(*Facts)
		want  string
	}{
		"a new entry under its number": {func(*Facts) {}, "DX-2026-000001"},
		"the planned entry":            {func(f *Facts) { f.Realises = "P01" }, "P01"},
		"what it upgrades":             {func(f *Facts) { f.Kind, f.BuildsOn = Upgrade, "U01" }, "U01"},
		"what it extends":              {func(f *Facts) { f.Kind, f.BuildsOn = Extension, "U01" }, "U01"},
		"a lease":                      {func(f *Facts) { f.Kind, f.BuildsOn = Lease, "U01" }, "DX-2026-000001"},
	} {
		f := filed(t, standard(), tt.facts).to("province")
		f.Standing.Level = 3
		d := f.good(KindProvincial)
		d.Details.Level = new(3)
		f.decide("province", d)
		granted, ok := f.events[2].Data.(ApprovedData)
		if !ok || granted.Entry != tt.want || granted.Level != 3 || len(granted.Allocations) != 2 {
			t.Errorf("%s: granted %+v", name, f.events[2].Data)
		}
	}
}
