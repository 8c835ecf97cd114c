package seeds

import (
	"errors"
	"fmt"
	"maps"
	"sync"

	"pheduyet/internal/edition"
	"pheduyet/internal/proposal"
)

// Edition and Entry are as their package reads them.
type (
	Edition = edition.Edition
	Entry   = edition.Entry
)

// Editions are the shipped editions, all in force beside each other.
var Editions = sync.OnceValues(func() ([]Edition, error) {
	var all []Edition
	for _, name := range names("catalog/editions", ".json") {
		data, err := files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		e, err := decode[Edition](data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		all = append(all, e)
	}
	agencies, err := Agencies()
	if err != nil {
		return nil, err
	}
	return all, checkEditions(all, ByCode(agencies))
})

// Profiles is the file that says, per entry, in officials' words what a system
// does; package catalog reads it.
func Profiles() ([]byte, error) { return files.ReadFile("catalog/profiles.json") }

// Lexicon are the word lists of the duplication check, by name.
func Lexicon() (map[string][]byte, error) { return raw("lexicon", ".json") }

// checkEditions holds the editions against each other, as if each had been taken
// in after those before it; twins may be in later ones.
func checkEditions(all []Edition, agencies map[string]proposal.Agency) error {
	known := edition.Known{Agencies: agencies, Entries: map[string]string{}}
	for _, e := range all {
		for _, en := range e.Entries {
			known.Entries[en.ID] = e.ID
		}
	}
	var errs []error
	seen := map[string]bool{}
	for _, e := range all {
		if seen[e.ID] {
			errs = append(errs, fmt.Errorf("phiên bản danh mục “%s” có hai lần", e.ID))
		}
		seen[e.ID] = true
		for _, f := range e.Check(others(known, e.ID)) {
			errs = append(errs, errors.New(f.Message.VI))
		}
	}
	return errors.Join(errs...)
}

// others leaves out what the edition itself brings.
func others(known edition.Known, id string) edition.Known {
	without := edition.Known{Agencies: known.Agencies, Entries: maps.Clone(known.Entries)}
	maps.DeleteFunc(without.Entries, func(_, of string) bool { return of == id })
	return without
}
