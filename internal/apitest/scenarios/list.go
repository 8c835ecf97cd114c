package scenarios

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"pheduyet/internal/apitest"
)

// ListAndCursor shows that pages follow each other without gap or repetition, newest change
// first, and filters narrow; accents do not matter to a search.
func ListAndCursor(t testing.TB, c *apitest.Client) {
	filer := c.As("filer-so-cong-thuong")
	mark := apitest.Unique()
	var made []string
	for range 5 {
		f := apitest.Complete("so-cong-thuong")
		f = f.With("name", "Phần mềm kiểm định "+mark+" "+apitest.Unique())
		made = append(made, c.Draft(t, "so-cong-thuong", f).ID)
	}
	slices.Reverse(made)
	if got := ids(filer.AllPages(t, "limit=2&q="+mark)); !slices.Equal(got, made) {
		t.Errorf("pages of two give %v, want %v", got, made)
	}
	if page := filer.List(t, "limit=2&q="+mark); len(page.Items) != 2 || page.NextCursor == nil {
		t.Errorf("the first page has %d items, next %v", len(page.Items), page.NextCursor)
	}
	plain := url.QueryEscape("kiem dinh " + mark)
	if got := ids(filer.AllPages(t, "q="+plain)); !slices.Equal(got, made) {
		t.Errorf("without accents %v, want %v", got, made)
	}
	sent := c.Submit(t, c.Again(t, apitest.Proposal{ID: made[4], Agency: "so-cong-thuong"}))
	if got := ids(filer.AllPages(t, "status=in_review&q="+mark)); !slices.Equal(got, []string{sent.ID}) {
		t.Errorf("in review are %v, want %s", got, sent.ID)
	}
	if got := ids(filer.AllPages(t, "q="+*sent.Number)); !slices.Contains(got, sent.ID) {
		t.Errorf("the number finds %v", got)
	}
	narrowed(t, c, sent, mark)
	catalog(t, c)
	duplicates(t, c)
}

// narrowed tries the filters by gate, agency and due time.
func narrowed(t testing.TB, c *apitest.Client, sent apitest.Proposal, mark string) {
	t.Helper()
	auditor := c.As("auditor")
	g, _ := sent.Open()
	for query, want := range map[string]int{
		"gate=" + g.ID: 1, "gate=provincial_decision": 0, "agency=so-cong-thuong": 5, "agency=so-y-te": 0, "overdue=true": 0,
	} {
		if got := len(auditor.AllPages(t, query+"&q="+mark)); got != want {
			t.Errorf("%s gives %d, want %d", query, got, want)
		}
	}
	bad := c.Unchecked().As("auditor")
	bad.GET("/proposals?status=xong").Refused(t, 422, apitest.Invalid).At(t, "status")
	bad.GET("/proposals?limit=0").Refused(t, 422, apitest.Invalid).At(t, "limit")
	bad.GET("/proposals?cursor=khong-phai").Refused(t, 422, apitest.Invalid).At(t, "cursor")
}

func ids(all []apitest.Proposal) []string {
	var ids []string
	for _, p := range all {
		ids = append(ids, p.ID)
	}
	return ids
}

// catalog finds an entry without its accents, and reads it.
func catalog(t testing.TB, c *apitest.Client) {
	t.Helper()
	var list struct {
		Items []struct {
			ID   string `json:"id"`
			Name string `json:"name"`
		} `json:"items"`
	}
	c.As("filer-so-y-te").GET("/catalog?q="+url.QueryEscape("so suc khoe dien tu")).Want(t, 200).JSON(&list)
	if len(list.Items) == 0 || !strings.Contains(list.Items[0].Name, "ức khỏe điện tử") {
		t.Errorf("a search without accents finds %+v", list.Items)
	}
	c.As("filer-so-y-te").GET("/catalog/KHONG-CO").Refused(t, 404, apitest.NotFound)
}

// duplicates asks for what the catalog has and for what nobody has.
func duplicates(t testing.TB, c *apitest.Client) {
	t.Helper()
	var found struct {
		Verdict string
		Matches []struct {
			ID       string
			Score    float64
			Evidence []string
		}
	}
	filer := c.As("filer-so-cong-thuong")
	filer.POST("/duplicate-checks", map[string]any{"name": "nen tang quan ly thuong mai va thi truong"}).Want(t, 200).JSON(&found)
	if found.Verdict != "review" || len(found.Matches) == 0 || found.Matches[0].ID != "N54" || len(found.Matches[0].Evidence) == 0 {
		t.Errorf("the check without accents finds %+v", found)
	}
	filer.Unchecked().POST("/duplicate-checks", map[string]any{"summary": "Không có tên."}).Refused(t, 422, apitest.Invalid).At(t, "name")
}
