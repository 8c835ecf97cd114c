package rebuild

import (
	"encoding/json"
	"strconv"

	"pheduyet/internal/proposal"
)

// tells says what the actions whose data hold what people wrote do to a case, so
// that no text is written twice. What an action does besides stands in rest.
var tells = map[string]func(c *proposal.Case, h Happening) error{
	"drafted":         drafted,
	"edited":          edited,
	"attached":        attached,
	"submitted":       submitted,
	"resubmitted":     submitted,
	"screened":        screened,
	"rescreened":      screened,
	"decided":         decided,
	"letter_recorded": letter,
	"reply_recorded":  reply,
	"amount_accepted": acceptance,
	"amount_refused":  acceptance,
	"money_reserved":  func(c *proposal.Case, h Happening) error { return money(c, h, false) },
	"money_committed": func(c *proposal.Case, h Happening) error { return money(c, h, true) },
	"money_released":  released,
	"recalled":        recalled,
	"opened":          opened,
	"reclassified":    reclassified,

	"rectified":        amended,
	"replaced":         amended,
	"review_requested": amended,
	"review_upheld":    amended,
	"review_sent_back": amended,
	"revoked":          amended,
}

// Tell does to the case what one thing that happened tells. An action that is not
// known to say anything by itself changes nothing here.
func Tell(c *proposal.Case, h Happening) error {
	c.Number = h.Number
	if tell := tells[h.Action]; tell != nil {
		return tell(c, h)
	}
	return nil
}

func drafted(c *proposal.Case, h Happening) error {
	var d struct {
		Facts proposal.Facts `json:"facts"`
	}
	err := h.read(&d)
	c.Facts, c.FiledBy.Account = d.Facts, h.Account
	return err
}

// edited sets the fields that an edit names, each whole.
func edited(c *proposal.Case, h Happening) error {
	var d struct {
		Fields map[string]json.RawMessage `json:"fields"`
	}
	if err := h.read(&d); err != nil {
		return err
	}
	facts, err := json.Marshal(c.Facts)
	if err != nil {
		return err
	}
	all := map[string]json.RawMessage{}
	if err := json.Unmarshal(facts, &all); err != nil {
		return err
	}
	for name, value := range d.Fields {
		all[name] = value
	}
	if facts, err = json.Marshal(all); err != nil {
		return err
	}
	c.Facts = proposal.Facts{}
	return json.Unmarshal(facts, &c.Facts)
}

func attached(c *proposal.Case, h Happening) error {
	var a proposal.Attachment
	err := h.read(&a)
	c.Attachments = append(c.Attachments, a)
	return err
}

func submitted(c *proposal.Case, h Happening) error {
	var d proposal.SubmittedData
	if err := h.read(&d); err != nil {
		return err
	}
	for _, a := range d.Answers {
		for i := range c.Standing.Items {
			if it := &c.Standing.Items[i]; it.ID == a.Item {
				it.Answer, it.Answered = a.Text, true
			}
		}
	}
	at := h.At
	c.SubmittedAt = &at
	if c.FirstSubmittedAt == nil {
		c.FirstSubmittedAt = &at
	}
	c.Filed, c.Standing.Required = &d.Facts, d.RequiredLevel
	return nil
}

// screened makes the comparison the one that counts; its content lies beside.
func screened(c *proposal.Case, h Happening) error {
	c.Screening = &proposal.Screening{}
	return h.read(c.Screening)
}

func decided(c *proposal.Case, h Happening) error {
	var d proposal.Decision
	if err := h.read(&d); err != nil {
		return err
	}
	c.Standing.PersonDecided = c.Standing.PersonDecided || !h.ByRule
	if h.Outcome == proposal.Return && d.ReturnTo == "" {
		for i, it := range d.Items {
			id := h.Gate + "-" + strconv.Itoa(h.Round) + "-" + strconv.Itoa(i+1)
			c.Standing.Items = append(c.Standing.Items, proposal.Item{ID: id, Gate: h.Gate, Round: h.Round, Text: it.Text, Citation: it.Citation, Continues: it.Continues})
		}
	}
	if h.Outcome.Passes() {
		for _, condition := range d.Conditions {
			c.Standing.Conditions = append(c.Standing.Conditions, proposal.StandingCondition{Condition: condition, Gate: h.Gate})
		}
	}
	return nil
}

func letter(c *proposal.Case, h Happening) error {
	l := proposal.RecordedLetter{At: h.At}
	err := h.read(&l)
	c.Standing.Letters = append(c.Standing.Letters, l)
	return err
}

func reply(c *proposal.Case, h Happening) error {
	r := proposal.RecordedReply{At: h.At}
	err := h.read(&r)
	c.Standing.Replies = append(c.Standing.Replies, r)
	return err
}

func acceptance(c *proposal.Case, h Happening) error {
	c.Standing.Acceptance = &proposal.Acceptance{}
	return h.read(c.Standing.Acceptance)
}

func money(c *proposal.Case, h Happening, committed bool) error {
	var d proposal.MoneyData
	err := h.read(&d)
	c.Standing.Reserved, c.Standing.Committed = d.Allocations, committed
	return err
}

func released(c *proposal.Case, _ Happening) error {
	c.Standing.Reserved, c.Standing.Committed = nil, false
	return nil
}

func recalled(c *proposal.Case, _ Happening) error {
	c.Screening = nil
	return nil
}

func opened(c *proposal.Case, _ Happening) error {
	c.Standing.OpenedByOther = true
	return nil
}

func reclassified(c *proposal.Case, h Happening) error {
	var d proposal.ReclassifiedData
	if err := h.read(&d); err != nil {
		return err
	}
	filed := *c.Filed
	filed.Kind = d.Kind
	c.Facts.Kind, c.Filed = d.Kind, &filed
	return nil
}

// amended adds a later act.
func amended(c *proposal.Case, h Happening) error {
	var d proposal.AmendmentData
	err := h.read(&d)
	c.Amendments = append(c.Amendments, proposal.Amendment{
		Kind: d.Kind, Gate: h.Gate, Round: h.Round, Reason: d.Reason, Document: d.Document, Was: d.Was, Decision: d.Decision, Sent: d.Sent,
		By: proposal.Person{Account: h.Account}, At: h.At,
	})
	return err
}
