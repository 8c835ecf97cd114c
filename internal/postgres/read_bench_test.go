package postgres

import (
	"testing"

	"pheduyet/internal/proposal"
)

// crowd fills the database with n proposals like the first, with all their gates,
// over some years: the newest two thousand go on, the others have ended.
func crowd(b *testing.B, s *shelf, n int) {
	b.Helper()
	first := s.filed(s.person("crowd", "so-y-te", proposal.RoleFiler), "Cơ sở dữ liệu đất đai của tỉnh", "DX-0")
	opened(&first, "duplication_check", -1)
	s.put(first)
	s.exec("ALTER TABLE proposals DISABLE TRIGGER count_proposal")
	s.exec(`INSERT INTO proposals (id, number, agency, filed_by, status, revision, version, etag, name, search, facts, filed, standing, parties,
			pack_id, pack_version, drafted_at, submitted_at, first_submitted_at, updated_at)
		SELECT gen_random_uuid(), 'DX-' || i, (ARRAY['so-y-te','so-khcn','so-tai-chinh','xa-hung-nguyen'])[1 + i % 4], filed_by,
			CASE WHEN i > 2000 THEN (ARRAY['approved','rejected','withdrawn'])[1 + i / 4 % 3] ELSE (ARRAY['draft','in_review','returned'])[1 + i / 4 % 3] END, 1, 1, 1, name, search || ' so ' || i,
			facts || jsonb_build_object('summary', repeat(md5(i::text), 40)), filed, standing, parties,
			pack_id, pack_version, drafted_at, submitted_at, first_submitted_at, updated_at - i * interval '7 minutes'
		FROM proposals, generate_series(1, $1::int) i WHERE number = 'DX-0'`, n)
	s.exec(`INSERT INTO gates SELECT p.id, g.gate, g.position, g.kind, g.after, g.authority, CASE p.status WHEN 'approved' THEN 'passed' ELSE g.state END, g.round, g.opened_at, g.deadline,
			g.due_at, CASE WHEN p.status IN ('approved', 'rejected') THEN p.updated_at - g.position * interval '1 day' END, g.outcome, g.by_rule, g.screened, g.touched
		FROM proposals p, gates g WHERE g.proposal = $1 AND p.id <> $1 AND p.status <> 'draft'`, first.ID)
	s.exec("SELECT count_all()")
	s.exec("ALTER TABLE proposals ENABLE TRIGGER count_proposal")
	s.exec("VACUUM ANALYZE")
}

func BenchmarkList(b *testing.B) {
	s := newShelf(b)
	crowd(b, s, 100_000)
	filer, reviewer := s.person("an", "so-y-te", proposal.RoleFiler), s.person("binh", "so-khcn", proposal.RoleReviewer)
	auditor := s.person("chi", "thanh-tra-tinh", proposal.RoleAuditor)
	for _, c := range []struct {
		name   string
		actor  proposal.Actor
		filter proposal.Filter
	}{
		{"auditor", auditor, proposal.Filter{}},
		{"filer", filer, proposal.Filter{}},
		{"reviewer", reviewer, proposal.Filter{}},
		{"reviewer_open_gate", reviewer, proposal.Filter{Gate: "duplication_check"}},
		{"reviewer_overdue", reviewer, proposal.Filter{Overdue: true}},
		{"filer_rare_words", filer, proposal.Filter{Query: "đất 99996"}},
		{"filer_no_such_words", filer, proposal.Filter{Query: "không có đâu"}},
		{"filer_drafts", filer, proposal.Filter{Status: proposal.Draft}},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if _, _, err := s.List(b.Context(), c.actor, c.filter); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	for name, a := range map[string]proposal.Actor{"worklist_filer": filer, "worklist_reviewer": reviewer} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := s.Worklist(b.Context(), a); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkStatistics asks for the figures of an overview; the baseline counts the
// proposals of each status, which is the least that counting from nothing takes.
func BenchmarkStatistics(b *testing.B) {
	s := newShelf(b)
	crowd(b, s, 100_000)
	b.Run("baseline", func(b *testing.B) {
		for b.Loop() {
			s.exec("SELECT status, count(*) FROM proposals GROUP BY 1")
		}
	})
	for name, a := range map[string]proposal.Actor{
		"auditor": s.person("an", "thanh-tra-tinh", proposal.RoleAuditor), "reviewer": s.person("binh", "so-khcn", proposal.RoleReviewer),
		"filer": s.person("chi", "so-y-te", proposal.RoleFiler),
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := s.Statistics(b.Context(), a, noon.AddDate(-1, 0, 0)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
