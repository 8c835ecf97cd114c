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
	Kind   string `json:"kind,omitempty"`
	Body   string `json:"body,omitempty"` // sha256
	Note   string `json:"note"`
}

// tellOfChange writes to the stream of the kind that a change was proposed,
// confirmed or declined, and what its confirmation did.
func (s *Store) tellOfChange(ctx context.Context, t tx, k kindOfChange, actor proposal.Actor, id, action string, said any, did ...proposal.Event) error {
	told := changeTold{Change: id}
	e := proposal.Event{Action: action}
	switch in := said.(type) {
	case change.Request:
		hash, err := keepDocument(ctx, t, in.Body)
		if err != nil {
			return err
		}
		told.Kind, told.Body, told.Note = in.Kind, hash, in.Note
		if in.Document != nil {
			e.Documents = []proposal.Document{*in.Document}
		}
	case change.Confirmation:
		told.Note = in.Note
	}
	e.Data = told
	return s.appendStream(ctx, t, k.stream, actor, action+"/"+id, slices.Concat([]proposal.Event{e}, did)...)
}
