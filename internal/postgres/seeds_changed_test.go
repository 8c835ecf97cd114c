package postgres

import (
	"testing"

	"pheduyet/internal/calendar"
)

// A release that ships other seeds takes back nothing that two people changed.
func TestNewSeedsKeepWhatTwoChanged(t *testing.T) {
	t.Parallel()
	w := newKeptWorld(t)
	w.changed("holidays", tet("2027-02-08"))
	w.changed("catalog_edition", newer(listed("A01", "Cổng thông tin mới")))
	s := worldSeeds(t)
	s.Years[1].Days = []calendar.Day{{Date: "2027-03-01", Kind: calendar.Holiday, Name: "Khác", Source: "x", Grade: "stated"}}
	s.Years[0].Note = "khác"
	s.Editions[0].Title = "Danh mục, in lại"
	if err := LoadSeeds(t.Context(), w.ownerURL, s, true); err != nil {
		t.Fatal(err)
	}
	if n := w.count("SELECT count(*) FROM calendar_years WHERE year = 2027 AND body::text LIKE '%2027-02-08%' OR year = 2026 AND body->>'note' = 'khác'"); n != 2 {
		t.Errorf("%d years as they should be, want the changed one kept and the other renewed", n)
	}
	e, err := w.CatalogEntry(t.Context(), "A01")
	if err != nil || e.Edition != "newer" || e.Name != "Cổng thông tin mới" {
		t.Errorf("%+v, %v", e, err)
	}
	if n := w.count("SELECT count(*) FROM catalog_editions WHERE id = 'now' AND effective_to IS NOT NULL AND title = 'Danh mục, in lại'"); n != 1 {
		t.Error("the edition that ended is in force again")
	}
}
