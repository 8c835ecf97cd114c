package ledger

import (
	"errors"
	"fmt"
)

// ChainError says which stored entry of a chain is the first wrong one.
type ChainError struct {
	Index int // position in the given order, from 0
	Err   error
}

// Error names the entry by its place, counted from 1 as people do.
func (e *ChainError) Error() string { return fmt.Sprintf("mục thứ %d: %v", e.Index+1, e.Err) }

// Unwrap gives the reason.
func (e *ChainError) Unwrap() error { return e.Err }

// Follow parses the stored bytes of the entry after h and refuses one that
// does not follow it. The caller keeps heads of different subjects apart.
func (h Head) Follow(raw []byte) (Entry, error) {
	e, err := Parse(raw)
	if err != nil {
		return Entry{}, err
	}
	return e, h.admits(e)
}

// admits refuses an entry that is not the next after h.
func (h Head) admits(e Entry) error {
	if e.Seq != h.Seq+1 {
		return fmt.Errorf("số thứ tự %d, đáng lẽ là %d", e.Seq, h.Seq+1)
	}
	if e.Prev != h.Hash {
		return errors.New("không nối tiếp mục ngay trước (sai mã băm)")
	}
	return nil
}

// VerifyChain parses the stored bytes of one proposal's or stream's entries,
// given whole and in order, and gives a *ChainError for the first wrong one.
// That the tail is not cut off only a checkpoint or a count can tell.
func VerifyChain(stored [][]byte) ([]Entry, error) {
	entries := make([]Entry, 0, len(stored))
	var head Head
	for i, raw := range stored {
		e, err := head.Follow(raw)
		if err == nil && i > 0 && e.Subject() != entries[0].Subject() {
			err = fmt.Errorf("thuộc %s, không thuộc %s", e.Subject(), entries[0].Subject())
		}
		if err != nil {
			return entries, &ChainError{Index: i, Err: err}
		}
		entries = append(entries, e)
		head = e.Head()
	}
	return entries, nil
}
