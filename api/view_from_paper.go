package api

import "pheduyet/internal/proposal"

// fromPaperView marks a dossier begun on paper ("nhập từ hồ sơ giấy"): when it was
// received, which version of the process it follows and by which provision, and
// the gates that were decided there.
type fromPaperView struct {
	Received proposal.Date `json:"received"`
	Version  proposal.Date `json:"version"`
	Citation citationView  `json:"citation"`
	Note     *string       `json:"note"`
	Gates    []string      `json:"gates"`
}

func viewFromPaper(p proposal.PaperDossier) fromPaperView {
	return fromPaperView{p.Received, p.Law.Version, viewCitation(p.Law.Citation), orNull(p.Law.Note), each(p.Gates, func(g proposal.PaperDecision) string { return g.Gate })}
}
