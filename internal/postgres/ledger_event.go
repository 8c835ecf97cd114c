package postgres

import (
	"cmp"
	"context"

	"pheduyet/internal/ledger"
	"pheduyet/internal/proposal"
)

// screened names a comparison in the ledger: the whole is kept as a document of
// that sha256.
type screened struct {
	ID       string `json:"id"`
	Revision int    `json:"revision"`
	Verdict  string `json:"verdict"`
	Compared int    `json:"compared"`
	SHA256   string `json:"sha256"`
}

// queueLedger writes one entry for each event of the act.
func (a *act) queueLedger(ctx context.Context, b *batch, t proposal.Transition, eventKey string) error {
	chain, err := openChain(ctx, a.tx, a.before.ID, eventKey)
	if err != nil {
		return err
	}
	told := a.telling()
	for i, e := range t.Events {
		p := payload{Round: e.Round, ByRule: e.ByRule, Data: e.Data, Number: t.Case.Number, Timing: a.timing(e, t.Case)}
		if s, ok := e.Data.(proposal.Screening); ok {
			_, hash := keptDocument(b, s)
			p.Data = screened{s.ID, s.Revision, s.Verdict, s.Compared, hash}
		}
		if d, ok := e.Data.(proposal.PreparedData); ok {
			p.Data = preparedData(b, t.Case, d)
		}
		told.tell(e, p)
		if i == len(t.Events)-1 {
			p.State, p.Rest, p.Names = &t.Case.Progress, told.rest(t.Case), a.names(t.Case)
		}
		chain.append(b, ledger.Entry{
			Actor:     ledgerActor(a.actor, e),
			Action:    e.Action,
			Gate:      e.Gate,
			Outcome:   string(e.Outcome),
			Rule:      ledgerRule(t.Case.Process, a.basis(t.Case, e)),
			Documents: ledgerDocuments(t.Case, e.Documents),
		}, p)
	}
	return told.err
}

// ledgerActor is who did it; what a rule decided is the system's.
func ledgerActor(a proposal.Actor, e proposal.Event) ledger.Actor {
	if e.ByRule || a.Account == "" {
		return ledger.Actor{Name: proposal.System.Name}
	}
	actor := ledger.Actor{Account: a.Account, Name: a.Name, Agency: a.Agency}
	if d, ok := e.Data.(proposal.Decision); ok {
		actor.Capacity = d.Details.Capacity
		if actor.Capacity == "" && len(d.Documents) > 0 {
			actor.Capacity = d.Documents[0].Capacity
		}
		if head := d.ActedFor; head != nil {
			actor.ActingFor = head.Account
			actor.Capacity = cmp.Or(actor.Capacity, head.Kind.Capacity())
		}
	}
	return actor
}

// basis is the legal basis of an event: what it cites itself, else what the pack
// cites for the gate, else for the process as a whole.
func (a *act) basis(c proposal.Case, e proposal.Event) []proposal.Citation {
	if len(e.Citations) > 0 || c.Process.ID == "" {
		return e.Citations
	}
	if rule, ok := c.Rules.Gate(e.Gate); ok && len(rule.Citations) > 0 {
		return rule.Citations
	}
	pack, _ := a.reg.packs.Get(c.Process.ID, proposal.Date(c.Process.Version))
	return pack.Citations
}

func ledgerRule(pack proposal.PackRef, citations []proposal.Citation) ledger.Rule {
	r := ledger.Rule{Pack: pack.ID, Version: pack.Version, Hash: pack.Hash}
	for _, c := range citations {
		r.Citations = append(r.Citations, ledger.Citation{Document: c.Document, Article: c.Article})
	}
	return r
}

// ledgerDocuments names the papers an act rests on, with the sha256 of the scan
// where one is attached.
func ledgerDocuments(c proposal.Case, documents []proposal.Document) []ledger.Document {
	var out []ledger.Document
	for _, d := range documents {
		paper := ledger.Document{Number: d.Number, Date: string(d.Date)}
		for _, file := range c.Attachments {
			if file.ID == d.AttachmentID {
				paper.SHA256 = file.SHA256
			}
		}
		out = append(out, paper)
	}
	return out
}
