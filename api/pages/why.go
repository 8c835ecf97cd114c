package pages

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// whyPage is the page that says why: the control sheet of the process, each gate
// explained, the papers of the file and how to check all of it. It prints on A4 as
// "phiếu kiểm soát quá trình giải quyết hồ sơ" (after the form of Thông tư
// 03/2025/TT-VPCP) with the list of papers for the archive.
type whyPage struct {
	traceRead
	Papers     []paper
	Checkpoint *checkpointRead // nil while none is signed
}

// paper is one line of the list of papers in the file.
type paper struct {
	Number, Date, Title, Issuer string
	Sheets                      int // 0 where nobody counted them
	Scan, Late, Classified      bool
}

func (v *visit) why() error {
	var d whyPage
	if err := v.get("/proposals/"+url.PathEscape(v.r.PathValue("id"))+"/trace", nil, &d.traceRead); err != nil {
		return err
	}
	d.Papers = v.papers(d.traceRead)
	var c checkpointRead
	err := v.get("/ledger/checkpoint", nil, &c)
	if p, refused := errors.AsType[*problem](err); refused && (p.Status == http.StatusNotFound || p.Status == http.StatusServiceUnavailable) {
		err = nil
	} else if err == nil {
		d.Checkpoint = &c
	}
	if err != nil {
		return err
	}
	return v.show(view{page: "why", title: "why.title", args: []any{d.Proposal.Name}, data: &d})
}

// papers lists what the file holds, oldest first, each paper once.
func (v *visit) papers(t traceRead) []paper {
	var all []paper
	add := func(p paper) {
		if p.Number != "" && !slices.ContainsFunc(all, func(q paper) bool { return q.Number == p.Number && q.Date == p.Date && q.Issuer == p.Issuer }) {
			all = append(all, p)
		}
	}
	for _, l := range t.Proposal.Letters {
		add(paper{Number: l.Number, Date: l.Date, Title: v.words("why.letter", v.agencyName(l.To, false)),
			Issuer: v.agencyName(t.Proposal.Agency, false), Scan: l.AttachmentID != nil, Late: l.Late, Classified: l.Classified, Sheets: l.Sheets})
	}
	for _, r := range t.Proposal.Replies {
		add(paper{Number: r.Number, Date: r.Date, Title: v.words("why.reply", strings.ToLower(v.words("position."+r.Position))),
			Issuer: v.agencyName(r.From, false), Scan: r.AttachmentID != nil, Late: r.Late, Classified: r.Classified, Sheets: r.Sheets})
	}
	of := func(d document, office string) {
		p := paper{Number: d.Number, Date: d.Date, Issuer: office, Scan: d.Scan, Late: d.Late, Classified: d.Classified, Sheets: d.Sheets}
		if d.Title != nil {
			p.Title = *d.Title
		}
		if d.Issuer != nil && *d.Issuer != "" {
			p.Issuer = *d.Issuer
		}
		add(p)
	}
	for _, g := range t.Gates {
		g = g.asMended()
		for _, d := range g.Documents {
			of(d, g.Office)
		}
		for _, a := range g.Amendments {
			if a.Document != nil {
				of(*a.Document, g.Office)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b paper) int { return strings.Compare(a.Date, b.Date) })
	return all
}

// evidence hands the bundle over that proves the answer.
func (v *visit) evidence() error {
	path := "/proposals/" + url.PathEscape(v.r.PathValue("id")) + "/evidence"
	if q := listQuery(v.query(), "documents"); len(q) > 0 {
		path += "?" + q.Encode()
	}
	return v.pass(path)
}

// download hands a file of a proposal over.
func (v *visit) download() error {
	return v.pass("/attachments/" + url.PathEscape(v.r.PathValue("id")))
}
