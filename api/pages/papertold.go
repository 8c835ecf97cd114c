package pages

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"pheduyet/api/html"
	"pheduyet/internal/proposal"
)

// tellPaper tells which decisions are taken over from paper, each gate with its
// document, so that the second person can hold the paper against it. The draft's
// name only to who may read it.
func (v *visit) tellPaper(raw []byte, t *changeTold) error {
	var in struct {
		Proposal string
		proposal.PaperDossier
	}
	if err := readBody(raw, &in); err != nil {
		return err
	}
	if in.Proposal != "" {
		p, err := v.readProposal(in.Proposal)
		refused, ok := errors.AsType[*problem](err)
		switch {
		case err == nil:
			t.row("sealing.proposal", p.Name)
		case !ok || refused.Status != http.StatusNotFound && refused.Status != http.StatusForbidden:
			return err
		}
	}
	t.row("told.received", html.Date(v.lang, string(in.Received)))
	law := citation{Document: in.Law.Citation.Document, Article: &in.Law.Citation.Article}
	t.row("told.law", law.line(), v.words("told.version", html.Date(v.lang, string(in.Law.Version))), in.Law.Note)
	for _, g := range in.Gates {
		t.Rows = append(t.Rows, toldRow{Name: v.words("paper.told.gate", v.gateTitle(g.Gate)), Lines: v.paperLines(g.Decision)})
	}
	return nil
}

// paperLines are the lines of one gate: outcome, documents, conditions, and what the
// gate's kind states besides.
func (v *visit) paperLines(d proposal.Decision) []string {
	var lines []string
	if d.Outcome != "" {
		lines = append(lines, v.words("outcome."+string(d.Outcome)))
	}
	for _, of := range d.Documents {
		lines = append(lines, v.paperDocument(of))
	}
	if d.Reason != "" {
		lines = append(lines, v.words("decision.reason")+": "+d.Reason)
	}
	for i, c := range d.Conditions {
		lines = append(lines, v.words("paper.told.condition", i+1, c.Text, v.agencyName(c.Owner, false), html.Date(v.lang, string(c.Due))))
	}
	return append(lines, v.paperDetails(d.Details)...)
}

// paperDocument writes a document with who issued and signed it.
func (v *visit) paperDocument(d proposal.Document) string {
	parts := []string{v.words("paper.told.document", d.Number, html.Date(v.lang, string(d.Date)))}
	for _, part := range []string{d.Title, d.Issuer} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	if d.Signatory != "" {
		parts = append(parts, v.words("paper.told.signed", strings.TrimSpace(d.Capacity+" "+d.Signatory)))
	}
	if d.Sheets > 0 {
		parts = append(parts, v.words("paper.told.sheets", d.Sheets))
	}
	if d.AttachmentID != "" {
		parts = append(parts, v.words("paper.told.scan"))
	}
	return strings.Join(parts, ", ")
}

// paperDetails are the lines of what a gate's kind asks for: the answers of its
// checklist that are not a plain yes are told by their items.
func (v *visit) paperDetails(d proposal.Details) []string {
	var lines []string
	if len(d.Checklist) > 0 {
		passed := 0
		var others []string
		for _, a := range d.Checklist {
			if a.Answer == "yes" {
				passed++
			}
			if a.Answer != "yes" || a.Note != "" {
				others = append(others, strings.TrimSuffix(a.Item+": "+v.words("check."+a.Answer)+", "+a.Note, ", "))
			}
		}
		lines = append(append(lines, v.words("paper.told.checklist", passed, len(d.Checklist))), others...)
	}
	for _, l := range d.Allocations {
		lines = append(lines, v.words("paper.told.money", strconv.Itoa(l.FiscalYear), v.words("source."+l.Source), html.Number(l.AmountVND)))
	}
	if d.Level != nil {
		lines = append(lines, v.words("level."+strconv.Itoa(*d.Level)))
	}
	if d.Basis != "" {
		lines = append(lines, v.words("basis."+d.Basis))
	}
	if d.Appraisal != nil {
		lines = append(lines, v.words("decision.appraisal")+": "+v.words("paper.told.document", d.Appraisal.Number, html.Date(v.lang, string(d.Appraisal.Date))))
	}
	return lines
}
