package ledger

import (
	"errors"
	"fmt"
	"math/bits"

	"golang.org/x/mod/sumdb/tlog"
)

// maxTreeSize keeps sizes where every JSON reader and tlog's arithmetic are exact.
const maxTreeSize = 1 << 50

// HashReader gives the tree's stored hashes at the given indexes, in the order
// asked, or an error if one is missing. The store keeps them in one dense
// sequence: StoredIndex says where a leaf's hashes begin.
type HashReader interface {
	ReadHashes(indexes []int64) ([]Hash, error)
}

// Hashes is a tree's stored hashes in memory.
type Hashes []Hash

// ReadHashes implements HashReader.
func (s Hashes) ReadHashes(indexes []int64) ([]Hash, error) {
	out := make([]Hash, len(indexes))
	for i, at := range indexes {
		if at < 0 || at >= int64(len(s)) {
			return nil, fmt.Errorf("cây băm thiếu phần tử %d", at)
		}
		out[i] = s[at]
	}
	return out, nil
}

// LeafHash is RFC 6962's leaf: sha256(0x00 || stored bytes of the entry).
func LeafHash(raw []byte) Hash { return Hash(tlog.RecordHash(raw)) }

// StoredIndex is where the hashes that leaf n adds begin; it is also the
// number of hashes stored before, for a tree of n leaves.
func StoredIndex(n int64) int64 { return tlog.StoredHashIndex(0, n) }

// Frontier is the growing edge of a tree: all that is needed to add leaves
// without reading. The zero Frontier is the empty tree.
type Frontier struct {
	size  int64
	roots []Hash // of the complete subtrees, largest first: one per bit of size
}

// LoadFrontier reads the edge of a stored tree with the given number of leaves.
func LoadFrontier(size int64, r HashReader) (*Frontier, error) {
	if size < 0 || size > maxTreeSize {
		return nil, fmt.Errorf("số lá %d ngoài phạm vi", size)
	}
	var indexes []int64
	for left, begin := size, int64(0); left > 0; {
		level := bits.Len64(uint64(left)) - 1
		indexes = append(indexes, tlog.StoredHashIndex(level, begin>>level))
		begin += 1 << level
		left -= 1 << level
	}
	roots, err := r.ReadHashes(indexes)
	if err == nil && len(roots) != len(indexes) {
		err = errors.New("cây băm thiếu phần tử")
	}
	return &Frontier{size: size, roots: roots}, err
}

// Size is the number of leaves.
func (f *Frontier) Size() int64 { return f.size }

// Append adds a leaf and gives the hashes to store from StoredIndex(Size before) on:
// the leaf's and those of the subtrees it completes.
func (f *Frontier) Append(leaf Hash) []Hash {
	stored := []Hash{leaf}
	for n := f.size; n&1 == 1; n >>= 1 {
		last := len(f.roots) - 1
		leaf = node(f.roots[last], leaf)
		f.roots = f.roots[:last]
		stored = append(stored, leaf)
	}
	f.roots = append(f.roots, leaf)
	f.size++
	return stored
}

// Root is RFC 6962's tree head of the leaves so far.
func (f *Frontier) Root() Hash {
	if f.size == 0 {
		return emptyRoot
	}
	last := len(f.roots) - 1
	root := f.roots[last]
	for i := last - 1; i >= 0; i-- {
		root = node(f.roots[i], root)
	}
	return root
}

// emptyRoot is the head of the tree without leaves, sha256 of nothing.
var emptyRoot = HashBytes(nil)

func node(left, right Hash) Hash {
	return Hash(tlog.NodeHash(tlog.Hash(left), tlog.Hash(right)))
}

// Root is the head of the stored tree's first size leaves.
func Root(size int64, r HashReader) (Hash, error) {
	f, err := LoadFrontier(size, r)
	if err != nil {
		return Hash{}, err
	}
	return f.Root(), nil
}
