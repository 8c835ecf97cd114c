package postgres

import (
	"encoding/json"
	"testing"

	"pheduyet/internal/change"
	"pheduyet/internal/proposal"
)

// order is the document that orders a change.
var order = &proposal.Document{Number: "15/QĐ-UBND", Date: "2026-09-10"}

// keepers adds those who change registers: two admins, and the head of their
// agency.
func (w *world) keepers() {
	w.t.Helper()
	s := Seeds{Accounts: []Account{
		{Username: "admin", Agency: "so-khcn", Roles: []proposal.Role{proposal.RoleAdmin}},
		{Username: "admin2", Agency: "so-y-te", Roles: []proposal.Role{proposal.RoleAdmin}},
		{Username: "head-khcn", Agency: "so-khcn", Roles: []proposal.Role{proposal.RoleHead}},
		{Username: "head-y-te", Agency: "so-y-te", Roles: []proposal.Role{proposal.RoleHead}},
	}}
	for i := range s.Accounts {
		s.Accounts[i].Name, s.Accounts[i].Password, s.Accounts[i].Since = "Bà "+s.Accounts[i].Username, "mật khẩu", "2026-01-01"
	}
	if err := w.inOwner(func(t tx) error {
		b := &batch{at: t}
		s.queueAccounts(b)
		return b.send(w.t.Context())
	}); err != nil {
		w.t.Fatal(err)
	}
	for _, a := range s.Accounts {
		var id string
		if err := w.owner.QueryRow(w.t.Context(), "SELECT id::text FROM accounts WHERE username = $1", a.Username).Scan(&id); err != nil {
			w.t.Fatal(err)
		}
		w.people[a.Username] = id
	}
}

// inOwner runs do as the owner of the database.
func (w *world) inOwner(do func(t tx) error) error {
	s, err := Open(w.t.Context(), w.ownerURL)
	if err != nil {
		return err
	}
	defer s.Close()
	return s.inTx(w.t.Context(), do)
}

func newKeptWorld(t testing.TB) *world {
	t.Helper()
	w := newWorld(t)
	w.keepers()
	return w
}

// propose asks for a change by two.
func (w *world) propose(who, kind string, body any) (change.Change, error) {
	w.t.Helper()
	return w.proposeBy(who, change.Request{Kind: kind, Body: asJSON(w.t, body), Document: order})
}

func (w *world) proposeBy(who string, r change.Request) (change.Change, error) {
	w.t.Helper()
	return w.ProposeChange(w.t.Context(), w.command(who, "", proposal.CommandProposeChange, "", r))
}

func (w *world) proposed(who, kind string, body any) change.Change {
	w.t.Helper()
	c, err := w.propose(who, kind, body)
	if err != nil {
		w.t.Fatal(describe(err))
	}
	return c
}

func (w *world) decideOn(who string, c change.Change, yes bool, note string) (change.Change, error) {
	w.t.Helper()
	return w.DecideChange(w.t.Context(), c.ID, w.command(who, "", proposal.CommandDecideChange, "", change.Confirmation{Confirmed: &yes, Note: note}))
}

// changed proposes and confirms.
func (w *world) changed(kind string, body any) change.Change {
	w.t.Helper()
	c, err := w.decideOn("admin2", w.proposed("admin", kind, body), true, "")
	if err != nil {
		w.t.Fatal(describe(err))
	}
	return c
}

func asJSON(t testing.TB, v any) json.RawMessage {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// wantCode compares a refusal's code, "" for none.
func wantCode(t testing.TB, err error, want proposal.Code) {
	t.Helper()
	var got proposal.Code
	if err != nil {
		got = proposal.CodeOf(err)
	}
	if got != want {
		t.Errorf("%v, want code %q", err, want)
	}
}
