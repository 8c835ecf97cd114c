package seeds

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/proposal"
)

func TestCatalogCounts(t *testing.T) {
	editions, scope, letter := map[string]int{}, map[string]int{}, map[string]int{}
	total := 0
	for _, e := range must(t, Editions) {
		for _, en := range e.Entries {
			editions[e.ID]++
			scope[en.Scope]++
			letter[en.ID[:1]]++
			total++
		}
	}
	if diff := cmp.Diff(map[string]int{"qd-1527": 55, "kh-651-pl1": 42, "kh-651-pl2": 5, "kh-tinh-khac": 7, "qd-4520": 97, "kh-171": 23}, editions); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]int{"N": 55, "A": 42, "B": 5, "P": 7, "D": 120}, letter); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]int{"national": 93, "plan": 67, "provincial-in-use": 39, "central-in-use": 25, "provincial-planned": 5}, scope); diff != "" {
		t.Error(diff)
	}
	if total != 229 {
		t.Errorf("%d entries, want 229", total)
	}
}

func TestStateFollowsTheSource(t *testing.T) {
	for _, e := range must(t, Editions) {
		for _, en := range e.Entries {
			want := map[string]proposal.EntryState{
				"plan": proposal.EntryPlanned, "provincial-planned": proposal.EntryPlanned,
				"provincial-in-use": proposal.EntryInUse, "central-in-use": proposal.EntryInUse,
			}[en.Scope]
			if e.ID == "qd-1527" {
				want = proposal.EntryUnknown
			}
			if want != "" && en.State != want {
				t.Errorf("%s (%s) is %s, want %s", en.ID, en.Scope, en.State, want)
			}
			if en.StateBasis == "" {
				t.Errorf("%s does not say what its state rests on", en.ID)
			}
		}
	}
}

func TestEntriesKeepWhatTheirSourceGives(t *testing.T) {
	all := map[string]Entry{}
	for _, e := range must(t, Editions) {
		for _, en := range e.Entries {
			all[en.ID] = en
		}
	}
	if diff := cmp.Diff([]string{"Sở Nông nghiệp và Môi trường", "Chi cục Chăn nuôi và Thú y", "UBND cấp xã", "Trang trại chăn nuôi"}, all["A38"].UsedBy); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"N34", "A01"}, all["D16"].SameAs); diff != "" {
		t.Error(diff)
	}
	if b := all["B03"]; b.Owner != "so-nnmt" || b.Deadline != "Tháng 12/2026" || !b.Provinces || !b.Shared {
		t.Errorf("B03: %+v", b)
	}
	if d := all["D69"]; d.Owner != "so-khcn" || d.Deadline != "2026–2027" || d.State != proposal.EntryPlanned {
		t.Errorf("D69: %+v", d)
	}
	if n := all["N52"]; n.Owner != "bo-y-te" || n.Provinces || !n.Shared {
		t.Errorf("N52: %+v", n)
	}
	for id, en := range all {
		if id[0] != 'P' && en.OwnerName != "" && en.Owner == "" {
			t.Errorf("%s: owner %q has no code", id, en.OwnerName)
		}
		if strings.ContainsAny(id, "AB") && len(en.UsedBy) == 0 {
			t.Errorf("%s: no units that apply it", id)
		}
	}
}

func TestAnotherProvincesPlanIsReferenceOnly(t *testing.T) {
	for _, e := range must(t, Editions) {
		if e.Reference != (e.ID == "kh-tinh-khac") {
			t.Errorf("%s: reference is %v", e.ID, e.Reference)
		}
		if e.Reference && !strings.Contains(e.Note, "2618/QĐ-BKHCN") {
			t.Errorf("%s does not say what it cites: %s", e.ID, e.Note)
		}
	}
}

func TestEditionsStandOnTheRegister(t *testing.T) {
	register := must(t, Register)
	for _, e := range must(t, Editions) {
		if d, ok := register.Get(e.Document); !ok || d.From != e.EffectiveFrom || e.EffectiveTo != "" {
			t.Errorf("%s: document %q from %s to %q", e.ID, e.Document, e.EffectiveFrom, e.EffectiveTo)
		}
	}
}

func TestCheckEditionsNamesTheFault(t *testing.T) {
	agencies := map[string]proposal.Agency{"so-a": {Code: "so-a"}}
	tests := []struct {
		name   string
		change func(*Edition)
		want   string
	}{
		{"no number", func(e *Edition) { e.Number = "" }, "thiếu số"},
		{"no date", func(e *Edition) { e.EffectiveFrom = "" }, "thiếu số, tên, cơ quan ban hành hoặc ngày"},
		{"id twice", func(e *Edition) { e.Entries = append(e.Entries, e.Entries[0]) }, "Mục “X1” có hai lần"},
		{"no name", func(e *Edition) { e.Entries[0].Name = "" }, "thiếu tên"},
		{"state", func(e *Edition) { e.Entries[0].State = "dream" }, "“dream” không rõ"},
		{"owner", func(e *Edition) { e.Entries[0].Owner = "so-x" }, "không có cơ quan “so-x”"},
		{"twin", func(e *Edition) { e.Entries[0].SameAs = []string{"X9"} }, "mục “X9” không có"},
		{"reference owned here", func(e *Edition) { e.Reference, e.Entries[0].Reference = true, true }, "mục tham khảo"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := Edition{ID: "x", Number: "1", Title: "t", Issuer: "i", EffectiveFrom: "2026-01-01", Entries: []Entry{{
				Entry: proposal.Entry{ID: "X1", Name: "n", Owner: "so-a", State: proposal.EntryPlanned}, Scope: "plan", Source: "s",
			}}}
			tt.change(&e)
			if err := checkEditions([]Edition{e}, agencies); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}
