package postgres

import (
	"testing"
	"time"

	"pheduyet/internal/people"
	"pheduyet/internal/proposal"
)

// merger ends agencies in favour of another from Wednesday on.
func merger(into people.Successor, from ...string) people.Succession {
	return people.Succession{Kind: people.Merge, Agencies: from, Day: "2026-09-16", Successor: into}
}

// pass lets the days go on to the Wednesday and everything open pass, as a worker
// does: what is due first, then every open proposal hears of it.
func (w *world) pass() {
	w.t.Helper()
	w.Now = func() time.Time { return monday.AddDate(0, 0, 2) }
	for range 2 { // whoever comes second changes nothing
		if err := w.ApplySuccessions(w.t.Context()); err != nil {
			w.t.Fatal(describe(err))
		}
		facts, err := w.Spreads(w.t.Context())
		if err != nil {
			w.t.Fatal(err)
		}
		for _, f := range facts {
			ids, err := w.ToTell(w.t.Context(), f.Kind, false, "", 1000)
			if err != nil {
				w.t.Fatal(err)
			}
			for _, id := range ids {
				if _, err := w.TakeNote(w.t.Context(), id, f, "note/"+f.Ref+"/"+id); err != nil {
					w.t.Fatal(describe(err))
				}
			}
		}
	}
}

func (w *world) succeed(in people.Succession) {
	w.t.Helper()
	c, err := w.propose("admin", changeSuccession, in)
	if err == nil {
		c, err = w.decideOn("admin-2", c, true, "")
	}
	if err != nil {
		w.t.Fatalf("%+v: %s", c, describe(err))
	}
}

func TestEverythingOpenPassesToTheSuccessorOnItsDay(t *testing.T) {
	t.Parallel()
	w := newAgencies(t)
	draft, closed := w.draft("filer", facts(billion)), w.draft("filer", facts(billion))
	w.do("filer", closed, proposal.CommandWithdraw, "", proposal.Withdrawal{Reason: "thôi"})
	open := w.draft("filer", facts(billion))
	w.submit("filer", open)
	w.clear(open, "screening")
	token := w.signedIn(w.people["filer"])
	w.succeed(merger(people.Successor{Code: "so-y-te-moi", Name: "Sở Y tế và Dân số"}, "so-y-te"))

	if facts, err := w.Spreads(t.Context()); err != nil || len(facts) != 0 {
		t.Errorf("spread before its day: %v, %v", facts, err)
	}
	if a := w.actor("filer"); a.Agency != "so-y-te" {
		t.Errorf("before the day the filer belongs to %s", a.Agency)
	}
	w.pass()
	if a := w.actor("filer"); a.Agency != "so-y-te-moi" || !a.Files("so-y-te") {
		t.Errorf("on the day: %+v", a)
	}
	w.wantSession("of the agency before", token, false)
	for id, want := range map[string]string{draft: "so-y-te-moi", open: "so-y-te-moi", closed: "so-y-te"} {
		c := w.kase(id)
		if c.Agency != want {
			t.Errorf("%s proposal is of %s, want %s", c.Status, c.Agency, want)
		}
		if got := proposal.AccessTo(c.Progress, nil, w.actor("filer")); got != proposal.AccessFull {
			t.Errorf("the successor reads the %s one with access %d", c.Status, got)
		}
	}
	if p := w.kase(open).Parties; !p.Bars(w.actor("head-yte"), monday) || len(p.Agencies) < 4 {
		t.Errorf("the filing side is %v", p.Agencies)
	}
	entries := w.ledgerOf(open)
	if last := entries[len(entries)-1]; last.Action != "succeeded" || last.Actor.Account != "" {
		t.Errorf("the ledger tells %s by %q", last.Action, last.Actor.Account)
	}
	w.do("filer", open, proposal.CommandConsult, "", proposal.Consultation{Letter: &proposal.Letter{Number: "1/SYT", Date: "2026-09-10"}})
	w.submit("filer", draft)
}

// An authority that merges into the filing side loses its gate to the substitute,
// and its people may not decide any more.
func TestAConflictThatArisesMovesTheGate(t *testing.T) {
	t.Parallel()
	w := newAgencies(t)
	id := w.toBudget(billion)
	w.succeed(merger(people.Successor{Code: "so-y-te"}, "so-tai-chinh"))
	lines := decision(proposal.Details{Allocations: w.kase(id).Facts.Budget})
	w.pass()
	if g, _ := w.kase(id).Gate(budget); g.Authority != "to-giup-viec" {
		t.Errorf("the gate is with %s", g.Authority)
	}
	for _, who := range []string{"taichinh", "head-taichinh", "head-yte"} {
		_, err := w.try(who, id, proposal.CommandDecide, budget, lines)
		wantCode(t, err, proposal.CodeForbidden)
	}
	w.hire("member", "ubnd-tinh", proposal.RoleReviewer)
	w.exec("INSERT INTO memberships (account, agency, seat, valid_from) VALUES ($1, 'to-giup-viec', true, '2026-01-01')", w.people["member"])
	w.do("member", id, proposal.CommandDecide, budget, lines)
}

// An authority that is renamed decides on, also proposals filed afterwards.
func TestARenamedAuthorityDecides(t *testing.T) {
	t.Parallel()
	w := newAgencies(t)
	id := w.toBudget(billion)
	w.succeed(people.Succession{Kind: people.Rename, Agencies: []string{"so-tai-chinh"}, Day: "2026-09-16", Successor: people.Successor{Code: "so-tai-chinh-kh", Name: "Sở Tài chính - Kế hoạch"}})
	w.pass()
	w.allocated(id)
	if g, _ := w.kase(id).Gate(budget); g.Authority != "so-tai-chinh-kh" || g.State != proposal.GatePassed {
		t.Errorf("the gate is %+v", g)
	}
	other := w.draft("filer", facts(billion))
	w.submit("filer", other)
	if g, _ := w.kase(other).Gate(budget); g.Authority != "so-tai-chinh-kh" {
		t.Errorf("a later proposal's gate is with %s", g.Authority)
	}
	w.granted("head-taichinh", func(g *proposal.DelegationGrant) {
		to(proposal.Assignment, "taichinh", budget)(g)
		g.From = "2026-09-16"
	})
}

// A commune's money goes where the commune goes: what is free at once, what is
// reserved with its proposal.
func TestEnvelopesPass(t *testing.T) {
	t.Parallel()
	w := newAgencies(t)
	w.exec("INSERT INTO envelopes (fiscal_year, source, owner, amount, state, document) VALUES (2026, 'chi-thuong-xuyen', 'xa-hung-nguyen', $1, 'assigned', '{}')", 3*billion)
	f := facts(billion)
	f.Budget = f.Budget[:1]
	id := w.draft("commune", f)
	w.submit("commune", id)
	w.clear(id, "screening")
	w.do("commune", id, proposal.CommandConsult, "", proposal.Consultation{Letter: &proposal.Letter{Number: "1/SYT", Date: "2026-09-10"}})
	w.do("commune", id, proposal.CommandConsult, "", proposal.Consultation{Reply: &proposal.Reply{Number: "2/BYT", Date: "2026-09-11", Position: proposal.Agree}})
	w.do("khcn", id, proposal.CommandDecide, consultation, decision(proposal.Details{}))
	w.reviewed(id)
	w.allocated(id)
	w.succeed(merger(people.Successor{Code: "xa-moi", Name: "UBND xã Mới"}, "xa-hung-nguyen"))
	w.pass()
	left := func(owner string) (amount, reserved int64) {
		if err := w.owner.QueryRow(t.Context(), "SELECT amount, reserved FROM envelopes WHERE owner = $1", owner).Scan(&amount, &reserved); err != nil {
			t.Fatal(err)
		}
		return amount, reserved
	}
	if a, r := left("xa-moi"); a != 3*billion || r != billion {
		t.Errorf("the successor has %d with %d reserved", a, r)
	}
	if a, r := left("xa-hung-nguyen"); a != 0 || r != 0 {
		t.Errorf("the commune that ended keeps %d with %d reserved", a, r)
	}
	w.do("commune", id, proposal.CommandWithdraw, "", proposal.Withdrawal{Reason: "thôi"})
	if a, r := left("xa-moi"); a != 3*billion || r != 0 {
		t.Errorf("after the withdrawal the successor has %d with %d reserved", a, r)
	}
}

func TestASplitTakesWhatItNames(t *testing.T) {
	t.Parallel()
	w := newAgencies(t)
	first, second := w.draft("filer", facts(billion)), w.draft("filer", facts(billion))
	w.submit("filer", first)
	w.submit("filer", second)
	w.succeed(people.Succession{
		Kind: people.Split, Agencies: []string{"so-y-te"}, Day: "2026-09-16", Successor: people.Successor{Code: "so-a", Name: "Sở A"},
		Parts: []people.Part{{Successor: people.Successor{Code: "so-b", Name: "Sở B"}, People: []string{"colleague"}, Proposals: []string{w.kase(second).Number}}},
	})
	w.pass()
	if a, b := w.kase(first).Agency, w.kase(second).Agency; a != "so-a" || b != "so-b" {
		t.Errorf("the proposals are of %s and %s", a, b)
	}
	if a, b := w.actor("filer").Agency, w.actor("colleague").Agency; a != "so-a" || b != "so-b" {
		t.Errorf("the people belong to %s and %s", a, b)
	}
}

func TestSuccessionsThatAreRefused(t *testing.T) {
	t.Parallel()
	w := newAgencies(t)
	w.exec("UPDATE agencies SET valid_to = '2026-01-31', successor = 'so-khcn' WHERE code = 'benh-vien'")
	w.exec("UPDATE register_version SET version = version + 1")
	for name, in := range map[string]people.Succession{
		"into itself":              merger(people.Successor{Code: "so-y-te"}, "so-y-te"),
		"into one that has ended":  merger(people.Successor{Code: "benh-vien"}, "so-y-te"),
		"one that has ended":       merger(people.Successor{Code: "so-y-te"}, "benh-vien"),
		"one that is not there":    merger(people.Successor{Code: "so-y-te"}, "so-la"),
		"into a new one, no name":  merger(people.Successor{Code: "so-moi"}, "so-y-te"),
		"a new name, an old code":  {Kind: people.Rename, Agencies: []string{"so-y-te"}, Day: "2026-09-16", Successor: people.Successor{Code: "so-khcn", Name: "Sở mới"}},
		"in the past":              {Kind: people.Merge, Agencies: []string{"so-y-te"}, Day: "2026-09-13", Successor: people.Successor{Code: "so-khcn"}},
		"a split without parts":    {Kind: people.Split, Agencies: []string{"so-y-te"}, Day: "2026-09-16", Successor: people.Successor{Code: "so-moi", Name: "Sở mới"}},
		"a split of others' folks": {Kind: people.Split, Agencies: []string{"so-y-te"}, Day: "2026-09-16", Successor: people.Successor{Code: "so-moi", Name: "Sở mới"}, Parts: []people.Part{{Successor: people.Successor{Code: "so-b", Name: "Sở B"}, People: []string{"khcn"}}}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := w.propose("admin", changeSuccession, in)
			wantCode(t, err, proposal.CodeInvalid)
		})
	}
	w.succeed(merger(people.Successor{Code: "so-khcn"}, "so-y-te"))
	_, err := w.propose("admin", changeSuccession, merger(people.Successor{Code: "so-tai-chinh"}, "so-y-te"))
	wantCode(t, err, proposal.CodeInvalid) // it is to end already
}
