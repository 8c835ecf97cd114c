package postgres

import (
	"testing"

	"pheduyet/internal/catalog"
	"pheduyet/internal/proposal"
)

// BenchmarkRecord compares a decision with a transaction that writes one row:
// what is left is reading the case, judging it, the projection and the ledger.
func BenchmarkRecord(b *testing.B) {
	w := newWorld(b)
	b.Run("one row", func(b *testing.B) {
		for range b.N {
			if err := w.inTx(b.Context(), func(t tx) error { return bumpCatalog(b.Context(), t) }); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("decision", func(b *testing.B) {
		ids, commands := make([]string, b.N), make([]string, b.N)
		for i := range b.N {
			ids[i] = w.draft("filer", facts(1))
			w.submit("filer", ids[i])
			if _, err := w.RecordScreening(b.Context(), ids[i], duplication, ids[i], catalog.Result{Verdict: catalog.Review}); err != nil {
				b.Fatal(err)
			}
			commands[i] = w.command("khcn", ids[i], proposal.CommandDecide, duplication, decision(proposal.Details{}))
		}
		b.ResetTimer()
		for i := range b.N {
			if _, err := w.Record(b.Context(), ids[i], commands[i]); err != nil {
				b.Fatal(describe(err))
			}
		}
	})
}
