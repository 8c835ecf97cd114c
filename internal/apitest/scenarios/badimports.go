package scenarios

import (
	"testing"

	"pheduyet/internal/apitest"
)

// BadFile is a file that must not come in: by the word of the command, its kind of
// change, and what the refusal must say.
type BadFile struct {
	Name, Word, Kind string
	Body             map[string]any
	Says             []string
}

// noYear is one that nobody has holidays of.
const noYear = 2199

// BadFiles are packs, editions and holidays with one fault each.
func BadFiles(t testing.TB, c *apitest.Client) []BadFile {
	t.Helper()
	pack := func(alter func(apitest.Pack)) map[string]any {
		p := c.Pack(t, "lease-service", "")
		p["version"], p["effective_from"], p["effective_to"] = apitest.InDays(30), apitest.InDays(30), ""
		alter(p)
		return p
	}
	edition := func(ids ...string) map[string]any {
		e := apitest.Edition(apitest.Complete("so-y-te"))
		var entries []any
		for _, id := range ids {
			entry := map[string]any{}
			for name, value := range e["entries"].([]any)[0].(map[string]any) {
				entry[name] = value
			}
			entry["id"] = id
			entries = append(entries, entry)
		}
		e["entries"] = entries
		return e
	}
	day := func(date, kind, instead string) map[string]any {
		return map[string]any{"date": date, "kind": kind, "name": "Thử", "for": instead, "source": "TB 1", "grade": "stated"}
	}
	year := func(days ...any) map[string]any { return map[string]any{"year": noYear, "note": "", "days": days} }
	twice := "moi-" + apitest.Unique()
	return []BadFile{
		{"a cycle", "packs", "process_pack", pack(func(p apitest.Pack) { p.Gate(t, "duplication_check")["after"] = []string{techGate} }),
			[]string{"đi vòng", "duplication_check", "hãy bỏ"}},
		{"an unknown authority", "packs", "process_pack", pack(func(p apitest.Pack) { p.Gate(t, "budget_allocation")["authority"] = "so-khong-co" }),
			[]string{"Bước “budget_allocation”", "so-khong-co", "hãy ghi mã"}},
		{"no citation", "packs", "process_pack", pack(func(p apitest.Pack) { p.Gate(t, "budget_allocation")["citations"] = []any{} }),
			[]string{"Bước “budget_allocation”", "Thiếu căn cứ", "hãy nêu"}},
		{"a citation not in force", "packs", "process_pack", pack(func(p apitest.Pack) {
			p["citations"] = []any{map[string]any{"document": "NĐ 85/2016/NĐ-CP", "article": "", "provenance": "stated"}}
		}), []string{"NĐ 85/2016/NĐ-CP", "không có hiệu lực", "hãy viện dẫn"}},
		{"an id twice", "catalog", "catalog_edition", edition(twice, twice), []string{twice, "hai lần", "hãy bỏ"}},
		{"an id that is another edition's", "catalog", "catalog_edition", edition("D116"), []string{"D116", "hãy đặt mã khác"}},
		{"a date twice", "holidays", "holidays", year(day("2199-01-01", "holiday", ""), day("2199-01-01", "holiday", "")),
			[]string{"2199-01-01", "đã có ở dòng", "hãy bỏ"}},
		{"a swapped day on a weekday", "holidays", "holidays", year(day("2199-01-02", "worked", "2199-01-03")),
			[]string{"2199-01-02", "phải là thứ Bảy hoặc Chủ nhật", "hãy sửa"}},
	}
}

// BadImports shows that a file with a fault is refused as it is proposed, naming
// the fault and the way out, and that nothing of it stays.
func BadImports(t testing.TB, c *apitest.Client) {
	for _, f := range BadFiles(t, c) {
		order := apitest.Ordered(f.Kind, f.Body)
		c.As("admin").POST("/changes", order).Refused(t, 422, apitest.Invalid).Says(t, f.Says...)
		if NothingOf(t, c, order["document"].(map[string]any)["number"].(string)); t.Failed() {
			t.Fatalf("after %s", f.Name)
		}
	}
}

// NothingOf wants no change that a document orders, and no trace of a [BadFile] in
// the registers.
func NothingOf(t testing.TB, c *apitest.Client, document string) {
	t.Helper()
	admin := c.As("admin")
	var changes struct {
		Items []struct{ Document *struct{ Number string } }
	}
	admin.GET("/changes").Want(t, 200).JSON(&changes)
	for _, change := range changes.Items {
		if change.Document != nil && change.Document.Number == document {
			t.Error("the change was kept")
		}
	}
	admin.GET("/processes/lease-service?version="+apitest.InDays(30)).Refused(t, 404, apitest.NotFound)
	var years struct{ Items []any }
	if admin.GET("/calendar?year=2199").Want(t, 200).JSON(&years); len(years.Items) > 0 {
		t.Errorf("holidays of %d: %v", noYear, years.Items)
	}
}
