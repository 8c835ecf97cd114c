package ledger

import (
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// maxProof is more hashes than any proof in a tree of maxTreeSize needs.
const maxProof = 64

// Proof shows that a leaf is in a tree: RFC 6962's audit path, leaf upwards.
type Proof struct {
	Index  int64  `json:"index"` // the leaf's position, from 0
	Hashes []Hash `json:"hashes"`
}

// ProveInclusion proves leaf n to whoever holds a checkpoint of the given size.
func ProveInclusion(size, n int64, r HashReader) (Proof, error) {
	if size > maxTreeSize {
		return Proof{}, fmt.Errorf("số lá %d ngoài phạm vi", size)
	}
	p, err := tlog.ProveRecord(size, n, tlogReader{r})
	return Proof{Index: n, Hashes: fromTlog(p)}, err
}

// CheckInclusion refuses a proof that does not show leaf in the checkpoint's tree.
func CheckInclusion(c Checkpoint, p Proof, leaf Hash) error {
	switch {
	case p.Index < 0:
		return fmt.Errorf("vị trí %d trong cây không hợp lệ", p.Index)
	case p.Index >= c.Size || c.Size > maxTreeSize:
		return fmt.Errorf("vị trí %d nằm ngoài mốc xác thực (%d mục)", p.Index, c.Size)
	case len(p.Hashes) > maxProof:
		return errors.New("bằng chứng dài bất thường")
	}
	if tlog.CheckRecord(toTlog(p.Hashes), c.Size, tlog.Hash(c.Root), p.Index, tlog.Hash(leaf)) != nil {
		return fmt.Errorf("bằng chứng không khớp với mốc xác thực tại vị trí %d", p.Index)
	}
	return nil
}

// ProveConsistency proves that the tree's first older leaves are still those
// of the checkpoint taken then. From an empty tree, or the same, nothing is needed.
func ProveConsistency(size, older int64, r HashReader) ([]Hash, error) {
	if older < 0 || older > size || size > maxTreeSize {
		return nil, fmt.Errorf("không có mốc %d trong cây %d lá", older, size)
	}
	if older == 0 {
		return []Hash{}, nil
	}
	p, err := tlog.ProveTree(size, older, tlogReader{r})
	return fromTlog(p), err
}

// CheckConsistency refuses a newer checkpoint that does not extend the older
// one: smaller, of another origin, or with other leaves at its beginning.
func CheckConsistency(older, newer Checkpoint, proof []Hash) error {
	switch {
	case older.Origin != newer.Origin:
		return fmt.Errorf("hai mốc xác thực của hai nhật ký khác nhau: %q và %q", older.Origin, newer.Origin)
	case newer.Size < older.Size:
		return fmt.Errorf("nhật ký bị cắt ngắn: mốc cũ có %d mục, mốc mới chỉ có %d", older.Size, newer.Size)
	case older.Size < 0 || newer.Size > maxTreeSize || len(proof) > maxProof:
		return errors.New("mốc xác thực hoặc bằng chứng ngoài phạm vi")
	}
	same := newer.Size != older.Size || newer.Root == older.Root
	if older.Size == 0 {
		same = same && older.Root == emptyRoot && len(proof) == 0
	} else {
		same = same && tlog.CheckTree(toTlog(proof), newer.Size, tlog.Hash(newer.Root), older.Size, tlog.Hash(older.Root)) == nil
	}
	if !same {
		return fmt.Errorf("mốc xác thực mới (%d mục) không nối tiếp mốc cũ (%d mục): nhật ký đã bị viết lại", newer.Size, older.Size)
	}
	return nil
}

// tlogReader lets tlog read our hashes.
type tlogReader struct{ r HashReader }

func (t tlogReader) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes, err := t.r.ReadHashes(indexes)
	return toTlog(hashes), err
}

func toTlog(in []Hash) []tlog.Hash {
	out := make([]tlog.Hash, len(in))
	for i, h := range in {
		out[i] = tlog.Hash(h)
	}
	return out
}

func fromTlog(in []tlog.Hash) []Hash {
	out := make([]Hash, len(in))
	for i, h := range in {
		out[i] = Hash(h)
	}
	return out
}
