package api

import "pheduyet/internal/proposal"

// decisionView is what was decided at a gate, by whom and when. By is null where a
// rule decided.
type decisionView struct {
	Outcome    proposal.Outcome `json:"outcome"`
	Reason     *string          `json:"reason"`
	Citations  []citationView   `json:"citations"`
	Documents  []documentView   `json:"documents"`
	Conditions []conditionAsked `json:"conditions"`
	Items      []itemAsked      `json:"items"`
	ReturnTo   *string          `json:"return_to"`
	HeadReason *string          `json:"head_reason"`
	ActingFor  *string          `json:"acting_for"`
	ActedFor   *actedForView    `json:"acted_for"`
	Details    detailsView      `json:"details"`
	PreparedBy *personView      `json:"prepared_by"`
	By         *personView      `json:"by"`
	ByRule     bool             `json:"by_rule"`
	FromPaper  bool             `json:"from_paper"`
	At         *string          `json:"at"`
}

// actedForView is in whose stead a decision was made, and by which document.
type actedForView struct {
	Kind     proposal.DelegationKind `json:"kind"`
	Number   string                  `json:"number"`
	Date     proposal.Date           `json:"date"`
	Capacity string                  `json:"capacity"`
	Person   *personView             `json:"person"`
}

type conditionAsked struct {
	Text  string         `json:"text"`
	Owner string         `json:"owner"`
	Due   *proposal.Date `json:"due"`
}

type itemAsked struct {
	Text     string        `json:"text"`
	Citation *citationView `json:"citation"`
	// Continues is the earlier item that this one carries on.
	Continues *string `json:"continues"`
}

// detailsView are the facts that a decision states.
type detailsView struct {
	Findings    []findingView         `json:"findings"`
	Kind        *proposal.Kind        `json:"kind"`
	Checklist   []checkView           `json:"checklist"`
	Allocations []proposal.BudgetLine `json:"allocations"`
	Level       *int                  `json:"level"`
	Basis       *string               `json:"basis"`
	Appraisal   *appraisalView        `json:"appraisal"`
	Signatory   *string               `json:"signatory"`
	Capacity    *string               `json:"capacity"`
}

type findingView struct {
	EntryID string  `json:"entry_id"`
	Finding string  `json:"finding"`
	Note    *string `json:"note"`
	WayOut  *string `json:"way_out"`
}

type checkView struct {
	Item   string  `json:"item"`
	Answer string  `json:"answer"`
	Note   *string `json:"note"`
}

type appraisalView struct {
	Number       string        `json:"number"`
	Date         proposal.Date `json:"date"`
	AttachmentID *string       `json:"attachment_id"`
}

func viewDecision(d proposal.Decision) decisionView {
	return decisionView{
		Outcome: d.Outcome, Reason: orNull(d.Reason), ReturnTo: orNull(d.ReturnTo), HeadReason: orNull(d.HeadReason), ActingFor: orNull(d.ActingFor), FromPaper: d.FromPaper,
		PreparedBy: optionalPerson(d.PreparedBy),
		ActedFor: optional(d.ActedFor, func(f proposal.ActedFor) actedForView {
			return actedForView{f.Kind, f.Number, f.Date, f.Kind.Capacity(), viewPerson(proposal.Person{Account: f.Account, Name: f.Name, Agency: f.Agency})}
		}),
		Citations: each(d.Citations, viewCitation), Documents: each(d.Documents, viewDocument),
		Conditions: each(d.Conditions, func(c proposal.Condition) conditionAsked {
			return conditionAsked{c.Text, c.Owner, orNull(c.Due)}
		}),
		Items: each(d.Items, func(i proposal.ItemRequest) itemAsked {
			return itemAsked{i.Text, optional(i.Citation, viewCitation), orNull(i.Continues)}
		}),
		Details: viewDetails(d.Details),
	}
}

func viewDetails(d proposal.Details) detailsView {
	return detailsView{
		Findings: each(d.Findings, func(f proposal.Finding) findingView {
			return findingView{f.EntryID, f.Finding, orNull(f.Note), orNull(f.WayOut)}
		}),
		Kind: orNull(d.Kind),
		Checklist: each(d.Checklist, func(c proposal.CheckAnswer) checkView {
			return checkView{c.Item, c.Answer, orNull(c.Note)}
		}),
		Allocations: list(d.Allocations), Level: d.Level, Basis: orNull(d.Basis),
		Appraisal: optional(d.Appraisal, func(a proposal.Appraisal) appraisalView {
			return appraisalView{a.Number, a.Date, orNull(a.AttachmentID)}
		}),
		Signatory: orNull(d.Signatory), Capacity: orNull(d.Capacity),
	}
}

func optionalPerson(p *proposal.Person) *personView {
	if p == nil {
		return nil
	}
	return viewPerson(*p)
}
