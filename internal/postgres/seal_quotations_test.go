package postgres

import (
	"strings"
	"testing"

	"pheduyet/internal/catalog"
	"pheduyet/internal/change"
	"pheduyet/internal/ledger"
	"pheduyet/internal/proposal"
)

// A comparison quotes words of what it compared and of a long text only the
// beginning; its own and another proposal's lose them with the text, and nothing
// else.
func TestQuotationsAreSealedWithTheirText(t *testing.T) {
	t.Parallel()
	const long = `Sổ theo dõi "bệnh hiếm" của ông Trần Văn Kín, số 040085001234,  ở bản Xốp, cùng người nhà và các lần điều trị tại bệnh viện tuyến dưới`
	const beginning = `Sổ theo dõi \"bệnh hiếm\" của ông Trần Văn Kín, số 040085001234, ở bản Xốp, cùng người…`
	const words, short, common = "ông Trần Văn Kín", "ca Kín", "sổ tiêm chủng"
	w := newAgencies(t)
	f := facts(billion)
	f.Summary, f.Functions = long, []string{"lập lịch tiêm", short}
	hidden := w.draft("filer", f)
	w.submit("filer", hidden)
	number := w.kase(hidden).Number
	quoting := []string{
		"tóm tắt «" + strings.ReplaceAll(beginning, `\"`, `"`) + "» ↔ tên mục «" + common + "»: «" + words + "» = «" + common + "» (đồng nghĩa)",
		"chỉ mục này có: «" + short + "»",
	}
	result := func(id string) catalog.Result {
		return catalog.Result{Verdict: catalog.Review, Note: "có mục tương tự", Compared: 2, Matches: []catalog.Match{
			{ID: id, Name: "Tiêm chủng", Evidence: quoting, Weighty: true, Kind: catalog.KindOpen},
			{ID: "C1", Name: "Tiêm chủng quốc gia", Evidence: []string{"chỉ mục này có: «" + common + "»"}},
		}}
	}
	other := w.draft("khcn-filer", facts(billion))
	w.submit("khcn-filer", other)
	for id, against := range map[string]string{hidden: "C2", other: number} {
		if _, err := w.RecordScreening(t.Context(), id, duplication, "screening/"+id, result(against)); err != nil {
			t.Fatal(describe(err))
		}
	}
	said := func(id string) string {
		var body string
		if err := w.owner.QueryRow(t.Context(), "SELECT body::text FROM screenings WHERE proposal = $1", id).Scan(&body); err != nil {
			t.Fatal(err)
		}
		return body
	}
	for _, id := range []string{hidden, other} {
		if body := said(id); !strings.Contains(body, beginning) || !strings.Contains(body, short) {
			t.Fatalf("nothing is quoted: %s", body)
		}
	}
	body := sealingBody{Proposal: number, Texts: []sealedText{{1, "/data/facts/summary"}, {1, "/data/facts/functions/1"}}}
	c, err := w.proposeBy("admin", change.Request{Kind: changeSealing, Body: asJSON(t, body), Document: order, Note: "Dữ liệu cá nhân"})
	if err == nil {
		_, err = w.decideOn("admin-2", c, true, "")
	}
	if err != nil {
		t.Fatal(describe(err))
	}
	for name, id := range map[string]string{"its own comparison": hidden, "another's": other} {
		body := said(id)
		for _, gone := range []string{"Kín", "040085001234", "bệnh hiếm"} {
			if strings.Contains(body, gone) {
				t.Errorf("%s still says %q: %s", name, gone, body)
			}
		}
		if strings.Count(body, "«"+ledger.Removed+"»") != 3 || strings.Count(body, "«"+common+"»") != 3 {
			t.Errorf("%s says %s", name, body)
		}
	}
	if report, err := w.audits()(); err != nil || report.Gone == 0 {
		t.Errorf("the ledger no longer verifies: %+v, %v", report, err)
	}
	if w.kase(other).Screening == nil || w.kase(hidden).Status != proposal.InReview {
		t.Error("the proposals no longer stand where they stood")
	}
}
