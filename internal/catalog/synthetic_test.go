package catalog

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// seedsFolder holds the data that the program ships.
const seedsFolder = "../../seeds/"

func seedFile(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(seedsFolder + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// shippedLexicon is the lexicon of the seeds.
func shippedLexicon(t testing.TB) *Lexicon {
	t.Helper()
	files := map[string][]byte{}
	for _, name := range []string{"synonyms", "hyponyms", "actions", "abbreviations", "loanwords", "stopphrases", "integrations", "sectors"} {
		files[name] = seedFile(t, "lexicon/"+name+".json")
	}
	lex, err := ParseLexicon(files)
	if err != nil {
		t.Fatal(err)
	}
	return lex
}

func shippedCalibration(t testing.TB) *Calibration {
	t.Helper()
	cal, err := ParseCalibration(seedFile(t, "lexicon/calibration.json"))
	if err != nil {
		t.Fatal(err)
	}
	return cal
}

func shippedProfiles(t testing.TB) []Profile {
	t.Helper()
	byID, err := ParseProfiles(seedFile(t, "catalog/profiles.json"))
	if err != nil {
		t.Fatal(err)
	}
	var out []Profile
	for _, id := range slices.Sorted(maps.Keys(byID)) {
		out = append(out, byID[id])
	}
	return out
}

// shippedEntries are the entries of every shipped edition with their profiles.
func shippedEntries(t testing.TB) []Entry {
	t.Helper()
	profiles, err := ParseProfiles(seedFile(t, "catalog/profiles.json"))
	if err != nil {
		t.Fatal(err)
	}
	editions, err := filepath.Glob(seedsFolder + "catalog/editions/*.json")
	if err != nil || len(editions) == 0 {
		t.Fatal("no editions", err)
	}
	var out []Entry
	for _, file := range editions {
		var edition struct {
			ID, Title string
			Reference bool
			Entries   []struct {
				ID, Name, Owner, Scope, Source, Description string

				OwnerName string   `json:"owner_name"`
				State     State    `json:"state"`
				SameAs    []string `json:"same_as"`
			}
		}
		if err := json.Unmarshal(seedFile(t, strings.TrimPrefix(file, seedsFolder)), &edition); err != nil {
			t.Fatal(err)
		}
		for _, e := range edition.Entries {
			out = append(out, Entry{
				ID: e.ID, Name: e.Name, Owner: e.OwnerName, OwnerCode: e.Owner, Scope: e.Scope, Source: e.Source,
				Description: e.Description, State: e.State, SameAs: e.SameAs, Kind: KindCatalog,
				Edition: edition.ID, EditionTitle: edition.Title, Reference: edition.Reference, Profile: profiles[e.ID],
			})
		}
	}
	return out
}

// shippedIndex is the index that the program ships with.
func shippedIndex(t testing.TB) *Index {
	t.Helper()
	return NewIndex(shippedLexicon(t), shippedCalibration(t), shippedEntries(t))
}

// syntheticEntries makes entries such as many provinces would have: each mixes
// the phrases of two or three real profiles and carries a place's name.
func syntheticEntries(profiles []Profile, n int) []Entry {
	rng := rand.New(rand.NewPCG(1, uint64(n)))
	heads := []string{"Hệ thống thông tin quản lý", "Phần mềm quản lý", "Nền tảng số", "Cơ sở dữ liệu", "Ứng dụng giám sát", "Cổng thông tin"}
	states := []State{InUse, Planned, Unknown}
	draw := func(from []string, most int) []string {
		var out []string
		for range min(most, len(from)) {
			out = append(out, from[rng.IntN(len(from))])
		}
		return out
	}
	entries := make([]Entry, n)
	for i := range entries {
		a, b := profiles[rng.IntN(len(profiles))], profiles[rng.IntN(len(profiles))]
		object := draw(a.Objects, 1)
		entries[i] = Entry{
			ID:    fmt.Sprintf("T%02d-%05d", i%34, i),
			Name:  fmt.Sprintf("%s %s tỉnh số %d", heads[rng.IntN(len(heads))], append(object, "dùng chung")[0], i%34),
			Owner: fmt.Sprintf("Sở %s", a.Sector), Scope: "provincial-in-use", Edition: fmt.Sprintf("tinh-%02d", i%34),
			Kind: KindCatalog, State: states[rng.IntN(3)],
			Profile: Profile{
				Does:    append(draw(a.Does, 4), draw(b.Does, 2)...),
				Objects: append(draw(a.Objects, 3), draw(b.Objects, 1)...),
				Users:   draw(a.Users, 2), Also: draw(a.Also, 2), Sector: a.Sector,
			},
		}
	}
	return entries
}

// syntheticQueries makes proposals of usual length from the same phrases.
func syntheticQueries(profiles []Profile, n int) []Query {
	entries := syntheticEntries(profiles, n+1)[1:]
	out := make([]Query, n)
	for i, e := range entries {
		out[i] = Query{
			Name: e.Name, Functions: e.Profile.Does, Sector: e.Profile.Sector, Agency: e.Owner,
			Summary: "Phần mềm dùng chung cho toàn ngành, phục vụ quản lý " + fmt.Sprint(e.Profile.Objects) + ". " + fmt.Sprint(e.Profile.Users),
		}
	}
	return out
}
