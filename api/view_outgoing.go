package api

import "pheduyet/internal/proposal"

// outgoingView is a filing that was presented to the agency's head. Back is null
// while it waits.
type outgoingView struct {
	Document *documentView `json:"document"`
	Answers  []answerView  `json:"answers"`
	By       *personView   `json:"by"`
	At       string        `json:"at"`
	Back     *backView     `json:"back"`
}

type answerView struct {
	Item string `json:"item"`
	Text string `json:"text"`
}

// backView is the note with which a filing was handed back.
type backView struct {
	Note string      `json:"note"`
	By   *personView `json:"by"`
	At   string      `json:"at"`
}

// outgoing shows what was presented to who files for the agency and to auditors: it
// stays inside the agency.
func (v viewer) outgoing(c proposal.Case) *outgoingView {
	if !v.actor.Files(c.Agency) && !v.actor.Has(proposal.RoleAuditor) {
		return nil
	}
	o, ok := c.Outgoing()
	if !ok {
		return nil
	}
	p := o.Presented
	return &outgoingView{
		Document: optional(p.Submission.Document, viewDocument), By: viewPerson(p.By), At: timeView(p.At),
		Answers: each(p.Submission.Answers, func(a proposal.Answer) answerView { return answerView{a.Item, a.Text} }),
		Back:    optional(o.Back, func(b proposal.Preparation) backView { return backView{b.Note, viewPerson(b.By), timeView(b.At)} }),
	}
}
