package main

import (
	"testing"
	"time"

	"pheduyet/internal/apitest"
)

// keepingPages are the forms of who keeps the registers and the money, and the pages
// on which a second person reads what would change.
var keepingPages = []aPage{
	{"budget-new", "reviewer-so-tai-chinh", "/budgets/new"},
	{"budget-change", "reviewer-so-tai-chinh", "/budgets/new?year=2026&source=chi-thuong-xuyen&owner=ubnd-tinh"},
	{"calendar", "filer-so-y-te", "/calendar?year=2026"},
	{"calendar-none", "admin", "/calendar?year=2045"},
	{"change-holidays", "admin", "/admin/changes/new?kind=holidays&year=2027"},
	{"change-holidays-year", "admin", "/admin/changes/new?kind=holidays"},
	{"change-pack", "admin", "/admin/changes/new?kind=process_pack"},
	{"change-agencies", "admin", "/admin/changes/new?kind=agencies"},
	{"change-succession", "admin", "/admin/changes/new?kind=agency_succession"},
	{"change-merge", "admin", "/admin/changes/new?kind=agency_succession&of=merge"},
	{"change-split", "admin", "/admin/changes/new?kind=agency_succession&of=split"},
	{"change-rename", "admin", "/admin/changes/new?kind=agency_succession&of=rename"},
	{"confirm-holidays", "head-so-khcn", "/admin/changes/{holidays}"},
	{"confirm-succession", "head-so-khcn", "/admin/changes/{agency_succession}"},
	{"confirm-edition", "head-so-khcn", "/admin/changes/{catalog_edition}"},
	{"confirm-pack", "head-so-khcn", "/admin/changes/{process_pack}"},
	{"confirm-agencies", "head-so-khcn", "/admin/changes/{agencies}"},
	{"change-mine", "admin", "/admin/changes/{holidays}"},
	{"change-recovery", "admin", "/admin/changes/new?kind=ledger_recovery"},
	{"proposal-admin", "admin", "/proposals/{revised}"},
	{"change-sealing", "admin", "/admin/changes/new?kind=sealing&proposal={revised}"},
	{"confirm-sealing", "head-so-khcn", "/admin/changes/{sealing}"},
	{"change-paper", "filer-so-y-te", "/admin/changes/new?kind=paper_dossier&proposal={draft}"},
}

// stageChanges proposes a change of each kind that registers have, which nobody
// confirms, and adds what addresses call them.
func stageChanges(t *testing.T, c *apitest.Client, at map[string]string) {
	t.Helper()
	later := time.Now().AddDate(0, 3, 0).Format(time.DateOnly)
	pack := c.Pack(t, "new-specialised-application", "")
	pack["version"], pack["effective_from"] = later, later
	pack.Gate(t, "technology_review")["working_days"] = 9
	pack.Gate(t, "technology_review")["authority"] = "so-tai-chinh"
	pack.Gate(t, "technology_review")["substitute"] = "hoi-dong-tham-dinh"
	for kind, body := range map[string]any{
		"holidays": map[string]any{"year": 2190, "note": "Theo thông báo nghỉ lễ", "days": []any{
			map[string]any{"date": "2190-01-01", "kind": "holiday", "name": "Tết Dương lịch", "source": "BLLĐ 45/2019/QH14 Điều 112", "grade": "stated"},
			map[string]any{"date": "2190-04-30", "kind": "holiday", "name": "Ngày Chiến thắng", "source": "BLLĐ 45/2019/QH14 Điều 112", "grade": "stated"},
		}},
		"agency_succession": map[string]any{"kind": "merge", "agencies": []string{"so-y-te", "so-cong-thuong"}, "day": later,
			"successor": map[string]any{"code": "so-" + apitest.Unique(), "name": "Sở Y tế và Công Thương", "short_name": "SYTCT"}},
		"catalog_edition": apitest.Edition(apitest.Complete("so-y-te")),
		"process_pack":    pack,
		"agencies": []any{map[string]any{"code": "trung-tam-" + apitest.Unique(), "name": "Trung tâm Chuyển đổi số", "short_name": "TTCĐS", "kind": "unit", "parent": "so-khcn",
			"source": "QĐ thành lập", "grade": "province"}},
		"sealing": map[string]any{"proposal": at["revised"], "texts": []any{map[string]any{"seq": 1, "path": "/data/facts/summary"}}, "attachments": []string{}},
	} {
		var change apitest.Change
		c.As("admin").POST("/changes", apitest.Ordered(kind, body)).Want(t, 201).JSON(&change)
		at[kind] = change.ID
	}
}
