package postgres

import (
	"context"
	"slices"

	"pheduyet/internal/change"
	"pheduyet/internal/proposal"
)

// changeTold is what the ledger says of a change: its body is kept beside, under
// its sha256.
type changeTold struct {
	Change string `json:"change"`
	Kind   string `json:"kind"`
	Body   string `json:"body"` // sha256; "" where the change was told before
	Note   string `json:"note"`
}

// tellProposed writes to the stream of the kind that a change was proposed.
func (s *Store) tellProposed(ctx context.Context, t tx, k kindOfChange, actor proposal.Actor, id string, r change.Request) error {
	hash, err := keepDocument(ctx, t, r.Body)
	if err != nil {
		return err
	}
	e := proposal.Event{Action: "change_proposed", Data: changeTold{id, r.Kind, hash, r.Note}}
	if r.Document != nil {
		e.Documents = []proposal.Document{*r.Document}
	}
	return s.appendStream(ctx, t, k.stream, actor, "change/"+id+"/proposed", e)
}

// tellDecided writes that a change was confirmed, with what its confirmation did,
// or declined.
func (s *Store) tellDecided(ctx context.Context, t tx, k kindOfChange, actor proposal.Actor, c change.Change, in change.Confirmation, did ...proposal.Event) error {
	e := proposal.Event{Action: "change_declined", Data: changeTold{Change: c.ID, Kind: c.Kind, Note: in.Note}}
	if *in.Confirmed {
		e = proposal.Event{Action: "change_confirmed", Data: e.Data}
	}
	return s.appendStream(ctx, t, k.stream, actor, "change/"+c.ID+"/decided", slices.Concat([]proposal.Event{e}, did)...)
}
