package postgres

import (
	"context"
	"encoding/json"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/change"
	"pheduyet/internal/process"
	"pheduyet/internal/proposal"
)

// previewPack shows what a process pack brings: from when, for which kinds, and
// gate by gate what differs from the version before it. A cycle, an agency that
// is not there, a missing citation or one not in force on every day of the pack
// are invalid; a version that is there is a conflict. Running proposals stay on
// the pack they are pinned to.
func previewPack(ctx context.Context, c changing) (change.Preview, error) {
	var p change.Preview
	pack, err := process.Parse(c.body)
	if err != nil {
		return p, err
	}
	set, err := c.withPack(ctx, pack)
	if err != nil {
		return p, err
	}
	p.Add(change.Adds, nameOf(pack), proposal.T("Quy trình “%[1]s”, có hiệu lực từ %[3]s", "The process “%[2]s”, in force from %[3]s", pack.Title.VI, pack.Title.EN, pack.EffectiveFrom))
	before, ok := lastBefore(set, pack)
	if !ok {
		return p, nil
	}
	p.Add(change.Ends, nameOf(before), proposal.T("Hết hiệu lực từ %s; hồ sơ đang xử lý vẫn theo phiên bản đã ghim", "Ends on %s; running proposals stay on it", pack.EffectiveFrom))
	c.reg.comparePacks(&p, before, pack)
	return p, nil
}

// withPack holds the pack, and the packs that it ends, against the agencies and
// the register of legal documents.
func (c changing) withPack(ctx context.Context, pack process.Pack) (*process.Set, error) {
	known, err := c.law(ctx)
	if err != nil {
		return nil, err
	}
	if old, there := c.reg.packs.Get(pack.ID, pack.Version); there {
		if old.Hash == pack.Hash {
			return nil, proposal.Errorf(proposal.CodeConflict, "Quy trình %s đã có, đúng như tệp này.", "The pack %s is there, exactly as in this file.", nameOf(pack))
		}
		return c.reg.packs.With(pack) // packs are immutable
	}
	if err := pack.Validate(known); err != nil {
		return nil, err
	}
	set, err := c.reg.packs.With(pack)
	if err != nil {
		return nil, err
	}
	for _, p := range set.All() { // each in the period that the new one leaves it
		if p.ID != pack.ID {
			continue
		}
		if err := p.Validate(known); err != nil {
			return nil, err
		}
	}
	return set, nil
}

// law is what packs are held against.
func (c changing) law(ctx context.Context) (process.Known, error) {
	rows, err := c.Query(ctx, "SELECT body FROM legal_documents ORDER BY name")
	if err != nil {
		return process.Known{}, err
	}
	documents, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (d process.Document, err error) {
		var body []byte
		if err := row.Scan(&body); err != nil {
			return d, err
		}
		return d, json.Unmarshal(body, &d)
	})
	if err != nil {
		return process.Known{}, err
	}
	register, err := process.NewRegister(documents)
	return process.Known{Agencies: c.reg.agencies, Register: register}, err
}

func nameOf(p process.Pack) string { return p.ID + "@" + string(p.Version) }

// lastBefore finds the version of the same process that the pack follows.
func lastBefore(set *process.Set, pack process.Pack) (before process.Pack, ok bool) {
	for _, p := range set.All() {
		if p.ID == pack.ID && p.Version.Before(pack.Version) {
			before, ok = p, true
		}
	}
	return before, ok
}

// applyPack adds the pack; which one is in force follows from the day.
func applyPack(ctx context.Context, c *confirming) error {
	pack, err := process.Parse(c.body)
	if err != nil {
		return err
	}
	_, err = c.Exec(ctx, "INSERT INTO packs (id, version, hash, body) VALUES ($1, $2::text::date, $3, $4)",
		pack.ID, string(pack.Version), pack.Hash, pack.Canonical())
	if err != nil {
		return err
	}
	c.happened(proposal.Event{Action: "pack_added", Data: ref(pack)})
	return bumpRegisters(ctx, c.tx)
}
