package why

import (
	"encoding/json"
	"fmt"
	"time"

	"pheduyet/internal/ledger"
	"pheduyet/internal/process"
	"pheduyet/internal/proposal"
	"pheduyet/internal/rebuild"
)

// Trace is the history of one proposal and what explains it.
type Trace struct {
	Told   rebuild.Proposal
	Rounds []Round // decided ones in the order of their decisions, then the undecided
	Events []Event
	// Paper is who entered what began on paper and by which law it goes on; nil for a
	// dossier begun here.
	Paper *proposal.PaperEntered
}

// Round is one round of one gate with its explanation.
type Round struct {
	proposal.GateRound
	Seq       int64         // of the decision's entry; 0 while undecided
	Title     proposal.Text // of the gate
	Label     proposal.Text // the outcome in the pack's words
	Office    string        // the authority's name
	State     proposal.GateState
	OpenedAt  *time.Time
	Capacity  string
	ActingFor string
	Grounds   []proposal.Ground // what deadline, authority and labels rest on
	Facts     []Fact            // what the gate looked at
	Timing    *rebuild.Timing
	Kept      proposal.Text // the deadline kept or missed, and by how much
	// Requirements are what had to hold to pass, the authority's consent among them;
	// Otherwise says what had to happen for another outcome.
	Requirements []proposal.Requirement
	Otherwise    proposal.Text
}

// Fact is one thing that a gate looked at.
type Fact struct {
	Label proposal.Text
	Value proposal.Text
}

// Event is one entry with what it says in a word.
type Event struct {
	proposal.TraceEvent
	Text proposal.Text
	// Texts are where in Data (JSON pointers) a free text stands that is still kept.
	Texts []string
}

// source is a proposal's part of the ledger, read.
type source struct {
	told       rebuild.Proposal
	packs      map[string]process.Pack       // by sha256
	screenings map[string]proposal.Screening // by sha256
}

// Explain reads a proposal's part of the ledger and explains it. It refuses
// entries, texts and documents that do not belong together.
func Explain(b ledger.Bundle) (Trace, error) {
	entries, err := rebuild.Read(b.Entries, b.Texts)
	if err != nil {
		return Trace{}, err
	}
	s := source{packs: map[string]process.Pack{}, screenings: map[string]proposal.Screening{}}
	if s.told, err = rebuild.Fold(entries); err != nil {
		return Trace{}, err
	}
	for _, raw := range b.Packs {
		p, err := process.Parse(raw)
		if err != nil {
			return Trace{}, fmt.Errorf("pack %s: %w", ledger.HashBytes(raw), err)
		}
		s.packs[ledger.HashBytes(raw).String()] = p
	}
	for _, raw := range b.Screenings {
		var found proposal.Screening
		if err := json.Unmarshal(raw, &found); err != nil {
			return Trace{}, fmt.Errorf("screening %s: %w", ledger.HashBytes(raw), err)
		}
		found.At = found.At.In(proposal.Zone)
		s.screenings[ledger.HashBytes(raw).String()] = found
	}
	t := Trace{Told: s.told}
	texts := map[int64][]string{}
	for _, k := range b.Texts {
		if !k.Gone {
			texts[k.Seq] = append(texts[k.Seq], k.Path)
		}
	}
	if t.Rounds, err = s.rounds(); err != nil {
		return Trace{}, err
	}
	for _, e := range entries {
		told := event(e)
		told.Texts = texts[e.Seq]
		t.Events = append(t.Events, told)
		if e.Action != "entered_from_paper" {
			continue
		}
		if err := json.Unmarshal(e.Told.Data, &t.Paper); err != nil {
			return Trace{}, err
		}
	}
	return t, nil
}

// pack is the process pack as it was.
func (s source) pack(ref proposal.PackRef) (process.Pack, error) {
	p, ok := s.packs[ref.Hash]
	if !ok {
		return p, fmt.Errorf("the pack %s@%s with sha256 %s is not there", ref.ID, ref.Version, ref.Hash)
	}
	return p, nil
}

// Name is what an agency was called then; its code where the ledger does not tell.
func (t Trace) Name(code string) string { return name(t.Told, code) }

func name(told rebuild.Proposal, code string) string {
	if n := told.Names[code]; n != "" {
		return n
	}
	return code
}

func event(e rebuild.Entry) Event {
	out := Event{TraceEvent: proposal.TraceEvent{
		Seq:       e.Seq,
		At:        e.At,
		Actor:     proposal.Person{Account: e.Actor.Account, Name: e.Actor.Name, Agency: e.Actor.Agency},
		Capacity:  e.Actor.Capacity,
		ActingFor: e.Actor.ActingFor,
		Action:    e.Action,
		Gate:      e.Gate,
		Outcome:   proposal.Outcome(e.Outcome),
		Citations: []proposal.Citation{},
		Documents: []proposal.TraceDocument{},
		Data:      e.Payload,
		Hash:      e.Hash.String(),
	}}
	out.Text, _ = Words(e.Action)
	for _, c := range e.Rule.Citations {
		out.Citations = append(out.Citations, proposal.Citation{Document: c.Document, Article: c.Article})
	}
	for _, d := range e.Documents {
		out.Documents = append(out.Documents, proposal.TraceDocument{Number: d.Number, Date: proposal.Date(d.Date), SHA256: d.SHA256})
	}
	return out
}
