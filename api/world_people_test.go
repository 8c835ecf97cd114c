package api

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"pheduyet/internal/people"
	"pheduyet/internal/proposal"
)

func (w *world) byAccount(account string) (string, Credentials, bool) {
	for name, c := range w.people {
		if c.Account == account {
			return name, c, true
		}
	}
	return "", Credentials{}, false
}

func (w *world) Username(_ context.Context, account string) (string, error) {
	name, _, _ := w.byAccount(account)
	return name, w.fault()
}

func (w *world) SetPassword(_ context.Context, a proposal.Actor, hash string, keep []byte) error {
	name, c, _ := w.byAccount(a.Account)
	c.PasswordHash, c.Actor.MustChangePassword = hash, false
	w.people[name] = c
	for token, holder := range w.tokens {
		if holder.Account != a.Account {
			continue
		}
		if delete(w.tokens, token); token == string(keep) {
			w.tokens[token] = c.Actor
		}
	}
	return w.fault()
}

func (w *world) record(username string, c Credentials) people.Record {
	r := people.Record{ID: newID(), Username: username, Name: c.Actor.Name, Agency: c.Actor.Agency, CreatedAt: w.now}
	for _, role := range c.Actor.Roles {
		r.Roles = append(r.Roles, people.Held{Role: role, From: "2026-01-01"})
	}
	r.Stays = []people.Stay{{Agency: c.Actor.Agency, From: "2026-01-01"}}
	return r
}

func (w *world) Accounts(_ context.Context, agency, _ string) ([]people.Record, string, error) {
	var all []people.Record
	for name, c := range w.people {
		if agency == "" || c.Actor.Agency == agency {
			all = append(all, w.record(name, c))
		}
	}
	return all, "", w.fault()
}

func (w *world) DisableAccount(_ context.Context, command string) (people.Record, error) {
	var in proposal.Disabling
	if err := json.Unmarshal(w.commands[command].Body, &in); err != nil {
		return people.Record{}, err
	}
	name, c, ok := w.byAccount(in.Account)
	if !ok {
		return people.Record{}, nothing
	}
	r := w.record(name, c)
	r.DisabledAt = &w.now
	return r, w.fault()
}

func (w *world) OneTimePassword(_ context.Context, a proposal.Actor, id string) (string, string, time.Time, error) {
	for _, c := range w.proposedChanges {
		if c.ID == id && c.DecidedBy != nil && c.DecidedBy.Account == a.Account {
			return "an.nv", people.OneTimePassword(), w.now.Add(people.OneTimeLife), w.fault()
		}
	}
	return "", "", time.Time{}, nothing
}

func (w *world) Colleagues(_ context.Context, agencies []string) ([]people.Colleague, error) {
	var all []people.Colleague
	for name, p := range w.people {
		if slices.Contains(agencies, p.Actor.Agency) || slices.ContainsFunc(p.Actor.Seats, func(s string) bool { return slices.Contains(agencies, s) }) {
			all = append(all, people.Colleague{Username: name, Actor: p.Actor})
		}
	}
	slices.SortFunc(all, func(a, b people.Colleague) int { return strings.Compare(a.Username, b.Username) })
	return all, w.fault()
}
