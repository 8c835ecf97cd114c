package postgres

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/catalog"
	"pheduyet/internal/change"
	"pheduyet/internal/edition"
	"pheduyet/internal/proposal"
)

// system is an entry to import.
func listed(id, name string) edition.Entry {
	return edition.Entry{
		Entry: proposal.Entry{ID: id, Name: name, Owner: "so-y-te", State: proposal.EntryInUse, Provinces: true}, OwnerName: "Sở Y tế",
		Scope: "provincial-in-use", Source: "QĐ 9, dòng 1", Description: "Theo dõi tiêm chủng", Profile: &catalog.Profile{Does: []string{"lập lịch tiêm"}},
	}
}

// newer replaces the world's edition.
func newer(entries ...edition.Entry) edition.Edition {
	return edition.Edition{ID: "newer", Number: "9/QĐ-UBND", Title: "Danh mục mới", Issuer: "UBND tỉnh", EffectiveFrom: "2026-09-14", Replaces: "now", Entries: entries}
}

func TestAnEditionTakesEffectByTwo(t *testing.T) {
	t.Parallel()
	w := newKeptWorld(t)
	_, version, err := w.CatalogEntries(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	c := w.proposed("admin", "catalog_edition", newer(listed("A01", "Cổng thông tin"), listed("A02", "Sổ tiêm chủng")))
	var effects []string
	for _, l := range c.Preview.Lines {
		effects = append(effects, string(l.Effect)+" "+l.Subject)
	}
	if d := cmp.Diff([]string{"changes A01", "adds A02", "ends B01", "ends now"}, effects); d != "" {
		t.Fatal(d)
	}
	if n := w.count("SELECT count(*) FROM catalog_editions WHERE id = 'newer'"); n != 0 {
		t.Fatal("in force before anybody confirmed")
	}
	if _, err := w.decideOn("admin2", c, true, ""); err != nil {
		t.Fatal(describe(err))
	}
	_, changed, removed, err := w.CatalogChanges(t.Context(), version, "2026-09-14")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, e := range changed {
		got[e.ID] = e.Name + " " + strings.Join(e.Profile.Does, ";")
	}
	if d := cmp.Diff(map[string]string{"A01": "Cổng thông tin lập lịch tiêm", "A02": "Sổ tiêm chủng lập lịch tiêm"}, got); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"B01"}, removed); d != "" {
		t.Error(d)
	}
	if n := w.count("SELECT count(*) FROM catalog_entries_before WHERE row->>'edition' = 'now'"); n != 2 {
		t.Errorf("%d rows kept as they were, want 2", n)
	}
	if found, err := w.SearchCatalog(t.Context(), ""); err != nil || len(found) != 2 {
		t.Errorf("%d entries to be found, %v", len(found), err)
	}
	facts, _ := w.Spreads(t.Context())
	if d := cmp.Diff([]proposal.Fact{{Kind: proposal.FactEdition, Ref: c.ID}}, facts); d != "" {
		t.Error(d)
	}
	// The same file again, and the same id with other content.
	again := newer(listed("A01", "Cổng thông tin"), listed("A02", "Sổ tiêm chủng"))
	_, err = w.propose("admin", "catalog_edition", again)
	wantCode(t, err, proposal.CodeConflict)
	if err != nil && !strings.Contains(err.Error(), "exactly as in this file") {
		t.Error(err)
	}
	again.Entries[0].Name = "Tên khác"
	_, err = w.propose("admin", "catalog_edition", again)
	wantCode(t, err, proposal.CodeConflict)
	if err != nil && !strings.Contains(err.Error(), "other content") {
		t.Error(err)
	}
}

func TestBadEditionsChangeNothing(t *testing.T) {
	t.Parallel()
	w := newKeptWorld(t)
	owned := listed("M1", "Mới")
	owned.Owner = "so-khong-co"
	beside := newer(listed("M1", "Mới"))
	beside.Replaces = ""
	colliding := newer(listed("A01", "Cổng"))
	colliding.Replaces = ""
	numbered := newer(listed("DX-2026-000001", "Cổng"))
	unknown := newer(listed("M1", "Mới"))
	unknown.Replaces = "none"
	early := newer(listed("M1", "Mới"))
	early.EffectiveFrom = "2025-12-31"
	own := newer(listed("M1", "Mới"))
	own.ID = approvedEdition
	for name, c := range map[string]struct {
		body  any
		field string
	}{
		"an unknown owner":               {newer(owned), "entries[0].owner"},
		"an id of another edition":       {colliding, "entries[0].id"},
		"an id twice":                    {newer(listed("M1", "a"), listed("M1", "b")), "entries[1].id"},
		"a proposal's number":            {numbered, "entries[0].id"},
		"replaces what is not there":     {unknown, "replaces"},
		"begins before what it replaces": {early, "replaces"},
		"the system's own edition":       {own, "replaces"},
		"an unknown field":               {map[string]any{"id": "x", "colour": "red"}, ""},
	} {
		_, err := w.propose("admin", "catalog_edition", c.body)
		wantCode(t, err, proposal.CodeInvalid)
		if e, ok := asRefusal(err); ok && c.field != "" && (len(e.Fields) == 0 || e.Fields[0].Field != c.field) {
			t.Errorf("%s: %s", name, describe(err))
		}
	}
	if c := w.proposed("admin", "catalog_edition", beside); c.Preview.Count(change.Ends) != 0 {
		t.Errorf("an edition beside others ends %+v", c.Preview)
	}
	if n := w.count("SELECT count(*) FROM changes"); n != 1 {
		t.Errorf("%d changes", n)
	}
}

func TestAnEditionIsNotConfirmedBeforeItsDay(t *testing.T) {
	t.Parallel()
	w := newKeptWorld(t)
	later := newer(listed("A01", "Cổng"))
	later.EffectiveFrom = "2026-09-15"
	c := w.proposed("admin", "catalog_edition", later)
	if c.Preview.Count(change.Warns) != 1 {
		t.Errorf("%+v", c.Preview)
	}
	_, err := w.decideOn("admin2", c, true, "")
	wantCode(t, err, proposal.CodeConflict)
	if n := w.count("SELECT count(*) FROM change_decisions"); n != 0 {
		t.Error("half done")
	}
	w.Now = func() time.Time { return monday.AddDate(0, 0, 1) }
	_, err = w.decideOn("admin2", c, true, "") // the warning is gone: another preview
	wantCode(t, err, proposal.CodeConflict)
	if _, err = w.decideOn("admin2", c, true, ""); err != nil {
		t.Error(describe(err))
	}
}

// An entry behind which an approval stands moves along as it is.
func TestAnApprovedEntryNeverEndsByAnImport(t *testing.T) {
	t.Parallel()
	w := newKeptWorld(t)
	f := facts(billion)
	f.Realises = "B01"
	id := w.draft("filer", f)
	w.submit("filer", id)
	w.clear(id, "k")
	w.consulted(id)
	w.reviewed(id)
	w.allocated(id)
	w.approve(id)
	c := w.changed("catalog_edition", newer(listed("A01", "Cổng thông tin")))
	if c.Preview.Count(change.Keeps) != 1 || c.Preview.Count(change.Ends) != 1 {
		t.Errorf("%+v", c.Preview.Lines)
	}
	e, err := w.CatalogEntry(t.Context(), "B01")
	if err != nil || e.Edition != "newer" || e.ApprovedBy == "" || e.State != proposal.EntryPlanned {
		t.Errorf("%+v, %v", e, err)
	}
	told, err := w.ToTell(t.Context(), proposal.FactEdition, true, "", 10)
	if d := cmp.Diff([]string{id}, told); d != "" || err != nil {
		t.Error(d, err)
	}
}
