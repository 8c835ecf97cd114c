package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// entryPrefix separates entry hashes from every other sha256 in the system:
// no document, checkpoint or tree node can be passed off as an entry.
const entryPrefix = "pheduyet ledger entry v1\x00"

// Hash is a sha256 value, written as 64 lower-case hex digits.
// The zero Hash stands for "nothing before": it is the Prev of a first entry.
type Hash [sha256.Size]byte

// String gives the 64 lower-case hex digits.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// ParseHash reads 64 lower-case hex digits and nothing else.
func ParseHash(s string) (Hash, error) {
	var h Hash
	if !isHex64(s) {
		return h, fmt.Errorf("mã băm phải là 64 chữ số thập lục phân viết thường: %.80q", s)
	}
	_, err := hex.Decode(h[:], []byte(s))
	return h, err
}

// MarshalText writes h as String does, so that JSON holds hex.
func (h Hash) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText reads what ParseHash reads.
func (h *Hash) UnmarshalText(text []byte) (err error) {
	*h, err = ParseHash(string(text))
	return err
}

// HashEntry is the hash of an entry's stored bytes:
// sha256("pheduyet ledger entry v1" 0x00 bytes).
func HashEntry(raw []byte) Hash {
	var stack [4096]byte
	return sha256.Sum256(append(append(stack[:0], entryPrefix...), raw...))
}

// HashBytes is the plain sha256 of b, as documents and kept canonical
// documents are named.
func HashBytes(b []byte) Hash { return sha256.Sum256(b) }

func isHex64(s string) bool {
	if len(s) != 2*sha256.Size {
		return false
	}
	for i := range len(s) {
		if c := s[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}
