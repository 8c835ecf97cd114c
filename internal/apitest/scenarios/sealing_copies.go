package scenarios

import (
	"crypto/sha256"
	"encoding/hex"
	"testing"

	"pheduyet/internal/apitest"
)

// Sealed is what was taken out and what stays: a word that nothing says any more,
// the sha256 of bytes that are gone, and of bytes that another record still binds.
type Sealed struct{ Word, Gone, Kept string }

// SealedCopies takes out texts that other places quote: another agency's
// comparison, only the beginning of them; a returned item and its answer; files,
// of which another proposal holds one too. It tells what must be gone where no
// reader looks.
func SealedCopies(t testing.TB, c *apitest.Client) Sealed {
	word := "cccd" + apitest.Unique()
	const name = "Sổ quản lý người gác hải đăng đảo Mắt"
	function := "Tra cứu người gác hải đăng theo số định danh " + word + " kèm ngày vào nghề, nơi ở, người thân và lịch luân phiên từng quý"
	p := c.Draft(t, "so-nnmt", apitest.Complete("so-nnmt").With("name", name+" "+apitest.Unique()).
		With("summary", "Quản lý người gác hải đăng, ví dụ "+word+".").With("functions", []string{"Quản lý người gác hải đăng", function}))
	gone, shared := docx(t, "gac-den.docx", "Danh sách "+word), docx(t, "chung.docx", "Phụ lục chung "+apitest.Unique())
	gone.Title = "Danh sách " + word
	sealed := Sealed{Word: word, Gone: hashOf(gone), Kept: hashOf(shared)}
	files := []string{attached(t, c.As(p.Filer()), p, gone).ID, attached(t, c.As(p.Filer()), p, shared).ID}
	p = c.WalkTo(t, c.Submit(t, p), "technology_review", nil)

	other := c.Draft(t, "so-y-te", apitest.Complete("so-y-te").With("name", name).With("functions", []string{"Tra cứu người gác hải đăng theo số định danh, nơi ở, người thân và lịch luân phiên từng quý"}))
	attached(t, c.As(other.Filer()), other, shared)
	other = c.Submit(t, other)
	other = c.Until(t, other, "compared", func(p apitest.Proposal) bool { return c.Read(t, p).Screening != nil })
	p = answered(t, c, p, word)
	if officer := c.As("reviewer-so-khcn"); !says(officer, other.Path(""), word) || !says(officer, p.Path("/trace"), word) {
		t.Fatalf("nothing quotes it: the story shows nothing\n%s", officer.GET(other.Path("")).Body)
	}

	proposed := offer(t, c, apitest.Ordered("sealing", map[string]any{"proposal": *p.Number, "texts": kept(t, c, p), "attachments": files}))
	c.As("head-so-khcn").POST(proposed+"/confirmation", yes).Want(t, 200)
	for account, paths := range map[string][]string{
		"reviewer-so-khcn": {p.Path(""), p.Path("/trace"), p.Path("/revisions"), p.Path("/revisions/1"), p.Path("/relations"), other.Path(""), other.Path("/trace"), other.Path("/relations"), "/worklist"},
		"auditor":          {p.Path("/trace"), "/proposals?q=" + word, "/changes", proposed},
		"admin":            {"/notices", proposed},
		p.Filer():          {p.Path(""), p.Path("/resubmission-preview"), "/worklist"},
		other.Filer():      {other.Path(""), other.Path("/trace")},
	} {
		for _, path := range paths {
			if says(c.As(account), path, word) {
				t.Errorf("%s still reads it at %s", account, path)
			}
		}
		if r := c.As(account).POST("/duplicate-checks", map[string]any{"name": name, "functions": []string{"Quản lý người gác hải đăng"}}).Want(t, 200); contains(r, word) {
			t.Errorf("a check of %s says it", account)
		}
	}
	provenWithout(t, c, p, word)
	provenWithout(t, c, other, word)
	provenToSay(t, c, p, "nội dung đã gỡ")
	return sealed
}

func hashOf(u apitest.Upload) string {
	sum := sha256.Sum256(u.Content)
	return hex.EncodeToString(sum[:])
}

// answered has the proposal returned and answered, both saying the word.
func answered(t testing.TB, c *apitest.Client, p apitest.Proposal, word string) apitest.Proposal {
	t.Helper()
	c.As("reviewer-so-khcn").POST(p.DecisionPath("technology_review"), apitest.Return("Vì sao nêu số định danh "+word+"?")).Want(t, 200)
	var answers []map[string]any
	for _, it := range c.Read(t, p).Items {
		answers = append(answers, map[string]any{"item": it.ID, "text": "Số " + word + " nhập nhầm."})
	}
	return c.As(p.Filer()).POST(p.Path("/submission"), map[string]any{"answers": answers}).Want(t, 200).Proposal()
}

// kept names the places of all that says it, as the history tells them.
func kept(t testing.TB, c *apitest.Client, p apitest.Proposal) []any {
	t.Helper()
	texts := []any{
		map[string]any{"seq": 1, "path": "/data/facts/summary"}, map[string]any{"seq": 1, "path": "/data/facts/functions/1"},
	}
	for _, e := range c.Events(t, p) {
		switch {
		case e.Action == "decided" && e.Outcome != nil && *e.Outcome == "return":
			texts = append(texts, map[string]any{"seq": e.Seq, "path": "/data/items/0/text"})
		case e.Action == "resubmitted":
			texts = append(texts, map[string]any{"seq": e.Seq, "path": "/data/answers/0/text"})
		}
	}
	return texts
}
