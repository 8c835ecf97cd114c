package postgres

import (
	"strings"
	"testing"

	"pheduyet/internal/ledger"
)

// audits gives what signs the ledger as it stands and audits it, whatever has
// happened.
func (w *world) audits() func() (AuditReport, error) {
	w.t.Helper()
	pass, key, folder := w.signer(w.t)
	return func() (AuditReport, error) {
		if err := pass(); err != nil {
			return AuditReport{}, err
		}
		outside, err := folder.Checkpoints(key.Public())
		if err != nil {
			return AuditReport{}, err
		}
		return w.AuditLedger(w.t.Context(), key.Public(), outside)
	}
}

// A ledger of real acts verifies; with a comparison edited it does not.
func TestAuditOfRealActs(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.toBudget(billion)
	w.allocated(id)
	audit := w.audits()
	report, err := audit()
	if err != nil || report.Waiting != 0 || report.Size != int64(w.count("SELECT count(*) FROM ledger_entries")) ||
		report.Texts != int64(w.count("SELECT count(*) FROM ledger_texts")) || report.Gone != 0 {
		t.Fatalf("%+v, %v", report, err)
	}
	w.sql(`UPDATE screenings SET body = replace(body::text, '"verdict"', '"verdict" ')::json`)
	if _, err := audit(); ledger.ExitStatus(err) != ledger.ExitTampered || !strings.Contains(err.Error(), "bảng screenings") {
		t.Errorf("an edited comparison: %v", err)
	}
}
