package api

import (
	"context"
	"encoding/json"

	"pheduyet/internal/proposal"
)

// Delegate has the domain judge a grant; every gate is Sở KH&CN's.
func (w *world) Delegate(_ context.Context, command string) (proposal.DelegationRecord, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	cmd := w.commands[command]
	var in proposal.DelegationGrant
	if err := json.Unmarshal(cmd.Body, &in); err != nil {
		return proposal.DelegationRecord{}, err
	}
	by := w.person(cmd.Account)
	g := proposal.Granting{By: by, Today: proposal.DateOf(w.now), Holds: func(gate string) bool { return gate == "technology_review" }}
	if c, ok := w.people[in.Delegate]; ok {
		g.Delegate = &c.Actor
	}
	if err := in.Check(g); err != nil {
		return proposal.DelegationRecord{}, err
	}
	to := g.Delegate
	d := proposal.DelegationRecord{
		ID: newID(), Kind: in.Kind, Authority: by.Agency, Position: in.Position, Gates: in.Gates, From: in.From, To: in.To, Document: in.Document, At: w.now,
		Principal: proposal.Person{Account: by.Account, Name: by.Name, Agency: by.Agency},
		Delegate:  proposal.Person{Account: to.Account, Name: to.Name, Agency: to.Agency},
	}
	w.delegated = append(w.delegated, d)
	return d, w.fault()
}

func (w *world) EndDelegation(_ context.Context, command string) (proposal.DelegationRecord, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	var in proposal.DelegationEnd
	if err := json.Unmarshal(w.commands[command].Body, &in); err != nil {
		return proposal.DelegationRecord{}, err
	}
	for i := range w.delegated {
		if d := &w.delegated[i]; d.ID == in.ID {
			d.EndedAt, d.EndedBy, d.EndReason = &w.now, d.Principal, in.Reason
			return *d, w.fault()
		}
	}
	return proposal.DelegationRecord{}, nothing
}

func (w *world) Delegations(context.Context, proposal.Actor) ([]proposal.DelegationRecord, error) {
	return w.delegated, w.fault()
}

// holding gives somebody the delegations granted to them, as the database would.
func (w *world) holding(who string) {
	c := w.people[who]
	c.Actor.Delegations = nil
	for _, d := range w.delegated {
		if d.Delegate.Account == c.Account && d.EndedAt == nil {
			c.Actor.Delegations = append(c.Actor.Delegations, proposal.Delegation{
				ID: d.ID, Kind: d.Kind, Authority: d.Authority, Gates: d.Gates, Number: d.Document.Number, Date: d.Document.Date,
				Principal: proposal.Principal{Account: d.Principal.Account, Name: d.Principal.Name, Agency: d.Principal.Agency},
			})
		}
	}
	w.people[who] = c
}
