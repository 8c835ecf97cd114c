package app

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	"pheduyet/internal/catalog"
	"pheduyet/internal/postgres"
	"pheduyet/internal/proposal"
	"pheduyet/seeds"
)

// LoadSeeds loads the shipped registers, as the database's owner, and for a
// demonstration the accounts and envelopes too. What is loaded already is left
// as it is.
func LoadSeeds(ctx context.Context, ownerURL string, demo bool) error {
	s, err := gather(demo)
	if err != nil {
		return err
	}
	return postgres.LoadSeeds(ctx, ownerURL, s, demo)
}

// gather reads the seeds into the store's terms.
func gather(demo bool) (postgres.Seeds, error) {
	var s postgres.Seeds
	packs, err := seeds.Packs()
	if err != nil {
		return s, err
	}
	register, err := seeds.Register()
	if err != nil {
		return s, err
	}
	if s.Years, err = seeds.Holidays(); err != nil {
		return s, err
	}
	s.Packs, s.Documents = packs.All(), register.All()
	if err := errors.Join(gatherAgencies(&s), gatherCatalog(&s)); err != nil {
		return s, err
	}
	if demo {
		err = gatherDemo(&s)
	}
	return s, err
}

func gatherAgencies(s *postgres.Seeds) error {
	agencies, err := seeds.Agencies()
	if err != nil {
		return err
	}
	for _, a := range agencies {
		s.Agencies = append(s.Agencies, a.Agency)
	}
	duties, err := seeds.Responsibilities()
	if err != nil {
		return err
	}
	for _, r := range duties {
		s.Responsibilities = append(s.Responsibilities, postgres.Responsibility{Duty: r.Code, Agency: r.Agency, From: r.From, To: r.To, Detail: detail(r)})
	}
	return nil
}

func gatherCatalog(s *postgres.Seeds) error {
	editions, err := seeds.Editions()
	if err != nil {
		return err
	}
	profiles, err := profiles()
	if err != nil {
		return err
	}
	for _, e := range editions {
		entries := e.Entries
		e.Entries = nil
		edition := postgres.Edition{ID: e.ID, Title: e.Title, From: e.EffectiveFrom, To: e.EffectiveTo, Detail: detail(e)}
		for _, entry := range entries {
			edition.Entries = append(edition.Entries, postgres.EditionEntry{
				CatalogEntry: proposal.CatalogEntry{
					Entry: entry.Entry, OwnerText: entry.OwnerName, Scope: entry.Scope,
					Application: strings.Join(entry.UsedBy, "; "), Description: entry.Description, Source: entry.Source,
				},
				Profile: profiles[entry.ID],
				Detail:  detail(entry),
			})
		}
		s.Editions = append(s.Editions, edition)
	}
	return nil
}

// profiles reads the function profiles by entry.
func profiles() (map[string]catalog.Profile, error) {
	data, err := seeds.Profiles()
	if err != nil {
		return nil, err
	}
	return catalog.ParseProfiles(data)
}

func gatherDemo(s *postgres.Seeds) error {
	envelopes, err := seeds.Envelopes()
	if err != nil {
		return err
	}
	for _, e := range envelopes {
		s.Envelopes = append(s.Envelopes, postgres.Envelope{
			EnvelopeKey: proposal.EnvelopeKey{FiscalYear: e.FiscalYear, Source: e.Source, Owner: e.Owner},
			AmountVND:   e.AmountVND, State: e.State, Document: detail(e.Document),
		})
	}
	accounts, err := seeds.Accounts()
	if err != nil {
		return err
	}
	for _, a := range accounts {
		s.Accounts = append(s.Accounts, postgres.Account{
			Username: a.Username, Name: a.Name, Email: a.Username + "@" + demoDomain, Password: seeds.DemoPassword, Agency: a.Agency, Roles: a.Roles, Seats: a.Seats, Since: demoSince,
		})
	}
	return nil
}

// demoSince is when the demonstration's people joined their agencies: the day
// the two-level local government began.
const demoSince = proposal.Date("2025-07-01")

// demoDomain is reserved for examples (RFC 2606): no letter ever reaches anybody.
const demoDomain = "vidu.example"

// detail keeps a row as its source file states it.
func detail(v any) json.RawMessage {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // rows that were read from JSON marshal again
	}
	return b
}
