package api

import "pheduyet/internal/proposal"

// amendmentView is a later act beside a decision. Was is the decision as it stood,
// struck but readable; Decision the one that stands instead.
type amendmentView struct {
	Kind     proposal.AmendmentKind `json:"kind"`
	Gate     string                 `json:"gate"`
	Round    int                    `json:"round"`
	Reason   string                 `json:"reason"`
	Document *documentView          `json:"document"`
	Was      *decisionView          `json:"was"`
	Decision *decisionView          `json:"decision"`
	SentTo   *string                `json:"sent_to"`
	By       *personView            `json:"by"`
	At       string                 `json:"at"`
}

func viewAmendment(a proposal.Amendment) amendmentView {
	return amendmentView{
		Kind: a.Kind, Gate: a.Gate, Round: a.Round, Reason: a.Reason, Document: optional(a.Document, viewDocument),
		Was: optional(a.Was, viewDecision), Decision: optional(a.Decision, viewDecision),
		SentTo: orNull(a.Sent), By: viewPerson(a.By), At: timeView(a.At),
	}
}

// supersededView says why a decision is no longer in force.
type supersededView struct {
	By    string  `json:"by"`
	Round *int    `json:"round"`
	At    *string `json:"at"`
}

func viewSuperseded(s proposal.Superseded) supersededView {
	return supersededView{s.By, orNull(s.Round), viewTime(s.At)}
}
