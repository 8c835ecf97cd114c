package postgres

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/devstack/testdb"
	"pheduyet/internal/proposal"
)

func TestSearchCatalog(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	for q, want := range map[string][]string{
		"":               {"A01", "A02"}, // neither ended nor future editions
		"đất đai":        {"A02", "A01"}, // in the name before the description
		"DAT  dai":       {"A02", "A01"},
		"a02":            {"A02"},
		"cong thong":     {"A01"},
		"nguon 000 cổng": {"A01"},
		"het hieu luc":   {},
		"%":              {},
	} {
		entries, err := s.SearchCatalog(t.Context(), q)
		got := []string{}
		for _, e := range entries {
			got = append(got, e.ID)
		}
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("q=%q: %v\n%s", q, err, diff)
		}
	}
}

func TestCatalogEntryIsFoundAfterItsEditionHasEnded(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	s.exec("UPDATE catalog_entries SET owner_code = 'so-y-te', approved_by = 'DX-2026-000001', application = 'Toàn tỉnh', same_as = '{A01}' WHERE id = 'X01'")
	got, err := s.CatalogEntry(t.Context(), "X01")
	if err != nil {
		t.Fatal(err)
	}
	want := proposal.CatalogEntry{
		Entry:     proposal.Entry{ID: "X01", Name: "Hệ thống đã hết hiệu lực", Owner: "so-y-te", State: proposal.EntryInUse, SameAs: []string{"A01"}},
		OwnerText: "Sở Y tế", Scope: "national", Application: "Toàn tỉnh", Source: "nguồn 000", Edition: "old", EditionTitle: "Danh mục cũ", ApprovedBy: "DX-2026-000001",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	_, err = s.CatalogEntry(t.Context(), "x01")
	refused(t, err, proposal.CodeNotFound)
}

func TestPacksAreTheBytesThatAreHashed(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	older := readPack(t, "2026-07-01")
	all, err := s.Packs(t.Context())
	if err != nil || len(all) != 2 || string(all[0]) != string(older.Canonical()) || string(all[1]) != string(s.pack.Canonical()) {
		t.Errorf("%d packs, %v", len(all), err)
	}
	at := func(day string) func() time.Time {
		return func() time.Time { return proposal.Date(day).Time() }
	}
	for _, c := range []struct {
		today, id, version string
		want               []byte // nil: not found
	}{
		{"2026-10-05", packID, "", s.pack.Canonical()},
		{"2026-08-18", packID, "", older.Canonical()},
		{"2026-06-30", packID, "", nil},
		{"2026-10-05", packID, "2026-07-01", older.Canonical()},
		{"2026-10-05", packID, "2026-07-02", nil},
		{"2026-10-05", packID, "' OR true --", nil},
		{"2026-10-05", "none", "", nil},
	} {
		s.Now = at(c.today)
		got, err := s.Pack(t.Context(), c.id, c.version)
		if c.want == nil {
			refused(t, err, proposal.CodeNotFound)
		} else if err != nil || string(got) != string(c.want) {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

func TestEnvelopesOfAYear(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	s.exec(`INSERT INTO envelopes VALUES
		(2027, 'khac', 'ubnd-tinh', 900, 100, 200, 'assigned', '{"number": "12/NQ-HĐND", "date": "2026-12-01"}'),
		(2026, 'khac', 'xa-hung-nguyen', 50, 0, 0, 'indicative', '{"number": "1", "date": "2026-01-01"}'),
		(2026, 'chi-thuong-xuyen', 'ubnd-tinh', 70, 0, 0, 'indicative', '{"number": "1", "date": "2026-01-01"}')`)
	got, err := s.Envelopes(t.Context(), 2027)
	want := []proposal.Envelope{{
		EnvelopeKey: proposal.EnvelopeKey{FiscalYear: 2027, Source: "khac", Owner: "ubnd-tinh"},
		Amount:      900, Reserved: 100, Committed: 200, State: "assigned", Document: proposal.Document{Number: "12/NQ-HĐND", Date: "2026-12-01"},
	}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
	for year, count := range map[int]int{0: 3, 2026: 2, 1999: 0} {
		if got, err := s.Envelopes(t.Context(), year); err != nil || len(got) != count || got == nil {
			t.Errorf("year %d: %v, %v", year, got, err)
		}
	}
	if all, _ := s.Envelopes(t.Context(), 0); all[0].Source != "chi-thuong-xuyen" || all[2].FiscalYear != 2027 {
		t.Errorf("order: %+v", all)
	}
}

func TestAgency(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	got, err := s.Agency(t.Context(), "so-y-te")
	want := proposal.Agency{Code: "so-y-te", Name: "Tên của so-y-te", ShortName: "so-y-te", Kind: proposal.KindDepartment}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
	_, err = s.Agency(t.Context(), "so-khong-co")
	refused(t, err, proposal.CodeNotFound)
}

func TestFile(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	filer := s.person("an", "so-y-te", proposal.RoleFiler)
	c := s.put(s.draft(filer, "Quản lý trạm y tế"))
	want := proposal.File{
		ID: newID(), Proposal: c.ID, Kind: "security_dossier", Title: "Hồ sơ cấp độ", Name: "hồ sơ.pdf", MediaType: "application/pdf",
		Size: 12, SHA256: strings.Repeat("ab", 32), Readable: true, Declared: true, At: noon,
	}
	s.exec(`INSERT INTO attachments (id, proposal, kind, title, name, media_type, size, sha256, readable, declared, by, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		want.ID, want.Proposal, want.Kind, want.Title, want.Name, want.MediaType, want.Size, want.SHA256, want.Readable, want.Declared, filer.Account, noon)
	got, err := s.File(t.Context(), want.ID)
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
	listed := proposal.Attachment{
		ID: want.ID, Kind: want.Kind, Title: want.Title, Name: want.Name, MediaType: want.MediaType, Size: want.Size, SHA256: want.SHA256, Readable: true, By: filer.Account,
	}
	c, err = s.Case(t.Context(), c.ID)
	if diff := cmp.Diff([]proposal.Attachment{listed}, c.Attachments); diff != "" || err != nil {
		t.Errorf("listed: %v\n%s", err, diff)
	}
}

func TestEnvKnowsTheRegisters(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	env, err := s.Env(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if e, ok := env.Entry("A02"); !ok || e.Name != "Cơ sở dữ liệu đất đai" {
		t.Errorf("entry: %+v", e)
	}
	if a, ok := env.Agency("bo-y-te"); !ok || a.Kind != proposal.KindMinistry {
		t.Errorf("agency: %+v", a)
	}
	if _, ok := env.Agency("bo-khong-co"); ok {
		t.Error("an unknown agency is known")
	}
	if due := env.Due(noon, 5).DueAt; due.Format(time.DateTime) != "2026-10-12 23:59:59" {
		t.Errorf("five working days end at %s", due)
	}
	if env.Late("2026-09-28") || !env.Late("2026-09-25") {
		t.Error("late is not more than five working days")
	}
	if !env.Now.Equal(noon) || !validID(env.NewID()) {
		t.Errorf("now %s", env.Now)
	}
	s.Now = func() time.Time { return noon.AddDate(-5, 0, 0) }
	if _, err := s.Env(t.Context()); err != nil {
		t.Errorf("before any process: %v", err)
	}
}

func TestFilingIsWhatASubmissionNowWouldGet(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	filer := s.person("an", "so-y-te", proposal.RoleFiler)
	s.exec("INSERT INTO agencies (code, name, kind, parent) VALUES ('tt-y-te', 'Trung tâm', 'unit', 'so-y-te')")
	s.exec("UPDATE register_version SET version = version + 1")
	c := s.draft(filer, "Quản lý trạm y tế")
	c.Facts.CoAgencies = []string{"xa-hung-nguyen"}
	c.Parties = proposal.Parties{}
	s.put(c)
	got, err := s.Filing(t.Context(), c.ID)
	got.Known = nil // a look-up
	want := proposal.Filing{Process: ref(s.pack), Rules: s.pack.Rules, Parties: proposal.Parties{
		Agencies: []string{"so-y-te", "tt-y-te", "xa-hung-nguyen"}, Conflicted: []string{"so-y-te", "xa-hung-nguyen"}, Persons: []string{filer.Account},
	}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
	upgrade := s.draft(filer, "Nâng cấp")
	upgrade.Facts.Kind = proposal.Upgrade
	s.put(upgrade)
	_, err = s.Filing(t.Context(), upgrade.ID)
	refused(t, err, proposal.CodeInvalid)
}

func TestReadySaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	if err := open(t, testdb.New(t, nil).AppURL).Ready(t.Context()); err == nil || !strings.Contains(err.Error(), "migrate") {
		t.Errorf("without a schema: %v", err)
	}
	refused(t, open(t, testdb.New(t, Migrate).AppURL).Ready(t.Context()), proposal.CodeUnavailable)
	if err := newShelf(t).Ready(t.Context()); err != nil {
		t.Errorf("with all: %v", err)
	}
}
