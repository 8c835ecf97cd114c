package api

import "pheduyet/internal/proposal"

// standingView is what earlier acts left behind.
type standingView struct {
	Letters       []letterView          `json:"letters"`
	Replies       []replyView           `json:"replies"`
	Items         []itemView            `json:"items"`
	Advice        []proposal.BudgetLine `json:"advice"`
	Reserved      []proposal.Allocation `json:"reserved"`
	Committed     bool                  `json:"committed"`
	Acceptance    *acceptanceView       `json:"acceptance"`
	AcceptanceDue bool                  `json:"acceptance_due"`
	Level         *int                  `json:"level"`
	RequiredLevel *int                  `json:"required_level"`
	Conditions    []conditionView       `json:"conditions"`
	DraftLetters  []draftLetterView     `json:"draft_letters"`
}

// letterView is a letter sent; Late marks one recorded long after its date ("nhập
// chậm").
type letterView struct {
	To           string        `json:"to"`
	Number       string        `json:"number"`
	Date         proposal.Date `json:"date"`
	AttachmentID *string       `json:"attachment_id"`
	Classified   bool          `json:"classified"`
	RecordedAt   string        `json:"recorded_at"`
	Late         bool          `json:"late"`
	Sheets       *int          `json:"sheets"`
}

type replyView struct {
	From         string        `json:"from"`
	Number       string        `json:"number"`
	Date         proposal.Date `json:"date"`
	Position     string        `json:"position"`
	Conditions   []string      `json:"conditions"`
	AttachmentID *string       `json:"attachment_id"`
	Classified   bool          `json:"classified"`
	RecordedAt   string        `json:"recorded_at"`
	Late         bool          `json:"late"`
	Sheets       *int          `json:"sheets"`
}

// itemView is one request of a return; ID is what an answer names.
type itemView struct {
	ID       string        `json:"id"`
	Gate     string        `json:"gate"`
	Round    int           `json:"round"`
	Text     string        `json:"text"`
	Citation *citationView `json:"citation"`
	Answer   *string       `json:"answer"`
	Answered bool          `json:"answered"`
	// Continues is the earlier item that this one carries on.
	Continues *string `json:"continues"`
}

type acceptanceView struct {
	Accepted bool          `json:"accepted"`
	Note     *string       `json:"note"`
	Document *documentView `json:"document"`
}

type conditionView struct {
	Gate       string         `json:"gate"`
	Text       string         `json:"text"`
	Owner      string         `json:"owner"`
	Due        *proposal.Date `json:"due"`
	Obligation bool           `json:"obligation"`
}

// noStanding is for who may not see it.
func noStanding() standingView {
	return standingView{
		Letters: []letterView{}, Replies: []replyView{}, Items: []itemView{}, Advice: []proposal.BudgetLine{},
		Reserved: []proposal.Allocation{}, Conditions: []conditionView{},
		DraftLetters: []draftLetterView{},
	}
}

func (v viewer) standing(c proposal.Case) standingView {
	s := c.Standing
	out := standingView{
		Advice: list(s.Advice), Reserved: list(s.Reserved), Committed: s.Committed, AcceptanceDue: c.AcceptanceDue,
		Level: orNull(s.Level), RequiredLevel: orNull(s.Required),
	}
	out.Letters = each(s.Letters, func(l proposal.RecordedLetter) letterView {
		return letterView{l.To, l.Number, l.Date, orNull(l.AttachmentID), l.Classified, timeView(l.At), l.Late, orNull(l.Sheets)}
	})
	out.Replies = each(s.Replies, func(r proposal.RecordedReply) replyView {
		return replyView{r.From, r.Number, r.Date, r.Position, list(r.Conditions), orNull(r.AttachmentID), r.Classified, timeView(r.At), r.Late, orNull(r.Sheets)}
	})
	out.Items = each(s.Items, func(i proposal.Item) itemView {
		return itemView{i.ID, i.Gate, i.Round, i.Text, optional(i.Citation, viewCitation), orNull(i.Answer), i.Answered, orNull(i.Continues)}
	})
	out.Acceptance = optional(s.Acceptance, func(a proposal.Acceptance) acceptanceView {
		return acceptanceView{a.Accepted, orNull(a.Note), optional(a.Document, viewDocument)}
	})
	out.Conditions = each(s.Conditions, func(c proposal.StandingCondition) conditionView {
		return conditionView{c.Gate, c.Text, c.Owner, orNull(c.Due), c.Obligation}
	})
	out.DraftLetters = each(s.Drafts, func(l proposal.DraftLetter) draftLetterView { return viewDraft(c, l) })
	return out
}
