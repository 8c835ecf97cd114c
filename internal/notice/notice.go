package notice

import (
	"slices"
	"strconv"
	"time"

	"pheduyet/internal/proposal"
)

// Kind is what a notice says; see [Words].
type Kind string

// Notice is one thing that people must hear of. Each of them hears of a cause
// once.
type Notice struct {
	// Cause is the key of what happened: of the ledger entry, or of another act
	// that happens once.
	Cause string
	Kind  Kind
	// Proposal is the id of the proposal it is about, "" where it is about none.
	Proposal string
	Said     Parameters
	To       []Group
	// Except are accounts that know already: who did it.
	Except []string
	// Parties and Drafted are the proposal's: who has a conflict of interest hears
	// nothing as one who decides.
	Parties proposal.Parties
	Drafted time.Time
}

// Parameters are what a notice's words are filled with. The name of a proposal is
// not among them: it is read when the notice is sent, so that no copy of it lies
// about.
type Parameters struct {
	Number string `json:"number,omitempty"`
	// Subject names what a notice without a proposal is about: a kind of change, a
	// year, an obligation.
	Subject proposal.Text `json:"subject,omitzero"`
	Gate    proposal.Text `json:"gate,omitzero"`
	// Due is 23:59:59 of the last day; Provisional when days after the last year
	// with holiday data were counted.
	Due         *time.Time `json:"due,omitempty"`
	Provisional bool       `json:"provisional,omitempty"`
	// Checkpoint is a signed checkpoint of the ledger, as published.
	Checkpoint string `json:"checkpoint,omitempty"`
}

// Happened is a recorded act: the case before and after it, what happened, the
// key that names the act and the account that did it.
type Happened struct {
	Before, After proposal.Case
	Events        []proposal.Event
	Key           string
	By            string
}

// Of gives the notices of an act. The cause of each is the key of its event's
// ledger entry.
func Of(h Happened) []Notice {
	var told []Notice
	for i, e := range h.Events {
		r := recipients[e.Action]
		if r.kind == "" || h.tellsBetter(r.unless) {
			continue
		}
		groups := r.to(h, e)
		if len(groups) == 0 {
			continue
		}
		told = append(told, Notice{
			Cause: h.Key + "/" + strconv.Itoa(i), Kind: r.kind, Proposal: h.After.ID, Said: h.parameters(e), To: groups,
			Except: except(h.By), Parties: h.After.Parties, Drafted: h.After.DraftedAt,
		})
	}
	return told
}

// tellsBetter reports whether the act holds an event that says more.
func (h Happened) tellsBetter(actions []string) bool {
	return slices.ContainsFunc(h.Events, func(e proposal.Event) bool { return slices.Contains(actions, e.Action) })
}

func except(account string) []string {
	if account == "" {
		return nil
	}
	return []string{account}
}

// parameters are the number, the gate and when it is due.
func (h Happened) parameters(e proposal.Event) Parameters {
	p := Parameters{Number: h.After.Number}
	if e.Gate == "" {
		return p
	}
	rule, ok := h.After.Rules.Gate(e.Gate)
	if !ok {
		rule, _ = h.Before.Rules.Gate(e.Gate)
	}
	p.Gate = rule.Title
	g, _ := h.After.Gate(e.Gate)
	if r, ok := e.Data.(proposal.ReminderData); ok {
		p.Due = &r.DueAt
	} else if r, ok := e.Data.(proposal.Recounted); ok {
		p.Due, p.Provisional = &r.After.DueAt, r.After.Provisional
	} else if g.State == proposal.GateOpen && g.Deadline != nil {
		due := g.Deadline.DueAt
		p.Due, p.Provisional = &due, g.Deadline.Provisional
	}
	return p
}
