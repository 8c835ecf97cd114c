package postgres

import (
	"context"
	"encoding/json"

	"pheduyet/internal/ledger"
	"pheduyet/internal/proposal"
	"pheduyet/internal/system"
)

// Attach records a stored attach command whose bytes are kept, once: by the
// filing agency until the end, by whoever may decide an open gate, or by who owes a
// proof for the approved system.
func (s *Store) Attach(ctx context.Context, command string) (proposal.File, error) {
	var file proposal.File
	err := s.inTx(ctx, func(t tx) error {
		c, err := scanCommand(t.QueryRow(ctx, "SELECT "+commandColumns+" WHERE id = $1 AND kind = $2 FOR UPDATE", command, proposal.CommandAttach))
		if err != nil {
			return err
		}
		if c.Recorded {
			file, err = attachedBy(ctx, t, c.ID)
			return err
		}
		file, err = s.attach(ctx, t, c)
		return err
	})
	return file, err
}

func attachedBy(ctx context.Context, t tx, command string) (f proposal.File, err error) {
	err = t.QueryRow(ctx, `SELECT f.id::text, f.proposal::text, f.kind, title, name, media_type, size, sha256, readable, declared, f.at
		FROM attachments f WHERE command = $1`, command).
		Scan(&f.ID, &f.Proposal, &f.Kind, &f.Title, &f.Name, &f.MediaType, &f.Size, &f.SHA256, &f.Readable, &f.Declared, &f.At)
	inZone(&f.At)
	return f, err
}

func (s *Store) attach(ctx context.Context, t tx, c proposal.Command) (proposal.File, error) {
	var f proposal.File
	if err := json.Unmarshal(c.Body, &f); err != nil {
		return f, err
	}
	kase, err := s.loadCase(ctx, t, c.ProposalID, true)
	if err != nil {
		return f, err
	}
	actor, err := loadActor(ctx, t, c.Account, t.now)
	if err != nil {
		return f, err
	}
	if err := mayAttach(ctx, t, kase, actor); err != nil {
		return f, err
	}
	chain, err := openChain(ctx, t, kase.ID, c.ID)
	if err != nil {
		return f, err
	}
	f.ID, f.Proposal, f.At = newID(), kase.ID, t.now
	b := &batch{at: t}
	b.Queue(`INSERT INTO attachments (id, proposal, kind, title, name, media_type, size, sha256, readable, declared, by, at, command)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
		f.ID, f.Proposal, f.Kind, f.Title, f.Name, f.MediaType, f.Size, f.SHA256, f.Readable, f.Declared, actor.Account, f.At, c.ID)
	b.Queue("UPDATE proposals SET updated_at = $2 WHERE id = $1", kase.ID, t.now)
	b.Queue("UPDATE commands SET recorded = $2 WHERE id = $1", c.ID, b.json(kase.Progress))
	if actor.Files(kase.Agency) {
		queueEditor(b, kase.ID, actor.Account)
	}
	chain.append(b, ledger.Entry{
		Actor: ledgerActor(actor, proposal.Event{}), Action: "attached", Rule: ledgerRule(kase.Process, nil),
		Documents: []ledger.Document{{SHA256: f.SHA256}},
	}, payload{Data: f, Number: kase.Number, State: &kase.Progress})
	return f, b.send(ctx)
}

// mayAttach lets in whom the proposal does, and who owes a proof for its system.
func mayAttach(ctx context.Context, t tx, c proposal.Case, a proposal.Actor) error {
	err := proposal.CanAttach(c.Progress, a)
	if err == nil || c.Status != proposal.Approved {
		return err
	}
	y, unread := scanSystem(t.QueryRow(ctx, "SELECT body FROM systems WHERE id = $1", c.ID))
	switch {
	case unread != nil && proposal.CodeOf(unread) != proposal.CodeNotFound:
		return unread
	case unread == nil && system.CanProve(y, a) == nil:
		return nil
	}
	return err
}
