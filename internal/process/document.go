package process

import (
	"fmt"
	"slices"

	"pheduyet/internal/proposal"
)

// The grades of what the data state, never to be mixed up: stated in a source
// document, found in secondary copies ("cần kiểm chứng"), the province's own
// choice, or unverified, which may never be a hard rule.
const (
	GradeStated     = "stated"
	GradeSecondary  = "secondary"
	GradeProvince   = "province"
	GradeUnverified = "unverified"
)

// Document is a legal document of the register. Name is what citations call it.
// It is in force from From to To, both included; To is "" until a document ends
// it.
type Document struct {
	Name       string        `json:"name"`
	Number     string        `json:"number"`
	Kind       string        `json:"kind"` // Luật, Nghị định, Quyết định, Kế hoạch …
	Title      string        `json:"title"`
	Issuer     string        `json:"issuer"`
	Issued     proposal.Date `json:"issued"` // "" when no copy states it
	From       proposal.Date `json:"from"`
	To         proposal.Date `json:"to"`
	ReplacedBy string        `json:"replaced_by"` // a Name; "" while nothing replaces it
	Source     string        `json:"source"`      // where its text or its dates were read
	Grade      string        `json:"grade"`
	Note       string        `json:"note"`
}

// Register is the register of legal documents by name. The zero value is empty.
type Register struct {
	docs  []Document
	index map[string]int
}

// ParseRegister reads a register: a JSON list of documents. It reports every
// fault at once.
func ParseRegister(data []byte) (Register, error) {
	var docs []Document
	if err := strict(data, &docs); err != nil {
		return Register{}, err
	}
	return NewRegister(docs)
}

// NewRegister checks the documents and indexes them.
func NewRegister(docs []Document) (Register, error) {
	r := Register{docs: slices.Clone(docs), index: map[string]int{}}
	var f faults
	for i, d := range docs {
		field := fmt.Sprintf("[%d]", i)
		if _, twice := r.index[d.Name]; twice {
			f.add(field+".name", "Văn bản “%s” có hai lần.", "The document “%s” is there twice.", d.Name)
		}
		r.index[d.Name] = i
		d.check(&f, field)
	}
	for i, d := range docs {
		if _, known := r.index[d.ReplacedBy]; d.ReplacedBy != "" && !known {
			f.add(fmt.Sprintf("[%d].replaced_by", i), "Văn bản thay thế “%s” không có trong danh mục.", "The replacing document “%s” is not in the register.", d.ReplacedBy)
		}
	}
	return r, f.err("Danh mục văn bản", "The register of documents")
}

func (d Document) check(f *faults, field string) {
	for _, v := range []struct{ name, value string }{
		{"name", d.Name}, {"number", d.Number}, {"title", d.Title}, {"issuer", d.Issuer}, {"source", d.Source},
	} {
		if v.value == "" {
			f.add(field+"."+v.name, "Thiếu thông tin bắt buộc của văn bản “%s”.", "A required field of the document “%s” is missing.", d.Name)
		}
	}
	if !d.From.Valid() || (d.To != "" && !d.To.Valid()) || (d.Issued != "" && !d.Issued.Valid()) {
		f.add(field+".from", "Ngày của văn bản “%s” không hợp lệ.", "A date of the document “%s” is not valid.", d.Name)
	} else if d.To != "" && d.To.Before(d.From) {
		f.add(field+".to", "Văn bản “%s” hết hiệu lực trước khi có hiệu lực.", "The document “%s” ends before it begins.", d.Name)
	}
	if !slices.Contains([]string{GradeStated, GradeSecondary, GradeProvince, GradeUnverified}, d.Grade) {
		f.add(field+".grade", "Mức tin cậy “%s” không rõ.", "Unknown grade “%s”.", d.Grade)
	}
}

// Get finds a document by the name that citations use.
func (r Register) Get(name string) (Document, bool) {
	i, ok := r.index[name]
	if !ok {
		return Document{}, false
	}
	return r.docs[i], true
}

// All lists the documents in the register's order.
func (r Register) All() []Document { return slices.Clone(r.docs) }

// InForce reports whether the document is in force on every day from one to the
// other, both included; to "" is an open end.
func (d Document) InForce(from, to proposal.Date) bool {
	if from.Before(d.From) {
		return false
	}
	return d.To == "" || (to != "" && !to.After(d.To))
}
