package proposal

import (
	"strings"
	"testing"
)

func weighty(id string, change ...func(*Match)) Match {
	m := Match{ID: id, Name: "Hệ thống " + id, State: EntryInUse, Weighty: true}
	for _, c := range change {
		c(&m)
	}
	return m
}

// The duplication check, with what the comparison found and what the officer
// finds of it.
func TestFindings(t *testing.T) {
	national, private := weighty("N01", func(m *Match) { m.Twins = []string{"N01b"} }), weighty("R01")
	find := func(id, finding, way string) Finding {
		return Finding{EntryID: id, Finding: finding, WayOut: way, Note: "Cùng nghiệp vụ"}
	}
	silent := func(finding, note string) []Finding {
		return []Finding{{EntryID: "N01", Finding: finding, WayOut: "use", Note: note}}
	}
	commune := func(f *flow) { f.FilingKind = KindCommune }
	tests := []struct {
		name     string
		matches  []Match
		before   func(*flow)
		outcome  Outcome
		findings []Finding
		want     string
	}{
		{name: "different", matches: []Match{national}, outcome: Approve, findings: []Finding{find("N01", "different", "")}},
		{name: "different without a note", matches: []Match{national}, outcome: Approve, findings: silent("different", "")},
		{name: "an overlap without a note", matches: []Match{national}, outcome: ApproveWithConditions, findings: silent("overlap", ""), want: "details.findings"},
		{name: "a duplicate with a blank note", matches: []Match{national}, outcome: Reject, findings: silent("duplicate", " \n"), want: "details.findings"},
		{name: "no finding", matches: []Match{national, private}, outcome: Approve, findings: []Finding{find("R01", "different", "")}, want: "details.findings"},
		{name: "a finding of its twin", matches: []Match{national}, outcome: Approve, findings: []Finding{find("N01b", "different", "")}},
		{name: "a light match needs none", matches: []Match{national, {ID: "R01"}}, outcome: Approve, findings: []Finding{find("N01", "different", "")}},
		{name: "others may be added", matches: []Match{national}, outcome: Approve, findings: []Finding{find("N01", "different", ""), find("U01", "different", "")}},
		{name: "an unknown entry", matches: []Match{national}, outcome: Approve, findings: []Finding{find("N01", "different", ""), find("?", "different", "")}, want: "details.findings[1].entry_id"},
		{name: "two findings of one", matches: []Match{national}, outcome: Approve, findings: []Finding{find("N01", "different", ""), find("N01", "overlap", "")}, want: "details.findings[1].entry_id outcome"},
		{name: "a duplicate passes", matches: []Match{national}, outcome: Approve, findings: []Finding{find("N01", "duplicate", "use")}, want: "details.findings[0].finding"},
		{name: "a duplicate passes with conditions", matches: []Match{national}, outcome: ApproveWithConditions, findings: []Finding{find("N01", "duplicate", "use")}, want: "details.findings[0].finding"},
		{name: "a duplicate rejected", matches: []Match{national}, outcome: Reject, findings: []Finding{find("N01", "duplicate", "accounts")}},
		{name: "a duplicate rejected without a way out", matches: []Match{national}, outcome: Reject, findings: []Finding{find("N01", "duplicate", "")}, want: "details.findings[0].way_out details.findings"},
		{name: "rejected without ground", matches: []Match{national}, outcome: Reject, findings: []Finding{find("N01", "different", "")}, want: "details.findings"},
		{name: "an overlap passes plainly", matches: []Match{national}, outcome: Approve, findings: []Finding{find("N01", "overlap", "")}, want: "outcome"},
		{name: "an overlap passes with conditions", matches: []Match{national}, outcome: ApproveWithConditions, findings: []Finding{find("N01", "overlap", "")}},
		{name: "rejected for an overlap", matches: []Match{national}, outcome: Reject, findings: []Finding{find("N01", "overlap", "")}},
		{name: "a commune where a shared system covers it", matches: []Match{national}, before: commune, outcome: ApproveWithConditions, findings: []Finding{find("N01", "overlap", "")}, want: "details.findings[0].finding"},
		{name: "a commune rejected for it", matches: []Match{national}, before: commune, outcome: Reject, findings: []Finding{find("N01", "overlap", "accounts")}},
		{name: "a commune where a system is not shared", matches: []Match{private}, before: commune, outcome: ApproveWithConditions, findings: []Finding{find("R01", "overlap", "")}},
		{name: "a commune where a shared one is planned", matches: []Match{weighty("N02")}, before: commune, outcome: ApproveWithConditions, findings: []Finding{find("N02", "overlap", "")}},
		{name: "a commune where the planned one duplicates", matches: []Match{weighty("N02")}, before: commune, outcome: Reject, findings: []Finding{find("N02", "duplicate", "extend")}},
		{name: "another province's plan", matches: []Match{weighty("X01", func(m *Match) { m.Reference = true })}, outcome: Reject, findings: []Finding{find("X01", "duplicate", "use")}, want: "details.findings[0].finding"},
		{name: "history", matches: []Match{weighty("DX-2025-000001", func(m *Match) { m.History = true })}, outcome: Reject, findings: []Finding{find("DX-2025-000001", "duplicate", "use")}, want: "details.findings[0].finding"},
		{name: "another open proposal", matches: []Match{weighty("DX-2026-000009", func(m *Match) { m.Proposal = true })}, outcome: Reject, findings: []Finding{find("DX-2026-000009", "duplicate", "extend")}},
		{name: "what it realises", matches: []Match{national}, before: realises("P01"), outcome: Reject, findings: []Finding{find("N01", "different", ""), find("P01", "duplicate", "use")}, want: "details.findings[1].finding"},
		{name: "a twin of what is set apart", matches: []Match{national}, before: apart("P01", "P01b"), outcome: Reject, findings: []Finding{find("N01", "duplicate", "use"), find("P01b", "duplicate", "use")}, want: "details.findings[1].finding"},
		{name: "not compared yet", before: func(f *flow) { f.Gates[0].Screened = false }, outcome: Approve, want: "outcome"},
		{name: "returned before it is compared", before: func(f *flow) { f.Screening = nil }, outcome: Return},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := filed(t, standard())
			f.screen(append(tt.matches, Match{ID: "light"})...)
			if tt.before != nil {
				tt.before(f)
			}
			d := map[Outcome]Decision{Approve: f.good(KindDuplication), ApproveWithConditions: withConditions(f.good(KindDuplication), "Bỏ phần trùng"), Return: returning(), Reject: rejecting()}[tt.outcome]
			d.Details.Findings = tt.findings
			_, err := f.Decide("dup", d, at(f.now))
			if got := strings.TrimPrefix(faultsOf(err), "invalid "); got != tt.want {
				t.Errorf("faults %q, want %q", got, tt.want)
			}
		})
	}
}

func realises(id string) func(*flow) {
	return func(f *flow) { stated := *f.Filed; stated.Realises = id; f.Filed = &stated }
}

func apart(id string, twins ...string) func(*flow) {
	return func(f *flow) { f.Screening.SetApart = []Match{{ID: id, Twins: twins}} }
}

func TestReclassification(t *testing.T) {
	tests := []struct {
		name   string
		facts  func(*Facts)
		kind   Kind
		change func(*Decision)
		want   string
	}{
		{name: "to a lease", kind: Lease},
		{name: "without a reason", kind: Lease, change: func(d *Decision) { d.Reason = "" }, want: "reason"},
		{name: "to the same kind", kind: NewBuild, change: func(d *Decision) { d.Reason = "" }},
		{name: "in a return", kind: Lease, change: func(d *Decision) { k := d.Details; *d = returning(); d.Details = k }, want: "details.kind"},
		{name: "to an upgrade of nothing", kind: Upgrade, want: "details.kind"},
		{name: "to an upgrade", facts: func(f *Facts) { f.BuildsOn = "U01" }, kind: Upgrade},
		{name: "of what realises a plan", facts: func(f *Facts) { f.Realises = "P01" }, kind: Lease, want: "details.kind"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var changes []func(*Facts)
			if tt.facts != nil {
				changes = append(changes, tt.facts)
			}
			f := filed(t, standard(), changes...)
			f.screen(weighty("N01"))
			d := f.good(KindDuplication)
			d.Reason, d.Details.Kind = "Thực chất là thuê", tt.kind
			d.Details.Findings = []Finding{{EntryID: "N01", Finding: FindingDifferent}}
			if tt.change != nil {
				tt.change(&d)
			}
			after, err := f.Decide("dup", d, at(f.now))
			if got := strings.TrimPrefix(faultsOf(err), "invalid "); got != tt.want {
				t.Errorf("faults %q, want %q", got, tt.want)
			}
			reclassified := err == nil && tt.kind != NewBuild
			if (after.Reclassified != "") != reclassified {
				t.Errorf("reclassified %q", after.Reclassified)
			}
			if reclassified && (after.Case.Filed.Kind != tt.kind || after.Case.Facts.Kind != tt.kind || f.Filed.Kind != NewBuild) {
				t.Error("the new kind is in the case after and only there")
			}
		})
	}
}
