package ledger

import "testing"

// BenchmarkHashEntry is the target of 300,000 entries a second on one core:
// the entry's hash and its leaf's.
func BenchmarkHashEntry(b *testing.B) {
	_, stored := chain(b, 1)
	b.SetBytes(int64(len(stored[0])))
	for b.Loop() {
		HashEntry(stored[0])
		LeafHash(stored[0])
	}
	perSecond(b)
}

// BenchmarkAudit is a full verification: canonical bytes, hash, chain and tree.
func BenchmarkAudit(b *testing.B) {
	_, stored := chain(b, 1000)
	b.ResetTimer()
	for i := 0; i < b.N; {
		a := NewAudit()
		for j := 0; j < len(stored) && i < b.N; i, j = i+1, j+1 {
			if _, err := a.Add(stored[j]); err != nil {
				b.Fatal(err)
			}
		}
	}
	perSecond(b)
}

func BenchmarkNew(b *testing.B) {
	e := decision()
	for b.Loop() {
		if _, _, err := New(Head{}, e); err != nil {
			b.Fatal(err)
		}
	}
	perSecond(b)
}

// BenchmarkProofs is over one million leaves; the target is 5 ms each.
func BenchmarkProofs(b *testing.B) {
	const n = 1_000_000
	stored, _ := grow(n)
	at := int64(0)
	b.Run("inclusion", func(b *testing.B) {
		for b.Loop() {
			at = (at + 7919) % n
			if _, err := ProveInclusion(n, at, stored); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("consistency", func(b *testing.B) {
		for b.Loop() {
			at = (at + 7919) % n
			if _, err := ProveConsistency(n, at+1, stored); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkFrontierAppend(b *testing.B) {
	var f Frontier
	leaf := leafNo(1)
	for b.Loop() {
		f.Append(leaf)
	}
	perSecond(b)
}

func perSecond(b *testing.B) {
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "entries/s")
}
