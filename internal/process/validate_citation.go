package process

import (
	"fmt"

	"pheduyet/internal/proposal"
)

// citations holds that there is at least one, each with a document in force.
func (c *check) citations(field string, list []proposal.Citation) {
	if len(list) == 0 {
		c.add(field, "Thiếu căn cứ; hãy nêu văn bản, điều khoản.", "A citation is missing; name the document and article.")
	}
	for i, cite := range list {
		c.citation(fmt.Sprintf("%s[%d]", field, i), cite)
	}
}

// citation holds the grade and, on every day of the pack's period, the document.
// What the province chose itself may name no document but must say why.
func (c *check) citation(field string, cite proposal.Citation) {
	c.grade(field+".provenance", cite.Provenance)
	if cite.Document == "" {
		if cite.Provenance != GradeProvince || cite.Note == "" {
			c.add(field+".document", "Thiếu văn bản căn cứ; chỉ lựa chọn của tỉnh có ghi chú mới được để trống.", "The cited document is missing; only the province's own choice, with a note, may leave it out.")
		}
		return
	}
	doc, ok := c.known.Register.Get(cite.Document)
	if !ok {
		c.add(field+".document", "Văn bản “%s” không có trong danh mục văn bản.", "The document “%s” is not in the register.", cite.Document)
		return
	}
	if !doc.InForce(c.pack.EffectiveFrom, c.pack.EffectiveTo) {
		c.add(field+".document", "Văn bản “%s” (hiệu lực %s) không có hiệu lực trong toàn bộ thời gian của quy trình (%s); hãy viện dẫn văn bản đang có hiệu lực.",
			"The document “%s” (in force %s) is not in force on every day of the pack (%s); cite one that is.",
			cite.Document, period(doc.From, doc.To), period(c.pack.EffectiveFrom, c.pack.EffectiveTo))
	}
}

// period writes a span of days the same in both languages.
func period(from, to proposal.Date) string {
	if to == "" {
		return string(from) + " → …"
	}
	return string(from) + " → " + string(to)
}
