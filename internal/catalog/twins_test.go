package catalog

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func named(id string, sameAs ...string) Entry {
	return Entry{ID: id, Name: "Sổ " + id, SameAs: sameAs, Profile: Profile{Does: []string{"ghi sổ tàu cá " + id}}}
}

func TestTwins(t *testing.T) {
	lex, cal := shippedLexicon(t), shippedCalibration(t)
	for what, c := range map[string]struct {
		entries []Entry
		of      string
		want    []string
	}{
		"none":             {[]Entry{named("A"), named("B")}, "A", []string{"A"}},
		"named once":       {[]Entry{named("A", "B"), named("B")}, "B", []string{"A", "B"}},
		"named by both":    {[]Entry{named("A", "B"), named("B", "A")}, "A", []string{"A", "B"}},
		"over steps":       {[]Entry{named("C", "B"), named("A"), named("B", "A")}, "C", []string{"A", "B", "C"}},
		"in a circle":      {[]Entry{named("A", "B"), named("B", "C"), named("C", "A")}, "B", []string{"A", "B", "C"}},
		"itself":           {[]Entry{named("A", "A")}, "A", []string{"A"}},
		"not in the index": {[]Entry{named("A", "Z"), named("B", "Z")}, "A", []string{"A"}},
		"two pairs":        {[]Entry{named("A", "B"), named("B"), named("C", "D"), named("D")}, "D", []string{"C", "D"}},
	} {
		for range 2 {
			if diff := cmp.Diff(c.want, NewIndex(lex, cal, c.entries).Twins(c.of)); diff != "" {
				t.Errorf("%s: %s", what, diff)
			}
			slices.Reverse(c.entries)
		}
	}
}

// Twins are one match that names both; what a proposal realises is set apart with
// its twins.
func TestATwinIsSetApartWithItsEntry(t *testing.T) {
	ix := NewIndex(shippedLexicon(t), shippedCalibration(t), []Entry{named("A", "B"), named("B"), named("C")})
	r := ix.Check(Query{Name: "Ghi sổ tàu cá", Functions: []string{"ghi sổ tàu cá"}})
	if len(r.Matches) != 2 || len(r.Matches[0].Twins)+len(r.Matches[1].Twins) != 1 {
		t.Errorf("%+v", r.Matches)
	}
	apart := ix.Check(Query{Name: "Ghi sổ tàu cá", Realises: "B"})
	if _, rank := apart.find("A"); rank != 0 || len(apart.SetApart) == 0 {
		t.Errorf("%+v, set apart %+v", apart.Matches, apart.SetApart)
	}
}

func TestTwinsEndWithTheirEntry(t *testing.T) {
	ix := NewIndex(shippedLexicon(t), shippedCalibration(t), []Entry{named("A", "B"), named("B"), named("C")}).With(nil, []string{"B"})
	if diff := cmp.Diff([]string{"A"}, ix.Twins("A")); diff != "" {
		t.Error(diff)
	}
	ix = ix.With([]Entry{{ID: "DX-1", Name: "Sổ mới", Kind: KindApproved, SameAs: []string{"C"}}}, nil)
	if diff := cmp.Diff([]string{"C", "DX-1"}, ix.Twins("C")); diff != "" {
		t.Error(diff)
	}
}
