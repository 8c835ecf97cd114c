package catalog

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// Every entry of every edition has a profile that says something, once, in
// composed Vietnamese.
func TestEveryEntryHasAProfile(t *testing.T) {
	profiles, err := ParseProfiles(seedFile(t, "catalog/profiles.json"))
	if err != nil {
		t.Fatal(err)
	}
	entries := shippedEntries(t)
	if len(entries) != 229 || len(profiles) != len(entries) {
		t.Errorf("%d profiles for %d entries", len(profiles), len(entries))
	}
	for _, e := range entries {
		p := profiles[e.ID]
		if len(p.Does) < 3 || len(p.Objects) < 3 || len(p.Users) == 0 || len(p.Also) < 3 || p.Sector == "" {
			t.Errorf("%s says too little: %+v", e.ID, p)
		}
		seen := map[field][]string{}
		e.eachText(func(f field, text string) {
			if f == fieldDescription || f == fieldName { // as the source writes them
				return
			}
			if text != strings.TrimSpace(text) || text != norm.NFC.String(text) {
				t.Errorf("%s: %q is not written clean", e.ID, text)
			}
			if f == fieldDoes && len(strings.Fields(text)) < 2 {
				t.Errorf("%s: %q is no function", e.ID, text)
			}
			if slices.Contains(seen[f], strings.ToLower(text)) {
				t.Errorf("%s says %q twice", e.ID, text)
			}
			seen[f] = append(seen[f], strings.ToLower(text))
		})
	}
}

// Words that any system could say of itself distinguish none.
func TestProfilesSayNoEmptyWords(t *testing.T) {
	empty := []string{"phan mem", "he thong", "du lieu", "thong tin", "bao cao", "thong ke", "canh bao", "van ban", "ket qua", "bieu mau", "chi tieu", "nhat ky", "quan ly", "tra cuu", "tim kiem", "phan tich", "robot", "nhiem vu"}
	for id, p := range mustProfiles(t) {
		for _, phrase := range slices.Concat(p.Does, p.Objects, p.Also) {
			if slices.Contains(empty, Fold(phrase)) {
				t.Errorf("%s: %q", id, phrase)
			}
		}
	}
}

func mustProfiles(t *testing.T) map[string]Profile {
	t.Helper()
	profiles, err := ParseProfiles(seedFile(t, "catalog/profiles.json"))
	if err != nil {
		t.Fatal(err)
	}
	return profiles
}

func TestParseProfilesRefuses(t *testing.T) {
	for data, part := range map[string]string{
		`{`:                 "profiles:",
		`[{"does": ["x"]}]`: "row 1",
		`[{"id": "A"}]`:     "says nothing",
		`[{"id":"A","does":["x"]},{"id":"A","does":["y"]}]`: "row 2",
	} {
		if _, err := ParseProfiles([]byte(data)); err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("%s: %v, want %q", data, err, part)
		}
	}
}

// No single other name decides: with any third of every profile gone, nearly all
// entries still find themselves by what is left of their own functions.
func TestNoProfileHangsOnOnePhrase(t *testing.T) {
	entries := shippedEntries(t)
	for third := range 3 {
		thinned := make([]Entry, len(entries))
		for i, e := range entries {
			e.Profile.Does, e.Profile.Objects, e.Profile.Also = without(e.Profile.Does, third), without(e.Profile.Objects, third), without(e.Profile.Also, third)
			thinned[i] = e
		}
		ix := NewIndex(shippedLexicon(t), shippedCalibration(t), thinned)
		missed := 0
		for _, e := range entries {
			if _, rank := ix.Check(Query{Name: e.Name, Functions: e.Profile.Does, Sector: e.Profile.Sector}).find(e.ID); rank == 0 || rank > 3 {
				missed++
			}
		}
		if missed > 4 {
			t.Errorf("without third %d, %d of %d entries are missed", third, missed, len(entries))
		}
	}
}

func without(phrases []string, third int) []string {
	var out []string
	for i, p := range phrases {
		if i%3 != third {
			out = append(out, p)
		}
	}
	return out
}
