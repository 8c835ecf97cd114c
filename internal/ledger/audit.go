package ledger

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
)

// Audit recomputes a whole ledger, entry by entry in tree order. Within a
// proposal or stream, positions in the tree follow seq.
type Audit struct {
	heads    map[string]Head
	tree     Frontier
	expected []Checkpoint // not reached yet, smallest first
	stored   []Hash       // that the last entry added to the tree
}

// NewAudit compares with each of the given (opened) checkpoints on the way.
func NewAudit(checkpoints ...Checkpoint) *Audit {
	expected := slices.Clone(checkpoints)
	slices.SortFunc(expected, func(a, b Checkpoint) int { return cmp.Compare(a.Size, b.Size) })
	return &Audit{heads: map[string]Head{}, expected: expected}
}

// Clone is an audit that goes on from here by itself.
func (a *Audit) Clone() *Audit {
	c := *a
	c.heads = maps.Clone(a.heads)
	c.tree.roots = slices.Clone(a.tree.roots)
	return &c
}

// Size is the number of entries seen.
func (a *Audit) Size() int64 { return a.tree.Size() }

// Root is the tree head of the entries seen.
func (a *Audit) Root() Hash { return a.tree.Root() }

// Add takes the stored bytes of the next entry. The first error is a *Fault
// with the entry's position; after it the audit is over.
func (a *Audit) Add(raw []byte) (Entry, error) {
	at := a.tree.Size()
	if err := a.compare(); err != nil {
		return Entry{}, err
	}
	e, err := Parse(raw)
	if err != nil {
		return Entry{}, tamperedEntry(at, "", err)
	}
	subject := e.Subject()
	if err := a.heads[subject].admits(e); err != nil {
		return Entry{}, tamperedEntry(at, subject, err)
	}
	a.heads[subject] = e.Head()
	a.stored = a.tree.Append(LeafHash(raw))
	return e, nil
}

// Stored gives the hashes that the last entry added to the stored tree, the first
// at [StoredIndex] of its position.
func (a *Audit) Stored() []Hash { return a.stored }

// Finish says whether every checkpoint was reached and met.
func (a *Audit) Finish() error {
	if err := a.compare(); err != nil {
		return err
	}
	if len(a.expected) > 0 {
		return tampered("", fmt.Errorf("nhật ký bị cắt ngắn: còn %d mục, mốc xác thực có %d", a.Size(), a.expected[0].Size))
	}
	return nil
}

// compare checks the checkpoints of exactly the present size.
func (a *Audit) compare() error {
	for len(a.expected) > 0 && a.expected[0].Size == a.Size() {
		if a.expected[0].Root != a.Root() {
			return tampered("", fmt.Errorf("%d mục đầu không khớp mốc xác thực: có mục đã bị sửa, đổi chỗ hoặc thay", a.Size()))
		}
		a.expected = a.expected[1:]
	}
	return nil
}

// VerifyDump audits a dump of a whole ledger: the stored bytes of each entry
// and a newline, in tree order. It gives the number of entries that are right.
func VerifyDump(r io.Reader, checkpoints ...Checkpoint) (int64, error) {
	a := NewAudit(checkpoints...)
	lines := bufio.NewReaderSize(r, MaxEntryBytes+2)
	for {
		line, err := lines.ReadSlice('\n')
		switch {
		case err == io.EOF && len(line) == 0:
			return a.Size(), a.Finish()
		case err == io.EOF, errors.Is(err, bufio.ErrBufferFull):
			return a.Size(), unreadable("", fmt.Errorf("mục thứ %d không kết thúc bằng dấu xuống dòng hoặc quá dài", a.Size()+1))
		case err != nil:
			return a.Size(), unreadable("", err)
		}
		if _, err := a.Add(line[:len(line)-1]); err != nil {
			return a.Size(), err
		}
	}
}
