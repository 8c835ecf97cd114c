package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"pheduyet/cmd/internal/app"
	"pheduyet/internal/catalog"
	"pheduyet/internal/devstack/testdb"
	"pheduyet/internal/postgres"
	"pheduyet/internal/proposal"
)

func TestMain(m *testing.M) { testdb.Main(m) }

// judgedProposal is one filed proposal whose duplication check an officer decided.
const judgedProposal = `
	WITH person AS (
		INSERT INTO accounts (id, username, name, password_hash, created_at)
		VALUES ('00000000-0000-0000-0000-000000000001', 'canbo', 'Bà Cán bộ', 'x', now()) RETURNING id),
	filed AS (
		INSERT INTO proposals (id, number, agency, filed_by, status, name, search, facts, filed, standing, parties, drafted_at, updated_at)
		SELECT '00000000-0000-0000-0000-000000000002', 'DX-2026-000001', 'so-y-te', id, 'rejected', $1::jsonb->>'name', '', $1::jsonb, $1::jsonb, '{}', '{}', now(), now()
		FROM person RETURNING id, filed_by),
	revision AS (
		INSERT INTO revisions (proposal, revision, facts, by, at) SELECT id, 1, $1::jsonb, filed_by, now() FROM filed),
	gate AS (
		INSERT INTO gates (proposal, gate, position, kind, after, authority, state, round)
		SELECT id, 'duplication_check', 0, 'duplication_check', '{}', 'so-khcn', 'rejected', 1 FROM filed)
	INSERT INTO decisions (proposal, gate, round, outcome, by, agency, body, pack, at)
	SELECT id, 'duplication_check', 1, 'reject', filed_by, 'so-khcn', $2::jsonb, '{}', now() FROM filed`

func TestExportFindings(t *testing.T) {
	db := testdb.New(t, postgres.Migrate)
	if err := app.LoadSeeds(t.Context(), db.OwnerURL, false); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "findings.jsonl")
	export := func() string {
		t.Helper()
		var out strings.Builder
		getenv := func(name string) string { return map[string]string{"DATABASE_URL": db.AppURL}[name] }
		if err := run(t.Context(), []string{"match", "--export-findings", file}, getenv, &out); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	if got := export(); !strings.Contains(got, "0 proposals, 0 findings") {
		t.Error(got)
	}

	owner, err := pgx.Connect(t.Context(), db.OwnerURL)
	if err != nil {
		t.Fatal(err)
	}
	defer owner.Close(context.Background())
	facts, decision := proposal.Facts{Name: "Sổ tiêm chủng <điện tử>", Functions: []string{"nhắc lịch tiêm"}}, proposal.Decision{}
	decision.Details.Findings = []proposal.Finding{{EntryID: "A23", Finding: "duplicate", Note: "ghi chú"}, {EntryID: "A24", Finding: "different"}}
	if _, err := owner.Exec(t.Context(), judgedProposal, facts, decision); err != nil {
		t.Fatal(err)
	}
	if got := export(); !strings.Contains(got, "1 proposals, 2 findings") {
		t.Error(got)
	}
	items, err := readLabelled(file)
	if err != nil {
		t.Fatal(err)
	}
	want := []catalog.EvalItem{{
		ID: "DX-2026-000001", Label: catalog.LabelDuplicate, Expected: []string{"A23"},
		Proposal: catalog.Proposed{Name: facts.Name, Functions: facts.Functions, Agency: "Sở Y tế"},
	}}
	if diff := cmp.Diff(want, items); diff != "" {
		t.Error(diff)
	}
	data, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(data), `"different":["A24"]`) || !strings.Contains(string(data), "<điện tử>") {
		t.Errorf("%v\n%s", err, data)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("open proposals are readable by others: %v %v", err, info.Mode())
	}
}

func TestLabelled(t *testing.T) {
	judged := postgres.Judged{
		Number: "DX-2026-000001", Agency: "Sở Y tế",
		Facts: proposal.Facts{Name: "Sổ tiêm", Summary: "Theo dõi <mũi> tiêm", Functions: []string{"đặt lịch"}, Sector: "Y tế"},
	}
	finding := func(id, found string) proposal.Finding {
		return proposal.Finding{EntryID: id, Finding: found, Note: "ông A nói"}
	}
	for _, c := range []struct {
		findings            []proposal.Finding
		label               string
		expected, different []string
	}{
		{[]proposal.Finding{finding("A", "overlap"), finding("B", "duplicate"), finding("C", "different")}, "duplicate", []string{"A", "B"}, []string{"C"}},
		{[]proposal.Finding{finding("B", "duplicate"), finding("A", "overlap")}, "duplicate", []string{"B", "A"}, []string{}},
		{[]proposal.Finding{finding("C", "different"), finding("A", "overlap")}, "overlap", []string{"A"}, []string{"C"}},
		{[]proposal.Finding{finding("C", "different")}, "novel", []string{}, []string{"C"}},
	} {
		judged.Findings = c.findings
		l := labelled(judged)
		if l.Label != c.label || !cmp.Equal(l.Expected, c.expected) || !cmp.Equal(l.Different, c.different) || len(l.Findings) != len(c.findings) {
			t.Errorf("%+v", l)
		}
		line, err := json.Marshal(l)
		if err != nil || strings.Contains(string(line), "ông A nói") {
			t.Errorf("%v: a note leaves the register: %s", err, line)
		}
		items, err := catalog.ParseEval(line)
		if err != nil || !cmp.Equal(items[0], l.EvalItem) {
			t.Errorf("read back: %v %+v", err, items)
		}
	}
}
