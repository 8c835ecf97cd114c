package postgres

import (
	"context"
	"encoding/json"
	"strconv"

	"pheduyet/internal/ledger"
	"pheduyet/internal/proposal"
)

// CreateDraft records a stored create command, once, and answers the new
// proposal. It is forbidden to whom is neither a filer nor a head, and to UBND
// tỉnh, which decides and does not file.
func (s *Store) CreateDraft(ctx context.Context, command string) (proposal.Case, error) {
	var created proposal.Case
	err := s.inTx(ctx, func(t tx) error {
		c, err := scanCommand(t.QueryRow(ctx, "SELECT "+commandColumns+" WHERE id = $1 AND kind = $2 FOR UPDATE", command, proposal.CommandCreate))
		if err != nil {
			return err
		}
		id := c.ProposalID
		if !c.Recorded {
			if id, err = s.draft(ctx, t, c); err != nil {
				return err
			}
		}
		created, err = s.loadCase(ctx, t, id, false)
		return err
	})
	return created, err
}

func (s *Store) draft(ctx context.Context, t tx, c proposal.Command) (id string, err error) {
	actor, err := loadActor(ctx, t, c.Account, t.now)
	if err != nil {
		return "", err
	}
	reg, err := s.registers(ctx, t)
	if err != nil {
		return "", err
	}
	if !actor.Files(actor.Agency) || reg.agencies[actor.Agency].Kind == proposal.KindPeople {
		return "", proposal.Errorf(proposal.CodeForbidden, "Chỉ cán bộ lập hồ sơ hoặc lãnh đạo của cơ quan đề xuất được lập hồ sơ.", "Only a filer or the head of a filing agency may draft a proposal.")
	}
	var facts proposal.Facts
	if err := json.Unmarshal(c.Body, &facts); err != nil {
		return "", err
	}
	p := proposal.Progress{ID: newID(), Status: proposal.Draft, Agency: actor.Agency, DraftedAt: t.now, Gates: []proposal.Gate{}}
	b := &batch{at: t}
	b.Queue(`INSERT INTO proposals (id, agency, co_agencies, filed_by, status, name, search, facts, standing, parties, drafted_at, updated_at)
		VALUES ($1, $2, $3, $4, 'draft', $5, $6, $7, '{}', '{}', $8, $8)`,
		p.ID, p.Agency, coAgencies(facts), actor.Account, facts.Name, searchText(proposal.Case{Facts: facts}), b.json(facts), t.now)
	b.Queue("UPDATE commands SET proposal = $2, recorded = $3 WHERE id = $1", c.ID, p.ID, b.json(p))
	queueEditor(b, p.ID, actor.Account)
	(&chain{proposal: p.ID, at: t.now, key: c.ID}).append(b, ledger.Entry{Actor: ledgerActor(actor, proposal.Event{}), Action: "drafted"},
		payload{Data: drafted{facts}, State: &p})
	return p.ID, b.send(ctx)
}

// drafted is what a draft's creation tells, edited which fields an edit set.
type (
	drafted struct {
		Facts proposal.Facts `json:"facts"`
	}
	edited struct {
		Fields map[string]json.RawMessage `json:"fields"`
	}
)

// Edit changes the facts of a draft or returned proposal at the etag read. A
// stale etag is a conflict; facts that change nothing leave everything as it is.
func (s *Store) Edit(ctx context.Context, actor proposal.Actor, id string, etag int64, f proposal.Facts) (proposal.Case, error) {
	var after proposal.Case
	err := s.inTx(ctx, func(t tx) error {
		c, err := s.loadCase(ctx, t, id, true)
		if err != nil {
			return err
		}
		if err := proposal.CanEdit(c.Progress, actor); err != nil {
			return err
		}
		if err := c.CanChange(); err != nil {
			return err
		}
		if etag != c.ETag {
			return stale()
		}
		if changed := proposal.Changed(c.Facts, f); len(changed) > 0 {
			if err := edit(ctx, t, c, actor, f, changed); err != nil {
				return err
			}
		}
		if after, err = s.loadCase(ctx, t, id, false); err != nil {
			return err
		}
		return after.Lapse(claimants(ctx, t))
	})
	return after, err
}

func edit(ctx context.Context, t tx, c proposal.Case, actor proposal.Actor, f proposal.Facts, changed []string) error {
	chain, err := openChain(ctx, t, c.ID, "edit/"+c.ID+"/"+strconv.FormatInt(c.ETag, 10))
	if err != nil {
		return err
	}
	fields, err := fieldsOf(f, changed)
	if err != nil {
		return err
	}
	c.Facts = f
	b := &batch{at: t}
	b.Queue("UPDATE proposals SET facts = $2, name = $3, search = $4, co_agencies = $5, etag = etag + 1, updated_at = $6 WHERE id = $1",
		c.ID, b.json(f), f.Name, searchText(c), coAgencies(f), t.now)
	queueEditor(b, c.ID, actor.Account)
	chain.append(b, ledger.Entry{
		Actor: ledgerActor(actor, proposal.Event{}), Action: "edited", Rule: ledgerRule(c.Process, nil),
	}, payload{Data: edited{fields}, Number: c.Number, State: &c.Progress})
	return b.send(ctx)
}

// fieldsOf gives the facts named by their JSON names.
func fieldsOf(f proposal.Facts, names []string) (map[string]json.RawMessage, error) {
	body, err := json.Marshal(f)
	if err != nil {
		return nil, err
	}
	var all map[string]json.RawMessage
	if err := json.Unmarshal(body, &all); err != nil {
		return nil, err
	}
	fields := map[string]json.RawMessage{}
	for _, name := range names {
		fields[name] = all[name]
	}
	return fields, nil
}
