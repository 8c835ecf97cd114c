package proposal

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func written(c FieldChange) string {
	join := func(l []json.RawMessage) string {
		var out []string
		for _, v := range l {
			out = append(out, string(v))
		}
		return strings.Join(out, " ")
	}
	return c.Field + " " + string(c.Before) + " " + string(c.After) + " -" + join(c.Removed) + " +" + join(c.Added)
}

// Every field that differs is told, a list by its elements, a compound by its
// parts.
func TestDiff(t *testing.T) {
	a := full()
	b := full()
	b.Name, b.Functions = "Tên mới", []string{"Tra cứu", "Báo cáo", "Tra cứu"}
	b.Security = secure()
	*b.Security.ProposedLevel = 3
	b.Accountable = &Accountable{Name: "An"}
	b.Budget = b.Budget[:1]
	b.Users = nil
	var got []string
	for _, c := range Diff(a, b) {
		got = append(got, written(c))
	}
	want := []string{
		`accountable.name null "An" - +`,
		`budget [{"fiscal_year":2027,"source":"chi-thuong-xuyen","amount_vnd":5000000000},{"fiscal_year":2028,"source":"chi-thuong-xuyen","amount_vnd":2000000000}] [{"fiscal_year":2027,"source":"chi-thuong-xuyen","amount_vnd":5000000000}] -{"fiscal_year":2028,"source":"chi-thuong-xuyen","amount_vnd":2000000000} +`,
		`functions ["Tra cứu"] ["Tra cứu","Báo cáo","Tra cứu"] - +"Báo cáo" "Tra cứu"`,
		`name "Quản lý tiêm chủng" "Tên mới" - +`,
		`security.proposed_level 2 3 - +`,
		`users ["Cán bộ y tế"] null -"Cán bộ y tế" +`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if d := Diff(a, a); d != nil {
		t.Errorf("a revision differs from itself: %v", d)
	}
}

// A difference is told exactly where the facts differ, and the same both ways.
func TestDiffIsComplete(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(of string) Facts {
			f := full()
			f.Summary = rapid.SampledFrom([]string{"", "x", "y"}).Draw(t, of+" summary")
			f.Functions = rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b"}), 0, 3).Draw(t, of+" functions")
			if rapid.Bool().Draw(t, of+" security") {
				f.Security = nil
			}
			return f
		}
		a, b := draw("a"), draw("b")
		there, back := Diff(a, b), Diff(b, a)
		if (len(there) == 0) != (len(Changed(a, b)) == 0) || len(there) != len(back) {
			t.Fatalf("%v, %v, changed %v", there, back, Changed(a, b))
		}
		for i := range there {
			if string(there[i].Before) != string(back[i].After) || len(there[i].Added) != len(back[i].Removed) {
				t.Fatalf("%s\n%s", written(there[i]), written(back[i]))
			}
		}
	})
}

// Before resubmitting the filer sees which gates reopen, each with every reason.
func TestPreview(t *testing.T) {
	f := filed(t, standard()).to("money")
	f.decide("money", returning())
	f.Facts.LegalBasis = []string{"NĐ 45"}
	parties := f.Parties
	got := map[string][]ReopenReason{}
	for _, g := range f.Preview(parties) {
		got[g.Gate] = g.Reasons
	}
	want := map[string][]ReopenReason{
		"tech":  {{Because: "field", Field: "legal_basis"}},
		"money": {{Because: "returned"}, {Because: "after", Gate: "tech"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	parties.Conflicted = append(parties.Conflicted, "so-khcn")
	if reasons := f.Preview(parties)[0]; reasons.Gate != "ministry" || reasons.Reasons[0].Because != "conflict" {
		t.Errorf("%+v", reasons)
	}
	if diff := cmp.Diff([]string{"tech", "money"}, f.Reopens()); diff != "" {
		t.Error(diff)
	}
}
