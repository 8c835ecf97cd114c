package scenarios

import (
	"archive/zip"
	"bytes"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/apitest"
	"pheduyet/internal/ledger"
)

// Sealing takes a text and a file, which a submitted proposal should never have
// held, out by two: nobody reads them any more, wherever they were copied to,
// while the history keeps its entries and its evidence verifies.
func Sealing(t testing.TB, c *apitest.Client) {
	slip := "cccd" + apitest.Unique()
	p := c.Draft(t, "so-y-te", apitest.Complete("so-y-te").With("summary", "Điều phối xe cứu thương; bệnh nhân thử "+slip))
	paper := docx(t, "danh-sach.docx", "Danh sách bệnh nhân "+slip)
	paper.Title = "Danh sách " + slip
	kept := attached(t, c.As(p.Filer()), p, paper)
	p = c.WalkTo(t, c.Submit(t, p), "technology_review", nil)
	if !says(c.As("auditor"), p.Path(""), slip) || !says(c.As("auditor"), p.Path("/trace"), slip) {
		t.Fatal("the proposal never said it: the story shows nothing")
	}
	before := c.Events(t, p)

	proposed := offer(t, c, apitest.Ordered("sealing", map[string]any{
		"proposal": *p.Number, "texts": []any{map[string]any{"seq": 1, "path": "/data/facts/summary"}}, "attachments": []string{kept.ID},
	}))
	if says(c.As("head-so-khcn"), proposed, slip) {
		t.Error("what is proposed says it again")
	}
	c.As("admin").POST(proposed+"/confirmation", yes).Refused(t, 403, apitest.Forbidden)
	c.As("head-so-khcn").POST(proposed+"/confirmation", yes).Want(t, 200)

	for account, paths := range map[string][]string{
		"auditor":          {p.Path(""), p.Path("/trace"), p.Path("/revisions"), "/proposals?q=" + slip},
		p.Filer():          {p.Path(""), p.Path("/trace"), p.Path("/revisions"), "/proposals?q=" + slip},
		"reviewer-so-khcn": {p.Path(""), "/worklist"},
	} {
		for _, path := range paths {
			if says(c.As(account), path, slip) {
				t.Errorf("%s still reads it at %s", account, path)
			}
		}
	}
	c.As("reviewer-so-khcn").GET("/attachments/"+kept.ID).Refused(t, 404, apitest.NotFound).Says(t, "gỡ")
	told := c.Events(t, p)
	if d := cmp.Diff(before, told[:len(before)]); d != "" || apitest.Count(told, "sealed", "") != 1 {
		t.Errorf("what the history told before, and the sealing once: %s", d)
	}
	provenWithout(t, c, p, slip)
	if p = c.Walk(t, c.Again(t, p), nil); p.Status != "approved" {
		t.Errorf("the proposal goes on and ends %q", p.Status)
	}
}

// says reports whether an answer contains a word.
func says(c *apitest.Client, path, word string) bool {
	return contains(c.GET(path), word)
}

func contains(r *apitest.Response, word string) bool { return bytes.Contains(r.Body, []byte(word)) }

// provenWithout wants the evidence to verify and no file in it to say the word.
func provenWithout(t testing.TB, c *apitest.Client, p apitest.Proposal, word string) {
	t.Helper()
	for name, data := range provenFiles(t, c, p) {
		if bytes.Contains(data, []byte(word)) {
			t.Errorf("%s of the evidence says it", name)
		}
	}
}

// provenFiles are the files of the evidence, which must verify.
func provenFiles(t testing.TB, c *apitest.Client, p apitest.Proposal) map[string][]byte {
	t.Helper()
	var now struct{ Key string }
	c.As("auditor").GET("/ledger/checkpoint").Want(t, 200).JSON(&now)
	key, err := ledger.ParsePublicKey(now.Key)
	if err != nil {
		t.Fatal(err)
	}
	bundle := c.As("auditor").GET(p.Path("/evidence")).Want(t, 200).Body
	if _, err := ledger.VerifyBundle(bytes.NewReader(bundle), int64(len(bundle)), key); err != nil {
		t.Errorf("the evidence does not verify: %v", err)
	}
	zipped, err := zip.NewReader(bytes.NewReader(bundle), int64(len(bundle)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, f := range zipped.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if files[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return files
}
