package catalog

import (
	"context"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/devstack/testdb"
)

func TestMain(m *testing.M) { testdb.Main(m) }

// BenchmarkBesideTrigram answers the same proposals over the same 20,000 entries
// by the check, on one core, and then by pg_trgm with a GIN index. pg_trgm compares
// names alone and explains nothing, which is less work.
func BenchmarkBesideTrigram(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	const asked = 200
	lex, cal, profiles := shippedLexicon(b), shippedCalibration(b), shippedProfiles(b)
	entries, queries := syntheticEntries(profiles, 20_000), syntheticQueries(profiles, asked)
	ix := NewIndex(lex, cal, entries)
	db := trigramIndex(b, entries)
	var check, trigram []time.Duration
	b.ResetTimer()
	for b.Loop() {
		for i := range 10 * asked { // often, for it is short
			q, start := queries[i%asked], time.Now()
			ix.Check(q)
			check = append(check, time.Since(start))
		}
		for _, q := range queries {
			start := time.Now()
			mostAlike(b, db, q.Name)
			trigram = append(trigram, time.Since(start))
		}
	}
	b.StopTimer()
	report := func(name string, took []time.Duration) (p50, p99 float64) {
		slices.Sort(took)
		p50, p99 = float64(took[len(took)/2].Microseconds()), float64(took[len(took)*99/100].Microseconds())
		b.ReportMetric(p50, name+"-p50-µs")
		b.ReportMetric(p99, name+"-p99-µs")
		return p50, p99
	}
	c50, c99 := report("check", check)
	t50, t99 := report("trgm", trigram)
	b.ReportMetric(t50/c50, "times-faster-p50")
	b.ReportMetric(t99/c99, "times-faster-p99")
	b.ReportMetric(0, "ns/op")
}

// trigramIndex fills a database with the entries' names under a GIN index.
func trigramIndex(b *testing.B, entries []Entry) *pgx.Conn {
	b.Helper()
	ctx := context.Background()
	db, err := pgx.Connect(ctx, testdb.New(b, nil).OwnerURL)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close(ctx) })
	if _, err := db.Exec(ctx, `CREATE EXTENSION pg_trgm; CREATE EXTENSION unaccent; CREATE TABLE entry (id text PRIMARY KEY, folded text)`); err != nil {
		b.Fatal(err)
	}
	rows := make([][]any, len(entries))
	for i, e := range entries {
		rows[i] = []any{e.ID, e.Name}
	}
	if _, err := db.CopyFrom(ctx, pgx.Identifier{"entry"}, []string{"id", "folded"}, pgx.CopyFromRows(rows)); err != nil {
		b.Fatal(err)
	}
	start := time.Now()
	for _, sql := range []string{
		"UPDATE entry SET folded = lower(unaccent(folded))",
		"CREATE INDEX ON entry USING gin (folded gin_trgm_ops)",
		"VACUUM ANALYZE entry",
	} {
		if _, err := db.Exec(ctx, sql); err != nil {
			b.Fatal(err)
		}
	}
	b.Logf("GIN index on %d names in %v", len(entries), time.Since(start).Round(time.Millisecond))
	return db
}

func mostAlike(b *testing.B, db *pgx.Conn, name string) {
	b.Helper()
	rows, err := db.Query(context.Background(), `
		SELECT id FROM entry, lower(unaccent($1)) AS asked WHERE folded % asked
		ORDER BY similarity(folded, asked) DESC, id LIMIT 10`, name)
	if err != nil {
		b.Fatal(err)
	}
	if ids, err := pgx.CollectRows(rows, pgx.RowTo[string]); err != nil || len(ids) == 0 {
		b.Fatal(err, ids)
	}
}
