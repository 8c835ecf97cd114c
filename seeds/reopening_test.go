package seeds

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/proposal"
)

// What decides against which entries a proposal is compared reopens the
// comparison in the packs in force; what was released before stays as it was.
func TestWhatAProposalIsComparedByReopensTheComparison(t *testing.T) {
	for _, p := range must(t, Packs).All() {
		for _, field := range []string{"kind", "realises", "builds_on"} {
			var got, want []string
			if i := slices.IndexFunc(p.Reopens, func(r proposal.Reopening) bool { return r.Field == field }); i >= 0 {
				got = p.Reopens[i].Gates
			}
			if p.Version >= "2026-11-22" {
				want = []string{"duplication_check"}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s@%s, %s: %s", p.ID, p.Version, field, diff)
			}
		}
	}
}
