package postgres

import (
	"slices"
	"sync"
	"testing"

	"pheduyet/internal/proposal"
	"pheduyet/internal/why"
)

// deputise asks for an assignment of Sở KH&CN's technology review to its reviewer,
// changed as wished.
func (w *world) deputise(by string, change func(*proposal.DelegationGrant)) (proposal.DelegationRecord, error) {
	w.t.Helper()
	in := proposal.DelegationGrant{
		Kind: proposal.Assignment, Delegate: "khcn", Position: "Phó Giám đốc", Gates: []string{technology},
		From: "2026-09-14", To: "2026-09-30", Document: paper,
	}
	if change != nil {
		change(&in)
	}
	return w.Delegate(w.t.Context(), w.command(by, "", proposal.CommandDelegate, "", in))
}

func (w *world) granted(by string, change func(*proposal.DelegationGrant)) proposal.DelegationRecord {
	w.t.Helper()
	d, err := w.deputise(by, change)
	if err != nil {
		w.t.Fatal(describe(err))
	}
	return d
}

// to is a change of who gets which gates by which kind.
func to(kind proposal.DelegationKind, delegate string, gates ...string) func(*proposal.DelegationGrant) {
	return func(g *proposal.DelegationGrant) { g.Kind, g.Delegate, g.Gates = kind, delegate, gates }
}

func (w *world) wantCode(what string, err error, want proposal.Code) {
	w.t.Helper()
	if got := proposal.CodeOf(err); err == nil || got != want {
		w.t.Errorf("%s: %v, want %s", what, err, want)
	}
}

func TestADelegationIsHeldFromItsFirstDayToItsLast(t *testing.T) {
	t.Parallel()
	w := newAgencies(t)
	d := w.granted("head-khcn", func(g *proposal.DelegationGrant) { g.From, g.To = "2026-09-15", "2026-09-16" })
	for day, want := range map[int]int{0: 0, 1: 1, 2: 1, 3: 0} {
		a, err := loadActor(t.Context(), w.pool, w.people["khcn"], monday.AddDate(0, 0, day))
		if err != nil || len(a.Delegations) != want {
			t.Errorf("after %d days: %+v, %v; want %d", day, a.Delegations, err, want)
		}
	}
	for who, want := range map[string]int{"head-khcn": 1, "khcn": 1, "admin": 1, "taichinh": 0, "head-taichinh": 0, "filer": 0} {
		seen, err := w.Delegations(t.Context(), w.actor(who))
		if err != nil || len(seen) != want {
			t.Errorf("%s sees %d delegations, %v; want %d", who, len(seen), err, want)
		}
	}
	if entries := w.streamOf(streamPeople); entries[len(entries)-1].Action != "delegated" || entries[len(entries)-1].Actor.Account != d.Principal.Account {
		t.Errorf("the ledger tells %+v", entries[len(entries)-1])
	}
}

func TestDelegationsThatAreRefused(t *testing.T) {
	t.Parallel()
	w := newAgencies(t)
	w.granted("head-khcn", nil)
	// The same person may hold another gate, another person the same.
	w.granted("head-khcn", to(proposal.Assignment, "khcn", duplication))
	w.granted("head-khcn", to(proposal.Assignment, "khcn-filer", technology))
	_, err := w.deputise("head-khcn", func(g *proposal.DelegationGrant) { g.From, g.Gates = "2026-09-30", []string{consultation, technology} })
	w.wantCode("overlapping on a day", err, proposal.CodeConflict)
	w.granted("head-khcn", func(g *proposal.DelegationGrant) { g.From, g.To = "2026-10-01", "2026-10-31" })
	_, err = w.deputise("head-ubnd", to(proposal.Authorization, "khcn", provincial))
	w.wantCode("authorising who is not a head", err, proposal.CodeInvalid)
	_, err = w.deputise("head-khcn", to(proposal.Authorization, "head-taichinh", technology))
	w.wantCode("authorising a head of a neighbour", err, proposal.CodeInvalid)
	_, err = w.deputise("head-khcn", to(proposal.Assignment, "khcn-filer", provincial))
	w.wantCode("another authority's gate", err, proposal.CodeInvalid)
	_, err = w.deputise("khcn", nil)
	w.wantCode("by who holds a delegation", err, proposal.CodeForbidden)
}

func TestTwoGrantsAtOnceOverlapOnce(t *testing.T) {
	t.Parallel()
	w := newAgencies(t)
	var group sync.WaitGroup
	codes := make([]proposal.Code, 4)
	for i := range codes {
		command := w.command("head-khcn", "", proposal.CommandDelegate, "", proposal.DelegationGrant{
			Kind: proposal.Assignment, Delegate: "khcn", Position: "Phó Giám đốc", Gates: []string{technology}, From: "2026-09-14", To: "2026-09-30", Document: paper,
		})
		group.Go(func() {
			if _, err := w.Delegate(t.Context(), command); err != nil {
				codes[i] = proposal.CodeOf(err)
			}
		})
	}
	group.Wait()
	granted := 0
	for _, c := range codes {
		if c == "" {
			granted++
		} else if c != proposal.CodeConflict {
			t.Errorf("refused with %s", c)
		}
	}
	if granted != 1 {
		t.Errorf("%d of %v were granted", granted, codes)
	}
}

func TestWhoActsForAnotherIsNamedWithWhomTheyActFor(t *testing.T) {
	t.Parallel()
	w := newAgencies(t)
	d := w.granted("head-ubnd", to(proposal.Authorization, "head-taichinh", provincial))
	id := w.toBudget(billion)
	w.allocated(id)
	level := 2
	w.do("congan", id, proposal.CommandDecide, security, decision(proposal.Details{Level: &level}))
	final := decision(proposal.Details{Signatory: "Vũ Thị A", Capacity: "TM. TUQ."})
	final.Documents = []proposal.Document{paper}
	final.Documents[0].Capacity = "TM. TUQ."

	_, err := w.try("head-taichinh", id, proposal.CommandDecide, provincial, final)
	w.wantCode("without naming the delegation", err, proposal.CodeInvalid)
	final.ActingFor = d.ID
	final.Details.Capacity = "TM. KT."
	_, err = w.try("head-taichinh", id, proposal.CommandDecide, provincial, final)
	w.wantCode("in a capacity of the other kind", err, proposal.CodeInvalid)
	final.Details.Capacity = "TM. TUQ."
	_, err = w.try("taichinh", id, proposal.CommandDecide, provincial, final)
	w.wantCode("by who does not hold it", err, proposal.CodeForbidden)
	_, err = w.try("head-yte", id, proposal.CommandDecide, provincial, final)
	w.wantCode("by the filing side", err, proposal.CodeForbidden)

	work, err := w.Worklist(t.Context(), w.actor("head-taichinh"))
	if err != nil || len(work) != 1 || work[0].Gate != provincial {
		t.Errorf("the delegate's worklist is %+v, %v", work, err)
	}
	if p := w.do("head-taichinh", id, proposal.CommandDecide, provincial, final); p.Status != proposal.Approved {
		t.Fatalf("status %s", p.Status)
	}
	trace, err := w.Trace(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	round := trace.Rounds[slices.IndexFunc(trace.Rounds, func(r why.Round) bool { return r.Gate == provincial })]
	if f := round.Decision.ActedFor; f == nil || f.Account != w.people["head-ubnd"] || f.Name != "Ông head-ubnd" || round.By.Account != w.people["head-taichinh"] {
		t.Errorf("decided by %+v for %+v", round.By, f)
	}
	for _, e := range trace.Events {
		if e.Action == "decided" && e.Gate == provincial && (e.ActingFor != w.people["head-ubnd"] || e.Capacity != "TM. TUQ.") {
			t.Errorf("the ledger tells of %s as %q for %q", e.Actor.Name, e.Capacity, e.ActingFor)
		}
	}
}

// A delegation ends early, with the principal's office or with the delegate's;
// what was decided under it stands.
func TestHowADelegationIsLost(t *testing.T) {
	t.Parallel()
	w := newAgencies(t)
	d := w.granted("head-ubnd", to(proposal.Authorization, "head-taichinh", provincial))
	held := func(what string, want int) {
		t.Helper()
		a := w.actor("head-taichinh")
		if len(a.Delegations) != want {
			t.Errorf("%s: holds %d delegations, want %d", what, len(a.Delegations), want)
		}
	}
	held("granted", 1)
	w.exec("UPDATE account_roles SET valid_to = '2026-09-13' WHERE account = $1", w.people["head-ubnd"])
	held("the principal is no longer the head", 0)
	w.exec("UPDATE account_roles SET valid_to = NULL WHERE account = $1", w.people["head-ubnd"])
	w.exec("UPDATE memberships SET valid_to = '2026-09-13' WHERE account = $1", w.people["head-taichinh"])
	held("the delegate has left", 0)
	w.exec("UPDATE memberships SET valid_to = NULL WHERE account = $1", w.people["head-taichinh"])
	held("all as before", 1)

	end := proposal.DelegationEnd{ID: d.ID, Reason: "Đã trở lại làm việc"}
	_, err := w.EndDelegation(t.Context(), w.command("head-khcn", "", proposal.CommandEndDelegation, "", end))
	w.wantCode("ended by another agency", err, proposal.CodeNotFound)
	command := w.command("head-ubnd", "", proposal.CommandEndDelegation, "", end)
	for range 2 { // the same command, once more
		ended, err := w.EndDelegation(t.Context(), command)
		if err != nil || ended.EndedAt == nil || ended.EndReason != end.Reason {
			t.Errorf("ended %+v, %v", ended, err)
		}
	}
	held("ended", 0)
	_, err = w.EndDelegation(t.Context(), w.command("head-ubnd", "", proposal.CommandEndDelegation, "", end))
	w.wantCode("ended twice", err, proposal.CodeConflict)
	w.granted("head-ubnd", to(proposal.Authorization, "head-taichinh", provincial))
}

// Where the head had a hand in the proposal, nobody decides in the head's stead.
func TestNobodyActsForWhoIsInConflict(t *testing.T) {
	t.Parallel()
	w := newAgencies(t)
	d := w.granted("head-khcn", nil)
	w.exec("INSERT INTO memberships (account, agency, valid_from, valid_to) VALUES ($1, 'so-y-te', '2025-01-01', '2026-09-14')", w.people["head-khcn"])
	id := w.draft("filer", facts(billion))
	w.submit("filer", id)
	w.clear(id, "screening")
	w.consulted(id)
	back := proposal.Decision{Outcome: proposal.Return, Reason: "thiếu", Items: []proposal.ItemRequest{{Text: "bổ sung"}}, ActingFor: d.ID}
	_, err := w.try("khcn", id, proposal.CommandDecide, technology, back)
	w.wantCode("for a head of the filing side", err, proposal.CodeInvalid)
	back.ActingFor = ""
	w.do("khcn", id, proposal.CommandDecide, technology, back)
}
