package postgres

import (
	"context"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"pheduyet/internal/proposal"
)

func names(cases []proposal.Case) []string {
	all := []string{}
	for _, c := range cases {
		all = append(all, c.Facts.Name)
	}
	return all
}

func TestListGivesTheCaseWithItsGatesAndRules(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	filer := s.person("an", "so-y-te", proposal.RoleFiler)
	want := s.filed(filer, "Quản lý trạm y tế", "DX-2026-000001")
	opened(&want, "duplication_check", 2)
	want.Facts.CoAgencies = []string{"so-khcn"}
	want = s.put(want)
	want.Facts.Functions = nil
	got, cursor, err := s.List(t.Context(), filer, proposal.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]proposal.Case{want}, got); diff != "" || cursor != "" {
		t.Errorf("cursor %q, list (-want +got):\n%s", cursor, diff)
	}
	whole, err := s.Case(t.Context(), want.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(whole.Progress, got[0].Progress); diff != "" {
		t.Errorf("a case read alone and in a list differ:\n%s", diff)
	}
}

func TestListFindsWordsWithoutAccents(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	filer := s.person("an", "so-y-te", proposal.RoleFiler)
	for i, name := range []string{"Đăng ký khám bệnh", "Quản lý 100% hồ sơ_bệnh án", `Kho dữ liệu C:\y`} {
		c := s.filed(filer, name, fmt.Sprintf("DX-2026-%06d", i+1))
		c.Facts.Summary = "Phục vụ người dân"
		c.UpdatedAt = noon.Add(time.Duration(-i) * time.Minute)
		s.put(c)
	}
	dang, quan, kho := "Đăng ký khám bệnh", "Quản lý 100% hồ sơ_bệnh án", `Kho dữ liệu C:\y`
	for q, want := range map[string][]string{
		"":                   {dang, quan, kho},
		"dang ky":            {dang},
		"BỆNH  Khám":         {dang},
		"be\u0323\u0302nh":   {dang, quan}, // decomposed
		"người dân":          {dang, quan, kho},
		"dx-2026-000002":     {quan},
		"100%":               {quan},
		"%":                  {quan},
		"so_benh":            {quan},
		"_":                  {quan},
		`\`:                  {kho},
		"kham\x00benh":       {dang},
		"\xff":               {},
		"khám dữ":            {},
		"' OR true --":       {},
		"bệnh viện không có": {},
	} {
		got, _, err := s.List(t.Context(), filer, proposal.Filter{Query: q})
		if diff := cmp.Diff(want, names(got)); diff != "" || err != nil {
			t.Errorf("q=%q: %v\n%s", q, err, diff)
		}
	}
}

// A gate keeps its state when the proposal ends; nothing is open or overdue then.
func TestListFiltersByWhatIsOpenAndOverdue(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	filer := s.person("an", "so-y-te", proposal.RoleFiler)
	put := func(name string, status proposal.Status, dup, tech int) {
		c := s.filed(filer, name, "DX-"+name)
		c.Status = status
		if dup != 0 {
			opened(&c, "duplication_check", dup)
		}
		if tech != 0 {
			opened(&c, "technology_review", tech)
		}
		c.UpdatedAt = noon.Add(-time.Duration(name[0]) * time.Minute)
		s.put(c)
	}
	put("a late", proposal.InReview, -1, 0)
	put("b returned, the other gate late", proposal.Returned, 0, -1)
	put("c in time", proposal.InReview, 1, 0)
	put("d withdrawn, was late", proposal.Withdrawn, -1, -1)
	put("e one late, one not", proposal.InReview, -1, 1)
	for _, c := range []struct {
		filter proposal.Filter
		want   string
	}{
		{proposal.Filter{Overdue: true}, "abe"},
		{proposal.Filter{Gate: "duplication_check"}, "ace"},
		{proposal.Filter{Gate: "technology_review"}, "be"},
		{proposal.Filter{Gate: "technology_review", Overdue: true}, "b"},
		{proposal.Filter{Gate: "no_such_gate"}, ""},
		{proposal.Filter{Status: proposal.Withdrawn, Overdue: true}, ""},
		{proposal.Filter{Status: proposal.Withdrawn}, "d"},
		{proposal.Filter{Agency: "so-y-te", Status: proposal.Returned}, "b"},
		{proposal.Filter{Agency: "so-khcn"}, ""},
	} {
		got, _, err := s.List(t.Context(), filer, c.filter)
		var initials strings.Builder
		for _, name := range names(got) {
			initials.WriteByte(name[0])
		}
		if err != nil || initials.String() != c.want {
			t.Errorf("%+v: %q (%v), want %q", c.filter, initials.String(), err, c.want)
		}
	}
}

func TestListRefusesABadCursorOrLimit(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	auditor := s.person("an", "thanh-tra-tinh", proposal.RoleAuditor)
	far := base64.RawURLEncoding.EncodeToString(slices.Concat([]byte{0x7f}, make([]byte, 23)))
	good := cursor{updated: noon, id: [16]byte{8: 0x80}}.String()
	for _, c := range []string{"x", "null", "1", far, "-1", good + "A", good[1:], good + "=", strings.ToLower(good) + " ", "' OR true --", "\x00"} {
		_, _, err := s.List(t.Context(), auditor, proposal.Filter{Cursor: c})
		refused(t, err, proposal.CodeInvalid)
	}
	for _, limit := range []int{-1, 201} {
		_, _, err := s.List(t.Context(), auditor, proposal.Filter{Limit: limit})
		refused(t, err, proposal.CodeInvalid)
	}
	if _, _, err := s.List(t.Context(), auditor, proposal.Filter{Cursor: good, Limit: 200}); err != nil {
		t.Error(err)
	}
}

func FuzzParseCursor(f *testing.F) {
	f.Add(cursor{updated: noon, id: [16]byte{8: 0x80}}.String())
	f.Add("")
	f.Fuzz(func(t *testing.T, s string) {
		if c, err := parseCursor(s); err == nil && c.String() != s {
			t.Errorf("%q reads as %q", s, c)
		}
	})
}

func TestListDefaultsToFiftyAndGoesOnWhereItStopped(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	filer := s.person("an", "so-y-te", proposal.RoleFiler)
	for i := range 60 {
		s.put(s.draft(filer, fmt.Sprintf("Dự thảo %d", i))) // all changed at the same time
	}
	first, cursor, err := s.List(t.Context(), filer, proposal.Filter{})
	if err != nil || len(first) != 50 || cursor == "" {
		t.Fatalf("%d rows, cursor %q, %v", len(first), cursor, err)
	}
	rest, end, err := s.List(t.Context(), filer, proposal.Filter{Cursor: cursor})
	if err != nil || len(rest) != 10 || end != "" {
		t.Fatalf("%d rows, cursor %q, %v", len(rest), end, err)
	}
	all := append(names(first), names(rest)...)
	slices.Sort(all)
	if len(slices.Compact(all)) != 60 {
		t.Error("a row came twice or never")
	}
}

// queries counts the statements that a connection sends.
type queries struct{ n atomic.Int64 }

func (q *queries) TraceQueryStart(ctx context.Context, _ *pgx.Conn, _ pgx.TraceQueryStartData) context.Context {
	q.n.Add(1)
	return ctx
}
func (q *queries) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}

func TestListAsksNoMoreForMany(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	filer := s.person("an", "so-y-te", proposal.RoleFiler)
	config := s.pool.Config()
	var sent queries
	config.ConnConfig.Tracer = &sent
	pool, err := pgxpool.NewWithConfig(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	counted := &Store{Now: s.Now, pool: pool}
	count := func(want int) int64 {
		t.Helper()
		before := sent.n.Load()
		got, _, err := counted.List(t.Context(), filer, proposal.Filter{})
		if err != nil || len(got) != want {
			t.Fatalf("%d rows, %v", len(got), err)
		}
		return sent.n.Load() - before
	}
	s.put(s.filed(filer, "Hồ sơ", "DX-1"))
	count(1) // registers are read once
	one := count(1)
	for i := range 30 {
		s.put(s.filed(filer, "Hồ sơ", fmt.Sprintf("DX-%d", i+2)))
	}
	if many := count(31); many != one {
		t.Errorf("%d statements for 31 proposals, %d for one", many, one)
	}
}
