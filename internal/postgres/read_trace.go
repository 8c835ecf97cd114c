package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/ledger"
	"pheduyet/internal/proposal"
)

// Trace reads the history of a proposal: the rounds of its gates and, in the
// order of their seq, all entries of its ledger with the kept texts back in their
// places. It is not_found where there is no such proposal.
func (s *Store) Trace(ctx context.Context, id string) (proposal.Trace, error) {
	var trace proposal.Trace
	err := s.inSnapshot(ctx, func(t tx) error {
		c, err := s.loadCase(ctx, t, id, false)
		if err != nil {
			return err
		}
		if trace.Rounds, err = s.rounds(ctx, t, c); err != nil {
			return err
		}
		trace.Events, err = traceEvents(ctx, t, id)
		return err
	})
	return trace, err
}

func traceEvents(ctx context.Context, q querier, id string) ([]proposal.TraceEvent, error) {
	kept, err := keptTexts(ctx, q, id)
	if err != nil {
		return nil, err
	}
	rows, err := q.Query(ctx, "SELECT id, bytes FROM ledger_entries WHERE proposal = $1 AND stream = '' ORDER BY seq", id)
	if err != nil {
		return nil, err
	}
	events := []proposal.TraceEvent{}
	var entry int64
	var raw []byte
	_, err = pgx.ForEachRow(rows, []any{&entry, &raw}, func() error {
		e, err := ledger.Parse(raw)
		if err != nil {
			return fmt.Errorf("ledger entry %d: %w", entry, err)
		}
		if e.Payload, err = ledger.Restore(e.Payload, kept[entry]); err != nil {
			return fmt.Errorf("ledger entry %d: %w", entry, err)
		}
		events = append(events, traceEvent(e))
		return nil
	})
	return events, err
}

// keptTexts reads the free texts of a proposal's entries, by the entry's id.
func keptTexts(ctx context.Context, q querier, id string) (map[int64][]ledger.KeptText, error) {
	rows, err := q.Query(ctx, `SELECT t.entry, t.path, t.sha256, t.salt, coalesce(t.text, '')
		FROM ledger_texts t JOIN ledger_entries e ON e.id = t.entry
		WHERE e.proposal = $1 AND e.stream = ''`, id)
	if err != nil {
		return nil, err
	}
	kept := map[int64][]ledger.KeptText{}
	var entry int64
	var k ledger.KeptText
	var salt []byte
	_, err = pgx.ForEachRow(rows, []any{&entry, &k.Path, &k.SHA256, &salt, &k.Text}, func() error {
		k.Gone, k.Salt = salt == nil, [16]byte{}
		copy(k.Salt[:], salt)
		kept[entry] = append(kept[entry], k)
		return nil
	})
	return kept, err
}

func traceEvent(e ledger.Entry) proposal.TraceEvent {
	event := proposal.TraceEvent{
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
	}
	for _, c := range e.Rule.Citations {
		event.Citations = append(event.Citations, proposal.Citation{Document: c.Document, Article: c.Article})
	}
	for _, d := range e.Documents {
		event.Documents = append(event.Documents, proposal.TraceDocument{Number: d.Number, Date: proposal.Date(d.Date), SHA256: d.SHA256})
	}
	return event
}
