package postgres

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/proposal"
)

// judge takes a new proposal to its duplication check and records what an officer
// decides there.
func (w *world) judge(name string, d proposal.Decision) string {
	w.t.Helper()
	f := facts(billion)
	f.Name = name
	id := w.draft("filer", f)
	w.submit("filer", id)
	if _, err := w.RecordScreening(w.t.Context(), id, duplication, name, weighty("A01")); err != nil {
		w.t.Fatal(err)
	}
	w.do("khcn", id, proposal.CommandDecide, duplication, d)
	return id
}

func found(finding proposal.Finding) proposal.Details {
	finding.EntryID = "A01"
	return proposal.Details{Findings: []proposal.Finding{finding}}
}

func (w *world) judged() map[string]string {
	w.t.Helper()
	list, err := w.JudgedProposals(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	out := map[string]string{}
	for _, j := range list {
		if j.Number == "" || j.Agency != "Tên của so-y-te" || len(j.Findings) != 1 || j.Findings[0].EntryID != "A01" {
			w.t.Errorf("%+v", j)
			continue
		}
		out[j.Facts.Name] = j.Findings[0].Finding
	}
	return out
}

func TestJudgedProposals(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.forged = true
	if got := w.judged(); len(got) != 0 {
		t.Fatalf("%v before anything was judged", got)
	}
	refusal := rejection()
	refusal.Details = found(proposal.Finding{Finding: proposal.FindingDuplicate, WayOut: "use", Note: "dùng cổng sẵn có"})
	w.judge("trùng", refusal)
	different := w.judge("khác", decision(found(proposal.Finding{Finding: proposal.FindingDifferent, Note: "không cùng nghiệp vụ"})))
	passed := w.draft("filer", facts(billion))
	w.submit("filer", passed)
	w.clear(passed, "by rule")

	want := map[string]string{"trùng": proposal.FindingDuplicate, "khác": proposal.FindingDifferent}
	if diff := cmp.Diff(want, w.judged()); diff != "" {
		t.Error(diff)
	}

	// What is filed afterwards was not judged.
	later := facts(billion)
	later.Name = "hẹp lại"
	w.exec("INSERT INTO revisions (proposal, revision, facts, by, at) VALUES ($1, 2, $2, $3, $4)", different, toJSON(later), w.people["filer"], monday.Add(time.Hour))
	if diff := cmp.Diff(want, w.judged()); diff != "" {
		t.Error("a later revision", diff)
	}

	// A gate that opened again stands by no earlier finding.
	w.exec("UPDATE gates SET round = round + 1 WHERE proposal = $1 AND gate = $2", different, duplication)
	delete(want, "khác")
	if diff := cmp.Diff(want, w.judged()); diff != "" {
		t.Error("a reopened gate", diff)
	}
}

func (w *world) exec(sql string, args ...any) {
	w.t.Helper()
	if _, err := w.owner.Exec(w.t.Context(), sql, args...); err != nil {
		w.t.Fatal(err)
	}
}
