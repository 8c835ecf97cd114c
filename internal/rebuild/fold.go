package rebuild

import (
	"encoding/json"
	"maps"
	"slices"
	"time"

	"pheduyet/internal/ledger"
	"pheduyet/internal/proposal"
)

// Proposal is the read model of one proposal. The Case has neither rules, nor
// envelopes, nor the filing agency's kind, which are registers' to tell; of its
// Screening only what the ledger itself says is there.
type Proposal struct {
	Case        proposal.Case
	Recalls     int
	UpdatedAt   time.Time
	Editors     []string // accounts of the filing side that had a hand in it, in order
	Revisions   []Revision
	Decisions   []Decision
	Screenings  []Screening
	Attachments []Attachment
	Names       map[string]string // of agencies, by code, as told last
	// Preparations are decisions that waited for a signature and notes that sent
	// them back.
	Preparations []proposal.PreparedData
}

// Revision is what was filed and under which covering document.
type Revision struct {
	Revision int
	Facts    proposal.Facts
	Document *proposal.Document
	By       string
	At       time.Time
}

// Decision is a decision with the standing that it was made on. Before is the
// case as it was then.
type Decision struct {
	Seq     int64
	Gate    string
	Round   int
	Attempt int // 1 + recalls before
	ByRule  bool
	By      ledger.Actor
	Agency  string // the gate's authority
	Body    proposal.Decision
	Pack    proposal.PackRef
	Timing  Timing
	At      time.Time
	Before  proposal.Case
	Looked  *Screening // the comparison that counted
}

// Screening names a comparison; the whole lies beside under its sha256.
type Screening struct {
	ID       string    `json:"id"`
	Revision int       `json:"revision"`
	Verdict  string    `json:"verdict"`
	Compared int       `json:"compared"`
	SHA256   string    `json:"sha256"`
	Gate     string    `json:"-"`
	At       time.Time `json:"-"`
}

// Attachment is a file with who attached it.
type Attachment struct {
	proposal.Attachment
	Declared bool      `json:"declared"`
	By       string    `json:"-"`
	At       time.Time `json:"-"`
}

// Fold rebuilds the read model from a proposal's entries, whole and in order.
func Fold(entries []Entry) (Proposal, error) {
	p := Proposal{Names: map[string]string{}}
	for _, act := range acts(entries) {
		before := p.Case
		before.Standing = cloneStanding(before.Standing)
		for _, e := range act {
			if err := p.add(e, before); err != nil {
				return p, err
			}
		}
		p.lead(act[0])
		if err := p.settle(act[len(act)-1]); err != nil {
			return p, err
		}
	}
	return p, nil
}

// settle takes over the standing after an act.
func (p *Proposal) settle(last Entry) error {
	if s := last.Told.State; s != nil {
		p.Case.Progress = *s
	}
	p.Case.FiledBy.Agency = p.Case.Agency
	maps.Copy(p.Names, last.Told.Names)
	return applyRest(&p.Case, last.Told.Rest)
}

// add takes over one entry. Decisions and revisions are kept with the case that
// they were made on.
func (p *Proposal) add(e Entry, before proposal.Case) error {
	known := len(p.Case.Amendments)
	if err := Tell(&p.Case, e.happening()); err != nil {
		return err
	}
	if n := len(p.Case.Amendments); n > known {
		p.Case.Amendments[n-1].By = proposal.Person{Account: e.Actor.Account, Name: e.Actor.Name, Agency: e.Actor.Agency}
	}
	switch e.Action {
	case "recalled":
		p.Recalls++
	case "screened", "rescreened":
		s := Screening{Gate: e.Gate, At: e.At}
		if err := json.Unmarshal(e.Told.Data, &s); err != nil {
			return err
		}
		p.Screenings = append(p.Screenings, s)
	case "attached":
		a := Attachment{By: e.Actor.Account, At: e.At}
		if err := json.Unmarshal(e.Told.Data, &a); err != nil {
			return err
		}
		p.Attachments = append(p.Attachments, a)
	case "submitted", "resubmitted":
		var d proposal.SubmittedData
		if err := json.Unmarshal(e.Told.Data, &d); err != nil {
			return err
		}
		p.Case.Process = d.Process // what is entered from paper with it was decided under this
		p.Revisions = append(p.Revisions, Revision{d.Revision, d.Facts, d.Document, e.Actor.Account, e.At})
	case "decision_prepared", "decision_sent_back", "filing_presented", "filing_sent_back":
		var d proposal.PreparedData
		if err := json.Unmarshal(e.Told.Data, &d); err != nil {
			return err
		}
		p.Preparations = append(p.Preparations, d)
	case "decided":
		return p.decision(e, before)
	}
	return nil
}

func (p *Proposal) decision(e Entry, before proposal.Case) error {
	d := Decision{
		Seq: e.Seq, Gate: e.Gate, Round: e.Told.Round, Attempt: p.Recalls + 1, ByRule: e.Told.ByRule, By: e.Actor,
		Pack: before.Process, At: e.At, Before: before,
	}
	if d.Pack.ID == "" { // entered from paper with the first submission
		d.Pack = p.Case.Process
	}
	if err := json.Unmarshal(e.Told.Data, &d.Body); err != nil {
		return err
	}
	if g, ok := before.Gate(e.Gate); ok {
		d.Agency, d.Timing = g.Authority, Timing{Authority: g.Authority, Deadline: g.Deadline}
	}
	if e.Told.Timing != nil {
		d.Agency, d.Timing = e.Told.Timing.Authority, *e.Told.Timing
	}
	if p.Case.Screening != nil && len(p.Screenings) > 0 {
		d.Looked = &p.Screenings[len(p.Screenings)-1]
	}
	p.Decisions = append(p.Decisions, d)
	return nil
}

// filing are the actions that begin an act of the filing side: who did one had a
// hand in the proposal.
var filing = []string{
	"drafted", "edited", "submitted", "resubmitted", "letter_recorded", "reply_recorded", "amount_accepted", "amount_refused",
	"withdrawn", "recalled", "review_requested", "filing_presented", "filing_sent_back",
}

// lead notes who did the act, by its first entry.
func (p *Proposal) lead(first Entry) {
	if first.Action != "opened" && first.Action != "gate_first_read" { // reading is no change
		p.UpdatedAt = first.At
	}
	by := first.Actor
	took := slices.Contains(filing, first.Action) || first.Action == "attached" && by.Agency == p.Case.Agency
	if took && by.Account != "" && !slices.Contains(p.Editors, by.Account) {
		p.Editors = append(p.Editors, by.Account)
	}
}

// cloneStanding copies the lists that later acts append to or change in place.
func cloneStanding(s proposal.Standing) proposal.Standing {
	s.Letters, s.Replies = slices.Clone(s.Letters), slices.Clone(s.Replies)
	s.Items, s.Conditions = slices.Clone(s.Items), slices.Clone(s.Conditions)
	return s
}
