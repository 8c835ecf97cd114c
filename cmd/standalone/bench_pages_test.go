package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/apitest"
)

// How many proposals the pages are measured with, and what a page may take of the
// server's time.
const (
	ended    = 99_000
	going    = 1_000
	pageTime = 100 * time.Millisecond
	looks    = 15 // at each page; the median counts
)

// BenchmarkPages times each page at the server with a hundred thousand proposals
// in the database, a thousand of them under way, as who has the most to see.
func BenchmarkPages(b *testing.B) {
	m := patient(b)
	fillWithProposals(b, m)
	for _, c := range []struct{ as, path string }{
		{"reviewer-so-khcn", "/worklist"}, {"reviewer-so-khcn", "/proposals"}, {"reviewer-so-khcn", "/proposals?overdue=true"},
		{"filer-so-y-te", "/worklist"}, {"filer-so-y-te", "/proposals?q=dieu+phoi"}, {"auditor", "/proposals?status=in_review"},
		{"filer-so-y-te", "/catalog?q=y+te"}, {"reviewer-so-tai-chinh", "/budgets?year=2029"}, {"auditor", "/overview"},
		{"reviewer-so-khcn", "/overview"}, {"auditor", "/register"}, {"auditor", "/ledger"}, {"admin", "/admin"}, {"admin", "/admin/accounts"},
	} {
		b.Run(c.as+c.path, func(b *testing.B) {
			cookie := sessionOf(b, m, c.as)
			for b.Loop() {
				seen := perform(b, 1, looks, func(timed func(func() error) error) error {
					return timed(func() error { return drawn(m.parts.Handler, c.path, cookie) })
				})
				b.ReportMetric(float64(seen.p(50).Microseconds())/1000, "p50-ms")
				if seen.p(50) > pageTime {
					b.Errorf("%s takes %v, %v at most", c.path, seen.p(50), pageTime)
				}
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}

// drawn asks for a page in this process.
func drawn(h http.Handler, path string, cookie *http.Cookie) error {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.AddCookie(cookie)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		return fmt.Errorf("%s is answered %d", path, w.Code)
	}
	return nil
}

// sessionOf signs in by the form and gives the cookie.
func sessionOf(b *testing.B, m *machine, username string) *http.Cookie {
	b.Helper()
	form := url.Values{"username": {username}, "password": {apitest.Password}}
	r := httptest.NewRequest(http.MethodPost, "/sign-in", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	m.parts.Handler.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		if c.Name == "session" {
			return c
		}
	}
	b.Fatalf("%s is not signed in: %d", username, w.Code)
	return nil
}

// fillWithProposals multiplies three real ones, one approved, one rejected and one
// under way, over the last years.
func fillWithProposals(b *testing.B, m *machine) {
	b.Helper()
	c := m.client(b)
	approved := c.Walk(b, c.File(b, "so-y-te", apitest.Complete("so-y-te")), nil)
	rejected := c.Decide(b, c.WalkTo(b, c.File(b, "so-y-te", apitest.Complete("so-y-te")), "technology_review", nil), "technology_review", apitest.Reject("Không phù hợp kiến trúc."))
	open := c.WalkTo(b, c.File(b, "so-y-te", apitest.Complete("so-y-te")), "technology_review", nil)
	ctx := context.Background()
	db, err := pgx.Connect(ctx, string(m.config.MigrateDatabaseURL))
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close(ctx)
	// All but what is made of others.
	var columns string
	if err := db.QueryRow(ctx, `SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns WHERE table_schema = 'public' AND table_name = 'proposals' AND is_generated = 'NEVER'`).Scan(&columns); err != nil {
		b.Fatal(err)
	}
	if _, err := db.Exec(ctx, "ALTER TABLE proposals DISABLE TRIGGER count_proposal"); err != nil {
		b.Fatal(err)
	}
	for _, of := range []struct {
		id    string
		count int
		mark  string
	}{{approved.ID, ended * 2 / 3, "DX-2018-"}, {rejected.ID, ended / 3, "DX-2019-"}, {open.ID, going, "DX-2020-"}} {
		for _, sql := range []string{
			`INSERT INTO proposals (` + columns + `) SELECT ` + columns + ` FROM (SELECT n.* FROM proposals p, generate_series(1, $2::int) i, LATERAL jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid(), 'number', $3::text || lpad(i::text, 6, '0'),
				'agency', (SELECT code FROM agencies WHERE kind IN ('department', 'commune') ORDER BY code LIMIT 1 OFFSET i % 40), 'compared', NULL, 'screening', NULL, 'updated_at', p.updated_at - i * interval '20 minutes')) n WHERE p.id = $1) n`,
			`INSERT INTO gates SELECT o.* FROM proposals p JOIN gates g ON g.proposal = p.id, proposals n, LATERAL jsonb_populate_record(g, jsonb_build_object('proposal', n.id, 'opened_at', g.opened_at - (p.updated_at - n.updated_at),
				'due_at', g.due_at - (p.updated_at - n.updated_at), 'decided_at', g.decided_at - (p.updated_at - n.updated_at))) o
				WHERE p.id = $1 AND n.number LIKE $3 || '%' AND $2::int > 0`,
		} {
			if _, err := db.Exec(ctx, sql, of.id, of.count, of.mark); err != nil {
				b.Fatal(err)
			}
		}
	}
	for _, sql := range []string{"ALTER TABLE proposals ENABLE TRIGGER count_proposal", "SELECT count_all()", "VACUUM ANALYZE"} {
		if _, err := db.Exec(ctx, sql); err != nil {
			b.Fatal(err)
		}
	}
}
