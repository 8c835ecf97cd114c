package scenarios

import (
	"testing"

	"pheduyet/internal/apitest"
)

// found gives a finding to one catalog entry and "different" to every other
// match of weight.
func found(t testing.TB, officer *apitest.Client, p apitest.Proposal, entry, finding, wayOut string) []map[string]any {
	t.Helper()
	judged := map[string]any{"entry_id": entry, "finding": finding, "note": "Chức năng và phạm vi tương tự."}
	if wayOut != "" {
		judged["way_out"] = wayOut
	}
	all := []map[string]any{judged}
	for _, m := range officer.Weighty(t, p) {
		if m.ID != entry {
			all = append(all, map[string]any{"entry_id": m.ID, "finding": "different", "note": "Khác nghiệp vụ và phạm vi."})
		}
	}
	return all
}
