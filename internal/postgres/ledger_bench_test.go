package postgres

import (
	"fmt"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/ledger"
)

// BenchmarkLedgerAppend is what the two entries of a decision cost: the same
// transaction with and without them, in turns. The target is 1.5 ms.
func BenchmarkLedgerAppend(b *testing.B) {
	w := newTreeWorld(b)
	spent := map[bool]time.Duration{}
	for i := 0; b.Loop(); i++ {
		for _, with := range []bool{false, true} {
			start := time.Now()
			err := w.inTx(b.Context(), func(t tx) error {
				if err := bumpCatalog(b.Context(), t); err != nil || !with {
					return err
				}
				chain, err := openChain(b.Context(), t, chainID(i%50), fmt.Sprint("act-", i))
				if err != nil {
					return err
				}
				queue := &batch{at: t}
				for range 2 {
					chain.append(queue, ledger.Entry{Actor: ledger.Actor{Account: "a", Name: "Bà Hai", Agency: "so-khcn"}, Action: "decided", Outcome: "approve"},
						payload{Round: 1, Data: map[string]any{"reason": "Phù hợp kiến trúc", "note": "Không"}, Number: "DX-2026-000001"})
				}
				return queue.send(b.Context())
			})
			if err != nil {
				b.Fatal(err)
			}
			spent[with] += time.Since(start)
		}
	}
	without, with := perOp(b, spent[false]), perOp(b, spent[true])
	b.ReportMetric(without, "ms/without")
	b.ReportMetric(with, "ms/with")
	b.ReportMetric(with-without, "ms/append")
}

func perOp(b *testing.B, spent time.Duration) float64 {
	return float64(spent.Microseconds()) / 1000 / float64(b.N)
}

// BenchmarkSequencer is how fast committed entries get their places. The target
// is 1,000 entries a second.
func BenchmarkSequencer(b *testing.B) {
	w := newTreeWorld(b)
	const entries = 4000
	var head ledger.Head
	for b.Loop() {
		b.StopTimer()
		rows := make([][]any, entries)
		for i := range rows {
			e, raw, err := ledger.New(head, ledger.Entry{Proposal: chainID(1), At: monday, Action: "decided", Actor: ledger.Actor{Name: "Bà Hai"}, Payload: []byte(`{"data":"` + fmt.Sprintf("%0500d", i) + `"}`)})
			if err != nil {
				b.Fatal(err)
			}
			head = e.Head()
			rows[i] = []any{chainID(1), e.Seq, fmt.Sprint("e-", e.Seq), e.Action, e.At, raw, e.Hash[:]}
		}
		columns := []string{"proposal", "seq", "event_key", "action", "at", "bytes", "hash"}
		if _, err := w.pool.CopyFrom(b.Context(), pgx.Identifier{"ledger_entries"}, columns, pgx.CopyFromRows(rows)); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		for left := entries; left > 0; {
			n, err := w.Integrate(b.Context(), 2000)
			if err != nil || n == 0 {
				b.Fatal(n, err)
			}
			left -= n
		}
		w.sign()
	}
	b.ReportMetric(float64(entries*b.N)/b.Elapsed().Seconds(), "entries/s")
}

// BenchmarkProofsServed asks the database for proofs in a tree of a million
// leaves. The target is 5 ms.
func BenchmarkProofsServed(b *testing.B) {
	const leaves = 1_000_000
	w := newTreeWorld(b)
	if _, err := w.owner.Exec(b.Context(), "ALTER TABLE ledger_leaves DROP CONSTRAINT ledger_leaves_entry_fkey"); err != nil {
		b.Fatal(err)
	}
	var frontier ledger.Frontier
	var pending []ledger.Hash
	index := int64(-1)
	hashes := pgx.CopyFromFunc(func() ([]any, error) {
		if len(pending) == 0 {
			if frontier.Size() == leaves {
				return nil, nil
			}
			pending = frontier.Append(ledger.LeafHash(fmt.Append(nil, frontier.Size())))
		}
		hash := pending[0]
		pending = pending[1:]
		index++
		return []any{index, hash[:]}, nil
	})
	if _, err := w.pool.CopyFrom(b.Context(), pgx.Identifier{"ledger_hashes"}, []string{"index", "hash"}, hashes); err != nil {
		b.Fatal(err)
	}
	places := pgx.CopyFromSlice(leaves, func(i int) ([]any, error) { return []any{int64(i), int64(i + 1)}, nil })
	if _, err := w.pool.CopyFrom(b.Context(), pgx.Identifier{"ledger_leaves"}, []string{"position", "entry"}, places); err != nil {
		b.Fatal(err)
	}
	if _, err := w.owner.Exec(b.Context(), "VACUUM ANALYZE ledger_hashes, ledger_leaves"); err != nil {
		b.Fatal(err)
	}
	b.Run("ping", func(b *testing.B) {
		for b.Loop() {
			if err := w.Ping(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
	})
	at := int64(0)
	b.Run("inclusion", func(b *testing.B) {
		for b.Loop() {
			at = (at + 611_953) % leaves
			if _, err := w.InclusionProof(b.Context(), leaves, at); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("consistency", func(b *testing.B) {
		for b.Loop() {
			at = (at + 611_953) % leaves
			if _, err := w.ConsistencyProof(b.Context(), leaves, at+1); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkAuditLedger verifies a whole ledger in the database, every column of
// it. The target is 40,000 entries a second on one core: cpu_entries/s counts this
// process's own processor time, in which it recomputes and compares everything.
func BenchmarkAuditLedger(b *testing.B) {
	d := newDrill(b, 12_000)
	b.ResetTimer()
	start := processorTime(b)
	for b.Loop() {
		if report, err := d.AuditLedger(b.Context(), d.key.Public(), d.outside); err != nil || report.Size != d.size {
			b.Fatal(err)
		}
	}
	used := processorTime(b) - start
	audited := float64(d.size) * float64(b.N)
	b.ReportMetric(audited/b.Elapsed().Seconds(), "entries/s")
	b.ReportMetric(audited/used.Seconds(), "cpu_entries/s")
}

// processorTime is what this process has used so far, in its own code and in the
// kernel.
func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// BenchmarkSequencerPass is a pass over a ledger of a million entries that wait for
// nothing, but for one; the look at all of them, once when a sequencer starts, is
// the baseline.
func BenchmarkSequencerPass(b *testing.B) {
	const entries = 1_000_000
	w := newTreeWorld(b)
	for _, sql := range []string{
		"ALTER TABLE ledger_entries DISABLE TRIGGER wait_for_leaf",
		fmt.Sprintf(`INSERT INTO ledger_entries (stream, seq, event_key, action, at, bytes, hash)
			SELECT 'many', i, 'many/' || i, 'decided', now(), '\x00', sha256(i::text::bytea) FROM generate_series(1, %d) i`, entries),
		"INSERT INTO ledger_leaves SELECT row_number() OVER (ORDER BY id) - 1, id FROM ledger_entries",
		fmt.Sprintf("INSERT INTO ledger_hashes SELECT i, sha256(i::text::bytea) FROM generate_series(0, %d) i", ledger.StoredIndex(entries)-1),
		"ALTER TABLE ledger_entries ENABLE TRIGGER wait_for_leaf",
		"VACUUM ANALYZE",
	} {
		if _, err := w.owner.Exec(b.Context(), sql); err != nil {
			b.Fatal(err)
		}
	}
	b.Run("all", func(b *testing.B) {
		for b.Loop() {
			if err := w.Gather(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("waiting", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			w.entry(w.pool, chainID(1))
			b.StartTimer()
			if n := w.integrate(2000); n != 1 {
				b.Fatal(n)
			}
		}
	})
}
