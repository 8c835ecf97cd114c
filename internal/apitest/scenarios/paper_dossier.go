package scenarios

import (
	"bytes"
	"testing"

	"pheduyet/internal/apitest"
)

// PaperDossier enters, by two, a dossier whose first gates were decided on paper
// under the process of that day: each by its document, compared all the same, and
// carried on to the provincial decision here.
func PaperDossier(t testing.TB, c *apitest.Client) {
	p := c.Draft(t, "so-y-te", apitest.Complete("so-y-te"))
	for _, body := range []map[string]any{
		{"letter": map[string]any{"number": "31/SYT-KHTC", "date": "2026-07-20"}},
		{"reply": map[string]any{"number": "812/BYT-KHCN", "date": "2026-08-03", "position": "agree", "conditions": []string{}}},
	} {
		c.As(p.Filer()).POST(p.Path("/consultation"), body).Want(t, 200)
	}
	body := begunOnPaper(t, c, p)
	c.As("admin").POST("/changes", apitest.Ordered("paper_dossier", body)).Refused(t, 403, apitest.Forbidden)
	for _, other := range []string{"filer-so-cong-thuong", "head-so-khcn"} {
		c.As(other).POST("/changes/preview", apitest.Ordered("paper_dossier", body)).Refused(t, 404, apitest.NotFound)
	}
	path := enteredByFiler(t, c, p, body)
	for _, account := range []string{p.Filer(), "head-so-y-te", "reviewer-so-tai-chinh", "admin"} {
		if r := c.As(account).POST(path+"/confirmation", yes); r.Status != 403 && r.Status != 404 {
			t.Errorf("%s confirms it: %d", account, r.Status)
		}
	}
	c.As("reviewer-so-tai-chinh").GET(path).Refused(t, 404, apitest.NotFound)
	c.As("reviewer-so-khcn").POST(path+"/confirmation", yes).Want(t, 200)

	p = c.Submit(t, p)
	for gate, state := range map[string]string{"ministry_consultation": "passed", "technology_review": "passed", "budget_allocation": "open"} {
		if g := p.Gate(t, gate); g.State != state || state == "passed" && g.DueAt != nil {
			t.Errorf("%s is %s, due %v", gate, g.State, g.DueAt)
		}
	}
	if p.Process.Version != lawOfPaper {
		t.Errorf("it follows the version %s", p.Process.Version)
	}
	p = c.Until(t, p, "compared", func(p apitest.Proposal) bool { return c.Read(t, p).Screening != nil })
	if p = c.Walk(t, p, nil); p.Status != "approved" {
		t.Fatalf("it ends %q", p.Status)
	}
	toldOfPaper(t, c, p)
	provenToSay(t, c, p, "Nhập từ hồ sơ giấy", "Điều 42", "theo quy trình hiệu lực từ 01/07/2026")
}

// lawOfPaper is the version of the process that the dossier follows: in force when
// it was received.
const lawOfPaper = "2026-07-01"

func begunOnPaper(t testing.TB, c *apitest.Client, p apitest.Proposal) map[string]any {
	t.Helper()
	answers := []map[string]any{}
	following := p
	following.Process = &apitest.ProcessRef{ID: "new-specialised-application", Version: lawOfPaper}
	for _, item := range c.As(p.Filer()).Checklist(t, following, "technology_review") {
		answers = append(answers, map[string]any{"item": item.ID, "answer": "yes"})
	}
	decided := func(number, date string) apitest.Decision {
		paper := apitest.Paper("Ý kiến trên giấy")
		paper["number"], paper["date"] = number, date
		return apitest.Decision{"outcome": "approve", "documents": []any{paper}}
	}
	return map[string]any{
		"proposal": p.ID, "received": "2026-07-15",
		"law": map[string]any{"version": lawOfPaper, "citation": map[string]any{"document": "NĐ 45/2026/NĐ-CP", "article": "Điều 42"}, "note": "Dự án chuẩn bị trước ngày nghị định có hiệu lực."},
		"gates": []any{
			map[string]any{"gate": "ministry_consultation", "decision": decided("77/SKHCN-CNS", "2026-08-05")},
			map[string]any{"gate": "technology_review", "decision": decided("95/SKHCN-CNS", "2026-08-14").Detail("checklist", answers)},
		},
	}
}

// enteredByFiler proposes it as the filing agency, which then sees its preview.
func enteredByFiler(t testing.TB, c *apitest.Client, p apitest.Proposal, body map[string]any) string {
	t.Helper()
	var change apitest.Change
	c.As(p.Filer()).POST("/changes", apitest.Ordered("paper_dossier", body)).Want(t, 201).JSON(&change)
	if len(change.Preview.Lines) != 5 {
		t.Errorf("the preview is %+v", change.Preview.Lines)
	}
	return "/changes/" + change.ID
}

// toldOfPaper looks at what proposal and trace say of it: who entered it, the law,
// and each gate by its document.
func toldOfPaper(t testing.TB, c *apitest.Client, p apitest.Proposal) {
	t.Helper()
	var read struct {
		FromPaper *struct {
			Received, Version string
			Gates             []string
			Citation          struct{ Article string }
		} `json:"from_paper"`
	}
	c.As("auditor").GET(p.Path("")).Want(t, 200).JSON(&read)
	if f := read.FromPaper; f == nil || f.Version != lawOfPaper || f.Citation.Article != "Điều 42" || len(f.Gates) != 2 {
		t.Errorf("the proposal says %+v", read.FromPaper)
	}
	var trace struct {
		Gates []struct {
			Gate     string
			Decision *struct {
				FromPaper bool `json:"from_paper"`
				Documents []struct{ Number string }
			}
			Deadline *struct{}
		}
	}
	c.As("auditor").GET(p.Path("/trace")).Want(t, 200).JSON(&trace)
	want := map[string]string{"ministry_consultation": "77/SKHCN-CNS", "technology_review": "95/SKHCN-CNS"}
	for _, g := range trace.Gates {
		if number := want[g.Gate]; number != "" && (g.Decision == nil || !g.Decision.FromPaper || g.Decision.Documents[0].Number != number || g.Deadline != nil) {
			t.Errorf("the trace says of %s: %+v", g.Gate, g.Decision)
		}
		if g.Decision != nil && g.Decision.FromPaper != (want[g.Gate] != "") {
			t.Errorf("%s is from paper: %v", g.Gate, g.Decision.FromPaper)
		}
	}
	events := c.Events(t, p)
	if apitest.Count(events, "entered_from_paper", "") != 1 || apitest.Count(events, "decided", "technology_review") != 1 {
		t.Errorf("the history tells %+v", events)
	}
}

// provenToSay wants the evidence to verify and the sheet in it to say the words.
func provenToSay(t testing.TB, c *apitest.Client, p apitest.Proposal, words ...string) {
	t.Helper()
	sheet := provenFiles(t, c, p)["vi-sao.html"]
	for _, word := range words {
		if !bytes.Contains(sheet, []byte(word)) {
			t.Errorf("the sheet of the evidence does not say %q", word)
		}
	}
}
