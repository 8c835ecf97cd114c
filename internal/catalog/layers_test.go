package catalog

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// filedSystems are proposals that resemble the catalog's systems.
func filedSystems(profiles []Profile, n int) []Entry {
	filed := syntheticEntries(profiles, n)
	for i := range filed {
		filed[i].ID, filed[i].Edition = fmt.Sprintf("DX-2026-%06d", i), ""
		filed[i].Kind = []Kind{KindOpen, KindApproved, KindHistory}[i%3]
	}
	return filed
}

// However proposals came in over the catalog, by and by or at once, a check
// answers the same bytes; built anew from all, the same verdict and best matches.
func TestLayersAnswerAsOneIndex(t *testing.T) {
	lex, cal, profiles := shippedLexicon(t), shippedCalibration(t), shippedProfiles(t)
	catalogued, filed := shippedEntries(t), filedSystems(profiles, 60)
	anew := NewIndex(lex, cal, slices.Concat(catalogued, filed))
	grown := NewIndex(lex, cal, catalogued)
	for chunk := range slices.Chunk(filed, 7) {
		grown = grown.With(chunk, nil)
	}
	moved := NewIndex(lex, cal, catalogued).With(filed, nil).With(nil, []string{filed[0].ID}).With(filed[:1], nil)
	for _, q := range syntheticQueries(profiles, 12) {
		want, built := grown.Check(q), anew.Check(q)
		if diff := cmp.Diff(want, moved.Check(q)); diff != "" {
			t.Fatal(diff)
		}
		if diff := cmp.Diff(want.Matches[:3], built.Matches[:3]); diff != "" || want.Verdict != built.Verdict {
			t.Fatalf("%s, built anew %s: %s", want.Verdict, built.Verdict, diff)
		}
	}
}

// A new edition arrives as changed and removed entries; the index answers as if
// it had known no other.
func TestANewEditionReplacesTheOld(t *testing.T) {
	lex, cal, profiles := shippedLexicon(t), shippedCalibration(t), shippedProfiles(t)
	old, fresh := syntheticEntries(profiles, 300), syntheticEntries(profiles, 310)
	var gone []string
	for _, e := range old[:40] {
		gone = append(gone, e.ID)
	}
	fresh = fresh[40:]
	replaced := NewIndex(lex, cal, old).With(fresh, gone)
	known := map[string]Entry{}
	for _, e := range slices.Concat(old[40:], fresh) {
		known[e.ID] = e
	}
	var left []Entry
	for _, e := range known {
		left = append(left, e)
	}
	want := NewIndex(lex, cal, left)
	if replaced.Len() != want.Len() {
		t.Fatalf("%d entries, want %d", replaced.Len(), want.Len())
	}
	for _, q := range syntheticQueries(profiles, 8) {
		if diff := cmp.Diff(want.Check(q), replaced.Check(q)); diff != "" {
			t.Fatal(diff)
		}
	}
}

// A retired system no longer counts, and the words it alone used teach nothing.
func TestRemovedEntriesLeaveNoTrace(t *testing.T) {
	lex, cal := shippedLexicon(t), shippedCalibration(t)
	odd := Entry{ID: "Z", Name: "Sổ chim yến", Kind: KindCatalog, Profile: Profile{Does: []string{"đếm tổ yến"}}}
	q := Query{Name: "Đếm tổ yến", Functions: []string{"đếm tổ yến theo nhà nuôi"}}
	without := NewIndex(lex, cal, fewEntries())
	removed := NewIndex(lex, cal, append(fewEntries(), odd)).With(nil, []string{"Z"})
	if diff := cmp.Diff(without.Check(q), removed.Check(q)); diff != "" {
		t.Error(diff)
	}
}
