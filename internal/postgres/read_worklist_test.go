package postgres

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/proposal"
)

// tasks writes a worklist as one line for each item.
func (s *shelf) tasks(a proposal.Actor) []string {
	s.t.Helper()
	items, err := s.Worklist(s.t.Context(), a)
	if err != nil {
		s.t.Fatal(err)
	}
	lines := []string{}
	for _, i := range items {
		due := "-"
		if i.Deadline != nil {
			due = i.Deadline.DueAt.Format("01-02")
		}
		lines = append(lines, i.Task+" "+i.Number+" "+i.Gate+" "+due)
	}
	return lines
}

func (s *shelf) wantTasks(a proposal.Actor, want ...string) {
	s.t.Helper()
	if diff := cmp.Diff(append([]string{}, want...), s.tasks(a)); diff != "" {
		s.t.Errorf("%s (-want +got)\n%s", a.Name, diff)
	}
}

func TestWorklistOfAnAuthority(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	filer := s.person("filer", "so-y-te", proposal.RoleFiler)
	put := func(number, gateID string, due int, change func(c *proposal.Case)) {
		c := s.filed(filer, "Hồ sơ "+number, number)
		opened(&c, gateID, due)
		if change != nil {
			change(&c)
		}
		s.put(c)
	}
	put("1", "technology_review", 2, nil)
	put("2", "duplication_check", -3, nil)
	put("3", "budget_allocation", 1, nil)
	put("4", "duplication_check", 1, func(c *proposal.Case) { c.Status = proposal.Withdrawn })
	put("5", "duplication_check", 1, func(c *proposal.Case) { gate(c, "duplication_check").State = proposal.GateReturned })
	put("6", "duplication_check", 5, func(c *proposal.Case) { c.Status = proposal.Returned })
	put("7", "duplication_check", 3, func(c *proposal.Case) { gate(c, "duplication_check").Authority = "to-giup-viec" })
	put("8", "duplication_check", 4, func(c *proposal.Case) { c.Parties.Agencies = append(c.Parties.Agencies, "so-khcn") })

	technology := []string{"decide 2 duplication_check 10-02", "decide 1 technology_review 10-07", "decide 6 duplication_check 10-10"}
	s.wantTasks(s.person("reviewer", "so-khcn", proposal.RoleReviewer), technology...)
	s.wantTasks(s.person("head", "so-khcn", proposal.RoleHead), technology...)
	s.wantTasks(s.person("money", "so-tai-chinh", proposal.RoleReviewer), "decide 3 budget_allocation 10-06")
	s.wantTasks(s.person("other", "so-khcn", proposal.RoleFiler))
	s.wantTasks(s.person("auditor", "so-khcn", proposal.RoleAuditor))

	council := s.person("council", "so-tai-chinh", proposal.RoleReviewer)
	council.Seats = []string{"to-giup-viec"}
	s.wantTasks(council, "decide 3 budget_allocation 10-06", "decide 7 duplication_check 10-08")
	council.Memberships = append(council.Memberships, proposal.Membership{Agency: "so-y-te", From: "2020-01-01", To: "2026-09-26"})
	s.wantTasks(council) // belonged to the filing agency since the draft
	council.Memberships[1].To = "2026-09-24"
	s.wantTasks(council, "decide 3 budget_allocation 10-06", "decide 7 duplication_check 10-08")
}

func TestWorklistItemNamesWhatWasSubmitted(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	filer := s.person("filer", "so-y-te", proposal.RoleFiler)
	c := s.filed(filer, "Tên đã gửi", "1")
	opened(&c, "technology_review", 2)
	gate(&c, "technology_review").Round = 3
	c.Facts.Name = "Tên đang sửa"
	s.put(c)
	got, err := s.Worklist(t.Context(), s.person("reviewer", "so-khcn", proposal.RoleReviewer))
	if err != nil {
		t.Fatal(err)
	}
	want := []proposal.WorkItem{{
		Task: proposal.TaskDecide, ProposalID: c.ID, Number: "1", Name: "Tên đã gửi", Agency: "so-y-te", Gate: "technology_review",
		Round: 3, OpenedAt: c.SubmittedAt, Deadline: gate(&c, "technology_review").Deadline,
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWorklistOfAFiler(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	filer, head := s.person("filer", "so-y-te", proposal.RoleFiler), s.person("head", "so-y-te", proposal.RoleHead)
	letter := func(c *proposal.Case, to string, day proposal.Date) {
		c.Standing.Letters = append(c.Standing.Letters, proposal.RecordedLetter{Letter: proposal.Letter{To: to, Number: "1/CV", Date: day}, At: noon})
	}
	reply := func(c *proposal.Case, from, position string, day proposal.Date) {
		c.Standing.Replies = append(c.Standing.Replies, proposal.RecordedReply{Reply: proposal.Reply{From: from, Number: "2/CV", Date: day, Position: position}, At: noon})
	}
	put := func(number string, due int, change func(c *proposal.Case)) {
		c := s.filed(filer, "Hồ sơ "+number, number)
		if due != 0 {
			opened(&c, "ministry_consultation", due)
		}
		change(&c)
		s.put(c)
	}
	put("1 no letter", 6, func(*proposal.Case) {})
	put("2 letter elsewhere", 5, func(c *proposal.Case) {
		letter(c, "so-khcn", "2026-10-01")
		reply(c, "so-khcn", proposal.Agree, "2026-10-02")
	})
	put("3 waits", 4, func(c *proposal.Case) { letter(c, "bo-y-te", "2026-10-01") })
	put("4 more asked", 3, func(c *proposal.Case) {
		letter(c, "bo-y-te", "2026-10-01")
		reply(c, "bo-y-te", proposal.AsksForMore, "2026-10-03")
		reply(c, "bo-y-te", proposal.Agree, "2026-10-02") // recorded later, dated before
	})
	put("4b asked anew", 2, func(c *proposal.Case) {
		letter(c, "bo-y-te", "2026-10-01")
		reply(c, "bo-y-te", proposal.AsksForMore, "2026-10-02")
		letter(c, "bo-y-te", "2026-10-03")
	})
	put("5 answered", 1, func(c *proposal.Case) {
		letter(c, "bo-y-te", "2026-10-01")
		reply(c, "bo-y-te", proposal.Disagree, "2026-10-01")
	})
	put("5b the filer now names another ministry", 0, func(c *proposal.Case) {
		opened(c, "ministry_consultation", 1)
		letter(c, "bo-y-te", "2026-10-01")
		reply(c, "bo-y-te", proposal.Agree, "2026-10-02")
		c.Facts.LineMinistry = "bo-khac"
	})
	put("6 ended", 1, func(c *proposal.Case) { c.Status = proposal.Withdrawn })
	put("7 draft waits", 0, func(c *proposal.Case) { c.Status = proposal.Draft; letter(c, "bo-y-te", "2026-10-01") })
	put("8 less money", 0, func(c *proposal.Case) {
		c.AcceptanceDue = true
		gate(c, "budget_allocation").State = proposal.GatePassed
	})
	want := []string{
		"record_reply 4b asked anew ministry_consultation 10-07", "send_letter 4 more asked ministry_consultation 10-08",
		"record_reply 3 waits ministry_consultation 10-09", "send_letter 2 letter elsewhere ministry_consultation 10-10",
		"send_letter 1 no letter ministry_consultation 10-11",
		"record_reply 7 draft waits  -", "accept_amount 8 less money budget_allocation -",
	}
	s.wantTasks(filer, want...)
	s.wantTasks(head, want...)
	s.wantTasks(s.person("neighbour", "so-khcn", proposal.RoleFiler))
	s.wantTasks(s.person("reader", "so-y-te", proposal.RoleAuditor))
}

// The days to answer count from the return, also where a refused amount handed
// the proposal back long after its gate's decision.
func TestWorklistCountsTheAnswerFromTheReturn(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	filer, reviewer := s.person("an", "so-y-te", proposal.RoleFiler), s.person("binh", "so-khcn", proposal.RoleReviewer)
	id := s.drafts(filer, "Quản lý trạm y tế").ID
	s.wantTasks(filer)
	s.does(filer, id, proposal.CommandSubmit, "", proposal.Submission{})
	s.screens(id, "first")
	s.wantTasks(reviewer, "decide DX-2026-000001 ministry_consultation 10-12")
	s.wantTasks(filer, "send_letter DX-2026-000001 ministry_consultation 10-12")
	s.pass(7 * 24 * time.Hour) // the next Monday
	s.does(reviewer, id, proposal.CommandDecide, "ministry_consultation", returning)
	s.wantTasks(reviewer)
	s.wantTasks(filer, "answer_return DX-2026-000001 ministry_consultation 11-09") // 20 working days
	s.exec("UPDATE gates SET decided_at = decided_at - interval '30 days'")
	s.wantTasks(filer, "answer_return DX-2026-000001 ministry_consultation 11-09")
}
