package main

import (
	"testing"

	"pheduyet/internal/catalog"
	"pheduyet/seeds"
)

// shipped is the duplication check over the shipped catalog.
func shipped(t *testing.T) *catalog.Index {
	t.Helper()
	words, err := seeds.Lexicon()
	if err != nil {
		t.Fatal(err)
	}
	lexicon, err := catalog.NewLexicon(catalog.LexiconFiles{
		Synonyms: words["synonyms"], Hyponyms: words["hyponyms"], Actions: words["actions"], Abbreviations: words["abbreviations"],
		Loanwords: words["loanwords"], Stopphrases: words["stopphrases"], Integrations: words["integrations"], Sectors: words["sectors"],
	})
	if err != nil {
		t.Fatal(err)
	}
	calibration, err := catalog.ParseCalibration(words["calibration"])
	if err != nil {
		t.Fatal(err)
	}
	data, err := seeds.Profiles()
	if err != nil {
		t.Fatal(err)
	}
	profiles, err := catalog.ParseProfiles(data)
	if err != nil {
		t.Fatal(err)
	}
	editions, err := seeds.Editions()
	if err != nil {
		t.Fatal(err)
	}
	var entries []catalog.Entry
	for _, ed := range editions {
		for _, e := range ed.Entries {
			entries = append(entries, catalog.Entry{
				ID: e.ID, Name: e.Name, Owner: e.OwnerName, OwnerCode: e.Owner, Scope: e.Scope, Source: e.Source, Description: e.Description,
				State: catalog.State(e.State), SameAs: e.SameAs, Kind: catalog.KindCatalog, Edition: ed.ID, Reference: ed.Reference, Profile: profiles[e.ID],
			})
		}
	}
	return catalog.NewIndex(lexicon, calibration, entries)
}
