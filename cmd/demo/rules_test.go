package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"pheduyet/internal/catalog"
	"pheduyet/internal/process"
	"pheduyet/internal/proposal"
	"pheduyet/seeds"
)

// rules is a server of the domain's rules over memory: no database, no workflow.
// The scripts are held against it, so that a seed that the rules refuse is found
// without a whole system.
type rules struct {
	t        *testing.T
	now      time.Time
	agencies map[string]proposal.Agency
	entries  map[string]proposal.Entry
	accounts map[string]seeds.Account
	packs    *process.Set
	index    *catalog.Index
	money    map[proposal.EnvelopeKey]int64
	cases    map[string]*kept // by id
	registers
}

// kept is a proposal and what happened to it.
type kept struct {
	proposal.Case
	events []map[string]any
	said   map[string]proposal.Decision // by gate, the last
}

// TestScriptsAgainstTheRules runs every script twice.
func TestScriptsAgainstTheRules(t *testing.T) {
	s := newRules(t)
	server := httptest.NewServer(s)
	defer server.Close()
	desks, err := seeds.Desks()
	if err != nil {
		t.Fatal(err)
	}
	c := newClient(server.URL, http.DefaultClient)
	c.today = day(s.now.UTC().Format(http.TimeFormat))
	r := runner{client: c, desks: byAuthority(desks)}
	for pass := range 2 {
		for i, d := range mustAll(t) {
			for _, difference := range r.run(context.Background(), i+1, d).differences() {
				t.Errorf("pass %d, %s: %s", pass+1, d.ID, difference)
			}
		}
	}
	if n := len(mustAll(t)); len(s.cases) != n {
		t.Errorf("%d proposals after two passes, want %d", len(s.cases), n)
	}
}

func newRules(t *testing.T) *rules {
	s := &rules{t: t, now: time.Date(2026, 11, 23, 9, 0, 0, 0, zone), entries: map[string]proposal.Entry{}, accounts: map[string]seeds.Account{}, money: map[proposal.EnvelopeKey]int64{}, cases: map[string]*kept{}, registers: registers{given: map[string]proposal.Delegation{}, passwords: map[string]string{}, signedOut: map[string]bool{}}}
	agencies, err1 := seeds.Agencies()
	accounts, err2 := seeds.Accounts()
	envelopes, err3 := seeds.Envelopes()
	packs, err4 := seeds.Packs()
	for _, err := range []error{err1, err2, err3, err4} {
		if err != nil {
			t.Fatal(err)
		}
	}
	s.agencies, s.packs, s.index = seeds.ByCode(agencies), packs, shipped(t)
	for _, a := range accounts {
		s.accounts[a.Username] = a
	}
	for _, e := range envelopes {
		s.money[proposal.EnvelopeKey{FiscalYear: e.FiscalYear, Source: e.Source, Owner: e.Owner}] = e.AmountVND
	}
	editions, err := seeds.Editions()
	if err != nil {
		t.Fatal(err)
	}
	for _, ed := range editions {
		for _, e := range ed.Entries {
			s.entries[e.ID] = e.Entry
		}
	}
	return s
}

func (s *rules) env() proposal.Env {
	return proposal.Env{
		Now: s.now,
		Due: func(from time.Time, days int, _ ...proposal.Pause) proposal.Deadline {
			return proposal.Deadline{Days: days, From: from, DueAt: from.AddDate(0, 0, days)}
		},
		Workday: func(t time.Time, n int) time.Time { return t.AddDate(0, 0, n) },
		Late:    func(proposal.Date) bool { return false },
		Entry:   func(id string) (proposal.Entry, bool) { e, ok := s.entries[id]; return e, ok },
		Agency:  func(code string) (proposal.Agency, bool) { a, ok := s.agencies[code]; return a, ok },
		NewID:   func() string { return "id" },
	}
}

// ServeHTTP answers the calls that the runner makes; the token is the account.
func (s *rules) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	account := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	parts := strings.Split(strings.TrimPrefix(r.URL.Path, "/api/v1/"), "/")
	switch {
	case s.signedOut[account]:
		s.write(w, 401, map[string]any{"status": 401, "code": "unauthenticated"})
	case s.register(w, r, account, parts):
	case parts[0] == "processes":
		p, _ := s.packs.Get(parts[1], proposal.Date(r.URL.Query().Get("version")))
		s.write(w, 200, p)
	case len(parts) == 1:
		s.draft(w, r, account)
	case r.Method == "GET" && len(parts) == 3:
		s.write(w, 200, map[string]any{"gates": []any{}, "events": s.cases[parts[1]].events})
	case r.Method == "GET":
		s.write(w, 200, s.view(s.cases[parts[1]].Case))
	default:
		s.act(w, r, account, s.cases[parts[1]], parts[2:])
	}
}

func (s *rules) read(r *http.Request, into any) {
	if err := json.NewDecoder(r.Body).Decode(into); err != nil {
		s.t.Errorf("%s: %v", r.URL.Path, err)
	}
}

func (s *rules) write(w http.ResponseWriter, status int, v any) {
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(v); err != nil {
		s.t.Error(err)
	}
}

func (s *rules) draft(w http.ResponseWriter, r *http.Request, account string) {
	id := r.Header.Get("Idempotency-Key")
	if s.cases[id] == nil {
		a := s.accounts[account]
		c := proposal.Case{Number: fmt.Sprintf("DX-2026-%06d", len(s.cases)+1), FilingKind: s.agencies[a.Agency].Kind}
		c.ID, c.Agency, c.Status, c.DraftedAt = id, a.Agency, proposal.Draft, s.now
		s.read(r, &c.Facts)
		for key := range s.money {
			c.Envelopes = append(c.Envelopes, key)
		}
		s.cases[id] = &kept{Case: c, said: map[string]proposal.Decision{}}
	}
	s.write(w, 201, s.view(s.cases[id].Case))
}

func (s *rules) view(c proposal.Case) map[string]any {
	facts, err := plain(c.Facts)
	if err != nil {
		s.t.Error(err)
	}
	v := merge(facts, map[string]any{
		"id": c.ID, "number": c.Number, "revision": c.Revision, "agency": c.Agency, "status": string(c.Status), "gates": c.Gates,
		"items": c.Standing.Items, "replies": c.Standing.Replies, "screening": c.Screening, "process": c.Process,
		"draft_letters": c.Standing.Drafts,
	}).(map[string]any)
	if level, _ := c.Rules.Level.RequiredLevel(c.Facts.Security); *c.Facts.Security.ProposedLevel < level {
		v["warnings"] = []any{map[string]any{"field": "security.proposed_level"}}
	}
	return v
}

// act judges one act as the API and the store would.
func (s *rules) act(w http.ResponseWriter, r *http.Request, account string, k *kept, path []string) {
	transition, err := s.judge(r, account, k, path)
	if err == nil {
		err = s.draw(k, transition.Case)
	}
	if err != nil {
		s.refuse(w, err)
		return
	}
	s.keep(k, transition)
	if gate, ok := k.AwaitsScreening(); ok {
		found, err := k.Screened(gate, s.compare(k.Case), s.env())
		if err != nil {
			s.t.Error(err)
		}
		s.keep(k, found)
	}
	if reminded := k.Remind(s.env()); len(reminded.Events) > 0 {
		s.keep(k, reminded) // as the timer would, at once
	}
	s.write(w, 200, s.view(k.Case))
}

var statusOf = map[proposal.Code]int{
	proposal.CodeInvalid: 422, proposal.CodeForbidden: 403, proposal.CodeNotFound: 404, proposal.CodeConflict: 409, proposal.CodeBudgetExceeded: 409,
}

func (s *rules) refuse(w http.ResponseWriter, err error) {
	e, ok := errors.AsType[*proposal.Error](err)
	if !ok {
		s.t.Error(err)
		return
	}
	faults := []any{}
	for _, f := range e.Fields {
		faults = append(faults, map[string]any{"field": f.Field, "message": f.Message.VI})
	}
	s.write(w, statusOf[e.Code], map[string]any{"status": statusOf[e.Code], "code": e.Code, "detail": e.Message.VI, "errors": faults})
}

func (s *rules) keep(k *kept, t proposal.Transition) {
	k.Case = t.Case
	for _, e := range t.Events {
		k.events = append(k.events, map[string]any{"action": e.Action, "gate": e.Gate, "outcome": e.Outcome})
	}
}

func (s *rules) judge(r *http.Request, account string, k *kept, path []string) (proposal.Transition, error) {
	actor := s.actor(account)
	if len(path) == 0 {
		s.read(r, &k.Facts)
		return proposal.Transition{Case: k.Case}, proposal.CanEdit(k.Progress, actor)
	}
	switch path[0] {
	case "submission":
		var in proposal.Submission
		s.read(r, &in)
		if err := proposal.CanSubmit(k.Progress, actor); err != nil {
			return proposal.Transition{}, err
		}
		return k.Submit(in, s.filing(k.Case, account), s.env())
	case "consultation":
		var in proposal.Consultation
		s.read(r, &in)
		return k.Consult(in, s.env())
	case "acceptance":
		var in proposal.Acceptance
		s.read(r, &in)
		return k.Accept(in, s.env())
	case "withdrawal":
		var in proposal.Withdrawal
		s.read(r, &in)
		return k.Withdraw(in, s.env())
	}
	if later, known := laterActs[path[len(path)-1]]; known {
		return later(s, r, k, actor, path)
	}
	var in proposal.Decision
	s.read(r, &in)
	if err := proposal.CanDecide(k.Progress, actor, path[1]); err != nil {
		return proposal.Transition{}, err
	}
	k.said[path[1]] = in
	env := s.env()
	env.Actor = actor
	return k.Decide(path[1], in, env)
}

func (s *rules) filing(c proposal.Case, account string) proposal.Filing {
	pack, err := s.packs.Choose(c.Facts.Kind, proposal.DateOf(s.now))
	if err != nil {
		s.t.Error(err)
	}
	return proposal.Filing{
		Process: proposal.PackRef{ID: pack.ID, Version: string(pack.Version), Hash: pack.Hash}, Rules: pack.Rules,
		Parties: proposal.Parties{Agencies: []string{c.Agency}, Conflicted: []string{c.Agency}, Persons: []string{account}},
	}
}

// draw refuses what an envelope does not hold beside the other proposals.
func (s *rules) draw(k *kept, after proposal.Case) error {
	for _, line := range after.Standing.Reserved {
		left := s.money[line.EnvelopeKey]
		for _, o := range s.cases {
			for _, l := range o.Standing.Reserved {
				if o != k && l.EnvelopeKey == line.EnvelopeKey {
					left -= l.AmountVND
				}
			}
		}
		if line.AmountVND > left {
			return proposal.Errorf(proposal.CodeBudgetExceeded, "Dự toán không đủ.", "The envelope does not hold enough.")
		}
	}
	return nil
}

// compare matches a proposal with the catalog.
func (s *rules) compare(c proposal.Case) proposal.Screening {
	f := c.Facts
	found := s.index.Check(catalog.Query{Name: f.Name, Summary: f.Summary, Functions: f.Functions, Sector: f.Sector, AgencyCode: c.Agency, Realises: f.Realises, BuildsOn: f.BuildsOn})
	out := proposal.Screening{Revision: c.Revision, Verdict: found.Verdict, Note: found.Note}
	for _, m := range found.Matches {
		out.Matches = append(out.Matches, proposal.Match{ID: m.ID, State: proposal.EntryState(m.State), Weighty: m.Weighty, Twins: slices.Clone(m.Twins), Reference: m.Reference})
	}
	return out
}
