package postgres

import (
	"bytes"
	"errors"

	"pheduyet/internal/ledger"
)

// seals holds what was taken out against what the ledger says was: texts vanish
// only from a proposal in whose chain two people's sealing stands.
type seals struct {
	done map[string]bool  // proposals with a sealing
	gone map[string]int64 // where each proposal misses its first text; "" is the streams
}

func (s seals) add(e ledger.Entry) {
	if e.Action == "sealed" && e.Proposal != "" {
		s.done[e.Proposal] = true
	}
}

func (s seals) miss(proposal string, at int64) {
	if _, known := s.gone[proposal]; !known {
		s.gone[proposal] = at
	}
}

// quoted tells whether a comparison lost a quotation of what was taken out; it
// may be another proposal's.
func (s seals) quoted(body []byte) bool {
	return len(s.done) > 0 && bytes.Contains(body, []byte(ledger.Removed))
}

// unsealed refuses texts that vanished without a sealing.
func (a *audit) unsealed() error {
	first := int64(-1)
	for proposal, at := range a.seals.gone {
		if !a.seals.done[proposal] && (first < 0 || at < first) {
			first = at
		}
	}
	if first < 0 {
		return nil
	}
	return wrongAt(first, "", errors.New("nội dung lưu kèm bị xóa mà nhật ký không ghi việc gỡ nào"))
}
