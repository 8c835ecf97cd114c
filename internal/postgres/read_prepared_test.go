package postgres

import (
	"testing"

	"pheduyet/internal/proposal"
)

// What an officer prepared is to be signed by who may sign it; to everybody else
// the gate is one to decide.
func TestAHeadFindsWhatIsToBeSigned(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	filer, reviewer := s.person("filer", "so-y-te", proposal.RoleFiler), s.person("reviewer", "so-khcn", proposal.RoleReviewer)
	head, deputy := s.person("head", "so-khcn", proposal.RoleHead), s.person("deputy", "so-khcn", proposal.RoleHead)
	for i, number := range []string{"1", "2", "3"} {
		c := s.filed(filer, "Hồ sơ "+number, number)
		opened(&c, "technology_review", 2+i)
		s.put(c)
	}
	prepared := func(number string, by proposal.Actor) {
		s.exec(`UPDATE gates SET prepared_by = $1, prepared_at = $2 WHERE gate = 'technology_review' AND proposal = (SELECT id FROM proposals WHERE number = $3)`, by.Account, noon, number)
	}
	prepared("2", reviewer)
	prepared("3", head)
	first := "decide 1 technology_review 10-07"
	s.wantTasks(head, first, "sign 2 technology_review 10-08", "decide 3 technology_review 10-09")
	s.wantTasks(deputy, first, "sign 2 technology_review 10-08", "sign 3 technology_review 10-09")
	s.wantTasks(reviewer, first, "decide 2 technology_review 10-08", "decide 3 technology_review 10-09")
}
