package ledger

import (
	"encoding/binary"
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"
)

// leafNo makes distinct leaves.
func leafNo(i int) Hash { return LeafHash(binary.BigEndian.AppendUint64(nil, uint64(i))) }

// grow makes the stored hashes of a tree, and its root after every leaf.
func grow(n int) (stored Hashes, roots []Hash) {
	var f Frontier
	roots = append(roots, f.Root())
	for i := range n {
		stored = append(stored, f.Append(leafNo(i))...)
		roots = append(roots, f.Root())
	}
	return stored, roots
}

func TestFrontierAgreesWithTlog(t *testing.T) {
	const n = 130
	stored, roots := grow(n)
	reader := tlogReader{stored}
	var theirs []Hash
	for i := range int64(n) {
		hashes, err := tlog.StoredHashesForRecordHash(i, tlog.Hash(leafNo(int(i))), reader)
		if err != nil {
			t.Fatal(err)
		}
		if int64(len(theirs)) != StoredIndex(i) {
			t.Fatalf("leaf %d is stored at %d, not %d", i, len(theirs), StoredIndex(i))
		}
		theirs = append(theirs, fromTlog(hashes)...)
		root, err := tlog.TreeHash(i+1, reader)
		if err != nil || Hash(root) != roots[i+1] {
			t.Fatalf("root of %d leaves: %v", i+1, err)
		}
		if got, err := Root(i+1, stored); err != nil || got != roots[i+1] {
			t.Fatalf("loaded root of %d leaves: %v", i+1, err)
		}
	}
	if diff := cmp.Diff([]Hash(stored), theirs); diff != "" {
		t.Fatal(diff)
	}
}

// Loading the edge at any size and going on gives the same tree.
func TestLoadFrontierGoesOn(t *testing.T) {
	const n = 70
	stored, roots := grow(n)
	for size := range n {
		f, err := LoadFrontier(int64(size), stored[:StoredIndex(int64(size))])
		if err != nil {
			t.Fatal(err)
		}
		var added Hashes
		for i := size; i < n; i++ {
			added = append(added, f.Append(leafNo(i))...)
		}
		if !slices.Equal(added, stored[StoredIndex(int64(size)):]) || f.Root() != roots[n] || f.Size() != n {
			t.Fatalf("from %d leaves on the tree differs", size)
		}
	}
}

func TestMissingHashIsAnError(t *testing.T) {
	stored, _ := grow(20)
	none := errors.New("no database")
	for name, r := range map[string]HashReader{
		"short": stored[:5], "failing": failingReader{none}, "wrong count": failingReader{nil},
	} {
		if _, err := LoadFrontier(20, r); err == nil {
			t.Errorf("%s: frontier loaded", name)
		}
		if _, err := ProveInclusion(20, 3, r); err == nil {
			t.Errorf("%s: inclusion proved", name)
		}
		if _, err := ProveConsistency(20, 3, r); err == nil {
			t.Errorf("%s: consistency proved", name)
		}
	}
	for _, size := range []int64{-1, 1 << 62} {
		if _, err := Root(size, stored); err == nil {
			t.Errorf("root of %d leaves", size)
		}
		if _, err := ProveInclusion(size, 0, stored); err == nil {
			t.Errorf("inclusion in %d leaves", size)
		}
		if _, err := ProveConsistency(size, 1, stored); err == nil {
			t.Errorf("consistency in %d leaves", size)
		}
	}
}

type failingReader struct{ err error }

func (r failingReader) ReadHashes([]int64) ([]Hash, error) { return nil, r.err }

func TestInclusion(t *testing.T) {
	const n = 40
	stored, roots := grow(n)
	for size := int64(1); size <= n; size++ {
		c := Checkpoint{Size: size, Root: roots[size]}
		for i := range size {
			p, err := ProveInclusion(size, i, stored)
			if err != nil {
				t.Fatal(err)
			}
			if err := CheckInclusion(c, p, leafNo(int(i))); err != nil {
				t.Fatalf("leaf %d of %d: %v", i, size, err)
			}
			if CheckInclusion(c, p, leafNo(n+1)) == nil {
				t.Fatalf("leaf %d of %d: a stranger is accepted", i, size)
			}
		}
	}
}

// A proof with anything changed proves nothing.
func TestMutatedInclusionIsRefused(t *testing.T) {
	const n = 100
	stored, roots := grow(n)
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.Int64Range(2, n).Draw(t, "size")
		at := rapid.Int64Range(0, size-1).Draw(t, "leaf")
		p, err := ProveInclusion(size, at, stored)
		if err != nil {
			t.Fatal(err)
		}
		c := Checkpoint{Size: size, Root: roots[size]}
		switch rapid.IntRange(0, 5).Draw(t, "mutation") {
		case 0:
			p.Hashes[rapid.IntRange(0, len(p.Hashes)-1).Draw(t, "hash")][0] ^= 1
		case 1:
			p.Hashes = p.Hashes[1:]
		case 2:
			p.Hashes = append(p.Hashes, Hash{})
		case 3:
			p.Index = rapid.SampledFrom([]int64{-1, size, 1 << 62, (at + 1) % size}).Draw(t, "index")
		case 4:
			c.Root[31] ^= 1
		case 5:
			c.Size = rapid.SampledFrom([]int64{0, -1, 1 << 62, 1<<63 - 1}).Draw(t, "size")
		}
		if CheckInclusion(c, p, leafNo(int(at))) == nil {
			t.Fatal("accepted")
		}
	})
}

func TestConsistency(t *testing.T) {
	const n = 40
	stored, roots := grow(n)
	var otherRoots []Hash
	var f Frontier
	for i := range n {
		f.Append(leafNo(1000 + i))
		otherRoots = append(otherRoots, f.Root())
	}
	for newer := int64(0); newer <= n; newer++ {
		for older := range newer + 1 {
			p, err := ProveConsistency(newer, older, stored)
			if err != nil {
				t.Fatal(err)
			}
			a := Checkpoint{"pheduyet/x", older, roots[older]}
			b := Checkpoint{"pheduyet/x", newer, roots[newer]}
			if err := CheckConsistency(a, b, p); err != nil {
				t.Fatalf("%d to %d: %v", older, newer, err)
			}
			if older == 0 {
				continue
			}
			a.Root = otherRoots[older-1]
			if CheckConsistency(a, b, p) == nil {
				t.Fatalf("%d to %d: another history is accepted", older, newer)
			}
		}
	}
}

func TestConsistencyRefuses(t *testing.T) {
	stored, roots := grow(10)
	p, err := ProveConsistency(10, 6, stored)
	if err != nil {
		t.Fatal(err)
	}
	older, newer := Checkpoint{"pheduyet/x", 6, roots[6]}, Checkpoint{"pheduyet/x", 10, roots[10]}
	for name, check := range map[string]func() error{
		"other origin":    func() error { return CheckConsistency(Checkpoint{"pheduyet/y", 6, roots[6]}, newer, p) },
		"smaller":         func() error { return CheckConsistency(newer, older, p) },
		"no proof":        func() error { return CheckConsistency(older, newer, nil) },
		"proof too long":  func() error { return CheckConsistency(older, newer, append(slices.Clone(p), Hash{})) },
		"endless proof":   func() error { return CheckConsistency(older, newer, make([]Hash, 1000)) },
		"wrong new root":  func() error { return CheckConsistency(older, Checkpoint{"pheduyet/x", 10, roots[9]}, p) },
		"same size":       func() error { return CheckConsistency(older, Checkpoint{"pheduyet/x", 6, roots[5]}, nil) },
		"same with proof": func() error { return CheckConsistency(older, older, p) },
		"wrong empty":     func() error { return CheckConsistency(Checkpoint{"pheduyet/x", 0, roots[1]}, newer, nil) },
		"negative":        func() error { return CheckConsistency(Checkpoint{"pheduyet/x", -1, roots[0]}, newer, nil) },
		"out of range":    func() error { return CheckConsistency(older, Checkpoint{"pheduyet/x", 1<<63 - 1, roots[10]}, p) },
	} {
		if check() == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}
