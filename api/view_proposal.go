package api

import (
	"pheduyet/internal/proposal"
)

// proposalView is a proposal as somebody sees it.
type proposalView struct {
	ID       string          `json:"id"`
	Number   *string         `json:"number"`
	Revision int             `json:"revision"`
	ETag     string          `json:"etag"`
	Agency   string          `json:"agency"`
	FiledBy  *personView     `json:"filed_by"`
	Status   proposal.Status `json:"status"`
	Process  *processRef     `json:"process"`
	Gates    []gateView      `json:"gates"`
	factsView
	CreatedAt        string          `json:"created_at"`
	UpdatedAt        string          `json:"updated_at"`
	SubmittedAt      *string         `json:"submitted_at"`
	FirstSubmittedAt *string         `json:"first_submitted_at"`
	ReviewUntil      *string         `json:"review_until"`
	ReviewTentative  bool            `json:"review_provisional"`
	CatalogEntry     *string         `json:"catalog_entry"`
	Unstated         []string        `json:"unstated"`
	Missing          []fieldProblem  `json:"missing"` // before it can be submitted
	Warnings         []fieldProblem  `json:"warnings"`
	Actions          []string        `json:"actions"`
	Reopens          []string        `json:"reopens"`
	Attachments      []attachmentRef `json:"attachments"`
	standingView
	FromPaper  *fromPaperView        `json:"from_paper"`
	Screening  *screeningView        `json:"screening"`
	Review     *proposal.ReviewState `json:"review"`
	Amendments []amendmentView       `json:"amendments"`
	// SplitSuspected are the numbers of alike proposals of the same agency: dấu hiệu
	// chia tách.
	SplitSuspected []string      `json:"split_suspected"`
	Outgoing       *outgoingView `json:"outgoing"`
}

// processRef names the pack that a proposal is pinned to.
type processRef struct {
	ID      string `json:"id"`
	Version string `json:"version"`
	Hash    string `json:"hash"`
}

// attachmentRef is a file of a proposal; it is read under its id.
type attachmentRef struct {
	ID        string  `json:"id"`
	Kind      string  `json:"kind"`
	Title     *string `json:"title"`
	Name      string  `json:"name"`
	MediaType string  `json:"media_type"`
	Size      int64   `json:"size"`
	SHA256    string  `json:"sha256"`
	Readable  bool    `json:"readable"`
}

// viewer is who looks: what is shown, and in which language, depends on it.
type viewer struct {
	actor  proposal.Actor
	lang   string
	access proposal.Access
	today  proposal.Date
}

// proposal shows a case. The screening is added by who has looked up what of it
// the viewer may see.
func (v viewer) proposal(c proposal.Case) proposalView {
	facts := c.Facts
	if side := c.Agency == v.actor.Agency || c.Status == proposal.Draft; !side && c.Filed != nil {
		facts = *c.Filed // what is being changed is not filed yet
	}
	out := proposalView{
		ID: c.ID, Number: orNull(c.Number), Revision: c.Revision, ETag: etagOf(c), Agency: c.Agency,
		FiledBy: viewPerson(c.FiledBy), Status: c.Status, factsView: viewFacts(facts),
		Gates:     each(c.Gates, func(g proposal.Gate) gateView { return v.gate(c, g) }),
		CreatedAt: timeView(c.DraftedAt), UpdatedAt: timeView(c.UpdatedAt),
		SubmittedAt: viewTime(c.SubmittedAt), FirstSubmittedAt: viewTime(c.FirstSubmittedAt), ReviewUntil: viewTime(c.ReviewUntil), ReviewTentative: c.Standing.ReviewProvisional,
		Unstated: list(facts.Unstated()), Missing: v.missing(c), Warnings: []fieldProblem{}, Actions: v.actions(c), Reopens: v.reopens(c),
		Attachments: []attachmentRef{}, standingView: noStanding(), Amendments: []amendmentView{}, SplitSuspected: []string{},
	}
	out.FromPaper = optional(c.Paper, viewFromPaper)
	if c.Process.ID != "" {
		out.Process = &processRef{c.Process.ID, c.Process.Version, c.Process.Hash}
	}
	if c.Status == proposal.Approved {
		out.CatalogEntry = orNull(c.StandsFor())
	}
	if v.access == proposal.AccessRegister {
		out.register()
		return out
	}
	out.Warnings = v.warnings(c.Rules, facts)
	out.standingView = v.standing(c)
	out.Review, out.Amendments = orNull(c.Review), each(c.Amendments, viewAmendment)
	out.Outgoing = v.outgoing(c)
	if v.access == proposal.AccessFull {
		out.Attachments = v.attachments(c)
	}
	return out
}

// register leaves what everybody may read of an approved proposal.
func (p *proposalView) register() {
	p.FiledBy, p.Security, p.Accountable = nil, nil, nil
	p.Unstated = []string{}
}

// actions lists what the viewer may do now, deciding apart: that is told at the
// gates.
func (v viewer) actions(c proposal.Case) []string {
	out := []string{}
	for _, a := range []struct {
		name string
		may  func(proposal.Progress, proposal.Actor) error
	}{
		{"edit", proposal.CanEdit}, {"submit", proposal.CanSubmit}, {"present", proposal.CanPresent}, {"return_filing", proposal.CanReturnFiling}, {"withdraw", proposal.CanWithdraw},
		{"consult", proposal.CanConsult}, {"accept", proposal.CanAccept},
		{"request_review", proposal.CanRequestReview}, {"review", proposal.CanReview}, {"revoke", proposal.CanRevoke},
	} {
		if a.may(c.Progress, v.actor) == nil && v.lets(c, a.name) {
			out = append(out, a.name)
		}
	}
	if proposal.CanRecall(c.Progress, v.actor) == nil {
		if _, err := c.Recall(); err == nil {
			out = append(out, "recall")
		}
	}
	return out
}

// lets asks the case what progress alone does not tell of an action.
func (v viewer) lets(c proposal.Case, action string) bool {
	mustPresent := c.CanSend(v.actor) != nil
	switch action {
	case "edit":
		return c.CanChange() == nil
	case "submit":
		return !mustPresent
	case "present":
		return mustPresent && c.CanChange() == nil
	case "return_filing":
		return c.CanHandBack(v.actor) == nil
	}
	return true
}

// reopens lists, for who may resubmit a returned proposal, the gates that doing so
// now would open again.
func (v viewer) reopens(c proposal.Case) []string {
	if c.Status != proposal.Returned || proposal.CanSubmit(c.Progress, v.actor) != nil {
		return []string{}
	}
	return list(c.Reopens())
}

// warnings tells what will be refused at a gate though it may be filed.
func (v viewer) warnings(rules proposal.Rules, f proposal.Facts) []fieldProblem {
	out := []fieldProblem{}
	if len(rules.Gates) == 0 || f.Security == nil || f.Security.ProposedLevel == nil {
		return out
	}
	required, reasons := rules.Level.RequiredLevel(f.Security)
	if claimed := *f.Security.ProposedLevel; claimed < required {
		m := proposal.T("Cấp độ đề xuất %[1]d thấp hơn cấp độ %[2]d mà dữ kiện đòi hỏi:", "The proposed level %[1]d is below level %[2]d, which the facts require:", claimed, required).In(v.lang)
		for _, r := range reasons {
			m += " " + r.In(v.lang)
		}
		out = append(out, fieldProblem{"security.proposed_level", m})
	}
	return out
}

// missing tells who may submit a proposal what it still lacks.
func (v viewer) missing(c proposal.Case) []fieldProblem {
	if proposal.CanSubmit(c.Progress, v.actor) != nil {
		return []fieldProblem{}
	}
	return each(c.Missing(v.today), func(f proposal.FieldError) fieldProblem { return fieldProblem{f.Field, f.Message.In(v.lang)} })
}

// attachments lists the files that the viewer may open.
func (v viewer) attachments(c proposal.Case) []attachmentRef {
	out := []attachmentRef{}
	for _, a := range c.Attachments {
		if opens(c, a.Kind, v.actor) {
			out = append(out, attachmentRef{a.ID, a.Kind, orNull(a.Title), a.Name, a.MediaType, a.Size, a.SHA256, a.Readable})
		}
	}
	return out
}
