package postgres

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/devstack/testdb"
	"pheduyet/internal/password"
	"pheduyet/internal/process"
	"pheduyet/internal/proposal"
)

func (w *world) loaded() string {
	w.t.Helper()
	var all string
	err := w.owner.QueryRow(w.t.Context(), `SELECT jsonb_build_object('agencies', (SELECT count(*) FROM agencies),
		'packs', (SELECT count(*) FROM packs), 'entries', (SELECT count(*) FROM catalog_entries), 'accounts', (SELECT count(*) FROM accounts),
		'stays', (SELECT count(*) FROM memberships), 'roles', (SELECT count(*) FROM account_roles), 'envelopes', (SELECT sum(amount) FROM envelopes),
		'register', (SELECT version FROM register_version), 'catalog', (SELECT version FROM catalog_version))::text`).Scan(&all)
	if err != nil {
		w.t.Fatal(err)
	}
	return all
}

func TestSeedsAreLoadedOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	before := w.loaded()
	if err := LoadSeeds(t.Context(), w.ownerURL, worldSeeds(t), true); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(before, w.loaded()); d != "" {
		t.Errorf("loading again changed something:\n%s", d)
	}
}

func TestNewerSeedsAreBroughtInWithoutLosingWhatHappened(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if _, err := w.registers(t.Context(), w.pool); err != nil {
		t.Fatal(err)
	}
	w.sql("UPDATE catalog_entries SET approved_by = 'DX-1', state = 'in_use' WHERE id = 'B01'")
	w.sql("UPDATE envelopes SET amount = 7 WHERE fiscal_year = 2026")
	newer := worldSeeds(t)
	newer.Agencies[1].Name = "Bộ Y tế"
	newer.Editions[0].Entries[0].Name = "Cổng mới"
	newer.Envelopes[0].AmountVND = 1
	newer.Responsibilities = []Responsibility{{Duty: "soc", Agency: "so-khcn", From: "2026-01-01", Detail: json.RawMessage(`{}`)}}
	newer.Documents = []process.Document{{Name: "KH 651/KH-UBND", From: "2025-08-07"}}
	if err := LoadSeeds(t.Context(), w.ownerURL, newer, true); err != nil {
		t.Fatal(err)
	}
	r, err := w.registers(t.Context(), w.pool)
	if err != nil {
		t.Fatal(err)
	}
	if got := r.agencies["bo-y-te"].Name; got != "Bộ Y tế" {
		t.Errorf("the registers in memory still say %q", got)
	}
	for what, sql := range map[string]string{
		"a renewed entry":             "SELECT count(*) FROM catalog_entries WHERE id = 'A01' AND name = 'Cổng mới'",
		"an approved entry as it was": "SELECT count(*) FROM catalog_entries WHERE id = 'B01' AND state = 'in_use'",
		"an envelope as it was":       "SELECT count(*) FROM envelopes WHERE amount = 7",
		"a responsibility":            "SELECT count(*) FROM responsibilities WHERE agency = 'so-khcn'",
		"a document":                  "SELECT count(*) FROM legal_documents WHERE effective_from = '2025-08-07'",
	} {
		if n := w.count(sql); n != 1 {
			t.Errorf("%s: %d", what, n)
		}
	}
}

func TestAPackIsImmutable(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	changed := worldSeeds(t)
	p, err := process.Parse([]byte(strings.Replace(string(changed.Packs[0].Canonical()), `"review_days":15`, `"review_days":16`, 1)))
	if err != nil {
		t.Fatal(err)
	}
	changed.Packs[0] = p
	before := w.loaded()
	if err := LoadSeeds(t.Context(), w.ownerURL, changed, false); proposal.CodeOf(err) != proposal.CodeConflict {
		t.Errorf("other content: %v", err)
	}
	if d := cmp.Diff(before, w.loaded()); d != "" {
		t.Error(d)
	}
}

func TestWithoutDemonstrationThereAreNoPeopleAndNoMoney(t *testing.T) {
	t.Parallel()
	db := testdb.New(t, Migrate)
	if err := LoadSeeds(t.Context(), db.OwnerURL, worldSeeds(t), false); err != nil {
		t.Fatal(err)
	}
	s := open(t, db.AppURL)
	for _, table := range []string{"accounts", "envelopes", "proposals"} {
		var n int
		if err := s.pool.QueryRow(t.Context(), "SELECT count(*) FROM "+table).Scan(&n); err != nil || n != 0 {
			t.Errorf("%s: %d, %v", table, n, err)
		}
	}
}

// What is stored of a password is a hash that password.Verify knows.
func TestAccountsHoldHashes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c, err := w.Credentials(t.Context(), "filer")
	if err != nil {
		t.Fatal(err)
	}
	if ok, err := password.Verify(c.PasswordHash, "mật khẩu"); !ok || err != nil {
		t.Errorf("%v %v", ok, err)
	}
	if n := w.count("SELECT count(DISTINCT password_hash) FROM accounts"); n != len(w.people) {
		t.Errorf("%d different hashes of %d accounts", n, len(w.people))
	}
}
