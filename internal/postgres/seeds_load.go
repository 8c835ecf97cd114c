package postgres

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/proposal"
)

// LoadSeeds loads the registers as the owner, each group once: a group whose
// content was loaded before is left alone, one with newer content is brought up
// to date. Nothing is deleted, what people changed since stays, and a pack that
// exists with other content is a conflict. With demo, the accounts and envelopes
// are loaded too.
func LoadSeeds(ctx context.Context, ownerURL string, seeds Seeds, demo bool) error {
	s, err := Open(ctx, ownerURL)
	if err != nil {
		return err
	}
	defer s.Close()
	groups := seeds.registers()
	if demo {
		groups = append(groups, seeds.demonstration()...)
	}
	return s.inTx(ctx, func(t tx) error {
		// Programs that load at the same time wait for each other.
		if _, err := t.Exec(ctx, "SELECT pg_advisory_xact_lock(hashtext('pheduyet seeds'))"); err != nil {
			return err
		}
		changed := false
		for _, g := range groups {
			loaded, err := g.load(ctx, s, t)
			if err != nil {
				return fmt.Errorf("seeds, %s: %w", g.name, err)
			}
			changed = changed || loaded
		}
		if !changed {
			return nil
		}
		_, err := t.Exec(ctx, "UPDATE register_version SET version = version + 1")
		return errorOr(err, bumpCatalog(ctx, t))
	})
}

// group is a part of the seeds that is loaded together.
type group struct {
	name     string
	content  any
	queue    func(b *batch)
	stream   string
	document any // what the ledger names by its sha256
}

// load answers whether there was anything to do.
func (g group) load(ctx context.Context, s *Store, t tx) (bool, error) {
	content, err := json.Marshal(g.content)
	if err != nil {
		return false, err
	}
	sum := sha256.Sum256(content)
	hash := hex.EncodeToString(sum[:])
	var known bool
	err = t.QueryRow(ctx, "SELECT EXISTS (SELECT FROM seeds_loaded WHERE name = $1 AND hash = $2)", g.name, hash).Scan(&known)
	if err != nil || known {
		return false, err
	}
	b := &batch{at: t}
	g.queue(b)
	b.Queue(`INSERT INTO seeds_loaded (name, hash, at) VALUES ($1, $2, $3)
		ON CONFLICT (name) DO UPDATE SET hash = excluded.hash, at = excluded.at`, g.name, hash, t.now)
	if err := b.send(ctx); err != nil {
		return false, err
	}
	return true, g.note(ctx, s, t)
}

// note writes into the ledger what was loaded, and keeps it as a document. The
// load is the operator's, whom the database knows as its owner alone.
func (g group) note(ctx context.Context, s *Store, t tx) error {
	hash, err := keepDocument(ctx, t, g.document)
	if err != nil {
		return err
	}
	return s.appendStream(ctx, t, g.stream, proposal.System, "seeds/"+g.name+"/"+newID(),
		proposal.Event{Action: "register_loaded", ByRule: true, Data: registerLoaded{g.name, hash}})
}

// registerLoaded is what a load of seeds tells.
type registerLoaded struct {
	Register string `json:"register"`
	SHA256   string `json:"sha256"`
}

func (s Seeds) registers() []group {
	return []group{
		{"agencies", s.Agencies, s.queueAgencies, streamRegisters, s.Agencies},
		{"responsibilities", s.Responsibilities, s.queueResponsibilities, streamRegisters, s.Responsibilities},
		{"legal_documents", s.Documents, s.queueDocuments, streamRegisters, s.Documents},
		{"packs", s.packHashes(), s.queuePacks, streamRegisters, s.packList()},
		{"calendar", s.Years, s.queueYears, streamRegisters, s.Years},
		{"catalog", s.Editions, s.queueEditions, streamRegisters, s.Editions},
	}
}

func (s Seeds) demonstration() []group {
	return []group{
		{"accounts", s.Accounts, s.queueAccounts, streamPeople, s.Accounts},
		{"envelopes", s.Envelopes, s.queueEnvelopes, streamMoney, s.Envelopes},
	}
}

func (s Seeds) packHashes() []string {
	hashes := []string{}
	for _, p := range s.Packs {
		hashes = append(hashes, p.Hash)
	}
	return hashes
}

// packList names each pack by the sha256 of its kept bytes.
func (s Seeds) packList() []proposal.PackRef {
	list := []proposal.PackRef{}
	for _, p := range s.Packs {
		list = append(list, proposal.PackRef{ID: p.ID, Version: string(p.Version), Hash: p.Hash})
	}
	return list
}

func (s Seeds) queueAgencies(b *batch) {
	for _, a := range s.Agencies {
		b.Queue(`INSERT INTO agencies (code, name, short_name, kind, parent, valid_from, valid_to, successor, filing_sign)
			VALUES ($1, $2, $3, $4, nullif($5, ''), nullif($6, '')::date, nullif($7, '')::date, nullif($8, ''), $9)
			ON CONFLICT (code) DO UPDATE SET name = excluded.name, short_name = excluded.short_name, kind = excluded.kind,
			parent = coalesce(agencies.parent, excluded.parent), valid_from = excluded.valid_from,
			valid_to = coalesce(agencies.valid_to, excluded.valid_to), successor = coalesce(agencies.successor, excluded.successor)`,
			a.Code, a.Name, a.ShortName, string(a.Kind), a.Parent, string(a.From), string(a.To), a.Successor, a.FilingSign)
	}
}

func (s Seeds) queueResponsibilities(b *batch) {
	b.Queue("DELETE FROM responsibilities")
	for _, r := range s.Responsibilities {
		b.Queue(`INSERT INTO responsibilities (agency, duty, valid_from, valid_to, detail)
			VALUES ($1, $2, nullif($3, '')::date, nullif($4, '')::date, $5)`,
			r.Agency, r.Duty, string(r.From), string(r.To), b.json(r.Detail))
	}
}

func (s Seeds) queueDocuments(b *batch) {
	for _, d := range s.Documents {
		b.Queue(`INSERT INTO legal_documents (name, body, effective_from, effective_to)
			VALUES ($1, $2, nullif($3, '')::date, nullif($4, '')::date)
			ON CONFLICT (name) DO UPDATE SET body = excluded.body, effective_from = excluded.effective_from, effective_to = excluded.effective_to`,
			d.Name, b.json(d), string(d.From), string(d.To))
	}
}

// queuePacks adds what is new; a version that is there must have the same hash.
func (s Seeds) queuePacks(b *batch) {
	for _, p := range s.Packs {
		b.Queue("INSERT INTO packs (id, version, hash, body) VALUES ($1, $2::text::date, $3, $4) ON CONFLICT DO NOTHING",
			p.ID, string(p.Version), p.Hash, p.Canonical())
		b.Queue("SELECT hash FROM packs WHERE id = $1 AND version = $2::text::date", p.ID, string(p.Version)).QueryRow(func(row pgx.Row) error {
			var stored string
			if err := row.Scan(&stored); err != nil || stored == p.Hash {
				return err
			}
			return proposal.Errorf(proposal.CodeConflict, "Quy trình %[1]s@%[2]s đã có với nội dung khác; hãy đặt phiên bản mới.", "The pack %[1]s@%[2]s exists with other content; give it a new version.", p.ID, p.Version)
		})
	}
}

func (s Seeds) queueYears(b *batch) {
	for _, y := range s.Years {
		// A year that two people have changed since stays theirs.
		b.Queue(`INSERT INTO calendar_years (year, body) VALUES ($1, $2) ON CONFLICT (year) DO UPDATE SET body = excluded.body
			WHERE NOT EXISTS (SELECT FROM changes c JOIN change_decisions d ON d.change = c.id
				WHERE c.kind = 'holidays' AND d.confirmed AND (c.body->>'year')::int = excluded.year)`, y.Year, b.json(y))
	}
}
