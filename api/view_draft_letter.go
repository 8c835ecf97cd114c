package api

import "pheduyet/internal/proposal"

// draftLetterView is a reminder letter to a ministry, drafted for SignBy to sign
// and send: a text to work on, no document.
type draftLetterView struct {
	Gate      string        `json:"gate"`
	Round     int           `json:"round"`
	N         int           `json:"n"`
	To        string        `json:"to"`
	SignBy    string        `json:"sign_by"`
	Letter    string        `json:"letter"`
	Sent      proposal.Date `json:"sent"`
	DraftedAt string        `json:"drafted_at"`
	Title     string        `json:"title"`
	Text      string        `json:"text"`
}

func viewDraft(c proposal.Case, l proposal.DraftLetter) draftLetterView {
	return draftLetterView{l.Gate, l.Round, l.N, l.To, l.SignBy, l.Letter, l.Sent, timeView(l.At), l.Title(c), l.Text(c)}
}
