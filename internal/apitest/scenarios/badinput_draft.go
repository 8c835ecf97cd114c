package scenarios

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"pheduyet/internal/apitest"
)

// badDraft tries content that cannot be, on a draft.
func badDraft(t testing.TB, c *apitest.Client) {
	p := c.Draft(t, "so-y-te", apitest.Complete("so-y-te"))
	wrong := func(name, field string, body any, words ...string) refusal {
		return refusal{name, patches(p, body), 422, apitest.Invalid, field, words}
	}
	refused(t, c, p,
		refusal{"broken JSON", patches(p, apitest.Raw(`{"name": "Phần mềm`)), 400, apitest.Invalid, "", []string{"cú pháp"}},
		refusal{"two objects", patches(p, apitest.Raw(`{} {}`)), 400, apitest.Invalid, "", []string{"thừa"}},
		refusal{"a list instead of an object", patches(p, apitest.Raw(`[]`)), 400, apitest.Invalid, "", []string{"đối tượng"}},
		refusal{"2 MB body", patches(p, apitest.Facts{"summary": strings.Repeat("á", 1<<20)}), 413, apitest.TooLarge, "", []string{"lớn hơn"}},
		wrong("unknown field", "colour", apitest.Facts{"colour": "xanh"}, "trường"),
		wrong("unknown field within", "security.colour", apitest.Facts{"security": map[string]any{"colour": "xanh"}}, "trường"),
		wrong("NUL bytes", "name", apitest.Facts{"name": "Phần mềm\x00 quản lý"}, "ký tự điều khiển"),
		wrong("NUL bytes in a list", "functions[1]", apitest.Facts{"functions": []string{"Tra cứu", "Báo\x00 cáo"}}, "ký tự điều khiển"),
		wrong("name of 10,000 characters", "name", apitest.Facts{"name": strings.Repeat("ê", 10_000)}, "500"),
		wrong("name taken away", "name", apitest.Facts{"name": nil}),
		wrong("201 functions", "functions", apitest.Facts{"functions": slicesOf("Tra cứu", 201)}, "200"),
		wrong("negative money", "budget[0].amount_vnd", apitest.Facts{"budget": lines(apitest.FiscalYear, -1)}, "0"),
		wrong("more money than there is", "budget[0].amount_vnd", apitest.Facts{"budget": lines(apitest.FiscalYear, 1e15+1)}, "1000000000000000"),
		wrong("money with a fraction", "operating_cost_per_year", apitest.Raw(`{"operating_cost_per_year": 1.5}`), "số nguyên"),
		wrong("31/02", "expected_completion", apitest.Facts{"expected_completion": "2027-02-31"}, "ngày"),
		wrong("unknown scope", "scope", apitest.Facts{"scope": "huyen"}, "province"),
		wrong("fifth layer", "architecture_layer", apitest.Facts{"architecture_layer": 5}, "4"),
		refusal{"missing If-Match", func(c *apitest.Client) *apitest.Response {
			return c.As(p.Filer()).PATCH(p.Path(""), apitest.Facts{"sector": "Y tế"})
		}, 422, apitest.Invalid, "", []string{"If-Match"}},
		refusal{"not JSON", func(c *apitest.Client) *apitest.Response {
			return c.As(p.Filer()).IfMatch(p.ETag).Header("Content-Type", "text/plain").PATCH(p.Path(""), nil)
		}, 415, apitest.Unsupported, "", []string{"JSON"}},
	)
	staleEdit(t, c, p)
	composed(t, c)
}

func slicesOf(text string, n int) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = text
	}
	return all
}

// staleEdit edits at a version that somebody has changed since.
func staleEdit(t testing.TB, c *apitest.Client, p apitest.Proposal) {
	t.Helper()
	edited := c.As(p.Filer()).IfMatch(p.ETag).PATCH(p.Path(""), apitest.Facts{"sector": "Cấp cứu"}).Want(t, 200).Proposal()
	if edited.ETag == p.ETag {
		t.Error("an edit leaves the ETag as it was")
	}
	refused(t, c, edited, refusal{
		name: "stale If-Match", act: patches(p, apitest.Facts{"sector": "Y tế"}),
		status: 409, code: apitest.Conflict, words: []string{"đọc lại"},
	})
}

// composed: a name in decomposed letters is the same name, counted and kept
// composed; one that mixes both forms too.
func composed(t testing.TB, c *apitest.Client) {
	t.Helper()
	name := "Phần mềm điều phối xe cứu thương " + apitest.Unique() + " "
	name += strings.Repeat("ệ", 500-len([]rune(name)))
	half := len("Phần mềm ")
	for _, sent := range []string{norm.NFD.String(name), name[:half] + norm.NFD.String(name[half:])} {
		p := c.Unchecked().Draft(t, "so-y-te", apitest.Complete("so-y-te").With("name", sent))
		if p.Name != name {
			t.Errorf("the name is kept as %q", p.Name)
		}
	}
}

// badFiles tries uploads that must not be kept.
func badFiles(t testing.TB, c *apitest.Client) {
	p := c.Draft(t, "so-y-te", apitest.Complete("so-y-te"))
	upload := func(u apitest.Upload) func(*apitest.Client) *apitest.Response {
		return func(c *apitest.Client) *apitest.Response { return c.As(p.Filer()).Attach(p.ID, u) }
	}
	picture := scan(t, "anh.png")
	disguised, script := picture, picture
	disguised.Name, disguised.MediaType = "van-ban.pdf", "application/pdf"
	script.Name, script.MediaType, script.Content = "chay.sh", "application/x-sh", []byte("#!/bin/sh\n")
	marked, doubtful := docx(t, "mat.docx", "Kế hoạch"), docx(t, "mat.docx", "TỐI MẬT\nKế hoạch phòng thủ")
	marked.Marking = "mat"
	refused(t, c, p,
		refusal{"an attachment whose content is not its type", upload(disguised), 415, apitest.Unsupported, "", []string{"tệp"}},
		refusal{"an attachment of another type", upload(script), 415, apitest.Unsupported, "", []string{"pdf"}},
		refusal{"an attachment marked mật", upload(marked), 422, apitest.Invalid, "marking", []string{"mật"}},
		refusal{"an attachment with a secrecy mark in it", upload(doubtful), 422, apitest.Invalid, "file", []string{"mật"}},
	)
}
