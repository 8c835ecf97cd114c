package pages

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

func (w *world) catalogOf(entries ...map[string]any) {
	w.answer("GET /catalog", func(*http.Request) (int, any) { return 200, map[string]any{"items": entries} })
}

func TestCatalogFiltersWhatWasFound(t *testing.T) {
	w := newWorld(t)
	w.catalogOf(
		map[string]any{"id": "A1", "name": "Kho dữ liệu", "state": "in_use", "edition": "e1", "edition_title": "Danh mục một", "shared": true},
		map[string]any{"id": "B2", "name": "Cổng thông tin", "state": "planned", "edition": "e2", "edition_title": "Danh mục hai"},
	)
	b := w.signedIn()
	b.open("/catalog?q=kho").has(t, "2 mục", "Danh mục hai", "dùng chung", `href="/catalog/A1"`)
	planned := b.open("/catalog?state=planned&edition=e2")
	planned.has(t, "1 mục", "Cổng thông tin", `value="planned" selected`)
	if strings.Contains(planned.html, `href="/catalog/A1"`) {
		t.Error("the filter keeps another state")
	}
	b.open("/catalog?state=retired").has(t, "Không tìm thấy mục nào")
}

func TestAnEntrySaysWhatItOffers(t *testing.T) {
	w := newWorld(t)
	w.answer("GET /catalog/{id}", func(r *http.Request) (int, any) {
		switch r.PathValue("id") {
		case "A1":
			return 200, map[string]any{"id": "A1", "name": "Kho dữ liệu", "state": "in_use", "shared": true, "scope": "national", "same_as": []string{"B2", "gone"}}
		case "B2":
			return 200, map[string]any{"id": "B2", "name": "Kho số", "state": "planned"}
		}
		return 404, map[string]any{"code": "not_found"}
	})
	b := w.signedIn()
	b.open("/catalog/A1").has(t, "xin cấp tài khoản", "Toàn quốc", "Kho số")
	b.open("/catalog/B2").has(t, "đã có trong kế hoạch")
	if got := b.open("/catalog/gone"); got.status != 404 {
		t.Errorf("answered %d", got.status)
	}
}

func TestEnvelopesSayWhenTooMuchIsAsked(t *testing.T) {
	w := newWorld(t)
	year := w.now.Year()
	w.answer("GET /budgets", func(*http.Request) (int, any) {
		return 200, map[string]any{"items": []any{
			map[string]any{"fiscal_year": year, "source": "khac", "owner": "so-y-te", "amount_vnd": 1000, "committed_vnd": 100, "reserved_vnd": 300, "left_vnd": 600, "state": "assigned"},
			map[string]any{"fiscal_year": year + 1, "source": "khac", "owner": "so-y-te", "amount_vnd": 9, "left_vnd": 9, "state": "indicative"},
		}}
	})
	w.answer("GET /statistics", func(*http.Request) (int, any) {
		return 200, map[string]any{"asked": []any{map[string]any{"fiscal_year": year, "source": "khac", "owner": "so-y-te", "amount_vnd": 700}}}
	})
	got := w.signedIn().open("/budgets")
	got.has(t, "Nguồn khác", "1.000 đồng", "600 đồng", "700 đồng", "Đề nghị nhiều hơn số còn lại", `aria-label="Đã bố trí 10%, đang giữ chỗ 30%, còn lại 60%"`, "đã giao")
}

func TestOverviewSumsByGateAndAgency(t *testing.T) {
	w := newWorld(t)
	w.answer("GET /processes", processes)
	w.answer("GET /statistics", func(*http.Request) (int, any) {
		old := w.now.Add(-10 * 24 * time.Hour).Format(time.RFC3339)
		line := func(gate, agency string, open, overdue int) map[string]any {
			return map[string]any{"gate": gate, "authority": "so-khcn", "agency": agency, "open": open, "overdue": overdue, "days": float64(open * 4), "oldest_at": old}
		}
		return 200, map[string]any{"as_of": old, "since": old, "statuses": map[string]int{"in_review": 5}, "waiting": []any{
			line("budget_allocation", "so-y-te", 2, 1), line("duplication_check", "so-y-te", 2, 0), line("duplication_check", "xa-a", 1, 0)},
			"decided": []any{map[string]any{"gate": "duplication_check", "in_time": 7, "late": 2}}}
	})
	got := w.signedIn().open("/overview")
	got.has(t, "Sở Y tế", "▲ 1", ">10<", "Tham mưu kinh phí", `href="/proposals?gate=duplication_check"`, ">7<", "Đang xử lý")
	if strings.Index(got.html, "Rà soát trùng lặp") > strings.Index(got.html, "Tham mưu kinh phí") {
		t.Error("gates do not stand in the order of the process")
	}
}

func TestTheRegisterIsGivenWholeAsASpreadsheet(t *testing.T) {
	w := newWorld(t)
	w.answer("GET /proposals", func(r *http.Request) (int, any) {
		q := r.URL.Query()
		if q.Get("status") != "rejected" || q.Get("q") != "kho" {
			t.Errorf("asked for %v", q)
		}
		row := func(number, name string) map[string]any {
			return map[string]any{"id": "p", "number": number, "name": name, "agency": "so-y-te", "kind": "lease", "status": "rejected",
				"budget": []any{map[string]any{"amount_vnd": 5}, map[string]any{"amount_vnd": 6}}, "security": map[string]any{"proposed_level": 3},
				"gates": []any{map[string]any{"decided_at": "2026-03-04T08:00:00+07:00"}, map[string]any{"decided_at": nil}}}
		}
		if q.Get("cursor") == "" {
			return 200, map[string]any{"items": []any{row("DX-1", "Kho dữ liệu")}, "next_cursor": "c2"}
		}
		return 200, map[string]any{"items": []any{row("DX-2", "=1+1")}}
	})
	b := w.signedIn()
	b.open("/register?kind=rejected&q=kho").has(t, "DX-1", "04/03/2026", `href="/register.xlsx?kind=rejected&amp;q=kho"`, ">3<", ">11<")
	got := b.open("/register.xlsx?kind=rejected&q=kho")
	if !strings.Contains(got.header.Get("Content-Disposition"), "so-dang-ky-rejected-") {
		t.Errorf("named %q", got.header.Get("Content-Disposition"))
	}
	file, err := excelize.OpenReader(bytes.NewReader([]byte(got.html)))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := file.GetRows(sheet)
	if err != nil || len(rows) != 3 {
		t.Fatalf("%v %v", rows, err)
	}
	if rows[1][0] != "DX-1" || rows[1][2] != "Sở Y tế" || rows[1][5] != "2026-03-04" || rows[1][7] != "11" || rows[2][1] != "'=1+1" {
		t.Errorf("%q", rows)
	}
}

// A register of many parts is one sheet.
func TestALongRegisterIsOneFile(t *testing.T) {
	const parts, each = 120, 200
	w := newWorld(t)
	w.answer("GET /proposals", func(r *http.Request) (int, any) {
		part, _ := strconv.Atoi(r.URL.Query().Get("cursor"))
		items := make([]any, each)
		for i := range items {
			items[i] = map[string]any{"id": "p", "number": "DX-" + strconv.Itoa(part*each+i), "name": "Kho", "agency": "so-y-te", "status": "approved"}
		}
		if part == parts-1 {
			return 200, map[string]any{"items": items}
		}
		return 200, map[string]any{"items": items, "next_cursor": strconv.Itoa(part + 1)}
	})
	file, err := excelize.OpenReader(strings.NewReader(w.signedIn().open("/register.xlsx").html))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := file.GetRows(sheet)
	if err != nil || len(rows) != 1+parts*each || rows[parts*each][0] != "DX-"+strconv.Itoa(parts*each-1) {
		t.Errorf("%d rows, %v", len(rows), err)
	}
}

func TestTheRegisterOfWhatIsPlanned(t *testing.T) {
	w := newWorld(t)
	w.catalogOf(map[string]any{"id": "D60", "name": "Kho y tế", "state": "planned", "owner": "Sở Y tế"}, map[string]any{"id": "A1", "name": "Cổng", "state": "in_use"},
		map[string]any{"id": "X1", "name": "Của tỉnh khác", "state": "planned", "reference": true})
	got := w.signedIn().open("/register?kind=planned")
	got.has(t, "D60", `href="/catalog/D60"`)
	if strings.Contains(got.html, ">A1<") || strings.Contains(got.html, "X1") {
		t.Error("what is in use, or only for reference, is planned")
	}
}

func TestLedger(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn()
	status := 404
	w.answer("GET /ledger/checkpoint", func(*http.Request) (int, any) {
		return status, map[string]any{"origin": "pheduyet/x", "size": 1234, "note": "pheduyet/x\n1234\n", "signing": false, "fingerprint": "abc", "at": "2026-11-22T08:00:00+07:00",
			"losses": []any{map[string]any{"size": 9, "found_size": 7, "intact": 6}}}
	})
	b.open("/ledger").has(t, "Chưa có mốc xác thực nào")
	status = 200
	b.open("/ledger").has(t, "1.234", "abc", "đã ngừng ký", "có 9 dòng; cơ sở dữ liệu còn 7 dòng; còn nguyên đến dòng 6")
	if got := b.open("/ledger/checkpoint.txt"); got.html != "pheduyet/x\n1234\n" {
		t.Errorf("%q", got.html)
	}
}
