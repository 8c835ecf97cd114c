package postgres

import (
	"strings"
	"testing"
	"time"

	"pheduyet/internal/people"
	"pheduyet/internal/proposal"
	"pheduyet/internal/system"
)

// owedBy is an approved system of so-y-te for which an agency owes a condition, due
// on 10 December, and the obligation's id.
func (w *world) owedBy(agency string) (id, obligation string) {
	w.t.Helper()
	s := worldSeeds(w.t)
	s.Packs = packsOf(w.t, "2026-11-22")
	if err := LoadSeeds(w.t.Context(), w.ownerURL, s, true); err != nil {
		w.t.Fatal(err)
	}
	w.Now = func() time.Time { return today }
	id = w.draft("filer", facts(billion))
	w.submit("filer", id)
	w.clear(id, "proposal/"+id+"/screening/1")
	w.consulted(id)
	var answers []proposal.CheckAnswer
	rule, _ := w.kase(id).Rules.Gate(technology)
	for _, item := range rule.Checklist {
		answers = append(answers, proposal.CheckAnswer{Item: item.ID, Answer: "yes"})
	}
	d := decision(proposal.Details{Checklist: answers})
	d.Outcome, d.Reason = proposal.ApproveWithConditions, "cần dùng ở cấp xã"
	d.Conditions = []proposal.Condition{{Text: "Bố trí cán bộ nhập liệu", Owner: agency, Due: "2026-12-10"}}
	w.do("khcn", id, proposal.CommandDecide, technology, d)
	w.allocated(id)
	w.approve(id)
	for _, o := range w.system(id).Obligations {
		if o.Owner == agency {
			return id, o.ID
		}
	}
	w.t.Fatalf("%s owes nothing", agency)
	return "", ""
}

// An agency that did not file owes something: it reads that, adds its proof, and
// after a merger its successor is reminded and fulfils it.
func TestWhoOwesWithoutHavingFiledProvesAndIsReminded(t *testing.T) {
	t.Parallel()
	w := newAgencies(t)
	id, owed := w.owedBy("xa-hung-nguyen")
	file := proposal.File{Kind: "proof", Name: "a.pdf", MediaType: "application/pdf", Size: 3, SHA256: strings.Repeat("ab", 32), Readable: true}
	attach := func(who string) (proposal.File, error) {
		return w.Attach(t.Context(), w.command(who, id, proposal.CommandAttach, "", file))
	}
	for _, who := range []string{"khcn-filer", "congan"} {
		if _, err := attach(who); proposal.CodeOf(err) != proposal.CodeForbidden {
			t.Errorf("%s, who owes nothing: %v", who, err)
		}
	}
	rename := func(table, name string) {
		if _, err := w.owner.Exec(t.Context(), "ALTER TABLE "+table+" RENAME TO "+name); err != nil {
			t.Fatal(err)
		}
	}
	rename("systems", "unread")
	if _, err := attach("commune"); err == nil || proposal.CodeOf(err) == proposal.CodeForbidden {
		t.Errorf("while nobody can tell who owes: %v", err)
	}
	rename("unread", "systems")
	if _, err := attach("commune"); err != nil {
		t.Fatal(describe(err))
	}
	w.succeed(people.Succession{Kind: people.Merge, Agencies: []string{"xa-hung-nguyen"}, Day: "2026-11-25", Successor: people.Successor{Code: "xa-moi", Name: "Xã mới"}})
	w.Now = func() time.Time { return today.AddDate(0, 0, 3) }
	if err := w.ApplySuccessions(t.Context()); err != nil {
		t.Fatal(describe(err))
	}
	if a := w.actor("commune"); a.Agency != "xa-moi" || system.Access(w.system(id).System, a) != proposal.AccessFull {
		t.Fatalf("of %s, reads %d", a.Agency, system.Access(w.system(id).System, a))
	}
	w.Now = func() time.Time { return today.AddDate(0, 0, 13) } // within five working days of the due day
	if _, err := w.KeepSystem(t.Context(), id); err != nil {
		t.Fatal(describe(err))
	}
	for _, who := range []string{"commune", "head-xa"} {
		if n := w.count("SELECT count(*) FROM outbox WHERE person = $1 AND kind = 'obligation_due' AND cause LIKE $2", w.people[who], "%"+owed+"%"); n != 1 {
			t.Errorf("%s is reminded %d times", who, n)
		}
	}
	proof, err := attach("commune")
	if err != nil {
		t.Fatal(describe(err))
	}
	said := system.Proof{Text: "Đã bố trí", Document: &proposal.Document{Number: "7/UBND", Date: "2026-12-01", AttachmentID: proof.ID}}
	w.stepped("commune", id, system.CommandFulfil, owed, said)
	y := w.system(id).System
	if o, _ := y.Obligation(owed); o.State != system.Claimed || !system.Shows(y, w.actor("commune"), proof.ID) || !system.Shows(y, w.actor("khcn"), proof.ID) {
		t.Errorf("%+v", o)
	}
	if system.Shows(y, w.actor("ubnd"), proof.ID) != (system.Access(y, w.actor("ubnd")) == proposal.AccessFull) {
		t.Error("a proof is shown to who does not read what is owed")
	}
}
