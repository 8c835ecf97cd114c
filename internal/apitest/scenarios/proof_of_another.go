package scenarios

import (
	"testing"

	"pheduyet/internal/apitest"
)

// ProofOfAnother has an agency that did not file owe something for the approved
// system: it proves it by a file of its own, and opens no other file of the proposal
// by calling it the proof.
func ProofOfAnother(t testing.TB, c *apitest.Client) {
	p := c.Draft(t, "so-y-te", apitest.Complete("so-y-te"))
	inside := attached(t, c.As(p.Filer()), p, docx(t, "du-toan.docx", "Dự toán chi tiết "+apitest.Unique()))
	p = c.WalkTo(t, c.Submit(t, p), technology, nil)
	conditional := c.Intended(t, p, p.Gate(t, technology), nil).With("outcome", "approve_with_conditions").
		With("reason", "Cần kết nối.").With("conditions", []any{apitest.Condition("Kết nối trước khi vận hành.", "so-cong-thuong")})
	p = c.Walk(t, c.Decide(t, p, technology, conditional), nil)
	owes := c.As("filer-so-cong-thuong")
	var id string
	for _, o := range owes.System(t, p).Obligations {
		if o.Owner == "so-cong-thuong" {
			id = o.ID
		}
	}
	proven := func(file string) *apitest.Response {
		paper := apitest.Paper("Minh chứng")
		paper["attachment_id"] = file
		return owes.POST("/obligations/"+id+"/fulfilment", map[string]any{"text": "Đã kết nối.", "document": paper})
	}
	proven(inside.ID).Refused(t, 422, apitest.Invalid).At(t, "document.attachment_id")
	owes.GET("/attachments/"+inside.ID).Refused(t, 403, apitest.Forbidden)
	own := attached(t, owes, p, docx(t, "minh-chung.docx", "Biên bản kết nối"))
	proven(own.ID).Want(t, 200)
	owes.GET("/attachments/"+own.ID).Want(t, 200)
}
