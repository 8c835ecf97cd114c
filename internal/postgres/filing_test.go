package postgres

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/proposal"
)

func TestParties(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r, err := w.registers(t.Context(), w.pool)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		agency               string
		co                   []string
		agencies, conflicted []string
	}{
		{"so-y-te", nil, []string{"benh-vien", "khoa", "so-y-te"}, []string{"so-y-te"}},
		{"benh-vien", nil, []string{"benh-vien", "khoa"}, []string{"benh-vien", "so-y-te"}},
		{"so-y-te", []string{"so-khcn"}, []string{"benh-vien", "khoa", "so-khcn", "so-y-te"}, []string{"so-khcn", "so-y-te"}},
		{"so-khcn", []string{"ubnd-tinh"}, []string{"so-khcn", "ubnd-tinh"}, []string{"so-khcn"}},
	} {
		var p proposal.Case
		p.Agency, p.Facts.CoAgencies = c.agency, c.co
		got := r.parties(p)
		slices.Sort(got.Conflicted)
		if d := cmp.Diff(proposal.Parties{Agencies: c.agencies, Conflicted: c.conflicted}, got); d != "" {
			t.Errorf("%s with %v:\n%s", c.agency, c.co, d)
		}
	}
}

// A filing by the authority itself goes to the substitute, and who belongs to
// the filing side does not decide it there either.
func TestSubstituteDecidesForAnAuthorityThatFiles(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.draft("khcn-filer", facts(billion))
	w.submit("khcn-filer", id)
	if g, _ := w.kase(id).Gate(duplication); g.Authority != "to-giup-viec" {
		t.Errorf("the gate is held by %s", g.Authority)
	}
	d := proposal.Decision{Outcome: proposal.Return, Reason: "x", Items: []proposal.ItemRequest{{Text: "y"}}}
	if _, err := w.try("khcn", id, proposal.CommandDecide, duplication, d); proposal.CodeOf(err) != proposal.CodeForbidden {
		t.Errorf("one's own proposal: %v", err)
	}
	if _, err := w.try("taichinh", id, proposal.CommandDecide, duplication, d); err != nil {
		t.Errorf("who sits in the substitute: %v", describe(err))
	}
}

// A kind for which no pack is in force cannot be filed.
func TestNoPackInForceIsInvalid(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.draft("filer", facts(billion))
	w.Now = func() time.Time { return monday.AddDate(0, -1, 0) }
	_, err := w.try("filer", id, proposal.CommandSubmit, "", proposal.Submission{})
	if e, ok := asRefusal(err); !ok || e.Code != proposal.CodeInvalid || len(e.Fields) != 1 || e.Fields[0].Field != "kind" {
		t.Errorf("%v", describe(err))
	}
}
