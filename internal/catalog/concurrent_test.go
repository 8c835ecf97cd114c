package catalog

import (
	"fmt"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// One index serves many at once, while newer ones are made from it.
func TestConcurrentChecks(t *testing.T) {
	ix := shippedIndex(t)
	queries := filed()
	want := make([]Result, len(queries))
	for i, q := range queries {
		want[i] = ix.Check(q)
	}
	var wg sync.WaitGroup
	for worker := range 4 {
		wg.Go(func() {
			for i, q := range queries {
				if diff := cmp.Diff(want[i], ix.Check(q)); diff != "" {
					t.Errorf("worker %d: %s", worker, diff)
				}
			}
		})
		wg.Go(func() {
			e := Entry{ID: fmt.Sprint("DX-", worker), Name: queries[0].Name, Kind: KindOpen, Profile: Profile{Does: queries[0].Functions}}
			next := ix.With([]Entry{e}, nil)
			if _, rank := next.Check(queries[0]).find(e.ID); rank == 0 {
				t.Errorf("worker %d: the filed proposal is not met", worker)
			}
		})
	}
	wg.Wait()
}

// Two alike: whichever is filed later meets the earlier, and leaves itself out.
func TestTwoAlikeMeet(t *testing.T) {
	ix := shippedIndex(t)
	q := Query{
		Name: "Sổ theo dõi bể bơi công cộng", Summary: "Soát vé, đo clo, phân ca cứu hộ, gửi đồ.",
		Functions: []string{"Đo clo trong nước", "Phân ca cứu hộ", "Tủ gửi đồ"}, Sector: "Thể thao",
	}
	if r := ix.Check(q); r.Verdict != Clear {
		t.Fatalf("alone: %s", r.Note)
	}
	first := Entry{ID: "DX-2026-000001", Name: q.Name, Description: q.Summary, Kind: KindOpen, Profile: Profile{Does: q.Functions, Sector: q.Sector}}
	second := Entry{ID: "DX-2026-000002", Name: "Quản lý hồ bơi", Kind: KindOpen, Profile: Profile{Does: []string{"đo clo", "ca cứu hộ", "gửi đồ"}, Sector: "thể thao"}}
	ix = ix.With([]Entry{first}, nil).With([]Entry{second}, nil)
	q.Exclude = []string{first.ID}
	r := ix.Check(q)
	if m, rank := r.find(second.ID); rank != 1 || !m.Weighty || r.Verdict != Review {
		t.Errorf("rank %d, %+v", rank, m)
	}
	if _, rank := r.find(first.ID); rank != 0 {
		t.Error("a proposal meets itself")
	}
	q.Exclude, q.Follows = nil, []string{first.ID}
	if r := ix.Check(q); len(r.SetApart) != 1 || r.SetApart[0].ID != first.ID {
		t.Errorf("the predecessor is not set apart: %+v", r.SetApart)
	}
}
