package proposal

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFollowsMustBeKnown(t *testing.T) {
	for name, c := range map[string]struct {
		numbers []string
		want    string
	}{
		"known":   {[]string{"DX-2026-000007"}, ""},
		"unknown": {[]string{"DX-2026-000007", "DX-2026-999999"}, "invalid follows[1].number"},
		"itself":  {[]string{"DX-2026-000001"}, "invalid follows[0].number"},
		"twice":   {[]string{"DX-2026-000007", "DX-2026-000007"}, "invalid follows[1].number"},
	} {
		d := draft(func(f *Facts) {
			for _, n := range c.numbers {
				f.Follows = append(f.Follows, Follow{Number: n, Relation: "refiled"})
			}
		})
		filing := filing(standard())
		filing.Known = func(number string) bool { return number == "DX-2026-000007" }
		_, err := d.Submit(Submission{}, filing, at(noon))
		if diff := cmp.Diff(c.want, faultsOf(err)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestAlikeNumbers(t *testing.T) {
	c := draft()
	if c.AlikeNumbers() != nil {
		t.Error("not compared yet")
	}
	c.Screening = &Screening{Matches: []Match{{ID: "A", Weighty: true}, {ID: "B", Weighty: true, Proposal: true}, {ID: "C", Proposal: true}}}
	if diff := cmp.Diff([]string{"B"}, c.AlikeNumbers()); diff != "" {
		t.Error(diff)
	}
}
