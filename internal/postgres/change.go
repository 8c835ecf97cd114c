package postgres

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/change"
	"pheduyet/internal/proposal"
)

// PreviewChange answers what a change would do, were it confirmed now, and
// refuses it as proposing it would: forbidden to who may not propose this kind,
// invalid where its content cannot take effect.
func (s *Store) PreviewChange(ctx context.Context, actor proposal.Actor, r change.Request) (change.Preview, error) {
	var p change.Preview
	err := s.inSnapshot(ctx, func(t tx) error {
		k, err := kindOf(r.Kind)
		if err != nil {
			return err
		}
		if err := k.mayAsk(ctx, changing{tx: t, store: s, body: r.Body}, actor); err != nil {
			return err
		}
		p, err = s.previewOf(ctx, t, k, r)
		return err
	})
	return p, err
}

func (s *Store) previewOf(ctx context.Context, t tx, k kindOfChange, r change.Request) (change.Preview, error) {
	if err := r.Order(k.ordered, proposal.DateOf(t.now)); err != nil {
		return change.Preview{}, err
	}
	reg, err := s.registers(ctx, t)
	if err != nil {
		return change.Preview{}, err
	}
	return k.preview(ctx, changing{tx: t, store: s, reg: reg, body: r.Body})
}

// ProposeChange records a stored propose_change command, once, and answers the
// change with its preview.
func (s *Store) ProposeChange(ctx context.Context, command string) (change.Change, error) {
	var proposed change.Change
	err := s.inTx(ctx, func(t tx) error {
		cmd, actor, err := s.changeCommand(ctx, t, command)
		if err != nil {
			return err
		}
		var id string
		err = t.QueryRow(ctx, "SELECT id::text FROM changes WHERE command = $1", command).Scan(&id)
		if errors.Is(err, pgx.ErrNoRows) {
			id, err = s.propose(ctx, t, cmd, actor)
		}
		if err != nil {
			return err
		}
		proposed, err = loadChange(ctx, t, id)
		return err
	})
	return proposed, err
}

// changeCommand reads a command about a change, locked, and who gave it, as of
// now.
func (s *Store) changeCommand(ctx context.Context, t tx, id string) (proposal.Command, proposal.Actor, error) {
	c, err := scanCommand(t.QueryRow(ctx, "SELECT "+commandColumns+" WHERE id = $1 FOR UPDATE", id))
	if err != nil {
		return c, proposal.Actor{}, err
	}
	actor, err := loadActor(ctx, t, c.Account, t.now)
	return c, actor, err
}

func (s *Store) propose(ctx context.Context, t tx, cmd proposal.Command, actor proposal.Actor) (string, error) {
	var r change.Request
	if err := json.Unmarshal(cmd.Body, &r); err != nil {
		return "", err
	}
	k, err := kindOf(r.Kind)
	if err != nil {
		return "", err
	}
	if err := k.mayAsk(ctx, changing{tx: t, store: s, body: r.Body}, actor); err != nil {
		return "", err
	}
	preview, err := s.previewOf(ctx, t, k, r)
	if err != nil {
		return "", err
	}
	id := newID()
	b := &batch{at: t}
	b.Queue(`INSERT INTO changes (id, kind, body, document, note, by, agency, at, command) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		id, r.Kind, b.json(r.Body), b.json(r.Document), r.Note, actor.Account, actor.Agency, t.now, cmd.ID)
	queuePreview(b, id, 1, preview)
	if err := b.send(ctx); err != nil {
		return "", err
	}
	waits := change.Change{ID: id, Kind: r.Kind, ProposedBy: proposal.Person{Account: actor.Account, Agency: actor.Agency}}
	if err := queueNotices(ctx, t, awaitsSecond(k, waits)); err != nil {
		return "", err
	}
	return id, s.tellProposed(ctx, t, k, actor, id, r)
}

func queuePreview(b *batch, id string, seq int, p change.Preview) {
	if p.Lines == nil {
		p.Lines = []change.Line{}
	}
	b.Queue("INSERT INTO change_previews (change, seq, lines, digest, at) VALUES ($1, $2, $3, $4, $5)",
		id, seq, b.json(p.Lines), p.Digest(), b.at.now)
}

// invalidChange names what is wrong with the content of a change.
func invalidChange(fields ...proposal.FieldError) error {
	return &proposal.Error{
		Code:    proposal.CodeInvalid,
		Message: proposal.T("Nội dung thay đổi chưa hợp lệ; xem từng mục bên dưới. Chưa có gì được ghi.", "The change is not valid; see each item below. Nothing was written."),
		Fields:  fields,
	}
}
