package scenarios

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"testing"

	"pheduyet/internal/apitest"
)

type file struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	MediaType string `json:"media_type"`
	Size      int    `json:"size"`
	SHA256    string `json:"sha256"`
	Readable  bool   `json:"readable"`
	Declared  bool   `json:"declared"`
}

// Attachments shows that a file comes back as it was, is cited by a decision, and a
// security dossier opens to few.
func Attachments(t testing.TB, c *apitest.Client) {
	p := c.Draft(t, "so-y-te", apitest.Complete("so-y-te"))
	filer := c.As(p.Filer())
	letter := docx(t, "công văn 12.docx", "Sở Y tế đề nghị phê duyệt chủ trương.")
	kept := attached(t, filer, p, letter)
	sum := sha256.Sum256(letter.Content)
	if !kept.Readable || kept.SHA256 != hex.EncodeToString(sum[:]) || kept.Size != len(letter.Content) || kept.MediaType != mediaDOCX || kept.Name != letter.Name {
		t.Errorf("the file is kept as %+v", kept)
	}
	dossier := docx(t, "ho-so-cap-do.docx", "Hồ sơ đề xuất cấp độ 2.")
	dossier.Kind = "security_dossier"
	guarded := attached(t, filer, p, dossier)
	picture := scan(t, "ban-quet.png")
	if f := attached(t, filer, p, picture); f.Readable || f.Declared {
		t.Errorf("a scan that cannot be searched, of which nothing is declared, is kept as %+v", f)
	}
	picture.Declared = "true"
	declared := attached(t, filer, p, picture)
	if declared.Readable || !declared.Declared {
		t.Errorf("a declared scan is kept as %+v", declared)
	}

	p = c.Submit(t, p)
	for account, opens := range map[string]bool{
		"filer-so-y-te": true, "head-so-y-te": true, "reviewer-so-khcn": true, "reviewer-cong-an-tinh": true,
		"reviewer-ubnd-tinh": true, "auditor": true, "reviewer-so-tai-chinh": false, "admin": false, "filer-so-cong-thuong": false,
	} {
		opened(t, c, account, guarded.ID, dossier.Content, opens)
	}
	opened(t, c, "reviewer-so-tai-chinh", kept.ID, letter.Content, true)
	opened(t, c, "admin", kept.ID, nil, false)
	opened(t, c, "filer-so-cong-thuong", declared.ID, nil, false)
	cited(t, c, c.WalkTo(t, p, "technology_review", nil))
}

func attached(t testing.TB, c *apitest.Client, p apitest.Proposal, u apitest.Upload) file {
	t.Helper()
	var f file
	c.Attach(p.ID, u).Want(t, 201).JSON(&f)
	return f
}

// opened wants the file's bytes, or a refusal that does not say more than it may.
func opened(t testing.TB, c *apitest.Client, account, id string, want []byte, opens bool) {
	t.Helper()
	r := c.As(account).GET("/attachments/" + id)
	switch {
	case opens && (r.Status != 200 || !bytes.Equal(r.Body, want)):
		t.Errorf("%s opens %s: %d, %d bytes; want the %d bytes of the file", account, id, r.Status, len(r.Body), len(want))
	case !opens && r.Status != 403 && r.Status != 404:
		t.Errorf("%s opens %s: %d, want 403 or 404", account, id, r.Status)
	}
}

// cited: whoever holds the open gate attaches the scan of the decision's
// document; whose gate is not open does not.
func cited(t testing.TB, c *apitest.Client, p apitest.Proposal) {
	t.Helper()
	paper := docx(t, "y-kien.docx", "Ý kiến về kiến trúc.")
	c.As("reviewer-so-tai-chinh").Attach(p.ID, paper).Refused(t, 409, apitest.Conflict)
	g := p.Gate(t, "technology_review")
	officer := c.Decider(t, g)
	document := apitest.Paper("Ý kiến về kiến trúc, công nghệ")
	document["attachment_id"] = attached(t, officer, p, paper).ID
	p = c.Decide(t, p, g.ID, apitest.Decision{"documents": []any{document}})
	if p.Gate(t, g.ID).State != "passed" {
		t.Errorf("the gate is %+v", p.Gate(t, g.ID))
	}
	c.As("filer-so-cong-thuong").Attach(p.ID, paper).Refused(t, 404, apitest.NotFound)
}
