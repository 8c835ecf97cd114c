package main

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"pheduyet/internal/process"
	"pheduyet/internal/proposal"
)

// registers are what the server keeps outside proposals: delegations granted,
// changes proposed and the matches that an edition brought in.
type registers struct {
	grants []map[string]any
	given  map[string]proposal.Delegation // in force, by id
	orders []map[string]any

	passwords map[string]string // of accounts opened here
	signedOut map[string]bool   // whose session has ended
}

// register answers the calls outside proposals; false for any other.
func (s *rules) register(w http.ResponseWriter, r *http.Request, account string, parts []string) bool {
	read := r.Method == http.MethodGet
	switch {
	case parts[0] == "delegations" && read:
		s.write(w, 200, map[string]any{"items": s.grants})
	case parts[0] == "delegations" && len(parts) == 1:
		s.grant(w, r, account)
	case parts[0] == "delegations":
		s.end(parts[1])
		s.write(w, 200, map[string]any{"id": parts[1], "state": "ended"})
	case parts[0] == "changes" && read:
		s.write(w, 200, map[string]any{"items": s.orders})
	case parts[0] == "changes" && len(parts) == 1:
		s.order(w, r, account)
	case parts[0] == "changes" && parts[2] == "one-time-password":
		s.handOver(w, account, parts[1])
	case parts[0] == "changes":
		s.confirmed(w, account, parts[1])
	case parts[0] == "agencies":
		s.write(w, 200, map[string]any{"items": s.listed()})
	case parts[0] == "tokens":
		s.signIn(w, r)
	case parts[0] == "password":
		s.choose(w, r, account)
	case parts[0] == "processes" && !read:
		s.simulate(w, r)
	case parts[0] == "processes" && r.URL.Query().Get("version") == "":
		p, _ := s.packs.InForce(parts[1], proposal.DateOf(s.now))
		s.write(w, 200, p)
	default:
		return false
	}
	return true
}

// grant judges a delegation as the store does.
func (s *rules) grant(w http.ResponseWriter, r *http.Request, account string) {
	var in proposal.DelegationGrant
	s.read(r, &in)
	head, to := s.actor(account), s.actor(in.Delegate)
	if err := in.Check(proposal.Granting{By: head, Delegate: &to, Today: proposal.DateOf(s.now), Holds: func(string) bool { return true }}); err != nil {
		s.refuse(w, err)
		return
	}
	shown := map[string]any{"id": "giao", "state": "in_force", "document": map[string]any{"number": in.Document.Number}, "delegate": in.Delegate}
	s.grants = append(s.grants, shown)
	s.given["giao"] = proposal.Delegation{
		ID: "giao", Kind: in.Kind, Authority: head.Agency, Gates: in.Gates, Number: in.Document.Number,
		Principal: proposal.Principal{Account: account, Agency: head.Agency},
	}
	s.write(w, 201, shown)
}

func (s *rules) end(id string) {
	delete(s.given, id)
	for _, g := range s.grants {
		if g["id"] == id {
			g["state"] = "ended"
		}
	}
}

// actor is an account with the delegations that it holds now.
func (s *rules) actor(account string) proposal.Actor {
	a := s.accounts[account]
	actor := proposal.Actor{Account: account, Agency: a.Agency, Roles: a.Roles, Seats: a.Seats}
	for _, g := range s.grants {
		if d, held := s.given[g["id"].(string)]; held && g["delegate"] == account {
			actor.Delegations = append(actor.Delegations, d)
		}
	}
	return actor
}

// simulate compares every open proposal with a pack that is brought.
func (s *rules) simulate(w http.ResponseWriter, r *http.Request) {
	var in struct{ Pack json.RawMessage }
	s.read(r, &in)
	p, err := process.Parse(in.Pack)
	if err != nil {
		s.refuse(w, err)
		return
	}
	items := []any{}
	for _, k := range s.cases {
		if !k.Status.Open() || k.Process.ID != p.ID {
			continue
		}
		d, err := k.Compared(proposal.Destination{Ref: proposal.PackRef{ID: p.ID, Version: string(p.Version), Hash: p.Hash}, Kinds: p.Kinds, From: p.EffectiveFrom, Rules: p.Rules}, s.env())
		if err != nil {
			s.t.Error(err)
		}
		items = append(items, d)
	}
	s.write(w, 200, map[string]any{"items": items})
}

// TestNobodyKeepsThePower holds that the delegation is over when it was shown, and
// that an edition is proposed and confirmed once, by two people.
func TestNobodyKeepsThePower(t *testing.T) {
	s, r := ruled(t)
	for range 2 {
		if err := showFurther(t.Context(), r, &strings.Builder{}, filed(t, r)); err != nil {
			t.Fatal(err)
		}
	}
	if len(s.grants) != 1 || s.grants[0]["state"] != "ended" {
		t.Errorf("delegations %v", s.grants)
	}
	s.wantOrders()
}

// TestGoesOnWithWhatWasBegun shows everything after a run that was interrupted: a
// delegation granted, an edition and an account proposed are taken up, not made again.
func TestGoesOnWithWhatWasBegun(t *testing.T) {
	s, r := ruled(t)
	begun := &stage{runner: r, at: 1}
	if _, err := begun.delegate(t.Context(), "technology_review"); err != nil {
		t.Fatal(err)
	}
	seed, err := buoys.demonstration(1)
	if err != nil {
		t.Fatal(err)
	}
	edition, err := (&filing{runner: &r, seed: seed}).newEdition()
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range []order{edition, secondAdmin.account()} {
		if _, err := r.client.proposed(t.Context(), o); err != nil {
			t.Fatal(err)
		}
	}
	if err := showFurther(t.Context(), r, &strings.Builder{}, filed(t, r)); err != nil {
		t.Fatal(err)
	}
	if len(s.grants) != 1 {
		t.Errorf("%v", s.grants)
	}
	s.wantOrders()
}

// TestSimulationThatShowsNothingIsToldApart holds that a simulation in which no
// open proposal differs does not pass for one.
func TestSimulationThatShowsNothingIsToldApart(t *testing.T) {
	_, r := ruled(t)
	err := showSimulated(t.Context(), &stage{runner: r, out: &strings.Builder{}})
	if err == nil || !strings.Contains(err.Error(), "không hồ sơ đang xử lý nào") {
		t.Errorf("got %v", err)
	}
}
