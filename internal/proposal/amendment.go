package proposal

import "time"

// Amendment is a later act beside a decision: nothing recorded is changed. Gate
// and Round name the decision it concerns, the rejecting or the provincial one
// where it concerns the whole. Was is that decision as it stood; Decision the one
// that stands instead, Sent the gate that a review sent the proposal back to.
type Amendment struct {
	Kind     AmendmentKind `json:"kind"`
	Gate     string        `json:"gate"`
	Round    int           `json:"round"`
	Reason   string        `json:"reason"`
	Document *Document     `json:"document"`
	Was      *Decision     `json:"was"`
	Decision *Decision     `json:"decision"`
	Sent     string        `json:"sent"`
	By       Person        `json:"by"`
	At       time.Time     `json:"at"`
}

// AmendmentKind says what a later act does.
type AmendmentKind string

// The kinds of later act: đính chính, thay thế, đề nghị xem xét lại, giữ nguyên,
// chuyển về bước, thu hồi.
const (
	Rectify       AmendmentKind = "rectify"
	Replace       AmendmentKind = "replace"
	ReviewRequest AmendmentKind = "review_request"
	Uphold        AmendmentKind = "uphold"
	SendBack      AmendmentKind = "send_back"
	Revocation    AmendmentKind = "revocation"
)

// ReviewState is where the review of a rejection stands.
type ReviewState string

// A rejection is not under review, waits for the province, or was upheld.
const (
	ReviewNone      ReviewState = ""
	ReviewRequested ReviewState = "requested"
	ReviewUpheld    ReviewState = "upheld"
)

// AmendmentData is what a later act tells.
type AmendmentData struct {
	Kind     AmendmentKind `json:"kind"`
	Reason   string        `json:"reason"`
	Document *Document     `json:"document"`
	Was      *Decision     `json:"was"`
	Decision *Decision     `json:"decision"`
	Sent     string        `json:"sent"`
}

// amended records a later act with its event.
func (t *Transition) amended(a Amendment, o Outcome, env Env) {
	a.Document = t.Case.complemented(a.Document, env)
	a.At = env.Now
	t.Case.Amendments = append(t.Case.Amendments, a)
	t.happened(Event{
		Action: laterAct(a.Kind), Gate: a.Gate, Round: a.Round, Outcome: o, Documents: list(a.Document),
		Data: AmendmentData{a.Kind, a.Reason, a.Document, a.Was, a.Decision, a.Sent},
	})
}

// laterAct is the action of a kind of later act.
func laterAct(k AmendmentKind) string {
	switch k {
	case Rectify:
		return "rectified"
	case Replace:
		return "replaced"
	case ReviewRequest:
		return "review_requested"
	case Uphold:
		return "review_upheld"
	case SendBack:
		return "review_sent_back"
	default:
		return "revoked"
	}
}

// grounds wants the reason and the document that every later act stands on.
func (c Case) grounds(bad *faults, reason string, d *Document, env Env) {
	if blank(reason) {
		bad.add("reason", "Cần nêu lý do.", "State the reason.")
	}
	if d == nil {
		bad.add("document", "Cần nêu văn bản (số, ngày, trích yếu, người ký).", "Name the document (number, date, title, signatory).")
		return
	}
	c.checkDocument(bad, "document", d, env)
}

// person is the actor as others see them.
func (a Actor) person() Person { return Person{Account: a.Account, Name: a.Name, Agency: a.Agency} }
