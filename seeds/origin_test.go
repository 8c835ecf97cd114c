package seeds

import (
	"slices"
	"strings"
	"testing"
)

// TestProposalsComeFromTheSources holds that the five of Phụ lục II are there
// with what they realise, beside others that QĐ 4520 and source 002 name.
func TestProposalsComeFromTheSources(t *testing.T) {
	named := map[string]int{}
	var realised []string
	for _, d := range must(t, Demonstrations) {
		named[d.Sources["name"].Document]++
		if f := facts(t, d); strings.HasPrefix(f.Realises, "B") {
			realised = append(realised, f.Realises)
		}
	}
	slices.Sort(realised)
	if want := []string{"B01", "B02", "B03", "B04", "B05"}; !slices.Equal(realised, want) {
		t.Errorf("realised are %v, want %v", realised, want)
	}
	for _, e := range must(t, Editions) {
		if (e.ID == "qd-4520" || e.ID == "kh-tinh-khac" || e.ID == "kh-651-pl2") && named[e.Document] == 0 {
			t.Errorf("no proposal is named in %s; they come from %v", e.Document, named)
		}
	}
}
