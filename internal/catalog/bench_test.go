package catalog

import (
	"fmt"
	"runtime"
	"slices"
	"testing"
	"time"
)

// BenchmarkCheck reports the median and the 99th percentile of one check on one
// core, from a province's catalog to five times the country's.
func BenchmarkCheck(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	lex, cal, profiles := shippedLexicon(b), shippedCalibration(b), shippedProfiles(b)
	queries := syntheticQueries(profiles, 500)
	for _, n := range []int{1_000, 20_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			ix := NewIndex(lex, cal, syntheticEntries(profiles, n))
			var took []time.Duration
			b.ResetTimer()
			for i := 0; b.Loop(); i++ {
				start := time.Now()
				ix.Check(queries[i%len(queries)])
				took = append(took, time.Since(start))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
		})
	}
}

// BenchmarkBuild reports the time and the memory that an index takes.
func BenchmarkBuild(b *testing.B) {
	lex, cal, profiles := shippedLexicon(b), shippedCalibration(b), shippedProfiles(b)
	for _, n := range []int{1_000, 20_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			entries := syntheticEntries(profiles, n)
			before := heapInUse()
			var ix *Index
			for b.Loop() {
				ix = NewIndex(lex, cal, entries)
			}
			b.ReportMetric(float64(heapInUse()-before)/(1<<20), "MB")
			runtime.KeepAlive(ix)
			runtime.KeepAlive(entries)
		})
	}
}

// BenchmarkWith reports how long a newly filed proposal takes to be seen.
func BenchmarkWith(b *testing.B) {
	lex, cal, profiles := shippedLexicon(b), shippedCalibration(b), shippedProfiles(b)
	ix := NewIndex(lex, cal, syntheticEntries(profiles, 20_000))
	filed := syntheticEntries(profiles, 50)
	for i := range filed {
		filed[i].ID, filed[i].Kind = fmt.Sprintf("DX-%d", i), KindOpen
	}
	ix = ix.With(filed[1:], nil)
	b.ResetTimer()
	for b.Loop() {
		ix.With(filed[:1], nil)
	}
}

func heapInUse() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
