package catalog

import (
	"math"
	"testing"
)

// The inverted and the forward index must tell the same story.
func TestSegmentIsConsistent(t *testing.T) {
	s := shippedIndex(t).base
	if len(s.docs) != len(s.entries)+1 || len(s.postStart) != len(s.idf)+1 || len(s.vocab) != len(s.idf) {
		t.Fatalf("%d documents, %d entries, %d posting lists, %d terms", len(s.docs), len(s.entries), len(s.postStart), len(s.idf))
	}
	has := make(map[[2]uint32]bool)
	for id := range s.idf {
		if s.idf[id] < 0 || s.idf[id] > 1 {
			t.Fatalf("term %d weighs %v", id, s.idf[id])
		}
		last := -1
		for _, p := range s.postings[s.postStart[id]:s.postStart[id+1]] {
			if int(p.doc) <= last || p.weight <= 0 || p.weight > 1.25 {
				t.Fatalf("term %d: document %d after %d, weight %v", id, p.doc, last, p.weight)
			}
			last = int(p.doc)
			has[[2]uint32{uint32(id), p.doc}] = true
		}
	}
	for doc := range s.entries {
		for i := s.docs[doc]; i < s.docs[doc+1]; i++ {
			from, to := s.phrases[i], s.phrases[i+1]
			for _, term := range s.terms[from.firstTerm:to.firstTerm] {
				if !has[[2]uint32{term.id, uint32(doc)}] {
					t.Fatalf("%s: a term has no posting", s.entries[doc].ID)
				}
				if end := uint32(term.start) + uint32(term.n); end > to.firstToken-from.firstToken {
					t.Fatalf("%s: a term ends at %d of %d", s.entries[doc].ID, end, to.firstToken-from.firstToken)
				}
			}
		}
	}
}

func TestIDF(t *testing.T) {
	for _, c := range []struct {
		df, n     int
		low, high float32
	}{{0, 229, 1, 1}, {1, 229, 0.7, 0.95}, {229, 229, 0, 0.02}, {0, 0, 1, 1}} {
		if got := idfOf(c.df, c.n); got < c.low || got > c.high || math.IsNaN(float64(got)) {
			t.Errorf("idf of %d in %d is %v, want %v…%v", c.df, c.n, got, c.low, c.high)
		}
	}
	if idfOf(3, 100) <= idfOf(30, 100) {
		t.Error("a common term weighs no less")
	}
}

func TestShorterEntriesAreHeldBackLess(t *testing.T) {
	s := fewIndex(t, Entry{ID: "L", Name: "Một mục dài", Kind: KindCatalog, Profile: Profile{Does: []string{
		"trồng rừng ven biển", "nạo vét lòng sông", "sửa cầu đường bộ", "xây nhà ở cho học sinh", "đo nước ngầm", "ghép cành mai vàng"}}}).base
	if long, short := s.norm[s.ids["L"]], s.norm[s.ids["R2"]]; long >= short {
		t.Errorf("long %v, short %v", long, short)
	}
}

func TestBorrowedSumsAreClear(t *testing.T) {
	s := fewIndex(t).base
	sums := s.borrow()
	sums[0] = 7
	s.giveBack(sums)
	if again := s.borrow(); again[0] != 0 || len(again) != len(s.entries) {
		t.Errorf("%v", again)
	}
}
