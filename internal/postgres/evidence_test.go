package postgres

import (
	"bytes"
	"encoding/json"
	"testing"

	"pheduyet/internal/ledger"
	"pheduyet/internal/proposal"
	"pheduyet/internal/why"
)

// sign brings all entries into the tree and signs it.
func (w *world) sign(key ledger.SigningKey) {
	w.t.Helper()
	if _, err := w.Integrate(w.t.Context(), 10_000); err != nil {
		w.t.Fatal(err)
	}
	_, err := w.SignTree(w.t.Context(), func(size int64, root ledger.Hash, _ ledger.HashReader) ([]byte, error) {
		return ledger.SignCheckpoint(ledger.Checkpoint{Origin: key.Origin(), Size: size, Root: root}, key)
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// bundle makes a proposal's evidence, with its page.
func (w *world) bundle(id string, key ledger.SigningKey) []byte {
	w.t.Helper()
	b, err := w.Evidence(w.t.Context(), id)
	if err != nil {
		w.t.Fatal(describe(err))
	}
	trace, err := why.Explain(b)
	if err != nil {
		w.t.Fatal(err)
	}
	if b.Why, err = why.Page(trace, why.Sheet{Origin: key.Origin()}); err != nil {
		w.t.Fatal(err)
	}
	var out bytes.Buffer
	if err := ledger.WriteBundle(&out, b, key); err != nil {
		w.t.Fatal(err)
	}
	return out.Bytes()
}

// Neither reads nor what happens to other proposals change a byte; what happens to
// the proposal itself gives other evidence, which verifies as well.
func TestEvidenceIsTheSameUntilSomethingHappens(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	key, err := ledger.GenerateKey("pheduyet/thu")
	if err != nil {
		t.Fatal(err)
	}
	id := w.toBudget(billion)
	w.sign(key)
	first := w.bundle(id, key)
	report, err := ledger.VerifyBundle(bytes.NewReader(first), int64(len(first)), key.Public())
	if err != nil {
		t.Fatal(err)
	}
	if n := w.count("SELECT count(*) FROM ledger_entries WHERE proposal = $1", id); len(report.Entries) != n || report.Proposal != id {
		t.Errorf("%d entries of %d", len(report.Entries), n)
	}
	if err := w.EvidenceRead(t.Context(), w.actor("khcn"), id, "DX-2026-000001", true); err != nil {
		t.Fatal(err)
	}
	w.draft("colleague", facts(billion))
	w.sign(key)
	if !bytes.Equal(first, w.bundle(id, key)) {
		t.Error("a read and another proposal changed the evidence")
	}
	w.allocated(id)
	w.sign(key)
	later := w.bundle(id, key)
	if bytes.Equal(first, later) {
		t.Error("the next decision did not change the evidence")
	}
	if _, err := ledger.VerifyBundle(bytes.NewReader(later), int64(len(later)), key.Public()); err != nil {
		t.Error(err)
	}
}

// A text that was sealed away is gone from entries, texts and page; the evidence
// verifies as before.
func TestEvidenceOfWhatWasSealedAway(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.forged = true
	key, err := ledger.GenerateKey("pheduyet/thu")
	if err != nil {
		t.Fatal(err)
	}
	f := facts(billion)
	f.Summary = "Nội dung nhập nhầm"
	id := w.draft("filer", f)
	w.submit("filer", id)
	w.sign(key)
	w.sql("UPDATE ledger_texts SET salt = NULL, text = NULL WHERE text = 'Nội dung nhập nhầm'")
	sealed := w.bundle(id, key)
	report, err := ledger.VerifyBundle(bytes.NewReader(sealed), int64(len(sealed)), key.Public())
	if err != nil || report.Gone != 2 { // in the draft and in the submission
		t.Errorf("%d texts gone, %v", report.Gone, err)
	}
	if bytes.Contains(sealed, []byte(f.Summary)) || !bytes.Contains(sealed, []byte(ledger.Removed)) {
		t.Error("the evidence tells what was sealed away, or does not say that something was")
	}
}

// Reads are entries of their own stream, with who and what.
func TestAReadOfEvidenceIsAnEntry(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.draft("filer", facts(billion))
	if err := w.EvidenceRead(t.Context(), w.actor("khcn"), id, "", false); err != nil {
		t.Fatal(err)
	}
	entries := w.streamOf(streamReads)
	var told struct{ Data evidenceRead }
	if len(entries) != 1 || json.Unmarshal(entries[0].Payload, &told) != nil || told.Data != (evidenceRead{Proposal: id}) {
		t.Fatalf("entries %+v", entries)
	}
	if e := entries[0]; e.Actor.Account != w.people["khcn"] || e.Actor.Agency != "so-khcn" || e.Action != "evidence_read" {
		t.Errorf("entry %+v", e)
	}
	if n := w.count("SELECT count(*) FROM ledger_entries WHERE proposal = $1", id); n != 1 {
		t.Errorf("the read is among the proposal's %d entries", n)
	}
	if _, err := w.Evidence(t.Context(), newID()); proposal.CodeOf(err) != proposal.CodeNotFound {
		t.Errorf("of nothing: %v", err)
	}
}
