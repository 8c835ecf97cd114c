package api

import (
	"time"

	"pheduyet/internal/proposal"
)

// In answers every documented field is there: what the domain keeps as "" or nil
// is null, a list without items is [].

// orNull is nil for the zero value.
func orNull[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}

// list is [] where nil.
func list[T any](l []T) []T {
	if l == nil {
		return []T{}
	}
	return l
}

// each views every item of a list.
func each[T, V any](l []T, view func(T) V) []V {
	out := make([]V, len(l))
	for i := range l {
		out[i] = view(l[i])
	}
	return out
}

// optional views what may be absent.
func optional[T, V any](v *T, view func(T) V) *V {
	if v == nil {
		return nil
	}
	out := view(*v)
	return &out
}

// timeView writes a time as RFC 3339 in +07:00, whole seconds.
func timeView(t time.Time) string { return t.In(proposal.Zone).Format(time.RFC3339) }

// personView is an account as others see it.
type personView struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Agency string `json:"agency"`
}

func viewPerson(p proposal.Person) *personView {
	if p.Account == "" {
		return nil
	}
	return &personView{p.Account, p.Name, p.Agency}
}

// citationView is where a rule or a decision points to.
type citationView struct {
	Document   string  `json:"document"`
	Article    *string `json:"article"`
	Provenance *string `json:"provenance"`
	Note       *string `json:"note"`
}

func viewCitation(c proposal.Citation) citationView {
	return citationView{c.Document, orNull(c.Article), orNull(c.Provenance), orNull(c.Note)}
}

// documentView is a paper. Scan tells whether it has one ("chưa có bản quét"), Late
// whether it was entered late ("nhập chậm").
type documentView struct {
	Number       string        `json:"number"`
	Date         proposal.Date `json:"date"`
	Title        *string       `json:"title"`
	Issuer       *string       `json:"issuer"`
	Signatory    *string       `json:"signatory"`
	Capacity     *string       `json:"capacity"`
	AttachmentID *string       `json:"attachment_id"`
	Classified   bool          `json:"classified"`
	Scan         bool          `json:"scan"`
	Late         bool          `json:"late"`
	SHA256       *string       `json:"sha256"`
	Sheets       *int          `json:"sheets"`
}

func viewDocument(d proposal.Document) documentView {
	return documentView{
		d.Number, d.Date, orNull(d.Title), orNull(d.Issuer), orNull(d.Signatory), orNull(d.Capacity),
		orNull(d.AttachmentID), d.Classified, d.AttachmentID != "", d.Late, orNull(d.SHA256), orNull(d.Sheets),
	}
}
