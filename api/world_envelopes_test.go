package api

import (
	"context"
	"encoding/json"

	"pheduyet/internal/proposal"
)

func (w *world) CanSetEnvelope(_ context.Context, a proposal.Actor) error {
	return proposal.CanSetEnvelope(a, []string{"so-tai-chinh"})
}

func (w *world) PreviewEnvelope(_ context.Context, _ proposal.Actor, in proposal.EnvelopeEntry) (proposal.EnvelopePreview, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	var p proposal.EnvelopePreview
	var owner *proposal.Agency
	if a, ok := w.agencies[in.Owner]; ok {
		owner = &a
	}
	if err := in.Check(owner, 20, proposal.DateOf(w.now)); err != nil {
		return p, err
	}
	p.Was = &proposal.Envelope{EnvelopeKey: in.Key(), Amount: 50, Committed: 20, State: "indicative"}
	p.Becomes.Envelope = proposal.Envelope{EnvelopeKey: in.Key(), Amount: *in.AmountVND, Committed: 20, State: in.State, Document: in.Document}
	p.Becomes.Reopened = []string{"DX-2026-000001"}
	return p, w.fault()
}

// SetEnvelope has the domain judge an entry; of what is entered 20 đồng are
// committed.
func (w *world) SetEnvelope(_ context.Context, command string) (proposal.EnvelopeChange, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	cmd := w.commands[command]
	var in proposal.EnvelopeEntry
	if err := json.Unmarshal(cmd.Body, &in); err != nil {
		return proposal.EnvelopeChange{}, err
	}
	var owner *proposal.Agency
	if a, ok := w.agencies[in.Owner]; ok {
		owner = &a
	}
	if err := in.Check(owner, 20, proposal.DateOf(w.now)); err != nil {
		return proposal.EnvelopeChange{}, err
	}
	w.entered++
	e := proposal.Envelope{EnvelopeKey: in.Key(), Amount: *in.AmountVND, Committed: 20, State: in.State, Document: in.Document}
	return proposal.EnvelopeChange{Envelope: e, Reopened: []string{"DX-2026-000001"}}, w.fault()
}
