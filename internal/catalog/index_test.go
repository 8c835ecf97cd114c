package catalog

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// With must keep count and find exactly what is left, whatever comes and goes.
func TestWithKeepsBooks(t *testing.T) {
	lex, cal := shippedLexicon(t), shippedCalibration(t)
	rapid.Check(t, func(rt *rapid.T) {
		ix := NewIndex(lex, cal, fewEntries())
		have := map[string]string{}
		for _, e := range fewEntries() {
			have[e.ID] = e.Name
		}
		for step := range rapid.IntRange(1, 6).Draw(rt, "steps") {
			var add []Entry
			for _, n := range rapid.SliceOfN(rapid.IntRange(0, 5), 0, 3).Draw(rt, "added") {
				e := Entry{ID: fmt.Sprintf("DX-%d", n), Name: fmt.Sprintf("Bản %d của %d", step, n), Kind: KindOpen}
				add = append(add, e)
			}
			gone := rapid.SliceOfN(rapid.SampledFrom([]string{"DX-0", "DX-1", "C1", "R2", "none"}), 0, 2).Draw(rt, "gone")
			ix = ix.With(add, gone)
			for _, id := range gone {
				delete(have, id)
			}
			for _, e := range add {
				have[e.ID] = e.Name
			}
		}
		if ix.Len() != len(have) {
			rt.Fatalf("%d entries, want %d", ix.Len(), len(have))
		}
		got := map[string]string{}
		for _, e := range ix.Search("", 0) {
			got[e.ID] = e.Name
		}
		if diff := cmp.Diff(have, got); diff != "" {
			rt.Fatal(diff)
		}
	})
}

func TestWithLeavesTheOldIndexAlone(t *testing.T) {
	ix := fewIndex(t)
	before := ix.Check(pigs())
	next := ix.With([]Entry{{ID: "DX-1", Name: "Sổ kê khai đàn heo", Kind: KindOpen, Profile: Profile{Does: []string{"kê khai tổng đàn heo", "báo dịch bệnh"}}}}, []string{"C1"})
	if diff := cmp.Diff(before, ix.Check(pigs())); diff != "" {
		t.Error(diff)
	}
	r := next.Check(pigs())
	if m, rank := r.find("DX-1"); rank != 1 || !m.Weighty || m.Kind != KindOpen {
		t.Errorf("the later proposal does not meet the earlier: rank %d, %+v", rank, m)
	}
	if _, rank := r.find("C1"); rank != 0 {
		t.Error("the removed entry still matches")
	}
}

func TestClearNoteCountsProposals(t *testing.T) {
	ix := fewIndex(t).With([]Entry{{ID: "DX-1", Name: "Đàn bò", Kind: KindOpen}}, nil)
	r := ix.Check(Query{Name: "Quản lý bãi tắm biển Cửa Lò", Summary: "cờ báo sóng", Functions: []string{"cờ báo sóng"}})
	if want := "không tìm thấy trong 6 mục của Danh mục thử; e2; e3 (gồm 1 đề xuất khác)"; r.Note != want {
		t.Errorf("%q, want %q", r.Note, want)
	}
}

// Filing many proposals does not move the scores of the catalog's entries.
func TestProposalsDoNotMoveWordWeights(t *testing.T) {
	ix := fewIndex(t)
	var filed []Entry
	for i := range 200 {
		filed = append(filed, Entry{ID: fmt.Sprint("DX-", i), Name: "Bãi đỗ xe", Kind: KindHistory})
	}
	a, _ := ix.Check(pigs()).find("C1")
	b, _ := ix.With(filed, nil).Check(pigs()).find("C1")
	c, _ := fewIndex(t, filed...).Check(pigs()).find("C1")
	if a.Score != b.Score || a.Score != c.Score {
		t.Errorf("%v, layered %v, rebuilt %v", a.Score, b.Score, c.Score)
	}
}

func TestTwinsAreTransitiveAndSymmetric(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		const n = 8
		var entries []Entry
		group := make([]int, n)
		for i := range n {
			group[i] = i
			entries = append(entries, Entry{ID: fmt.Sprint("E", i), Name: fmt.Sprint("mục ", i)})
		}
		for range rapid.IntRange(0, 8).Draw(rt, "links") {
			a, b := rapid.IntRange(0, n-1).Draw(rt, "a"), rapid.IntRange(0, n-1).Draw(rt, "b")
			entries[a].SameAs = append(entries[a].SameAs, entries[b].ID, "elsewhere")
			old, now := group[a], group[b]
			for i := range group {
				if group[i] == old {
					group[i] = now
				}
			}
		}
		ix := NewIndex(&Lexicon{phrases: newPhraseTable(), abbrs: newPhraseTable(), accents: newAccents(), sectors: newSectorTable()}, &Calibration{}, entries)
		for i := range n {
			var want []string
			for j := range n {
				if group[j] == group[i] {
					want = append(want, entries[j].ID)
				}
			}
			if diff := cmp.Diff(want, ix.Twins(entries[i].ID)); diff != "" {
				rt.Fatalf("E%d: %s", i, diff)
			}
		}
	})
}

func TestTopDocsKeepsTheBest(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		sums := rapid.SliceOf(rapid.Float32Range(0.01, 9)).Draw(rt, "sums")
		top := topDocs{most: rapid.IntRange(1, 9).Draw(rt, "most")}
		for doc, sum := range sums {
			if sum > top.floor {
				top.add(scoredDoc{uint32(doc), sum})
			}
		}
		got := top.best()
		var kept, all []float32
		for _, doc := range got {
			kept = append(kept, sums[doc])
		}
		all = slices.Clone(sums)
		slices.SortFunc(all, func(a, b float32) int { return int(max(-1, min(1, (b-a)*1e9))) })
		if diff := cmp.Diff(all[:min(top.most, len(all))], kept); diff != "" && len(sums) > 0 {
			rt.Fatal(diff)
		}
	})
}

func TestEntryIsFoundByID(t *testing.T) {
	ix := fewIndex(t).With(nil, []string{"R2"})
	if e, known := ix.Entry("C2"); !known || e.Name != "Nền tảng vật nuôi quốc gia" {
		t.Errorf("%v %+v", known, e)
	}
	for _, id := range []string{"R2", "none", ""} {
		if _, known := ix.Entry(id); known {
			t.Errorf("%q is found", id)
		}
	}
}
