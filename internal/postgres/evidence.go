package postgres

import (
	"context"
	"slices"
	"strings"

	"pheduyet/internal/ledger"
	"pheduyet/internal/proposal"
)

// Evidence gives all that proves a proposal's part of the ledger: what LedgerOf
// reads, with the first checkpoint that covers its last entry and the proofs in
// that tree, so that neither reads nor the growth of the ledger change a byte. A
// checkpoint is asked for where there is none yet; unavailable means that nothing
// signs. Documents and page are the caller's to add.
func (s *Store) Evidence(ctx context.Context, id string) (ledger.Bundle, error) {
	for {
		cover, err := s.AwaitProposal(ctx, id)
		if err != nil {
			return ledger.Bundle{}, err
		}
		b, err := s.LedgerOf(ctx, id)
		if err != nil {
			return b, err
		}
		if len(b.Entries) != len(cover.Entries) { // something happened in between
			continue
		}
		b.Proofs, b.Checkpoint = cover.Proofs, cover.Checkpoint.Note
		b.Screenings = slices.DeleteFunc(b.Screenings, func(raw []byte) bool { return !named(b.Entries, ledger.HashBytes(raw).String()) })
		return b, nil
	}
}

// named reports whether any of the entries names that sha256.
func named(entries [][]byte, hash string) bool {
	return slices.ContainsFunc(entries, func(raw []byte) bool { return strings.Contains(string(raw), hash) })
}

// EvidenceRead notes who took evidence of which proposal, with the files or
// without, in the stream that auditors read.
func (s *Store) EvidenceRead(ctx context.Context, actor proposal.Actor, id, number string, files bool) error {
	return s.inTx(ctx, func(t tx) error {
		return s.appendStream(ctx, t, streamReads, actor, "read/"+newID(), proposal.Event{
			Action: "evidence_read", Data: evidenceRead{id, number, files},
		})
	})
}

// evidenceRead is what a read of evidence tells.
type evidenceRead struct {
	Proposal string `json:"proposal"`
	Number   string `json:"number"`
	Files    bool   `json:"files"`
}
