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

// timedPages are the pages, each as who has the most to see on it.
var timedPages = []struct{ as, path string }{
	{"reviewer-so-khcn", "/worklist"}, {"reviewer-so-khcn", "/worklist?overdue=true&from=500"}, {"filer-so-y-te", "/worklist"},
	{"reviewer-so-khcn", "/proposals"}, {"reviewer-so-khcn", "/proposals?overdue=true"}, {"filer-so-y-te", "/proposals?q=dieu+phoi"},
	{"auditor", "/proposals?q=khong+co+dau"}, {"auditor", "/proposals?status=in_review"},
	{"filer-so-y-te", "/proposals/new"}, {"filer-so-y-te", "/proposals/{draft}/edit"}, {"filer-so-y-te", "/proposals/{draft}/submission"},
	{"auditor", "/proposals/{approved}"}, {"auditor", "/proposals/{approved}/why"},
	{"auditor", "/proposals/{long}"}, {"auditor", "/proposals/{long}/why"}, {"auditor", "/proposals/{long}/revisions"},
	{"reviewer-so-khcn", "/proposals/{open}/gates/technology_review/decision"},
	{"filer-so-y-te", "/catalog?q=y+te"}, {"filer-so-y-te", "/catalog/D55"}, {"reviewer-so-tai-chinh", "/budgets?year=2029"},
	{"auditor", "/overview"}, {"reviewer-so-khcn", "/overview"}, {"filer-so-y-te", "/overview"},
	{"auditor", "/register"}, {"auditor", "/register?kind=rejected"}, {"auditor", "/register?kind=planned"}, {"auditor", "/ledger"},
	{"admin", "/admin"}, {"admin", "/admin/accounts"}, {"admin", "/admin/changes"}, {"admin", "/admin/changes/new?kind=membership"},
	{"admin", "/admin/agencies"}, {"admin", "/admin/processes"}, {"admin", "/admin/notices"}, {"head-so-khcn", "/admin/delegations"},
	{"admin", "/admin/holidays"}, {"auditor", "/calendar"}, {"auditor", "/systems"}, {"auditor", "/proposals/{approved}/relations"},
	{"reviewer-so-tai-chinh", "/budgets/new"},
}

// BenchmarkPages times each page at the server with a hundred thousand proposals
// in the database, a thousand of them under way, and two thousand accounts, and
// weighs it as it goes over the wire.
func BenchmarkPages(b *testing.B) {
	m := patient(b)
	at := fillWithProposals(b, m)
	for _, c := range timedPages {
		b.Run(c.as+c.path, func(b *testing.B) {
			cookie, path := sessionOf(b, m, c.as), at.Replace(c.path)
			var size int
			for b.Loop() {
				seen := perform(b, 1, looks, func(timed func(func() error) error) error {
					return timed(func() (err error) { size, err = drawn(m.parts.Handler, path, cookie); return err })
				})
				b.ReportMetric(float64(seen.p(50).Microseconds())/1000, "p50-ms")
				b.ReportMetric(float64(seen.p(0).Microseconds())/1000, "best-ms") // on a machine that does other things too
				if seen.p(50) > pageTime {
					b.Errorf("%s takes %v, %v at most", c.path, seen.p(50), pageTime)
				}
			}
			if size > laterPage {
				b.Errorf("%s is %d bytes, %d at most", c.path, size, laterPage)
			}
			b.ReportMetric(float64(size)/1000, "kB")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// BenchmarkRegisterFile times the spreadsheet of all that was approved.
func BenchmarkRegisterFile(b *testing.B) {
	m := patient(b)
	fillWithProposals(b, m)
	cookie := sessionOf(b, m, "auditor")
	for b.Loop() {
		size, err := drawn(m.parts.Handler, "/register.xlsx", cookie)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(size)/1000, "kB")
		b.ReportMetric(float64(residentMB(b)), "resident-MB")
	}
}

// drawn asks for a page in this process and gives its size over the wire.
func drawn(h http.Handler, path string, cookie *http.Cookie) (size int, err error) {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.AddCookie(cookie)
	r.Header.Set("Accept-Encoding", "gzip")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		return 0, fmt.Errorf("%s is answered %d", path, w.Code)
	}
	return w.Body.Len(), nil
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
// under way, over the last years, adds accounts, and tells what addresses call some.
func fillWithProposals(b *testing.B, m *machine) *strings.Replacer {
	b.Helper()
	c := m.client(b)
	draft, long := c.Draft(b, "so-y-te", apitest.Complete("so-y-te")), disputed(b, c)
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
	for _, sql := range []string{
		"ALTER TABLE proposals ENABLE TRIGGER count_proposal", "SELECT count_all()",
		`INSERT INTO accounts (id, username, name, password_hash, created_at) SELECT gen_random_uuid(), 'can-bo-' || i, 'Cán bộ ' || i, '', now() FROM generate_series(1, 2000) i`,
		`INSERT INTO memberships (account, agency, valid_from) SELECT id, 'so-y-te', '2026-01-01' FROM accounts WHERE username LIKE 'can-bo-%'`,
		`INSERT INTO account_roles (account, role, valid_from) SELECT id, 'filer', '2026-01-01' FROM accounts WHERE username LIKE 'can-bo-%'`,
		"VACUUM ANALYZE",
	} {
		if _, err := db.Exec(ctx, sql); err != nil {
			b.Fatal(err)
		}
	}
	return strings.NewReplacer("{draft}", draft.ID, "{long}", long.ID, "{approved}", approved.ID, "{open}", open.ID)
}

// disputed is a proposal that was returned and sent again many times.
func disputed(b *testing.B, c *apitest.Client) apitest.Proposal {
	b.Helper()
	p := c.WalkTo(b, c.File(b, "so-y-te", apitest.Complete("so-y-te")), "technology_review", nil)
	for round := range 8 {
		back, by := apitest.Return("Nêu rõ cách kết nối.", "Nêu nơi đặt hệ thống."), "reviewer-so-khcn"
		if round > 0 {
			back, by = back.With("head_reason", "Phương án mới nêu ra điều chưa từng có."), "head-so-khcn"
		}
		p = c.Again(b, c.As(by).POST(p.DecisionPath("technology_review"), back).Want(b, 200).Proposal())
		p = c.As(p.Filer()).IfMatch(p.ETag).PATCH(p.Path(""), map[string]any{"solution": fmt.Sprintf("Phương án %d.", round)}).Want(b, 200).Proposal()
		answers := []any{}
		for _, it := range c.Read(b, p).Items {
			if !it.Answered {
				answers = append(answers, map[string]any{"item": it.ID, "text": "Đã nêu."})
			}
		}
		p = c.As(p.Filer()).POST(p.Path("/submission"), map[string]any{"document": apitest.Paper("Gửi lại"), "answers": answers}).Want(b, 200).Proposal()
		p = c.WalkTo(b, p, "technology_review", nil)
	}
	return p
}
