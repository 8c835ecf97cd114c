package main

import (
	"fmt"
	"net/http"
	"slices"

	"pheduyet/internal/proposal"
	"pheduyet/seeds"
)

const onceOnly = "một lần thôi"

// order keeps a change as proposed; the same key is the same change.
func (s *rules) order(w http.ResponseWriter, r *http.Request, account string) {
	var in map[string]any
	s.read(r, &in)
	key := r.Header.Get("Idempotency-Key")
	for _, o := range s.orders {
		if o["key"] == key {
			s.write(w, 201, o)
			return
		}
	}
	shown := map[string]any{"id": fmt.Sprintf("thay-doi-%d", len(s.orders)+1), "state": "proposed", "document": in["document"], "by": account, "key": key, "kind": in["kind"], "body": in["body"]}
	s.orders = append(s.orders, shown)
	s.write(w, 201, shown)
}

// confirmed carries a change out as the store does.
func (s *rules) confirmed(w http.ResponseWriter, account, id string) {
	for _, o := range s.orders {
		if o["id"] != id {
			continue
		}
		if o["by"] == account {
			s.refuse(w, proposal.Errorf(proposal.CodeForbidden, "Cần người thứ hai.", "A second person is wanted."))
			return
		}
		o["state"], o["second"] = "confirmed", account
		body := o["body"].(map[string]any)
		switch o["kind"] {
		case "account":
			s.open(body)
		case "agency_succession":
			s.succeed(id, body)
		default:
			s.enter(id, objects(body["entries"])[0])
		}
		s.write(w, 200, o)
	}
}

// enter puts an edition in force: whatever is open is compared again.
func (s *rules) enter(id string, entry object) {
	match := proposal.Match{ID: text(entry, "id"), Name: text(entry, "name"), Weighty: true}
	s.entries[match.ID] = proposal.Entry{}
	for _, k := range s.cases {
		if k.Facts.Name != match.Name || k.Screening == nil {
			continue
		}
		found := *k.Screening
		found.Matches = append(found.Matches, match)
		s.keep(k, k.Rescreened(id, found, s.env()))
	}
}

// open makes an account whose password is for one time.
func (s *rules) open(body object) {
	role := body["roles"].([]any)[0].(string)
	s.accounts[text(body, "username")] = seeds.Account{Username: text(body, "username"), Agency: text(body, "agency"), Roles: []proposal.Role{proposal.Role(role)}}
	s.passwords[text(body, "username")] = onceOnly
}

func (s *rules) handOver(w http.ResponseWriter, account, id string) {
	i := slices.IndexFunc(s.orders, func(o map[string]any) bool { return o["id"] == id && o["second"] == account })
	if i < 0 {
		s.refuse(w, proposal.Errorf(proposal.CodeNotFound, "Không có.", "None."))
		return
	}
	s.write(w, 200, map[string]any{"password": onceOnly})
}

func (s *rules) signIn(w http.ResponseWriter, r *http.Request) {
	var in struct{ Username, Password string }
	s.read(r, &in)
	_, known := s.accounts[in.Username]
	want, chosen := s.passwords[in.Username]
	if !chosen {
		want = seeds.DemoPassword
	}
	if !known || in.Password != want {
		s.write(w, 401, map[string]any{"status": 401, "code": "unauthenticated"})
		return
	}
	delete(s.signedOut, in.Username)
	s.write(w, 200, map[string]string{"token": in.Username})
}

func (s *rules) choose(w http.ResponseWriter, r *http.Request, account string) {
	var in struct{ Old, New string }
	s.read(r, &in)
	if in.Old != s.passwords[account] {
		s.refuse(w, proposal.Errorf(proposal.CodeInvalid, "Sai.", "Wrong."))
		return
	}
	s.passwords[account] = in.New
	s.write(w, 200, map[string]any{})
}

func (s *rules) listed() []map[string]any {
	var all []map[string]any
	for code, a := range s.agencies {
		all = append(all, map[string]any{"code": code, "to": a.To})
	}
	return all
}

// succeed ends agencies: their people belong to the successor and have to sign in
// again, what is open becomes its own.
func (s *rules) succeed(id string, body object) {
	next := text(body["successor"].(object), "code")
	of := func(code string) string {
		if a := s.agencies[code]; a.Successor != "" {
			return a.Successor
		}
		return code
	}
	for _, code := range body["agencies"].([]any) {
		a := s.agencies[code.(string)]
		a.To, a.Successor = proposal.Date(text(body, "day")), next
		s.agencies[code.(string)] = a
	}
	s.agencies[next] = proposal.Agency{Code: next, Kind: proposal.KindCommune}
	for name, a := range s.accounts {
		if after := of(a.Agency); after != a.Agency {
			a.Agency = after
			s.accounts[name], s.signedOut[name] = a, true
		}
	}
	for _, k := range s.cases {
		s.keep(k, k.Succeed(proposal.Succession{Ref: id, Of: of, Rules: k.Rules, Parties: k.Parties}))
	}
}

// wantOrders holds that everything was proposed and confirmed once.
func (s *rules) wantOrders() {
	s.t.Helper()
	kinds := map[any]int{}
	for _, o := range s.orders {
		if kinds[o["kind"]]++; o["state"] != "confirmed" {
			s.t.Errorf("left behind: %v", o)
		}
	}
	if len(s.orders) != 4 || kinds["account"] != 2 || kinds["agency_succession"] != 1 {
		s.t.Errorf("changes %v", kinds)
	}
}
