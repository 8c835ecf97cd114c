package postgres

import (
	"testing"

	"pheduyet/internal/proposal"
)

func TestAWorklistTellsWhoHasTakenAGate(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	filer, reviewer := s.person("filer", "so-y-te", proposal.RoleFiler), s.person("reviewer", "so-khcn", proposal.RoleReviewer)
	for _, number := range []string{"1", "2"} {
		c := s.filed(filer, "Hồ sơ "+number, number)
		opened(&c, "duplication_check", 1)
		s.put(c)
	}
	s.exec(`UPDATE gates SET claim_by = $1, claim_at = $2 WHERE gate = 'duplication_check' AND proposal = (SELECT id FROM proposals WHERE number = '2')`, reviewer.Account, noon)
	items, err := s.Worklist(t.Context(), reviewer)
	if err != nil || len(items) != 2 {
		t.Fatalf("%v %v", items, err)
	}
	if items[0].Claim != nil {
		t.Errorf("nobody has taken the first, yet %+v", items[0].Claim)
	}
	if c := items[1].Claim; c == nil || c.Account != reviewer.Account || c.Name != reviewer.Name || !c.At.Equal(noon) {
		t.Errorf("claim %+v", c)
	}
}
