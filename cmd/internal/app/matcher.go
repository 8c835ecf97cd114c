package app

import (
	"context"
	"fmt"
	"time"

	"pheduyet/internal/catalog"
	"pheduyet/internal/postgres"
	"pheduyet/internal/proposal"
	"pheduyet/internal/screening"
	"pheduyet/seeds"
)

// NewMatcher makes the duplication check: the shipped lexicon and calibration
// over whatever the source holds.
func NewMatcher(s screening.Source) (*screening.Keeper, error) {
	lex, cal, err := Language()
	if err != nil {
		return nil, err
	}
	return screening.NewKeeper(s, lex, cal, time.Now), nil
}

// compared is the store as the source of what is compared.
type compared struct{ *postgres.Store }

// Changes implements screening.Source.
func (c compared) Changes(ctx context.Context, since int64, today string) (screening.Changes, error) {
	version, changed, removed, err := c.CatalogChanges(ctx, since, proposal.Date(today))
	return screening.Changes{Version: version, Changed: changed, Removed: removed}, err
}

// Language reads the shipped lexicon and calibration.
func Language() (*catalog.Lexicon, *catalog.Calibration, error) {
	raw, err := seeds.Lexicon()
	if err != nil {
		return nil, nil, err
	}
	lex, err := catalog.ParseLexicon(raw)
	if err != nil {
		return nil, nil, fmt.Errorf("lexicon: %w", err)
	}
	cal, err := catalog.ParseCalibration(raw["calibration"])
	if err != nil {
		return nil, nil, fmt.Errorf("calibration: %w", err)
	}
	return lex, cal, nil
}

// ShippedIndex indexes the shipped catalog alone, without any database, and gives
// the entries it holds.
func ShippedIndex() (*catalog.Index, []catalog.Entry, error) {
	lex, cal, err := Language()
	if err != nil {
		return nil, nil, err
	}
	entries, err := shippedEntries()
	if err != nil {
		return nil, nil, err
	}
	return catalog.NewIndex(lex, cal, entries), entries, nil
}

// shippedEntries are the entries of the shipped editions with their profiles.
func shippedEntries() ([]catalog.Entry, error) {
	editions, err := seeds.Editions()
	if err != nil {
		return nil, err
	}
	profiles, err := profiles()
	if err != nil {
		return nil, err
	}
	var entries []catalog.Entry
	for _, ed := range editions {
		for _, e := range ed.Entries {
			entries = append(entries, catalog.Entry{
				ID: e.ID, Name: e.Name, Owner: e.OwnerName, OwnerCode: e.Owner, Scope: e.Scope, Source: e.Source,
				Edition: ed.ID, EditionTitle: ed.Title, Description: e.Description, State: catalog.State(e.State),
				Kind: catalog.KindCatalog, SameAs: e.SameAs, Profile: profiles[e.ID], Reference: e.Reference,
			})
		}
	}
	return entries, nil
}
